"""The answer to a request for supplement that came on paper."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, Attachment, Round, SupplementRequest
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.models.stored_file import private_storage
from stipend_portal.phases import Phase
from stipend_portal.services.conflict import declare
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.services.files import LIMITS
from stipend_portal.services.guardian import answer
from stipend_portal.services.paper_scans import Scan
from stipend_portal.services.paper_supplement import record_answer_on_paper
from stipend_portal.services.supplement import answer_supplement
from stipend_portal.services.supplement_request import remind_supplements, stop_waiting
from stipend_portal.states import STAFF_ROLES, Role, State
from stipend_portal.uploads.inspection import inspect
from tests.factories import files
from tests.factories.paper import enter
from tests.factories.portal import make_answers, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.stored import stored_keys
from tests.factories.supplements import ask_for_more, begin, changed_answers, send_in

pytestmark = pytest.mark.django_db


def scan(name: str = "svar.pdf", about: str = "Svaret på papper") -> Scan:
    """A scanned paper."""
    return Scan(inspect(name, files.pdf(), LIMITS), about)


def on_paper(**fields: Any) -> Application:
    """A case that came on paper from someone without e-mail, and is in review."""
    case = enter(**fields)
    Application.objects.filter(pk=case.pk).update(state=State.IN_REVIEW)
    case.refresh_from_db()
    return case


def record(request: SupplementRequest, *, actor: User | None = None, **changes: Any) -> Application:
    """The answer, written in by the officer who asked, with all answers as before, unless said otherwise."""
    return record_answer_on_paper(
        **{
            "request": request,
            "actor": actor or request.asked_by,
            "answers": changed_answers(request),
            "scans": [scan()],
            "received_at": timezone.now(),
            **changes,
        }
    )


@pytest.mark.sqlite
def test_what_came_on_paper_is_a_new_version_and_the_request_is_closed() -> None:
    request = ask_for_more(on_paper(), sections=["why"])
    at = timezone.now() - timedelta(hours=2)
    application = record(
        request, answers={"why": {"reason": "Fjordar.", "sharing": ""}}, received_at=at, note="Ett brev."
    )
    first, second = application.versions.order_by("number")
    request.refresh_from_db()
    assert (request.before, request.after, request.closed_at is not None) == (first, second, True)
    assert (application.state, second.received_at, second.is_intact) == (State.IN_REVIEW, at, True)
    assert second.answers["why"] == {"reason": "Fjordar.", "sharing": ""}
    assert {**second.answers, "why": 0, "attachments": 0} == {**first.answers, "why": 0, "attachments": 0}


def test_it_is_told_in_the_log_and_registered_as_a_document_that_came_in() -> None:
    request = ask_for_more(on_paper(), sections=["why"])
    application = record(request, answers={"why": {"reason": "Nytt.", "sharing": ""}}, note="Ett brev.")
    event, document = application.events.latest("pk"), application.documents.latest("number")
    assert (event.kind, event.actor, event.actor_role, event.to_state) == (
        "supplement_answered",
        request.asked_by,
        Role.CASE_OFFICER,
        State.IN_REVIEW,
    )
    assert event.data == {
        "on_paper": True,
        "note": "Ett brev.",
        "request": request.pk,
        "changed": ["why", "attachments"],
        "version": 2,
        "sha256": application.latest_version.sha256,
        "late": False,
    }
    assert (document.kind, document.direction, document.on, document.registered_by) == (
        "supplement",
        "in",
        timezone.localdate(),
        request.asked_by,
    )


def test_the_receipt_of_someone_without_e_mail_is_printed_and_tells_no_time_of_day() -> None:
    application = record(ask_for_more(on_paper(language="en")))
    letter = application.messages.get(kind="supplement_receipt")
    assert (letter.status, letter.recipient, "http" in letter.body) == ("to_print", "", False)
    assert "We have received your answer on paper." in letter.body
    assert "Swedish time" not in letter.body


def test_someone_with_an_account_can_answer_on_paper_too() -> None:
    application = record(ask_for_more())
    mail = application.messages.get(kind="supplement_receipt")
    assert (mail.recipient, mail.status) == (application.applicant.email, "queued")
    assert application.state == State.IN_REVIEW


def test_the_scans_are_added_to_the_attachments_with_what_they_are() -> None:
    request = ask_for_more(send_in(make_answers(), files=["offert.pdf"]), sections=["attachments"])
    application = record(request, scans=[scan("brev.pdf"), scan("tag.pdf", "Offert för tåget")])
    named = application.latest_version.answers["attachments"]["files"]
    assert [(file["name"], file["about"]) for file in named] == [
        ("offert.pdf", ""),
        ("brev.pdf", "Svaret på papper"),
        ("tag.pdf", "Offert för tåget"),
    ]
    kept = {str(row.pk): row for row in application.attachments.all()}
    assert set(kept) == {file["id"] for file in named}
    assert all(private_storage().exists(row.file.name) for row in kept.values())


def test_a_file_that_the_scanner_has_removed_is_left_out() -> None:
    request = ask_for_more(send_in(make_answers(), files=["offert.pdf"]), sections=["attachments"])
    Attachment.objects.update(scan=Attachment.Scan.INFECTED)
    application = record(request)
    assert [file["name"] for file in application.latest_version.answers["attachments"]["files"]] == [
        "svar.pdf"
    ]


def test_what_was_not_asked_for_stays_as_it_was_whatever_is_written() -> None:
    request = ask_for_more(sections=["why"])
    answers = changed_answers(request, reason="Nytt.", amount="999999", full_name="Någon Annan")
    application = record(request, answers=answers)
    new, old = application.latest_version.answers, request.before.answers
    assert {key for key in old if new[key] != old[key]} == {"why"}
    assert (application.applicant_name, application.amount_applied) == ("Alva Exempel", 4000)


def test_guardians_are_not_asked_again_when_only_papers_came() -> None:
    application = make_application(state=State.IN_REVIEW)
    for approval in application.approvals.all():
        answer(approval=approval, approves=True)
    application = record(ask_for_more(application, sections=["why"]))
    newest = application.approvals.filter(version=application.latest_version)
    assert [each.status for each in newest] == ["approved", "approved"]


def test_a_page_written_in_again_with_the_same_words_is_no_change() -> None:
    request = ask_for_more(sections=["trip", "custody"])
    answers = changed_answers(request)
    answers["trip"]["plan"] = answers["trip"]["plan"].replace("\n", "\r\n") + " "
    answers["guardians"]["missing_name"] = ""
    application = record(request, answers=answers)
    assert application.events.latest("pk").data["changed"] == ["attachments"]
    assert application.latest_version.answers["trip"] == request.before.answers["trip"]


def test_guardians_answer_anew_when_the_words_have_changed() -> None:
    request = ask_for_more(sections=["why"])
    application = record(request, answers={"why": {"reason": "Nytt.", "sharing": ""}})
    newest = application.approvals.filter(version=application.latest_version)
    assert [each.status for each in newest] == ["invited", "invited"]


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_an_answer_that_came_after_the_last_day_is_received_and_told_to_be_late(
    days: int, late: bool
) -> None:
    request = ask_for_more(due=timezone.localdate())
    application = record(request, received_at=timezone.now() + timedelta(days=days))
    assert application.events.latest("pk").data["late"] is late


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role != Role.CASE_OFFICER])
def test_nobody_but_a_case_officer_of_the_round_writes_it_in(role: Role) -> None:
    request = ask_for_more()
    people = [
        make_staff(role, rounds=[request.application.round]),
        make_staff(Role.CASE_OFFICER, rounds=[make_round()]),
        request.application.applicant,
    ]
    before = portal_snapshot(), stored_keys("paper")
    for person in people:
        with pytest.raises(NotAllowed):
            record(request, actor=person)
    assert (portal_snapshot(), stored_keys("paper")) == before


def test_an_officer_with_jav_does_not_write_it_in() -> None:
    request = ask_for_more()
    declare(application=request.application, actor=request.asked_by, has_conflict=True, ground=Ground.OTHER)
    with pytest.raises(NotAllowed):
        record(request)


@pytest.mark.parametrize("end", ["answered", "no longer waited for"])
def test_an_answer_that_nobody_waits_for_is_refused_and_nothing_is_stored(end: str) -> None:
    request = ask_for_more()
    if end == "answered":
        record(request)
    else:
        stop_waiting(application=request.application, actor=request.asked_by)
    before = portal_snapshot(), stored_keys("paper")
    with pytest.raises(WrongState):
        record(request)
    assert (portal_snapshot(), stored_keys("paper")) == before


def test_an_earlier_request_is_not_answered_in_place_of_a_new_one() -> None:
    old = ask_for_more()
    stop_waiting(application=old.application, actor=old.asked_by)
    ask_for_more(old.application, actor=old.asked_by)
    with pytest.raises(WrongState):
        record(old)


def test_an_answer_begun_on_the_site_can_no_longer_be_sent() -> None:
    request = ask_for_more()
    draft = begin(request)
    record(request)
    with pytest.raises(WrongState):
        answer_supplement(
            draft=draft, answers=changed_answers(request), received_at=timezone.now(), language="sv"
        )
    assert draft.steps.count() == 6


def test_nothing_is_written_in_when_the_round_is_closed() -> None:
    request = ask_for_more()
    Round.objects.update(phase=Phase.CLOSED)
    with pytest.raises(WrongPhase):
        record(request)


def test_all_of_it_is_done_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    request = ask_for_more()
    before = portal_snapshot(), stored_keys("paper")

    def fail(**_fields: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("stipend_portal.services.supplement_version.enqueue", fail)
    with pytest.raises(RuntimeError):
        record(request)
    assert (portal_snapshot(), stored_keys("paper")) == before


def test_someone_without_e_mail_is_reminded_by_a_letter_with_the_same_words() -> None:
    with time_machine.travel(datetime.fromisoformat("2027-02-01T12:00:00+01:00")):
        request = ask_for_more(on_paper(), due=date(2027, 2, 15), message="Skriv vad tåget kostar.")
    remind_supplements(datetime.fromisoformat("2027-02-13T12:00:00+01:00"))
    letters = request.application.messages.filter(kind__startswith="supplement_re")
    assert {(letter.kind, letter.status) for letter in letters} == {
        ("supplement_request", "to_print"),
        ("supplement_reminder", "to_print"),
    }
    for letter in letters:
        assert ("Skriv vad tåget kostar." in letter.body, "http" in letter.body) == (True, False)
