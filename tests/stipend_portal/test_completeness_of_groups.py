"""When a group is complete: everyone named comes along, and the guardians of those under eighteen agree."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from stipend_portal.completeness import group_standing, members_progress, newest_only, progress_of
from stipend_portal.models import Application
from stipend_portal.services.guardian import answer
from stipend_portal.services.member import confirm, decline
from tests.factories.members import TOLD_OF_ONE
from tests.factories.portal import make_application, make_group_application

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)


@pytest.fixture
def group(db: None) -> Application:
    """A group of three, whose others are under eighteen."""
    return make_group_application()


def standing(group: Application) -> list[tuple[str, int, int]]:
    """Each member's answer, and how many of her guardians are done, of how many."""
    members = newest_only(group.members.all())
    approvals = newest_only(group.approvals.select_related("member"))
    return [
        (each.member.status, each.guardians.settled, each.guardians.asked)
        for each in group_standing(members, approvals, TODAY)
    ]


def test_someone_who_applies_alone_waits_for_no_member() -> None:
    progress = members_progress(make_application().members.all())
    assert (progress.asked, progress.is_complete) == (0, True)


def test_a_group_is_complete_when_everyone_has_said_yes(group: Application) -> None:
    first, second = group.members.all()
    confirm(member=first, told=TOLD_OF_ONE)
    progress = members_progress(group.members.all())
    assert (progress.confirmed, progress.asked, progress.is_complete) == (1, 2, False)
    confirm(member=second, told=TOLD_OF_ONE)
    assert members_progress(group.members.all()).is_complete


def test_a_no_keeps_the_group_from_being_complete(group: Application) -> None:
    first, second = group.members.all()
    confirm(member=first, told=TOLD_OF_ONE)
    decline(member=second)
    progress = members_progress(group.members.all())
    assert (progress.declined, progress.is_complete) == (1, False)


def test_each_member_stands_with_her_own_guardians(group: Application) -> None:
    first, second = group.members.all()
    confirm(member=first, told=TOLD_OF_ONE)
    confirm(member=second, told=TOLD_OF_ONE)
    answer(approval=second.approvals.get(), approves=True)
    assert standing(group) == [("confirmed", 0, 1), ("confirmed", 1, 1)]


def test_the_guardians_of_one_who_stays_at_home_are_not_counted(group: Application) -> None:
    first = group.members.earliest("pk")
    confirm(member=first, told=TOLD_OF_ONE)
    decline(member=first)
    approvals = group.approvals.select_related("member")
    assert progress_of(approvals, TODAY).asked == 0
    assert standing(group) == [("declined", 0, 0), ("invited", 0, 0)]
    confirm(member=first)
    assert progress_of(group.approvals.select_related("member"), TODAY).asked == 1


def test_the_contact_person_reads_answers_and_reasons_and_nothing_of_the_guardians(
    group: Application,
) -> None:
    first, second = group.members.all()
    confirm(member=first, told=TOLD_OF_ONE)
    decline(member=second, reason="Jag har prov.")
    approvals = group.approvals.select_related("member")
    members = group_standing(group.members.all(), approvals, TODAY)
    page = render_to_string("stipend_portal/apply/members_progress.html", {"members": members})
    for words in ("Bo Exempel", "Cecilia Exempel", "Jag har prov."):
        assert words in page
    for private in ("Hanna", "hanna@example.org"):
        assert private not in page


def test_the_contact_persons_page_names_members_and_not_their_guardians(group: Application) -> None:
    first, second = group.members.all()
    confirm(member=first, told=TOLD_OF_ONE)
    answer(approval=first.approvals.get(), approves=True)
    decline(member=second)
    client = Client()
    client.force_login(group.applicant)
    response = client.get(f"/en/mina-ansokningar/{group.reference}/")
    assert [item["title"] for item in response.context["timeline"]] == [
        "Your application came in",
        "Bo Exempel said yes",
        "A guardian of someone in the group said yes",
        "Cecilia Exempel said no",
    ]
    assert "Hanna Exempel" not in response.content.decode()


@pytest.mark.parametrize("people", [2, 4])
def test_it_takes_two_queries_however_large_the_group(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = make_group_application(people)
    for member in application.members.all():
        confirm(member=member, told=TOLD_OF_ONE)
    application = Application.objects.select_related("round").get()
    with django_assert_num_queries(2):
        standing(application)
