"""Who sees which cases in the list, and that the list stays quick however long it is."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, Assignment, Round
from stipend_portal.services.assignment import set_handler
from stipend_portal.services.message import send_message
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


def rounds_offered(client: Client) -> set[str]:
    """The rounds that the list can be narrowed to."""
    fields = client.get(URL).context["more_fields"]
    return {option.value for field in fields if field.name == "round" for option in field.options}


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


def test_the_list_is_filtered_by_state(as_user: SignIn, officer: User, case: Application) -> None:
    prepared = make_application(round=case.round, state=State.PREPARED)
    assert shown(as_user(officer), "?state=prepared") == [prepared.reference]


def test_an_empty_list_says_whether_anything_was_asked_for(as_user: SignIn, officer: User) -> None:
    client = as_user(officer)
    assert "There are no cases for you to see" in text(client.get(URL))
    assert "No case matches what you asked for" in text(client.get(f"{URL}?state=closed"))
    assert "No case matches what you asked for" in text(client.get(f"{URL}?q=nothing"))


def test_the_round_is_offered_only_to_someone_who_works_in_several(
    as_user: SignIn, case: Application
) -> None:
    other = make_application()
    make_round()
    one = as_user(make_staff(Role.CASE_OFFICER, rounds=[case.round]))
    two = as_user(make_staff(Role.CASE_OFFICER, rounds=[case.round, other.round]))
    assert rounds_offered(one) == set()
    assert rounds_offered(two) == {"", str(case.round_id), str(other.round_id)}
    assert shown(two, f"?round={other.round_id}") == [other.reference]


def test_a_round_of_others_cannot_be_asked_for(as_user: SignIn, case: Application) -> None:
    other, foreign = make_application(), make_application()
    two = as_user(make_staff(Role.CASE_OFFICER, rounds=[case.round, other.round]))
    assert foreign.reference not in text(two.get(f"{URL}?round={foreign.round_id}"))


@pytest.mark.parametrize(
    "query",
    ["?state=nonsense", "?round=x", "?p=x", "?p=0", "?p=99", "?p=sista", "?efter=x", "?fore=9999999"]
    + ["?q=%00", "?ordering=x", "?handler=x", "?age=x", "?flag=x", "?complete=x", "?guardians=x", "?phase=x"],
)
def test_nonsense_in_the_address_is_not_an_error(
    as_user: SignIn, officer: User, case: Application, query: str
) -> None:
    assert as_user(officer).get(URL + query).status_code == 200


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


@pytest.mark.parametrize("extra", [0, 2, 299])
def test_the_list_takes_as_many_queries_for_three_hundred_cases_as_for_one(
    as_user: SignIn,
    officer: User,
    case: Application,
    extra: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(extra):
        made = make_application(round=case.round, state=State.IN_REVIEW)
        if number % 2:
            set_handler(application=made, actor=officer, person=officer)
    client = as_user(officer)
    client.get(URL)
    with django_assert_num_queries(15):
        client.get(URL)


def test_a_line_tells_handler_completeness_phase_and_flags(
    as_user: SignIn, officer: User, case: Application
) -> None:
    Application.objects.filter(pk=case.pk).update(state=State.IN_REVIEW, received_late=True)
    set_handler(application=case, actor=officer, person=officer)
    send_message(application=case, actor=case.applicant, text="Hej!")
    approval = case.approvals.first()
    approval.status, approval.answered_at = "approved", case.received_at
    approval.save()
    [row] = as_user(officer).get(URL).context["rows"]
    told = (row.handler, row.complete, row.guardians, row.phase, [tag.label for tag in row.flags])
    flags = ["Received late", "Message to answer"]
    assert told == (str(officer), "Not complete", "Guardians: 1 of 2", "Meeting", flags)
    page = text(as_user(officer).get(URL))
    assert [label in page for label in (str(officer), "Not complete", *flags)] == [True] * 4


def test_what_an_applicant_has_typed_is_words_and_nothing_else(
    as_user: SignIn, officer: User, case: Application
) -> None:
    Application.objects.filter(pk=case.pk).update(applicant_name="<b>{pk}</b>", destination="{{ url }} %s &")
    page = text(as_user(officer).get(URL))
    assert [cell in page for cell in (">&lt;b&gt;{pk}&lt;/b&gt;</td>", ">{{ url }} %s &amp;</td>")] == [
        True,
        True,
    ]


def test_finance_reads_who_what_for_and_how_much_and_nothing_of_the_rest(
    as_user: SignIn, round_: Round
) -> None:
    make_application(round=round_, state=State.DECIDED)
    response = as_user(make_staff(Role.FINANCE, rounds=[round_])).get(URL)
    [row] = response.context["rows"]
    assert (row.name, row.destination, row.amount) == ("Alva Exempel", "Türi, Estland", "4,000 kronor")
    assert (row.handler, row.complete, row.guardians, row.flags) == ("", "", "", [])
    offered = [field.name for field in response.context["more_fields"] + response.context["first_fields"]]
    assert sorted(offered) == ["destination", "ordering", "q", "state"]


def test_of_a_case_with_protected_identity_the_number_is_told_and_nothing_else(
    as_user: SignIn, officer: User, case: Application
) -> None:
    client = as_user(officer)
    Application.objects.filter(pk=case.pk).update(protected=True)
    assert shown(client) == []
    Assignment.objects.create(application=case, user=officer, kind=Assignment.Kind.NAMED)
    page = text(client.get(URL))
    assert shown(client) == [case.reference]
    assert [word in page for word in ("Alva", "Türi, Estland</td>", "4,000 kronor")] == [False] * 3
    assert "Protected identity" in page


def test_cases_without_an_answer_about_jav_are_counted_and_not_listed(
    as_user: SignIn, officer: User, case: Application
) -> None:
    hidden = [make_application(round=case.round, declared=False) for _number in range(2)]
    client = as_user(officer)
    page = text(client.get(URL))
    assert shown(client) == [case.reference]
    assert "2 cases wait for your answer about jäv." in page
    assert 'href="/admin/jav/"' in page
    assert [each.reference in page for each in hidden] == [False, False]


def test_nobody_is_told_of_jav_who_has_answered_everything(
    as_user: SignIn, officer: User, secretary: User, case: Application
) -> None:
    assert "your answer about jäv" not in text(as_user(officer).get(URL))
    assert "your answer about jäv" not in text(as_user(secretary).get(URL))


def test_a_link_to_a_case_carries_what_the_list_was_asked_for(
    as_user: SignIn, officer: User, case: Application
) -> None:
    [row] = as_user(officer).get(f"{URL}?state=submitted&p=1&nonsense=1").context["rows"]
    assert row.url == f"/admin/arenden/{case.pk}/?lista=state%3Dsubmitted"


def test_the_menu_leads_to_the_list(as_user: SignIn, officer: User) -> None:
    assert reverse("cases:index") == URL
    assert f'"url": "{URL}"' in text(as_user(officer).get("/admin/"))
