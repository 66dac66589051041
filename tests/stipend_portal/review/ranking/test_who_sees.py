"""Who sees a round's ranking, and how much of it."""

from collections.abc import Callable

import pytest

from home.models import User
from stipend_portal.models import AllocationPlan, Application, ConflictOfInterest, Round
from stipend_portal.phases import Phase
from stipend_portal.services.allocation import adopt
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import UserFactory, make_round, make_staff
from tests.factories.ranking import make_proposal
from tests.stipend_portal.review.conftest import text
from tests.stipend_portal.review.ranking.conftest import URL, SignIn, at

pytestmark = pytest.mark.django_db

READERS = {Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR}


def to_phase(round_: Round, phase: Phase) -> None:
    Round.objects.filter(pk=round_.pk).update(phase=phase)


@pytest.mark.parametrize("role", STAFF_ROLES)
@pytest.mark.parametrize("phase", Phase)
def test_a_role_opens_the_pages_of_its_rounds(
    as_user: SignIn, plan: AllocationPlan, role: Role, phase: Phase
) -> None:
    adopt(plan=plan, actor=plan.created_by)
    to_phase(plan.round, phase)
    client = as_user(make_staff(role, rounds=[plan.round]))
    opens = role in READERS or (role == Role.COMMITTEE_MEMBER and phase == Phase.MEETING)
    for page in (f"{URL}{plan.round_id}/", f"{URL}{plan.round_id}/jamfor/", at(plan)):
        assert client.get(page).status_code == (200 if opens else 404)
    index = 200 if role in READERS | {Role.COMMITTEE_MEMBER} else 403
    assert client.get(URL).status_code == index


@pytest.mark.parametrize("role", [*sorted(READERS), Role.COMMITTEE_MEMBER])
def test_the_rounds_of_others_are_not_there(as_user: SignIn, plan: AllocationPlan, role: Role) -> None:
    to_phase(plan.round, Phase.MEETING)
    client = as_user(make_staff(role, rounds=[make_round()]))
    assert plan.round.name_en not in text(client.get(URL))
    assert client.get(f"{URL}{plan.round_id}/").status_code == 404
    assert client.get(at(plan)).status_code == 404


def test_an_administrator_of_the_site_sees_nothing(as_user: SignIn, plan: AllocationPlan) -> None:
    client = as_user(UserFactory(is_superuser=True))
    assert client.get(URL).status_code == 403
    assert client.get(at(plan)).status_code == 404


def test_the_rounds_are_listed_for_those_who_read_them(
    as_user: SignIn, officer: User, member: User, plan: AllocationPlan
) -> None:
    link = f'href="{URL}{plan.round_id}/"'
    assert link in text(as_user(officer).get(URL))
    before = text(as_user(member).get(URL))
    assert link not in before
    assert "There is no round for you to see here now." in before
    to_phase(plan.round, Phase.MEETING)
    assert link in text(as_user(member).get(URL))


def test_a_board_member_reads_numbers_of_the_adopted_proposal_only(
    as_user: SignIn, officer: User, member: User, plan: AllocationPlan, cases: list[Application]
) -> None:
    other = make_proposal(plan.round, officer)
    adopt(plan=plan, actor=officer)
    to_phase(plan.round, Phase.MEETING)
    client = as_user(member)
    page = text(client.get(at(plan)))
    assert all(case.reference in page for case in cases[:3])
    assert not any(case.applicant_name in page for case in cases)
    assert "Türi" not in page
    assert "/admin/arenden/" not in page.partition("<main")[2]
    assert client.get(at(other)).status_code == 404
    listed = text(client.get(f"{URL}{plan.round_id}/"))
    assert plan.name in listed
    assert other.name not in listed


def test_a_board_member_who_has_not_answered_sees_no_case(
    as_user: SignIn, officer: User, plan: AllocationPlan, cases: list[Application]
) -> None:
    adopt(plan=plan, actor=officer)
    to_phase(plan.round, Phase.MEETING)
    page = text(as_user(make_staff(Role.COMMITTEE_MEMBER, rounds=[plan.round])).get(at(plan)))
    assert not any(case.reference in page for case in cases)


def jav(case: Application, person: User) -> None:
    ConflictOfInterest.objects.filter(application=case, user=person).update(has_conflict=True)


def unanswered(case: Application, person: User) -> None:
    ConflictOfInterest.objects.filter(application=case, user=person).delete()


def protected(case: Application, _person: User) -> None:
    Application.objects.filter(pk=case.pk).update(protected=True)


