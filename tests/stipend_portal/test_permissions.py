"""Who sees which application: every role, every round, and the one door."""

import pytest
from django.contrib.auth.models import AnonymousUser

from home.models import User
from stipend_portal import permissions
from stipend_portal.models import Application, OutboxMessage, Round, RoundRole
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.permissions import visible_to
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import decide, make_applicant, make_application, make_round, make_staff

pytestmark = pytest.mark.django_db

READS_ALL = {Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR}


@pytest.fixture
def rounds() -> dict[str, Round]:
    """Two rounds."""
    return {"here": make_round(), "there": make_round()}


@pytest.fixture
def cases(rounds: dict[str, Round]) -> dict[str, Application]:
    """One application of each kind here, and two there."""
    here, there = rounds["here"], rounds["there"]
    refused = make_application(round=here, state=State.PREPARED)
    decide(refused, outcome=Outcome.REFUSED, amount=0)
    part = make_application(round=here, state=State.PREPARED)
    decide(part, outcome=Outcome.PARTLY_GRANTED, amount=1_000)
    return {
        "submitted": make_application(round=here),
        "prepared": make_application(round=here, state=State.PREPARED),
        "withdrawn": make_application(round=here, state=State.WITHDRAWN),
        "granted": make_application(round=here, state=State.DECIDED),
        "closed": make_application(round=here, state=State.CLOSED),
        "partly": part,
        "refused": refused,
        "there": make_application(round=there),
        "there granted": make_application(round=there, state=State.DECIDED),
    }


AWARDED = {"granted", "closed", "partly"}
HERE = AWARDED | {"submitted", "prepared", "withdrawn", "refused"}


def seen(user: User | AnonymousUser, cases: dict[str, Application]) -> set[str]:
    """The names of the cases that someone sees."""
    keys = set(visible_to(user).values_list("pk", flat=True))
    return {name for name, case in cases.items() if case.pk in keys}


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_role_sees_what_it_needs_in_its_own_round(
    role: Role, rounds: dict[str, Round], cases: dict[str, Application]
) -> None:
    expected = HERE if role in READS_ALL else AWARDED if role is Role.FINANCE else set()
    assert seen(make_staff(role, rounds=[rounds["here"]]), cases) == expected


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_role_without_a_round_sees_nothing(role: Role, cases: dict[str, Application]) -> None:
    assert seen(make_staff(role), cases) == set()


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_round_without_the_group_shows_nothing(
    role: Role, rounds: dict[str, Round], cases: dict[str, Application]
) -> None:
    user = make_staff(role, rounds=[rounds["here"]])
    user.groups.clear()
    assert seen(user, cases) == set()


def test_the_group_of_another_role_does_not_make_a_role_count(
    rounds: dict[str, Round], cases: dict[str, Application]
) -> None:
    user = make_staff(Role.COMMUNICATOR)
    RoundRole.objects.create(round=rounds["here"], user=user, role=Role.CASE_OFFICER)
    assert seen(user, cases) == set()


def test_reading_in_one_round_and_paying_in_another_are_kept_apart(
    rounds: dict[str, Round], cases: dict[str, Application]
) -> None:
    user = make_staff(Role.AUDITOR, Role.FINANCE)
    RoundRole.objects.create(round=rounds["here"], user=user, role=Role.FINANCE)
    RoundRole.objects.create(round=rounds["there"], user=user, role=Role.AUDITOR)
    assert seen(user, cases) == AWARDED | {"there", "there granted"}


def test_reading_and_paying_in_the_same_round_shows_all_of_it(
    rounds: dict[str, Round], cases: dict[str, Application]
) -> None:
    user = make_staff(Role.AUDITOR, Role.FINANCE, rounds=[rounds["here"]])
    assert seen(user, cases) == HERE


def test_an_administrator_of_the_site_sees_nothing(cases: dict[str, Application]) -> None:
    assert seen(make_applicant(is_superuser=True, is_staff=True), cases) == set()


def test_the_anonymous_see_nothing(cases: dict[str, Application]) -> None:
    assert seen(AnonymousUser(), cases) == set()


@pytest.mark.parametrize("name", ["submitted", "withdrawn", "granted", "closed"])
def test_an_applicant_sees_her_own_in_every_state_and_no_other(
    name: str, cases: dict[str, Application]
) -> None:
    assert seen(cases[name].applicant, cases) == {name}


def test_an_applicant_without_applications_sees_nothing(cases: dict[str, Application]) -> None:
    assert seen(make_applicant(), cases) == set()


def test_no_case_is_listed_twice_for_someone_with_several_roles(rounds: dict[str, Round]) -> None:
    application = make_application(round=rounds["here"])
    user = make_staff(Role.CASE_OFFICER, Role.AUDITOR, Role.FINANCE, rounds=list(rounds.values()))
    assert list(visible_to(user)) == [application]


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_the_roles_towards_a_case_are_those_in_its_round(role: Role, rounds: dict[str, Round]) -> None:
    user = make_staff(role, rounds=[rounds["here"]])
    assert permissions.roles_in(user, make_application(round=rounds["here"])) == {role}
    assert permissions.roles_in(user, make_application(round=rounds["there"])) == frozenset()


def test_the_applicant_has_her_own_role_and_strangers_have_none() -> None:
    application = make_application()
    assert permissions.roles_in(application.applicant, application) == {Role.APPLICANT}
    assert permissions.roles_in(make_applicant(), application) == frozenset()
    assert permissions.roles_in(AnonymousUser(), application) == frozenset()


@pytest.mark.parametrize(
    ("roles", "bases"),
    [
        (set(), []),
        ({Role.CASE_OFFICER}, [Basis.DELEGATION]),
        ({Role.BOARD_SECRETARY}, [Basis.BOARD, Basis.DELEGATION]),
        ({Role.BOARD_SECRETARY, Role.CASE_OFFICER}, [Basis.BOARD, Basis.DELEGATION]),
        *(({role}, []) for role in Role if role not in {Role.CASE_OFFICER, Role.BOARD_SECRETARY}),
    ],
)
def test_by_what_right_a_decision_is_recorded(roles: set[Role], bases: list[Basis]) -> None:
    assert permissions.decision_bases(frozenset(roles)) == bases


@pytest.mark.parametrize("status", OutboxMessage.Status)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("author", [True, False])
def test_a_held_letter_is_released_by_an_officer_or_secretary_who_did_not_prepare_it(
    status: OutboxMessage.Status, role: Role, author: bool
) -> None:
    user, other = User(pk=1), User(pk=2)
    letter = OutboxMessage(status=status, prepared_by=user if author else other)
    allowed = status == "held" and not author and role in {Role.CASE_OFFICER, Role.BOARD_SECRETARY}
    assert permissions.may_release(user, letter, frozenset({role})) is allowed
