"""Answering about jäv, and correcting an answer."""

import pytest

from home.models import User
from stipend_portal.models import Application, Assignment, ConflictOfInterest, Event, Round
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import to_be_asked, visible_to
from stipend_portal.phases import Phase
from stipend_portal.services.conflict import correct, declare
from stipend_portal.services.errors import LastOneNamed, NotAllowed, WrongState
from stipend_portal.services.protection import name_person, protect
from stipend_portal.states import Role
from tests.factories.portal import clear_of_conflict, make_application, make_round, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    """An application that nobody has answered about."""
    return make_application()


def make_officer(case: Application, *, declared: bool = False) -> User:
    """A case officer of the round."""
    return make_staff(Role.CASE_OFFICER, rounds=[case.round], declared=declared)


def answers(case: Application) -> list[tuple[int, bool, str]]:
    """Who has answered what, and why."""
    return list(case.conflicts.values_list("user", "has_conflict", "ground"))


def last_event(case: Application) -> Event:
    """The newest line of the log."""
    return case.events.latest("pk")


def test_a_no_opens_the_case_and_is_an_event(case: Application) -> None:
    officer = make_officer(case)
    assert not visible_to(officer).exists()
    declare(application=case, actor=officer, has_conflict=False, ground=Ground.PARTY)
    assert list(visible_to(officer)) == [case]
    assert answers(case) == [(officer.pk, False, "")]
    event = last_event(case)
    assert (event.kind, event.actor, event.actor_role, event.data) == (
        EventKind.NO_CONFLICT,
        officer,
        Role.CASE_OFFICER,
        {},
    )


def test_a_yes_keeps_its_ground_and_shows_neither_the_case_nor_its_number(case: Application) -> None:
    officer = make_officer(case)
    declare(application=case, actor=officer, has_conflict=True, ground=Ground.PARTY)
    assert answers(case) == [(officer.pk, True, Ground.PARTY)]
    assert not visible_to(officer).exists()
    assert not to_be_asked(officer).exists()
    assert (last_event(case).kind, last_event(case).data) == (
        EventKind.CONFLICT_DECLARED,
        {"ground": "party"},
    )


def test_a_no_can_become_a_yes_and_takes_the_person_off_the_case(case: Application) -> None:
    officer = make_officer(case, declared=True)
    case.assignments.create(user=officer, kind=Assignment.Kind.HANDLER)
    case.assignments.create(user=officer, kind=Assignment.Kind.NAMED)
    declare(application=case, actor=officer, has_conflict=True, ground=Ground.OTHER)
    assert not case.assignments.exists()
    told = case.events.filter(kind=EventKind.UNASSIGNED).values_list("data", flat=True)
    assert list(told) == [{"person": str(officer), "as": "handler"}, {"person": str(officer), "as": "named"}]


def test_nobody_takes_back_a_yes_herself(case: Application) -> None:
    officer = make_officer(case)
    declare(application=case, actor=officer, has_conflict=True)
    with pytest.raises(NotAllowed):
        declare(application=case, actor=officer, has_conflict=False)
    assert answers(case) == [(officer.pk, True, "")]


def test_answering_the_same_again_changes_nothing(case: Application) -> None:
    officer = make_officer(case)
    declare(application=case, actor=officer, has_conflict=False)
    before = case.events.count()
    declare(application=case, actor=officer, has_conflict=False)
    assert case.events.count() == before
    assert answers(case) == [(officer.pk, False, "")]


def test_a_board_member_is_asked_from_the_phase_in_which_the_board_reads() -> None:
    case = make_application(round=make_round(phase=Phase.COMPLETENESS))
    member = make_staff(Role.COMMITTEE_MEMBER, rounds=[case.round])
    with pytest.raises(NotAllowed):
        declare(application=case, actor=member, has_conflict=False)
    Round.objects.update(phase=Phase.ASSESSMENT)
    declare(application=case, actor=member, has_conflict=False)
    assert list(visible_to(member)) == [case]


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR])
def test_a_reader_who_was_not_asked_can_say_that_she_has_jav(case: Application, role: Role) -> None:
    reader = make_staff(role, rounds=[case.round])
    assert list(visible_to(reader)) == [case]
    declare(application=case, actor=reader, has_conflict=True, ground=Ground.SUPERVISION)
    assert not visible_to(reader).exists()


