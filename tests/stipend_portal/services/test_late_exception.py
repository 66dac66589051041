"""Treating a late application as in time: an officer's act, with a reason, once."""

from datetime import datetime, timedelta

import pytest

from stipend_portal.models import Application, Round
from stipend_portal.phases import Phase
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.services.late_exception import accept_late
from stipend_portal.services.published import changing_round
from stipend_portal.states import STAFF_ROLES, UNDECIDED, Role, State
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def late() -> Application:
    """An application that came in after the round had closed."""
    return make_application(round=make_round(closed=True))


def late_and(state: State) -> Application:
    """A late application that stands like that, whatever has been decided of it."""
    application = make_application(state=state)
    Application.objects.filter(pk=application.pk).update(received_late=True)
    application.refresh_from_db()
    return application


def officer_of(application: Application) -> object:
    """A case officer of its round."""
    return make_staff(Role.CASE_OFFICER, rounds=[application.round])


def test_a_late_application_is_accepted_with_a_reason_and_stays_late(late: Application) -> None:
    officer = officer_of(late)
    accept_late(application=late, actor=officer, reason="Tjänsten låg nere.")
    stored = Application.objects.get(pk=late.pk)
    assert (stored.late_accepted, stored.received_late, stored.state) == (True, True, State.SUBMITTED)
    event = stored.events.latest("pk")
    assert (event.kind, event.actor, event.actor_role) == ("late_accepted", officer, Role.CASE_OFFICER)
    assert event.data == {"reason": "Tjänsten låg nere."}


def test_it_is_accepted_once(late: Application) -> None:
    officer = officer_of(late)
    accept_late(application=late, actor=officer, reason="Tjänsten låg nere.")
    with pytest.raises(WrongState):
        accept_late(application=late, actor=officer, reason="En gång till.")
    assert late.events.filter(kind="late_accepted").count() == 1


def test_one_that_came_in_time_is_refused() -> None:
    application = make_application()
    with pytest.raises(WrongState):
        accept_late(application=application, actor=officer_of(application), reason="Prov.")
    assert not Application.objects.get().late_accepted


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
def test_one_that_is_no_longer_considered_is_refused(state: State) -> None:
    application = late_and(state)
    with pytest.raises(WrongState):
        accept_late(application=application, actor=officer_of(application), reason="Prov.")


def test_nothing_is_accepted_in_a_round_that_is_closed() -> None:
    application = make_application(round=make_round(closed=True, phase=Phase.CLOSED))
    with pytest.raises(WrongPhase):
        accept_late(application=application, actor=officer_of(application), reason="Prov.")


@pytest.mark.parametrize("role", sorted(set(STAFF_ROLES) - {Role.CASE_OFFICER}))
def test_only_an_officer_of_the_round_accepts(late: Application, role: Role) -> None:
    before = make_staff(role, rounds=[late.round]), portal_snapshot()
    with pytest.raises(NotAllowed):
        accept_late(application=late, actor=before[0], reason="Prov.")
    assert portal_snapshot() == before[1]


def test_an_officer_who_has_not_answered_about_jav_cannot(late: Application) -> None:
    undeclared = make_staff(Role.CASE_OFFICER, rounds=[late.round], declared=False)
    with pytest.raises(NotAllowed):
        accept_late(application=late, actor=undeclared, reason="Prov.")


def move_closing_day(round_: Round, closes_at: datetime) -> None:
    """An officer sets another moment at which the round closes."""
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    with changing_round(round=round_, actor=officer, reason="Tjänsten låg nere."):
        Round.objects.filter(pk=round_.pk).update(closes_at=closes_at)


def test_with_a_later_closing_day_what_came_in_by_then_is_not_late(late: Application) -> None:
    accept_late(application=late, actor=officer_of(late), reason="Sjuk.")
    later = make_application(round=late.round)
    Application.objects.filter(pk=later.pk).update(received_at=late.received_at + timedelta(days=2))
    move_closing_day(late.round, late.received_at + timedelta(days=1))
    late.refresh_from_db()
    later.refresh_from_db()
    assert (late.received_late, late.late_accepted, later.received_late) == (False, False, True)
    told = late.events.latest("pk")
    assert (told.kind, told.data) == ("no_longer_late", {"reason": "Tjänsten låg nere."})
    assert later.events.filter(kind="no_longer_late").count() == 0


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
def test_what_is_no_longer_considered_stays_late_with_a_later_closing_day(state: State) -> None:
    application = late_and(state)
    move_closing_day(application.round, application.received_at + timedelta(days=1))
    application.refresh_from_db()
    assert application.received_late


def test_with_an_earlier_closing_day_nobody_who_came_in_time_is_late() -> None:
    application = make_application()
    move_closing_day(application.round, application.received_at - timedelta(hours=1))
    application.refresh_from_db()
    assert not application.received_late
