"""Who sees which cases in the list, and that the list stays quick however long it is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, Round
from stipend_portal.review.paginator import CappedPaginator
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import UserFactory, make_application, make_round, make_staff
from tests.stipend_portal.review.conftest import text

URL = "/admin/arenden/"

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def shown(client: Client, query: str = "") -> list[str]:
    """The references in the list, in their order."""
    response = client.get(URL + query)
    assert response.status_code == 200
    return [row.reference for row in response.context["rows"]]


def test_an_officer_sees_the_cases_of_her_rounds_and_no_others(
    as_user: SignIn, officer: User, case: Application
) -> None:
    make_application()
    assert shown(as_user(officer)) == [case.reference]


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_role_without_a_round_gives_no_rows(as_user: SignIn, role: Role, case: Application) -> None:
    response = as_user(make_staff(role)).get(URL)
    assert case.reference not in text(response)


def test_an_administrator_of_the_site_sees_nothing_without_a_role(as_user: SignIn, case: Application) -> None:
    administrator = UserFactory(is_superuser=True)
    assert shown(as_user(administrator)) == []


def test_a_board_member_sees_nothing_yet(as_user: SignIn, case: Application) -> None:
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[case.round])
    assert shown(as_user(member)) == []


def test_finance_sees_only_what_was_granted(as_user: SignIn, round_: Round, case: Application) -> None:
    granted = make_application(round=round_, state=State.DECIDED)
    assert shown(as_user(make_staff(Role.FINANCE, rounds=[round_]))) == [granted.reference]


def test_nobody_reviews_her_own_application(as_user: SignIn, round_: Round, officer: User) -> None:
    make_application(round=round_, applicant=officer)
    assert shown(as_user(officer)) == []


def test_an_own_application_is_not_shown_in_the_workspace_to_staff_without_a_round(as_user: SignIn) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY)
    own = make_application(applicant=secretary)
    client = as_user(secretary)
    assert shown(client) == []
    assert client.get(f"{URL}{own.pk}/").status_code == 404


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.STRATEGIST])
def test_a_role_that_reads_no_cases_is_told_so(as_user: SignIn, role: Role) -> None:
    assert as_user(make_staff(role)).get(URL).status_code == 403


def test_an_applicant_is_sent_to_sign_in(as_user: SignIn, case: Application) -> None:
    response = as_user(case.applicant).get(URL)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_the_newest_comes_first_and_the_oldest_when_asked(
    as_user: SignIn, officer: User, case: Application
) -> None:
    older = make_application(round=case.round, received_at=case.received_at - timedelta(days=1))
    client = as_user(officer)
    assert shown(client) == [case.reference, older.reference]
    assert shown(client, "?ordering=received_at") == [older.reference, case.reference]


def test_the_list_is_filtered_by_state(as_user: SignIn, officer: User, case: Application) -> None:
    prepared = make_application(round=case.round, state=State.PREPARED)
    assert shown(as_user(officer), "?state=prepared") == [prepared.reference]


def test_an_empty_list_says_whether_anything_was_asked_for(as_user: SignIn, officer: User) -> None:
    client = as_user(officer)
    assert "There are no cases for you to see" in text(client.get(URL))
    assert "No case matches what you asked for" in text(client.get(f"{URL}?state=closed"))
    assert "No case matches what you asked for" in text(client.get(f"{URL}?q=nothing"))


def test_a_late_case_is_marked_and_can_be_filtered_out(
    as_user: SignIn, officer: User, case: Application
) -> None:
    after = case.round.closes_at + timedelta(minutes=1)
    late = make_application(round=case.round, received_at=after)
    client = as_user(officer)
    assert text(client.get(URL)).count("review-tag--late") == 1
    assert shown(client, "?late=on") == [late.reference]


def test_the_round_is_offered_only_to_someone_who_works_in_several(
    as_user: SignIn, case: Application
) -> None:
    other = make_application()
    make_round()
    one = as_user(make_staff(Role.CASE_OFFICER, rounds=[case.round]))
    two = as_user(make_staff(Role.CASE_OFFICER, rounds=[case.round, other.round]))
    assert "round" not in one.get(URL).context["filters"].form.fields
    choices = dict(two.get(URL).context["filters"].form.fields["round"].choices)
    assert set(choices) == {"", case.round_id, other.round_id}
    assert shown(two, f"?round={other.round_id}") == [other.reference]


def test_a_round_of_others_cannot_be_asked_for(as_user: SignIn, case: Application) -> None:
    other, foreign = make_application(), make_application()
    two = as_user(make_staff(Role.CASE_OFFICER, rounds=[case.round, other.round]))
    assert foreign.reference not in text(two.get(f"{URL}?round={foreign.round_id}"))


@pytest.mark.parametrize("words", ["{reference}", " {lower} ", "{tail}", "berit", "OSLO", "  oslo "])
def test_a_case_is_found_by_reference_name_or_place(
    as_user: SignIn, officer: User, case: Application, words: str
) -> None:
    sought = make_application(round=case.round, full_name="Berit Exempel", destination="Oslo, Norge")
    reference = sought.reference
    query = {"q": words.format(reference=reference, lower=reference.lower(), tail=reference[-6:])}
    response = as_user(officer).get(URL, query)
    assert [row.reference for row in response.context["rows"]] == [sought.reference]


@pytest.mark.parametrize(
    "query", ["?state=nonsense", "?round=x", "?p=x", "?p=0", "?p=99", "?q=%00", "?ordering=x"]
)
def test_nonsense_in_the_address_is_not_an_error(
    as_user: SignIn, officer: User, case: Application, query: str
) -> None:
    assert as_user(officer).get(URL + query).status_code == 200


def test_guardians_are_counted_on_the_newest_version(
    as_user: SignIn, officer: User, case: Application
) -> None:
    approval = case.approvals.first()
    approval.status, approval.answered_at = "approved", case.received_at
    approval.save()
    [row] = as_user(officer).get(URL).context["rows"]
    assert (row.guardians.approved, row.guardians.asked, row.guardians.is_complete) == (1, 2, False)


@pytest.mark.parametrize(
    "path",
    [
        "new/",
        "edit/{pk}/",
        "delete/{pk}/",
        "history/{pk}/",
        "usage/{pk}/",
        "inspect/{pk}/",
        "copy/{pk}/",
        "results/",
    ],
)
def test_none_of_the_generic_views_exists(
    as_user: SignIn, officer: User, case: Application, path: str
) -> None:
    officer.user_permissions.set(Permission.objects.filter(content_type__model="application"))
    assert as_user(officer).get(URL + path.format(pk=case.pk)).status_code == 404


def test_the_list_is_not_exported(as_user: SignIn, officer: User, case: Application) -> None:
    response = as_user(officer).get(f"{URL}?export=csv")
    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("extra", [0, 2])
def test_the_list_takes_as_many_queries_for_three_cases_as_for_one(
    as_user: SignIn,
    officer: User,
    case: Application,
    extra: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(extra):
        make_application(round=case.round)
    client = as_user(officer)
    client.get(URL)
    with django_assert_num_queries(13):
        client.get(URL)


def test_counting_stops_and_pages_go_on(officer: User, case: Application) -> None:
    for _number in range(5):
        make_application(round=case.round)
    paginator = CappedPaginator(Application.objects.all(), 2)
    paginator.most = 3
    assert (paginator.count, paginator.is_capped, paginator.num_pages) == (3, True, 2)
    assert len(paginator.get_page(3)) == 2
    assert not paginator.get_page(3).has_next()
    assert paginator.get_page(4).number == 2


def test_the_menu_leads_to_the_list(as_user: SignIn, officer: User) -> None:
    assert reverse("cases:index") == URL
    assert f'"url": "{URL}"' in text(as_user(officer).get("/admin/"))
