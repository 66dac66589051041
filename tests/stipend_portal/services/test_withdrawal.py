"""Taking an application back."""

import pytest

from stipend_portal.models import OutboxMessage
from stipend_portal.services.errors import WrongState
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import UNDECIDED, State
from tests.factories.portal import make_application
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


@pytest.mark.sqlite
@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_an_applicant_takes_back_what_is_not_decided_and_gets_it_confirmed(state: State) -> None:
    application = make_application(state=state, language="en")
    withdraw(application=application, actor=application.applicant)
    assert application.state == State.WITHDRAWN
    mail = OutboxMessage.objects.get(kind="withdrawn")
    assert (mail.recipient, mail.status) == (application.applicant.email, "queued")
    assert mail.subject == f"You have taken back your application {application.reference}"


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
def test_what_is_decided_or_taken_back_cannot_be_taken_back(state: State) -> None:
    application = make_application(state=state)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        withdraw(application=application, actor=application.applicant)
    assert portal_snapshot() == before


def test_what_was_sent_is_still_there_after_withdrawal() -> None:
    application = make_application()
    withdraw(application=application, actor=application.applicant)
    assert application.latest_version.is_intact
    assert application.approvals.count() == 2
