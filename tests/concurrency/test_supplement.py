"""An answer to a request for supplement, and what others do to the case at the same moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from stipend_portal.models import ApplicationVersion, Draft, Message, OutboxMessage, SupplementRequest
from stipend_portal.services.message import send_message
from stipend_portal.services.supplement import answer_supplement
from stipend_portal.services.supplement_request import remind_supplements, stop_waiting
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import State
from tests.concurrency.conftest import Together
from tests.concurrency.test_cases import fresh, kinds
from tests.factories.portal import make_application
from tests.factories.supplements import ask_for_more, begin, changed_answers

pytestmark = pytest.mark.django_db(transaction=True)


def answer(request: SupplementRequest, draft: Draft) -> Any:
    """Send the draft of the answer."""
    return answer_supplement(
        draft=Draft.objects.get(pk=draft.pk),
        answers=changed_answers(request, reason="Nya ord."),
        received_at=timezone.now(),
        language="sv",
    )


@pytest.mark.parametrize("attempt", range(3))
def test_an_answer_and_a_withdrawal_at_once(together: Together, attempt: int) -> None:
    """Either the withdrawal comes first and the answer is refused, or both happen, one after the other."""
    request = ask_for_more()
    draft, application = begin(request), request.application
    answered, withdrawn = together(
        [
            lambda: answer(request, draft),
            lambda: withdraw(application=fresh(application), actor=application.applicant),
        ]
    )
    assert withdrawn is None
    application.refresh_from_db()
    request.refresh_from_db()
    assert application.state == State.WITHDRAWN
    assert request.closed_at is not None
    draft.refresh_from_db()
    if isinstance(answered, Exception):
        assert type(answered).__name__ == "WrongState"
        assert (application.versions.count(), request.after, draft.submitted_at) == (1, None, None)
        assert draft.steps.count() == 6
    else:
        assert application.versions.count() == 2
        assert request.after == application.latest_version
        assert (draft.submitted_at is None, draft.steps.count()) == (False, 0)


@pytest.mark.parametrize("attempt", range(3))
def test_an_answer_and_an_officer_who_no_longer_waits_are_one_of_them(
    together: Together, attempt: int
) -> None:
    request = ask_for_more()
    draft, application = begin(request), request.application
    results = together(
        [
            lambda: answer(request, draft),
            lambda: stop_waiting(application=fresh(application), actor=request.asked_by),
        ]
    )
    assert kinds(results) == {"done": 1, "WrongState": 1}
    application.refresh_from_db()
    request.refresh_from_db()
    assert application.state == State.IN_REVIEW
    answered = not isinstance(results[0], Exception)
    assert (request.after is not None) is answered
    assert application.versions.count() == (2 if answered else 1)
    assert draft.steps.count() == (0 if answered else 6)


def test_eight_presses_on_send_are_one_version(together: Together) -> None:
    request = ask_for_more()
    draft = begin(request)
    results = together([lambda: answer(request, draft)] * 8)
    assert results == [request.application] * 8
    assert ApplicationVersion.objects.count() == 2
    assert OutboxMessage.objects.filter(kind="supplement_receipt").count() == 1


def test_eight_presses_on_begin_are_one_draft(together: Together) -> None:
    request = ask_for_more()
    drafts = together([lambda: begin(SupplementRequest.objects.get())] * 8)
    assert drafts == [Draft.objects.get(supplement=request)] * 8
    assert drafts[0].steps.count() == 6


def test_two_officers_ask_at_once_and_one_request_is_made(together: Together) -> None:
    application = make_application(state=State.IN_REVIEW)
    results = together([lambda: ask_for_more(fresh(application))] * 4)
    assert kinds(results) == {"done": 1, "WrongState": 3}
    assert SupplementRequest.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="supplement_request").count() == 1


def test_workers_and_an_answer_at_once_remind_at_most_once(together: Together) -> None:
    request = ask_for_more(due=timezone.localdate())
    SupplementRequest.objects.update(asked_at=timezone.now() - timedelta(days=3))
    draft = begin(request)
    now = timezone.now()
    *reminders, answered = together([lambda: remind_supplements(now)] * 4 + [lambda: answer(request, draft)])
    assert answered == request.application
    assert sum(reminders) == OutboxMessage.objects.filter(kind="supplement_reminder").count() <= 1


def test_one_message_sent_eight_times_at_once_is_one(together: Together) -> None:
    application = make_application()

    def send() -> Message:
        return send_message(application=fresh(application), actor=application.applicant, text="Hej!", seen=0)

    assert together([send] * 8) == [Message.objects.get()] * 8
