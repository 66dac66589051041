"""Messages, notes, documents and the log on the case page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Event
from stipend_portal.models.event import EventKind
from stipend_portal.services.assignment import set_handler
from stipend_portal.services.diary import write_diary_number
from stipend_portal.services.guardian_record import go_on_without
from stipend_portal.services.message import send_message, settle_message
from stipend_portal.services.note import write_note
from stipend_portal.states import Role
from tests.factories.portal import decide, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(case: Application, query: str = "") -> str:
    """The address of the case page."""
    return f"/admin/arenden/{case.pk}/{query}"


def test_a_message_waits_for_an_answer_until_it_is_settled(
    as_user: SignIn, officer: User, case: Application
) -> None:
    message = send_message(application=case, actor=case.applicant, text="Tack!")
    client = as_user(officer)
    assert "The last message waits for an answer." in text(client.get(url(case)))
    settle_message(application=case, actor=officer, seen=message.pk)
    page = text(client.get(url(case)))
    assert "The last message waits for an answer." not in page
    assert f"Needs no answer, says {officer}" in page


def test_notes_are_read_by_the_staff_that_reads_the_case_and_never_by_the_applicant(
    as_user: SignIn, officer: User, case: Application
) -> None:
    write_note(application=case, actor=officer, text="Ringde <b>skolan</b>.")
    for role in (Role.BOARD_SECRETARY, Role.AUDITOR):
        page = text(as_user(make_staff(role, rounds=[case.round])).get(url(case)))
        assert "Ringde &lt;b&gt;skolan&lt;/b&gt;." in page
    own = Client()
    own.force_login(case.applicant)
    for address in (
        f"/mina-ansokningar/{case.reference}/",
        f"/mina-ansokningar/{case.reference}/meddelanden/",
    ):
        assert "Ringde" not in text(own.get(address))


def test_many_answers_without_jav_are_folded_into_one_line(
    as_user: SignIn, officer: User, case: Application
) -> None:
    for number in range(3):
        Event.objects.create(
            application=case,
            kind=EventKind.NO_CONFLICT,
            at=timezone.now(),
            actor_name=f"Ledamot {number}",
            actor_role=Role.COMMITTEE_MEMBER,
        )
    response = as_user(officer).get(url(case))
    log = response.context["log"]
    assert [line.event.kind for line in log.lines] == ["submitted"]
    assert [(fold.label, len(fold.events)) for fold in log.folds] == [("Answered: no jäv", 3)]
    assert "Ledamot 2" in text(response)


def test_the_log_tells_who_was_assigned_and_why_something_was_done(
    as_user: SignIn, officer: User, case: Application
) -> None:
    set_handler(application=case, actor=officer, person=officer)
    go_on_without(approval=case.approvals.first(), actor=officer, reason="Ligger på sjukhus.")
    write_diary_number(application=case, actor=officer, number="BUN 2027/1")
    write_diary_number(application=case, actor=officer, number="")
    details = [line.details for line in as_user(officer).get(url(case)).context["log"].lines]
    assert details[1:] == [
        f"{officer} (Handler)",
        "Ligger på sjukhus.",
        "BUN 2027/1",
        "taken away. before: BUN 2027/1",
    ]


def test_the_register_says_what_came_and_went_and_who_registered_it(
    as_user: SignIn, officer: User, case: Application
) -> None:
    send_message(application=case, actor=officer, text="Hej!")
    page = as_user(officer).get(url(case)).context
    assert [(row.document.number, row.document.kind, row.registered_by) for row in page["documents"]] == [
        (1, "application", ""),
        (2, "message", ""),
    ]


def links_of(client: Client, case: Application, kind: str) -> list[str]:
    """The last parts of the addresses of what can be done about a mail of a kind."""
    [shown] = [each for each in client.get(url(case)).context["mails"] if each.message.kind == kind]
    return [
        link.url.rstrip("/").rpartition("/")[2].replace(str(shown.message.pk), "") for link in shown.links
    ]


def test_a_held_letter_leads_to_its_pdf_and_to_changing_it(
    as_user: SignIn, officer: User, auditor: User, prepared: Application
) -> None:
    decide(prepared)
    assert links_of(as_user(officer), prepared, "decision_letter") == [".pdf", "andra"]
    assert links_of(as_user(auditor), prepared, "decision_letter") == [".pdf"]


def test_a_mail_that_did_not_arrive_leads_to_sending_it_again(
    as_user: SignIn, officer: User, case: Application
) -> None:
    case.messages.update(status="bounced")
    client = as_user(officer)
    assert links_of(client, case, "receipt") == ["igen"]
    mails = client.get(url(case)).context["mails"]
    invitations = [each.links for each in mails if each.message.kind == "guardian_invitation"]
    assert invitations == [[], []]
