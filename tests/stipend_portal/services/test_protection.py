"""Marking a case as one of protected identity, and naming those who may know of it."""

import pytest

from home.models import User
from stipend_portal.models import Application, Assignment
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import to_be_asked, visible_to
from stipend_portal.services.errors import LastOneNamed, NotAllowed, WrongState
from stipend_portal.services.protection import (
    may_be_named,
    name_person,
    protect,
    record_opening,
    take_name_off,
    unprotect,
)
from stipend_portal.states import STAFF_ROLES, Role
from tests.factories.portal import clear_of_conflict, make_application, make_round, make_staff

pytestmark = pytest.mark.django_db

NAMED, HANDLER = Assignment.Kind.NAMED, Assignment.Kind.HANDLER


@pytest.fixture
def case() -> Application:
    """An application that has just come in."""
    return make_application()


@pytest.fixture
def officer(case: Application) -> User:
    """A case officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[case.round])


def protected(case: Application, officer: User) -> Application:
    """The case, marked."""
    protect(application=case, actor=officer, reason="Sekretessmarkering")
    case.refresh_from_db()
    return case


def log(case: Application) -> list[tuple[str, dict[str, str]]]:
    """What has been written about the case since it came in."""
    return list(case.events.exclude(kind=EventKind.SUBMITTED).values_list("kind", "data"))


def test_a_marked_case_is_known_to_the_one_who_marked_it_and_to_its_handler(
    case: Application, officer: User
) -> None:
    handler, other = (make_staff(Role.CASE_OFFICER, rounds=[case.round]) for _number in range(2))
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    case.assignments.create(user=handler, kind=HANDLER)
    protected(case, officer)
    seeing = [person for person in (officer, handler, other, secretary) if visible_to(person).exists()]
    assert seeing == [officer, handler]
    assert log(case) == [
        (EventKind.PROTECTED, {"reason": "Sekretessmarkering"}),
        (EventKind.ASSIGNED, {"person": str(officer), "as": "named"}),
    ]


def test_the_number_of_a_marked_case_is_told_to_nobody_who_is_not_named(
    case: Application, officer: User
) -> None:
    undeclared = make_staff(Role.CASE_OFFICER, rounds=[case.round], declared=False)
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[case.round])
    protected(case, officer)
    assert not to_be_asked(undeclared).exists()
    assert not to_be_asked(member).exists()


def test_taking_the_mark_away_shows_the_case_to_all_and_names_nobody(
    case: Application, officer: User
) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    protected(case, officer)
    unprotect(application=case, actor=officer, reason="Hotet har upphört")
    assert list(visible_to(secretary)) == [case]
    assert not case.assignments.exists()
    assert log(case)[-1] == (
        EventKind.UNPROTECTED,
        {"reason": "Hotet har upphört", "named": [str(officer)]},
    )


def test_taking_the_mark_away_leaves_the_handler(case: Application, officer: User) -> None:
    case.assignments.create(user=officer, kind=HANDLER)
    unprotect(application=protected(case, officer), actor=officer, reason="-")
    assert list(case.assignments.values_list("kind", flat=True)) == [HANDLER]


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.CASE_OFFICER])
def test_only_an_officer_marks_a_case(case: Application, role: Role) -> None:
    person = make_staff(role, rounds=[case.round])
    clear_of_conflict([person], [case])
    with pytest.raises(NotAllowed):
        protect(application=case, actor=person, reason="-")
    case.refresh_from_db()
    assert not case.protected


def test_a_mark_is_made_once_and_taken_away_once(case: Application, officer: User) -> None:
    with pytest.raises(WrongState):
        unprotect(application=case, actor=officer, reason="-")
    protected(case, officer)
    with pytest.raises(WrongState):
        protect(application=case, actor=officer, reason="-")
    assert len(log(case)) == 2


def test_someone_who_is_named_sees_the_case_and_the_naming_is_an_event(
    case: Application, officer: User
) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    name_person(application=protected(case, officer), person=secretary, actor=officer)
    assert list(visible_to(secretary)) == [case]
    assert log(case)[-1] == (EventKind.ASSIGNED, {"person": str(secretary), "as": "named"})


def test_those_who_work_in_the_round_and_have_no_jav_may_be_named(case: Application, officer: User) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[case.round])
    undeclared = make_staff(Role.CASE_OFFICER, rounds=[case.round], declared=False)
    with_conflict = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    with_conflict.conflicts.update(has_conflict=True)
    elsewhere = make_staff(Role.CASE_OFFICER, rounds=[make_round()])
    strategist = make_staff(Role.STRATEGIST, rounds=[case.round])
    without_group = make_staff(Role.AUDITOR, rounds=[case.round])
    without_group.groups.clear()
    protected(case, officer)
    assert set(may_be_named(case)) == {secretary, member, undeclared}
    for person in (with_conflict, elsewhere, strategist, without_group, officer, case.applicant):
        with pytest.raises(NotAllowed):
            name_person(application=case, person=person, actor=officer)


def test_nobody_is_named_on_a_case_that_is_not_marked(case: Application, officer: User) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    with pytest.raises(WrongState):
        name_person(application=case, person=secretary, actor=officer)


def test_a_name_is_taken_off_and_told(case: Application, officer: User) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    name_person(application=protected(case, officer), person=secretary, actor=officer)
    take_name_off(application=case, person=secretary, actor=officer)
    assert not visible_to(secretary).exists()
    assert log(case)[-1] == (EventKind.UNASSIGNED, {"person": str(secretary), "as": "named"})
    with pytest.raises(WrongState):
        take_name_off(application=case, person=secretary, actor=officer)


def test_the_last_officer_who_can_open_the_case_stays_on_it(case: Application, officer: User) -> None:
    protected(case, officer)
    with pytest.raises(LastOneNamed):
        take_name_off(application=case, person=officer, actor=officer)
    case.assignments.create(user=officer, kind=HANDLER)
    take_name_off(application=case, person=officer, actor=officer)
    assert list(visible_to(officer)) == [case]


def test_opening_is_written_with_name_and_role_and_only_for_those_who_see_the_case(
    case: Application, officer: User
) -> None:
    other = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    protected(case, officer)
    record_opening(application=case, actor=officer)
    event = case.events.latest("pk")
    assert (event.kind, event.actor, event.actor_role) == (EventKind.OPENED, officer, Role.CASE_OFFICER)
    with pytest.raises(NotAllowed):
        record_opening(application=case, actor=other)