def test_neither_a_stranger_nor_the_applicant_answers(case: Application) -> None:
    stranger = make_staff(Role.CASE_OFFICER, rounds=[make_round()])
    for person in (stranger, case.applicant):
        with pytest.raises(NotAllowed):
            declare(application=case, actor=person, has_conflict=True)
    assert answers(case) == []


def test_an_officer_or_secretary_corrects_an_answer_with_a_reason_that_is_kept(case: Application) -> None:
    officer, secretary = make_officer(case), make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    declare(application=case, actor=officer, has_conflict=True, ground=Ground.PARTY)
    correct(application=case, person=officer, actor=secretary, has_conflict=False, reason="Fel knapp")
    assert answers(case) == [(officer.pk, False, "")]
    assert list(visible_to(officer)) == [case]
    event = last_event(case)
    assert (event.kind, event.actor, event.actor_role) == (
        EventKind.CONFLICT_CORRECTED,
        secretary,
        Role.BOARD_SECRETARY,
    )
    assert event.data == {"person": str(officer), "conflict": False, "reason": "Fel knapp"}


def test_a_correction_to_jav_takes_the_person_off_the_case(case: Application) -> None:
    officer, other = make_officer(case, declared=True), make_officer(case, declared=True)
    case.assignments.create(user=officer, kind=Assignment.Kind.HANDLER)
    correct(application=case, person=officer, actor=other, has_conflict=True, reason="Kusin")
    assert not case.assignments.exists()
    assert not visible_to(officer).exists()


def test_nobody_corrects_her_own_answer(case: Application) -> None:
    officer = make_officer(case, declared=True)
    with pytest.raises(NotAllowed):
        correct(application=case, person=officer, actor=officer, has_conflict=True, reason="-")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COMMITTEE_MEMBER])
def test_other_roles_correct_nothing(case: Application, role: Role) -> None:
    officer, reader = make_officer(case, declared=True), make_staff(role, rounds=[case.round])
    clear_of_conflict([reader], [case])
    with pytest.raises(NotAllowed):
        correct(application=case, person=officer, actor=reader, has_conflict=True, reason="-")


def test_what_is_not_answered_or_is_so_already_cannot_be_corrected(case: Application) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[case.round])
    officer = make_officer(case)
    for has_conflict in (True, False):
        with pytest.raises(WrongState):
            correct(application=case, person=officer, actor=secretary, has_conflict=has_conflict, reason="-")
    clear_of_conflict([officer], [case])
    with pytest.raises(WrongState):
        correct(application=case, person=officer, actor=secretary, has_conflict=False, reason="-")


def test_the_only_officer_of_a_protected_case_names_another_before_she_leaves_it(case: Application) -> None:
    officer = make_officer(case, declared=True)
    protect(application=case, actor=officer, reason="Sekretessmarkering")
    with pytest.raises(LastOneNamed):
        declare(application=case, actor=officer, has_conflict=True)
    undeclared = make_officer(case)
    name_person(application=case, person=undeclared, actor=officer)
    with pytest.raises(LastOneNamed):
        declare(application=case, actor=officer, has_conflict=True)
    clear_of_conflict([undeclared], [case])
    declare(application=case, actor=officer, has_conflict=True)
    assert list(case.assignments.values_list("user", flat=True)) == [undeclared.pk]


def test_a_secretary_cannot_correct_the_only_officer_off_a_protected_case(case: Application) -> None:
    officer, secretary = (
        make_officer(case, declared=True),
        make_staff(Role.BOARD_SECRETARY, rounds=[case.round]),
    )
    protect(application=case, actor=officer, reason="Sekretessmarkering")
    name_person(application=case, person=secretary, actor=officer)
    with pytest.raises(LastOneNamed):
        correct(application=case, person=officer, actor=secretary, has_conflict=True, reason="Kusin")
    assert ConflictOfInterest.objects.get(user=officer).has_conflict is False


def test_someone_named_who_has_not_answered_can_say_that_she_has_jav(case: Application) -> None:
    officer, asked = make_officer(case, declared=True), make_officer(case)
    protect(application=case, actor=officer, reason="Sekretessmarkering")
    name_person(application=case, person=asked, actor=officer)
    declare(application=case, actor=asked, has_conflict=True)
    assert list(case.assignments.values_list("user", flat=True)) == [officer.pk]
