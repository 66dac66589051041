"""Every move from every state by every role, generated from the one table."""

import pytest
from django.utils import timezone

from home.models import User
from stipend_portal.mail.outbox import enqueue
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.models.decision import Basis
from stipend_portal.models.event import EventKind
from stipend_portal.services.errors import ActRefused, NotAllowed, WrongState
from stipend_portal.services.transition import move, transition
from stipend_portal.services.withdrawal import ToldBy, record_withdrawal, withdraw
from stipend_portal.states import STAFF_ROLES, TRANSITIONS, Role, State
from tests.factories.portal import decide, make_applicant, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db

MOVES = [(source, target, role) for (source, target), roles in TRANSITIONS.items() for role in sorted(roles)]
# Whoever reads the case is told that it has moved on; to others it does not exist.
SEES_THE_CASE = {Role.APPLICANT, Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR}


def someone(role: Role, application: Application) -> User:
    """A person with this role towards the application. Guardians and the system have no account."""
    if role is Role.APPLICANT:
        return application.applicant
    if role in STAFF_ROLES:
        return make_staff(role, rounds=[application.round])
    return make_applicant()


def make_move(application: Application, target: State, role: Role, actor: User) -> None:
    """Make a move through the service that the site uses for it."""
    if target is State.DECIDED:
        basis = Basis.BOARD if role is Role.BOARD_SECRETARY else Basis.DELEGATION
        decide(application, actor=actor, basis=basis)
    elif target is State.WITHDRAWN and role is Role.CASE_OFFICER:
        told = {"how": ToldBy.TELEPHONE, "who": "Alva Exempel", "on": timezone.localdate()}
        record_withdrawal(application=application, actor=actor, note="Reser inte längre.", **told)
    elif target is State.WITHDRAWN:
        withdraw(application=application, actor=actor)
    else:
        move(application=application, to=target, actor=actor)


@pytest.mark.parametrize(("source", "target", "role"), MOVES)
def test_a_move_in_the_table_is_made_and_leaves_one_event(source: State, target: State, role: Role) -> None:
    application = make_application(state=source)
    application.messages.filter(status="held").update(status="sent")
    actor = someone(role, application)
    before = application.events.count()
    make_move(application, target, role, actor)
    assert application.state == target
    assert Application.objects.get(pk=application.pk).state == target
    assert application.events.count() == before + 1
    event = application.events.latest("pk")
    assert (event.from_state, event.to_state, event.actor_role) == (source, target, role)
    assert (event.actor, event.actor_name) == (actor, str(actor))


@pytest.mark.parametrize("source", State)
@pytest.mark.parametrize("role", Role)
def test_every_other_move_is_refused_and_changes_nothing(source: State, role: Role) -> None:
    application = make_application(state=source)
    actor = someone(role, application)
    before = portal_snapshot()
    for target in State:
        allowed = TRANSITIONS.get((source, target), frozenset())
        if role in allowed:
            continue
        expected = NotAllowed if allowed or role not in SEES_THE_CASE else WrongState
        with (
            pytest.raises(ActRefused) as refused,
            transition(application=application, to=target, actor=actor) as locked,
        ):
            locked.destination = "changed"
        # Finance sees a case once money is granted, as is done to those decided here.
        if not (role is Role.FINANCE and source in {State.DECIDED, State.CLOSED}):
            assert refused.type is expected, (source, target, role)
    assert portal_snapshot() == before


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_role_in_another_round_moves_nothing(role: Role) -> None:
    application = make_application()
    actor = make_staff(role, rounds=[make_round()])
    with pytest.raises(NotAllowed):
        move(application=application, to=State.IN_REVIEW, actor=actor)
    assert Application.objects.get().state == State.SUBMITTED


def test_a_role_without_the_group_moves_nothing() -> None:
    application = make_application()
    actor = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    actor.groups.clear()
    with pytest.raises(NotAllowed):
        move(application=application, to=State.IN_REVIEW, actor=actor)


