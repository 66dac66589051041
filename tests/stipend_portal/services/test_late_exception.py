"""Treating a late application as in time: an officer's act, with a reason, once."""

import pytest

from stipend_portal.models import Application
from stipend_portal.phases import Phase
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.services.late_exception import accept_late
from stipend_portal.states import STAFF_ROLES, UNDECIDED, Role, State
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def late() -> Application:
    """An application that came in after the round had closed."""
    return make_application(round=make_round(closed=True))


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
    application = make_application(round=make_round(closed=True), state=state)
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
