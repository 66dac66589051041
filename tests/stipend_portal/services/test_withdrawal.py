"""Taking an application back."""

import pytest
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.withdrawal import ToldBy, record_withdrawal, withdraw
from stipend_portal.states import UNDECIDED, Role, State
from tests.factories.paper import enter
from tests.factories.portal import make_application, make_staff
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


def told(application: Application, actor: User, how: ToldBy = ToldBy.TELEPHONE) -> None:
    """Record that the applicant has told an officer."""
    record_withdrawal(
        application=application,
        actor=actor,
        how=how,
        who="Alva Exempel",
        on=timezone.localdate(),
        note="Reser inte längre.",
    )


@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_an_officer_who_is_told_records_it_and_the_applicant_gets_it_confirmed(state: State) -> None:
    application = make_application(state=state)
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    told(application, officer)
    event = application.events.get(to_state=State.WITHDRAWN)
    assert application.state == State.WITHDRAWN
    assert (event.actor, event.actor_role, event.data["note"]) == (
        officer,
        Role.CASE_OFFICER,
        "Reser inte längre.",
    )
    assert OutboxMessage.objects.get(kind="withdrawn").recipient == application.applicant.email


@pytest.mark.parametrize(
    ("how", "kind", "direction"),
    [
        ("telephone", "telephone", "own"),
        ("paper", "post", "in"),
        ("email", "other", "in"),
        ("visit", "other", "own"),
    ],
)
def test_what_an_officer_was_told_is_registered(how: str, kind: str, direction: str) -> None:
    application = make_application()
    told(application, make_staff(Role.CASE_OFFICER, rounds=[application.round]), ToldBy(how))
    document = application.documents.latest("number")
    assert (document.kind, document.direction, document.title) == (kind, direction, "Alva Exempel")


def test_someone_on_paper_gets_it_confirmed_by_post() -> None:
    application = enter()
    told(application, make_staff(Role.CASE_OFFICER, rounds=[application.round]))
    assert application.messages.get(kind="withdrawn").status == "to_print"


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.AUDITOR, Role.APPLICANT])
def test_others_than_officers_record_no_withdrawal(role: Role) -> None:
    application = make_application()
    actor = application.applicant if role == Role.APPLICANT else make_staff(role, rounds=[application.round])
    with pytest.raises(NotAllowed):
        told(application, actor)
    application.refresh_from_db()
    assert application.state == State.SUBMITTED


def test_an_officer_does_not_withdraw_without_saying_who_told_her() -> None:
    application = make_application()
    with pytest.raises(NotAllowed):
        withdraw(application=application, actor=make_staff(Role.CASE_OFFICER, rounds=[application.round]))


@pytest.mark.parametrize("state", sorted(set(State) - UNDECIDED))
def test_an_officer_cannot_take_back_what_is_decided(state: State) -> None:
    application = make_application(state=state)
    with pytest.raises(WrongState):
        told(application, make_staff(Role.CASE_OFFICER, rounds=[application.round]))