@pytest.mark.parametrize("close", [jav, unanswered, protected])
def test_what_is_closed_to_a_person_is_in_no_list_sum_or_place(
    as_user: SignIn,
    colleague: User,
    plan: AllocationPlan,
    cases: list[Application],
    close: Callable[[Application, User], None],
) -> None:
    best = cases[0]
    close(best, colleague)
    response = as_user(colleague).get(at(plan))
    page = text(response)
    assert best.reference not in page
    assert best.applicant_name not in page
    assert [row.place for row in response.context["rows"]] == [1, 2, 3]
    assert response.context["tally"].total == 0
    assert "Money left" not in page
    assert "The proposal also holds cases that you do not see." in page
    assert 'name="cut"' not in page


def test_a_protected_case_is_named_by_its_number_to_those_who_see_it(
    as_user: SignIn, officer: User, plan: AllocationPlan, cases: list[Application]
) -> None:
    Application.objects.filter(pk=cases[1].pk).update(protected=True)
    cases[1].assignments.create(user=officer, kind="named")
    client = as_user(officer)
    other = make_proposal(plan.round, officer)
    compared = f"{URL}{plan.round_id}/jamfor/?forslag={plan.pk}&forslag={other.pk}"
    for page in (at(plan), at(plan, "belopp"), compared, at(plan, f"ordning/{cases[1].pk}")):
        shown = text(client.get(page))
        assert cases[1].reference in shown
        assert cases[1].applicant_name not in shown


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_readers_see_the_list_and_nothing_to_press(
    as_user: SignIn, plan: AllocationPlan, cases: list[Application], role: Role
) -> None:
    client = as_user(make_staff(role, rounds=[plan.round]))
    page = text(client.get(at(plan))).partition("<main")[2]
    assert all(case.applicant_name in page for case in cases)
    assert "<form" not in page
    assert "Adopt</a>" not in page
    assert "New proposal" not in text(client.get(f"{URL}{plan.round_id}/"))


def test_whoever_has_not_answered_is_led_to_the_question(
    as_user: SignIn, plan: AllocationPlan, cases: list[Application], colleague: User
) -> None:
    unanswered(cases[0], colleague)
    unanswered(cases[1], colleague)
    Application.objects.filter(pk=cases[1].pk).update(state=State.WITHDRAWN)
    page = text(as_user(colleague).get(f"{URL}{plan.round_id}/"))
    assert "1 case is not in your ranking" in page
    assert cases[0].reference not in page


ACTS = ["belopp", "ordning/{case}", "kopiera", "ta-bort", "anta", "angra"]


@pytest.mark.parametrize("act", [*ACTS, "linje", "uppdatera"])
@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_readers_change_nothing(
    as_user: SignIn, plan: AllocationPlan, cases: list[Application], act: str, role: Role
) -> None:
    client = as_user(make_staff(role, rounds=[plan.round]))
    address = at(plan, act.format(case=cases[1].pk))
    assert client.post(address, {"cut": "2", "name": "Kopia"}).status_code == 403
    if act in ACTS:
        assert client.get(address).status_code == 403
    assert client.post(f"{URL}{plan.round_id}/nytt/", {"name": "x", "rule": "applied"}).status_code == 403


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.RANKING])
def test_outside_the_phase_of_ranking_an_officer_is_told_so(
    as_user: SignIn, officer: User, plan: AllocationPlan, cases: list[Application], phase: Phase
) -> None:
    to_phase(plan.round, phase)
    client = as_user(officer)
    page = text(client.get(at(plan)))
    assert "Proposals are made and changed in the phase “Ranking”." in page
    assert 'name="cut"' not in page
    for act in [*ACTS, "linje", "uppdatera"]:
        response = client.post(at(plan, act.format(case=cases[1].pk)), {"cut": "2", "name": "Kopia"})
        assert response.status_code == 409, act
        assert "Proposals are made and changed in the phase “Ranking”." in text(response)
    assert client.get(f"{URL}{plan.round_id}/nytt/").status_code == 409


@pytest.mark.parametrize("act", ["linje", "uppdatera"])
def test_what_is_only_pressed_has_no_page(
    as_user: SignIn, officer: User, plan: AllocationPlan, act: str
) -> None:
    assert as_user(officer).get(at(plan, act)).status_code == 405


def test_the_menu_leads_to_the_pages(as_user: SignIn, officer: User) -> None:
    assert f'"url": "{URL}"' in text(as_user(officer).get("/admin/"))
    finance = make_staff(Role.FINANCE)
    assert f'"url": "{URL}"' not in text(as_user(finance).get("/admin/"))
