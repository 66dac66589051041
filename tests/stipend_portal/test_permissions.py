"""Who sees which application: every role, every round, and the one door."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal import permissions
from stipend_portal.models import Application, Assignment, OutboxMessage, Round, RoundRole
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.permissions import to_be_asked, visible_to
from stipend_portal.phases import Phase
from stipend_portal.review.access import cases_for, cases_to_assess
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


READS, ASKED, NOTHING = "reads", "is asked", "nothing"

# How a case can stand towards someone who works in its round. All are granted, so that finance has use for them.
STANDINGS = {
    "another's, no jäv": {"jav": False},
    "another's, jäv": {"jav": True},
    "another's, not answered": {},
    "her own": {"own": True},
    "protected": {"jav": False, "protected": True},
    "protected, not answered": {"protected": True},
    "protected and named": {"jav": False, "protected": True, "named": True},
    "protected and named, not answered": {"protected": True, "named": True},
    "protected and named, jäv": {"jav": True, "protected": True, "named": True},
    "round closed": {"jav": False, "phase": Phase.CLOSED},
    "round closed, not answered": {"phase": Phase.CLOSED},
    "round not yet assessed": {"jav": False, "phase": Phase.OPEN},
    "another round": {"jav": False, "elsewhere": True},
}

# What each role then may do, in the order of `STANDINGS`.
OFFICER = [
    READS,
    NOTHING,
    ASKED,
    NOTHING,
    NOTHING,
    NOTHING,
    READS,
    ASKED,
    NOTHING,
    READS,
    ASKED,
    READS,
    NOTHING,
]
MEMBER = [READS, NOTHING, ASKED, NOTHING, NOTHING, NOTHING, READS, ASKED, NOTHING, *[NOTHING] * 4]
READER = [
    READS,
    NOTHING,
    READS,
    NOTHING,
    NOTHING,
    NOTHING,
    READS,
    READS,
    NOTHING,
    READS,
    READS,
    READS,
    NOTHING,
]
EXPECTED = {
    Role.CASE_OFFICER: OFFICER,
    Role.COMMITTEE_MEMBER: MEMBER,
    Role.BOARD_SECRETARY: READER,
    Role.AUDITOR: READER,
    Role.FINANCE: READER,
    Role.COMMUNICATOR: [NOTHING] * 13,
    Role.STRATEGIST: [NOTHING] * 13,
}


def stand(
    role: Role,
    *,
    jav: bool | None = None,
    own: bool = False,
    protected: bool = False,
    named: bool = False,
    phase: Phase = Phase.MEETING,
    elsewhere: bool = False,
) -> tuple[User, Application]:
    """Someone with a role in a round, and a granted case that stands so towards her."""
    round_ = make_round()
    user = make_staff(role, rounds=[make_round() if elsewhere else round_], declared=False)
    applicant = user if own else make_applicant()
    case = make_application(round=round_, applicant=applicant, state=State.DECIDED, declared=False)
    if jav is not None:
        case.conflicts.create(user=user, has_conflict=jav)
    if named:
        case.assignments.create(user=user, kind=Assignment.Kind.NAMED)
    Application.objects.update(protected=protected)
    Round.objects.update(phase=phase)
    return user, case


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_how_a_case_stands_towards_someone_decides_what_she_may(role: Role) -> None:
    found = []
    for standing in STANDINGS.values():
        user, case = stand(role, **standing)
        doors = (cases_for(user), cases_to_assess(user), to_be_asked(user))
        reads, assesses, asked = (door.filter(pk=case.pk).exists() for door in doors)
        assert not (asked and (reads or assesses))
        found.append(READS if reads or assesses else ASKED if asked else NOTHING)
        # What a service lets her lock is never more than what she reads.
        assert visible_to(user).filter(pk=case.pk).exclude(applicant=user).exists() == (reads or assesses)
    assert dict(zip(STANDINGS, found, strict=True)) == dict(zip(STANDINGS, EXPECTED[role], strict=True))


def test_two_roles_in_a_round_never_open_what_the_question_of_jav_keeps_closed() -> None:
    user, case = stand(Role.CASE_OFFICER)
    user.groups.add(Group.objects.get(name=Role.BOARD_SECRETARY))
    RoundRole.objects.create(round=case.round, user=user, role=Role.BOARD_SECRETARY)
    assert not cases_for(user).exists()
    assert list(to_be_asked(user)) == [case]


def test_a_board_member_opens_no_page_of_those_who_handle_cases() -> None:
    user, case = stand(Role.COMMITTEE_MEMBER, jav=False)
    assert (list(cases_for(user)), list(cases_to_assess(user))) == ([], [case])


def test_a_number_is_asked_about_in_one_query_with_nothing_personal(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user, case = stand(Role.CASE_OFFICER)
    roles = permissions.round_roles(user)
    with django_assert_num_queries(1):
        [asked] = to_be_asked(user, roles)
        assert (asked.pk, asked.reference) == (case.pk, case.reference)
    assert "applicant_name" in asked.get_deferred_fields()
