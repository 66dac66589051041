"""Asking for more, no longer waiting, and reminding."""

from datetime import date, datetime

import pytest
import time_machine

from stipend_portal.models import OutboxMessage, PortalSettings, SupplementRequest
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.supplement_request import remind_supplements, request_supplement, stop_waiting
from stipend_portal.services.transition import move
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.supplements import ask_for_more, send_answer

pytestmark = pytest.mark.django_db

DUE = date(2027, 3, 31)


def at(text: str) -> datetime:
    """A time in Swedish time."""
    return datetime.fromisoformat(f"{text}+01:00")


@pytest.mark.sqlite
def test_asking_for_more_opens_pages_and_tells_the_applicant_by_mail() -> None:
    application = make_application(state=State.IN_REVIEW, language="en")
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    request = ask_for_more(
        application, actor=officer, sections=["budget", "about"], due=DUE, message="Vad kostar resan?"
    )
    application.refresh_from_db()
    assert application.state == State.SUPPLEMENT_REQUESTED
    assert request.sections == ["about", "budget"]
    assert (request.before, request.after, request.closed_at) == (application.latest_version, None, None)
    event = application.events.last()
    assert (event.kind, event.actor, event.data) == (
        "supplement_requested",
        officer,
        {"due": "2027-03-31", "request": request.pk, "sections": ["about", "budget"]},
    )
    mail = application.messages.get(kind="supplement_request")
    assert (mail.recipient, mail.status) == (application.applicant.email, "queued")
    for words in ("Vad kostar resan?", "- About you\n- What it costs", "31 March 2027", "is judged as it is"):
        assert words in mail.body
    assert f"/en/mina-ansokningar/{application.reference}/komplettera/" in mail.body


@pytest.mark.parametrize("state", sorted(set(State) - {State.IN_REVIEW}))
def test_only_a_case_in_review_is_asked_for_more(state: State) -> None:
    application = make_application(state=state)
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    before = portal_snapshot()
    with pytest.raises(WrongState):
        ask_for_more(application, actor=officer)
    assert portal_snapshot() == before


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role != Role.CASE_OFFICER])
def test_nobody_but_a_case_officer_of_the_round_asks_or_stops_waiting(role: Role) -> None:
    application = make_application(state=State.IN_REVIEW)
    for person in (
        make_staff(role, rounds=[application.round]),
        make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
        application.applicant,
    ):
        with pytest.raises(NotAllowed):
            request_supplement(
                application=application, actor=person, sections=["why"], message="Mer.", due=DUE
            )
    ask_for_more(application)
    for person in (make_staff(role, rounds=[application.round]), application.applicant):
        with pytest.raises(NotAllowed):
            stop_waiting(application=application, actor=person)


def test_waiting_no_longer_closes_the_request_and_takes_the_case_back() -> None:
    request = ask_for_more()
    stop_waiting(application=request.application, actor=request.asked_by)
    request.refresh_from_db()
    assert (request.after, request.closed_at is not None) == (None, True)
    assert request.application.state == State.IN_REVIEW
    assert request.application.events.last().kind == "supplement_ended"


def test_a_case_that_is_not_waited_for_cannot_be_waited_for_no_longer() -> None:
    application = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round])
    with pytest.raises(WrongState):
        stop_waiting(application=application, actor=officer)


def test_taking_into_review_never_leaves_a_request_open() -> None:
    request = ask_for_more()
    with pytest.raises(WrongState):
        move(
            application=request.application,
            source=State.SUBMITTED,
            to=State.IN_REVIEW,
            actor=request.asked_by,
        )


def test_taking_an_application_back_closes_the_request() -> None:
    request = ask_for_more()
    withdraw(application=request.application, actor=request.application.applicant)
    request.refresh_from_db()
    assert (request.after, request.closed_at is not None) == (None, True)


def test_a_case_can_be_asked_for_more_again_after_an_answer() -> None:
    first = ask_for_more()
    send_answer(first, reason="Nytt.")
    second = ask_for_more(first.application)
    send_answer(second, reason="Nyare.")
    assert list(SupplementRequest.objects.order_by("pk").values_list("before__number", "after__number")) == [
        (1, 2),
        (2, 3),
    ]


def asked(on: str, due: str) -> SupplementRequest:
    """A request made at noon of a day."""
    with time_machine.travel(at(f"{on}T12:00:00")):
        return ask_for_more(due=date.fromisoformat(due))


def reminded() -> int:
    """How many reminders have been written."""
    return OutboxMessage.objects.filter(kind="supplement_reminder").count()


@pytest.mark.sqlite
def test_a_request_soon_due_is_reminded_of_once() -> None:
    request = asked("2027-02-01", "2027-02-15")
    assert remind_supplements(at("2027-02-11T23:00:00")) == 0
    assert remind_supplements(at("2027-02-12T01:00:00")) == 1
    assert remind_supplements(at("2027-02-13T01:00:00")) == 0
    mail = OutboxMessage.objects.get(kind="supplement_reminder")
    assert mail.recipient == request.application.applicant.email
    assert request.application.reference in mail.subject


def test_how_many_days_before_is_set_by_bun() -> None:
    settings = PortalSettings.load()
    settings.supplement_reminder_days = 5
    settings.save()
    asked("2027-02-01", "2027-02-15")
    assert remind_supplements(at("2027-02-09T12:00:00")) == 0
    assert remind_supplements(at("2027-02-10T12:00:00")) == 1


def test_nobody_is_reminded_on_the_day_she_was_asked() -> None:
    asked("2027-02-01", "2027-02-02")
    assert remind_supplements(at("2027-02-01T23:00:00")) == 0
    assert remind_supplements(at("2027-02-02T06:00:00")) == 1


def test_nobody_is_reminded_after_the_last_day() -> None:
    asked("2027-02-01", "2027-02-15")
    assert remind_supplements(at("2027-02-16T00:30:00")) == 0


@pytest.mark.parametrize("end", ["answered", "withdrawn", "no longer waited for"])
def test_what_has_ended_is_not_reminded_of(end: str) -> None:
    request = asked("2027-02-01", "2027-02-15")
    application = request.application
    if end == "answered":
        send_answer(request)
    elif end == "withdrawn":
        withdraw(application=application, actor=application.applicant)
    else:
        stop_waiting(application=application, actor=request.asked_by)
    assert remind_supplements(at("2027-02-14T12:00:00")) == 0
    assert reminded() == 0
