"""The page on which an officer writes down what a member of a group has answered on paper."""

from collections.abc import Callable, Generator

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from home.models import User
from stipend_portal.models import Application, GroupMember, Round
from stipend_portal.services.member import decline
from tests.factories.members import TOLD_OF_ONE
from tests.factories.portal import make_group_application
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _february() -> Generator[None, None, None]:
    """It is the first of February 2027, so that ages stay what they are."""
    with time_machine.travel("2027-02-01T12:00:00+01:00"):
        yield


@pytest.fixture
def member(round_: Round) -> GroupMember:
    """The first of the others in a group of three, under eighteen."""
    return make_group_application(round=round_).members.earliest("pk")


def paper(member: GroupMember) -> str:
    """The address of the page for an answer on paper."""
    return f"/admin/arenden/{member.application_id}/deltagare/{member.pk}/papper/"


def written(**changes: str) -> dict[str, str]:
    """What an officer writes of a yes from someone with one guardian; `a__b` stands for `a-b`."""
    data = {
        "answer": "yes",
        "signed_on": "2027-02-01",
        "custody-situation": "one",
        "guardians-first_name": "Hanna Exempel",
        "guardians-first_email": "hanna@example.org",
    }
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def test_an_answer_on_paper_is_written_down_from_the_case_page_and_shown_there(
    as_user: SignIn, officer: User, member: GroupMember
) -> None:
    client, case_page = as_user(officer), f"/admin/arenden/{member.application_id}/"
    before = portal_snapshot()
    assert paper(member) in text(client.get(case_page))
    assert client.get(paper(member)).status_code == 200
    assert portal_snapshot() == before
    done = client.post(paper(member), written(note="Kom med posten."))
    assert (done.status_code, done.headers["Location"]) == (302, case_page)
    member.refresh_from_db()
    assert (member.status, member.custody) == ("confirmed", TOLD_OF_ONE)
    words = text(client.get(case_page))
    assert f"On paper, signed 2027-02-01, recorded by {officer}" in words
    assert "Bo Exempel. On paper. Kom med posten." in words


def test_an_answer_by_her_own_link_is_no_longer_shown_as_on_paper(
    as_user: SignIn, officer: User, member: GroupMember
) -> None:
    client = as_user(officer)
    client.post(paper(member), written())
    with time_machine.travel("2027-02-02T12:00:00+01:00"):
        decline(member=member, reason="Jag har prov.")
    assert "On paper, signed" not in text(client.get(f"/admin/arenden/{member.application_id}/"))


def test_a_no_on_paper_asks_nothing_about_guardians(
    as_user: SignIn, officer: User, member: GroupMember
) -> None:
    as_user(officer).post(paper(member), {"answer": "no", "signed_on": "2027-02-01"})
    member.refresh_from_db()
    assert (member.status, member.approvals.count()) == ("declined", 0)


def test_someone_of_full_age_is_not_asked_about_guardians(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    member = make_group_application(round=round_, born="2008-03-27").members.earliest("pk")
    client = as_user(officer)
    assert [name for name in client.get(paper(member)).context["form"].fields if "-" in name] == []
    client.post(paper(member), {"answer": "yes", "signed_on": "2027-02-01"})
    member.refresh_from_db()
    assert (member.status, member.approvals.count()) == ("confirmed", 0)


def test_only_what_is_new_can_be_answered(as_user: SignIn, officer: User, member: GroupMember) -> None:
    decline(member=member)
    client = as_user(officer)
    answers = client.get(paper(member)).context["form"].fields["answer"].choices
    assert [value for value, _words in answers] == ["yes"]
    assert client.post(paper(member), written(answer="no")).status_code == 422


WRONG = [
    ({"answer": ""}, "Choose what she or he has answered."),
    ({"signed_on": ""}, "Write the day the paper was signed."),
    ({"signed_on": "2027-02-02"}, "That day has not come yet. Check the day."),
    ({"signed_on": "2020-02-02"}, "This version of the application came in after that day."),
    ({"guardians__first_email": "hanna"}, "Write an e-mail address like namn@example.org."),
    ({"guardians__first_email": "cecilia@example.org"}, "Someone else has this address."),
    ({"guardians__first_name": ""}, "Write the name of the guardian who has this address."),
    ({"guardians__second_name": "Hugo"}, "This does not fit who decides about the applicant."),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_a_paper_that_is_wrongly_written_down_is_told_and_kept(
    as_user: SignIn, officer: User, member: GroupMember, changes: dict[str, str], words: str
) -> None:
    before = portal_snapshot()
    response = as_user(officer).post(paper(member), written(note="Kom med posten.", **changes))
    with override("en"):
        errors = [str(error) for errors in response.context["form"].errors.values() for error in errors]
    assert (response.status_code, len(errors)) == (422, 1)
    assert errors[0].startswith(words)
    assert "Kom med posten." in text(response)
    assert portal_snapshot() == before


def test_what_came_on_paper_may_be_signed_before_it_reached_us(
    as_user: SignIn, officer: User, member: GroupMember
) -> None:
    Application.objects.update(applicant=None)
    data = written(signed_on="2020-02-02")
    assert as_user(officer).post(paper(member), data).status_code == 302


def test_only_a_case_officer_is_offered_to_write_it_down(
    as_user: SignIn, secretary: User, member: GroupMember
) -> None:
    client = as_user(secretary)
    assert client.get(paper(member)).status_code == 403
    assert paper(member) not in text(client.get(f"/admin/arenden/{member.application_id}/"))