def test_an_administrator_of_the_site_moves_nothing() -> None:
    application = make_application()
    with pytest.raises(NotAllowed):
        move(application=application, to=State.IN_REVIEW, actor=make_applicant(is_superuser=True))


def test_another_applicant_cannot_withdraw_it() -> None:
    application = make_application()
    with pytest.raises(NotAllowed):
        withdraw(application=application, actor=make_applicant())
    assert Application.objects.get().state == State.SUBMITTED


def test_an_officer_does_not_act_on_her_own_application() -> None:
    """Jäv: kommunallagen 6:28."""
    round_ = make_round()
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    application = make_application(round=round_, applicant=officer)
    with pytest.raises(NotAllowed):
        move(application=application, to=State.IN_REVIEW, actor=officer)


@pytest.mark.parametrize("basis", Basis)
def test_an_officer_does_not_decide_on_her_own_application(basis: Basis) -> None:
    round_ = make_round()
    officer = make_staff(Role.CASE_OFFICER, Role.BOARD_SECRETARY, rounds=[round_])
    application = make_application(round=round_, applicant=officer, state=State.PREPARED)
    with pytest.raises(NotAllowed):
        decide(application, actor=officer, basis=basis)


class Mishap(Exception):
    """Something goes wrong in the middle."""


@pytest.mark.parametrize("mishap_after", ["change", "mail"])
def test_a_failure_in_the_middle_undoes_state_event_and_mail(mishap_after: str) -> None:
    application = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    before = portal_snapshot()

    def move_with_mishap() -> None:
        with transition(application=application, to=State.IN_REVIEW, actor=officer) as locked:
            locked.destination = "Någon annanstans"
            locked.save()
            if mishap_after == "change":
                raise Mishap
            enqueue(
                kind=OutboxMessage.Kind.WITHDRAWN,
                application=locked,
                recipient="exempel@example.org",
                languages=("sv",),
            )
            raise Mishap

    with pytest.raises(Mishap):
        move_with_mishap()
    assert portal_snapshot() == before


def test_a_failing_event_undoes_state_and_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    application = make_application()
    before = portal_snapshot()

    def fail(**kwargs: object) -> None:
        raise Mishap

    monkeypatch.setattr("stipend_portal.services.transition.record_event", fail)
    with pytest.raises(Mishap):
        withdraw(application=application, actor=application.applicant)
    assert portal_snapshot() == before


def test_what_the_caller_changes_is_written_with_the_move() -> None:
    application = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    with transition(application=application, to=State.IN_REVIEW, actor=officer) as locked:
        locked.destination = "Oslo, Norge"
    application.refresh_from_db()
    assert (application.state, application.destination) == (State.IN_REVIEW, "Oslo, Norge")


def test_a_stale_page_cannot_move_what_has_moved_on() -> None:
    application = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    stale = Application.objects.get(pk=application.pk)
    move(application=application, to=State.IN_REVIEW, actor=officer)
    with pytest.raises(WrongState):
        move(application=stale, to=State.IN_REVIEW, actor=officer)
    assert application.events.filter(kind=EventKind.MOVED).count() == 1


def test_a_note_is_kept_on_the_event() -> None:
    application = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    move(application=application, to=State.IN_REVIEW, actor=officer, note="Ringt skolan.")
    assert application.events.latest("pk").data == {"note": "Ringt skolan."}


def test_the_log_keeps_the_name_as_it_was_then() -> None:
    application = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round], first_name="Moa", last_name="Då")
    move(application=application, to=State.IN_REVIEW, actor=officer)
    User.objects.filter(pk=officer.pk).update(last_name="Nu")
    assert application.events.latest("pk").actor_name == "Moa Då"


@pytest.mark.parametrize("acting", [Role.CASE_OFFICER, Role.BOARD_SECRETARY])
def test_someone_with_two_roles_acts_in_one_that_may(acting: Role) -> None:
    application = make_application(state=State.PREPARED)
    actor = make_staff(acting, Role.AUDITOR, rounds=[application.round])
    decide(application, actor=actor, basis=Basis.DELEGATION)
    assert application.events.latest("pk").actor_role == acting
