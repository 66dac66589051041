"""Answering a request for supplement: a new version, and the one before as it was."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from stipend_portal.models import (
    Application,
    Attachment,
    Draft,
    DraftFile,
    OutboxMessage,
    Programme,
    SupplementRequest,
)
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.supplement import answer_supplement, begin_answer
from stipend_portal.services.supplement_request import stop_waiting
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import State
from tests.factories.portal import make_answers, make_applicant, make_application
from tests.factories.snapshot import portal_snapshot
from tests.factories.supplements import (
    ask_for_more,
    begin,
    changed_answers,
    entry,
    put_file,
    send_answer,
    send_in,
)

pytestmark = pytest.mark.django_db


def with_file() -> tuple[SupplementRequest, Attachment]:
    """An application sent with one attachment, and a request that lets the attachments be changed."""
    application = send_in(make_answers(), files=["offert.pdf"])
    return ask_for_more(application, sections=["attachments"]), application.attachments.get()


@pytest.mark.sqlite
def test_an_answer_is_a_new_version_and_the_one_before_stays_as_it_was() -> None:
    request = ask_for_more(sections=["why"])
    application = request.application
    old = application.latest_version.answers
    send_answer(request, reason="Nu med fler ord.")
    application.refresh_from_db()
    first, second = application.versions.order_by("number")
    assert (first.answers, first.is_intact) == (old, True)
    assert second.answers == {**old, "why": {**old["why"], "reason": "Nu med fler ord."}}
    assert application.state == State.IN_REVIEW
    request.refresh_from_db()
    assert (request.before, request.after) == (first, second)
    assert request.closed_at is not None


def test_the_answer_is_told_in_the_log_and_confirmed_by_mail() -> None:
    request = ask_for_more(sections=["why"])
    application = send_answer(request, reason="Nu med fler ord.", language="en")
    event = application.events.last()
    assert (event.kind, event.from_state, event.to_state, event.actor_role) == (
        "supplement_answered",
        "supplement_requested",
        "in_review",
        "applicant",
    )
    assert event.data == {
        "request": request.pk,
        "changed": ["why"],
        "version": 2,
        "sha256": application.latest_version.sha256,
        "late": False,
    }
    mail = application.messages.get(kind="supplement_receipt")
    assert mail.recipient == application.applicant.email
    assert "is now version 2" in mail.body
    assert "your 2 guardians have got a new link each" in mail.body
    assert "fler ord" not in mail.body


def test_what_was_not_asked_for_stays_as_it_was_whatever_is_posted() -> None:
    request = ask_for_more(sections=["why"])
    send_answer(request, reason="Nytt.", amount="999999", full_name="Någon Annan", plan="Annat.")
    application = request.application
    new, old = application.latest_version.answers, request.before.answers
    assert {key: new[key] for key in new if key != "why"} == {key: old[key] for key in old if key != "why"}
    application.refresh_from_db()
    assert (application.applicant_name, application.amount_applied) == ("Alva Exempel", Decimal(4000))


def test_the_declaration_goes_with_every_version() -> None:
    request = ask_for_more(sections=["why"])
    answers = {"why": request.before.answers["why"], "declaration": {"text": "Jag lovar igen."}}
    answer_supplement(draft=begin(request), answers=answers, received_at=timezone.now(), language="sv")
    version = request.application.latest_version
    assert version.answers["declaration"] == {"text": "Jag lovar igen."}


def test_a_page_opened_and_no_longer_part_of_the_application_goes() -> None:
    application = make_application(state=State.IN_REVIEW)
    answers = changed_answers(ask_for_more(application, sections=["about"]))
    answers["about"]["birth_date"] = "2008-03-27"
    del answers["custody"], answers["guardians"]
    draft = begin(application.supplement_requests.get())
    answer_supplement(draft=draft, answers=answers, received_at=timezone.now(), language="sv")
    application.refresh_from_db()
    assert set(application.latest_version.answers) == {"about", "trip", "budget", "why"}
    assert application.birth_date.isoformat() == "2008-03-27"
    assert not application.latest_version.approvals.exists()


def test_a_page_that_the_stipend_has_switched_off_meanwhile_is_not_dropped() -> None:
    request, attachment = with_file()
    draft = begin(request)
    Programme.objects.update(attachments=Programme.Attachments.NONE)
    answer_supplement(draft=draft, answers={}, received_at=timezone.now(), language="sv")
    [file] = request.application.latest_version.answers["attachments"]["files"]
    assert file["id"] == str(attachment.pk)


def test_the_columns_of_the_list_follow_the_new_version() -> None:
    request = ask_for_more(sections=["about", "trip", "budget"])
    send_answer(
        request, full_name="Alva Nyexempel", destination="Oslo, Norge", departure="2027-07-01", amount="3500"
    )
    application = Application.objects.get()
    assert (
        application.applicant_name,
        application.destination,
        application.departure.isoformat(),
        application.amount_applied,
    ) == ("Alva Nyexempel", "Oslo, Norge", "2027-07-01", Decimal(3500))


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_an_answer_after_the_last_day_is_received_and_told_to_be_late(days: int, late: bool) -> None:
    request = ask_for_more()
    application = send_answer(request, received_at=timezone.now() + timedelta(days=14 + days))
    assert application.state == State.IN_REVIEW
    assert application.events.last().data["late"] is late


def test_sending_the_same_answer_again_is_one_version() -> None:
    request = ask_for_more()
    draft = begin(request)
    answers = changed_answers(request, reason="Nytt.")
    for _click in range(3):
        sent = answer_supplement(draft=draft, answers=answers, received_at=timezone.now(), language="sv")
    assert sent == request.application
    assert sent.versions.count() == 2
    assert sent.messages.filter(kind="supplement_receipt").count() == 1


def test_a_sent_answer_leaves_no_second_copy_of_the_words() -> None:
    request = ask_for_more()
    send_answer(request)
    draft = Draft.objects.get(supplement=request)
    assert (draft.submitted_at is not None, draft.steps.count()) == (True, 0)


@pytest.mark.parametrize("end", ["withdrawn", "no longer waited for"])
def test_an_answer_that_nobody_waits_for_is_refused_and_its_words_are_kept(end: str) -> None:
    request = ask_for_more()
    draft = begin(request)
    if end == "withdrawn":
        withdraw(application=request.application, actor=request.application.applicant)
    else:
        stop_waiting(application=request.application, actor=request.asked_by)
    before = portal_snapshot()
    with pytest.raises(WrongState):
        answer_supplement(
            draft=draft, answers=changed_answers(request), received_at=timezone.now(), language="sv"
        )
    assert portal_snapshot() == before
    assert draft.steps.count() == 6


@pytest.mark.sqlite
def test_beginning_an_answer_opens_a_draft_that_holds_everything_sent() -> None:
    request = ask_for_more()
    draft = begin(request)
    assert (draft.owner, draft.round) == (request.application.applicant, request.application.round)
    assert draft.expires_at is not None
    steps = {step.step: step for step in draft.steps.all()}
    assert set(steps) == {"om-dig", "vem-bestammer", "vardnadshavare", "resan", "budget", "varfor"}
    assert all(step.complete for step in steps.values())
    assert steps["om-dig"].data["om-dig-full_name"] == ["Alva Exempel"]
    assert steps["budget"].data["budget-rows-what"] == ["Flyg tur och retur", "Tåg"]


def test_beginning_twice_is_one_draft_with_the_words_written_since() -> None:
    request = ask_for_more()
    step = begin(request).steps.get(step="varfor")
    step.data["varfor-reason"] = ["Mina nya ord."]
    step.save()
    assert begin(request).steps.get(step="varfor").data["varfor-reason"] == ["Mina nya ord."]
    assert Draft.objects.filter(supplement=request).count() == 1


def test_only_the_applicant_begins_an_answer() -> None:
    request = ask_for_more()
    for person in (make_applicant(), request.asked_by):
        with pytest.raises(NotAllowed):
            begin_answer(request=request, actor=person, language="sv", typed={})
    assert Draft.objects.filter(supplement=request).count() == 0


def test_an_answer_is_not_begun_when_nobody_waits_for_it() -> None:
    request = ask_for_more()
    stop_waiting(application=request.application, actor=request.asked_by)
    with pytest.raises(WrongState):
        begin(request)


def test_the_files_sent_before_are_there_under_the_same_keys_and_can_be_left_out() -> None:
    request, file = with_file()
    draft = begin(request)
    [lent] = draft.files.all()
    assert (lent.pk, lent.file.name, lent.name) == (file.pk, file.file.name, file.name)
    lent.delete()
    added = put_file(draft, "ny.pdf")
    answers = {**changed_answers(request), "attachments": {"files": [entry(added)]}}
    application = answer_supplement(draft=draft, answers=answers, received_at=timezone.now(), language="sv")
    assert application.latest_version.answers["attachments"]["files"] == [entry(added)]
    assert {row.pk for row in application.attachments.all()} == {file.pk, added.pk}
    assert file.file.storage.exists(file.file.name)


def test_a_file_that_is_kept_is_the_same_file_in_the_new_version() -> None:
    request, file = with_file()
    application = send_answer(request)
    assert application.latest_version.answers["attachments"] == {"files": [entry(file)]}
    assert [row.pk for row in application.attachments.all()] == [file.pk]
    assert not DraftFile.objects.exists()


def test_no_file_is_lent_where_attachments_were_not_asked_for() -> None:
    request, _file = with_file()
    stop_waiting(application=request.application, actor=request.asked_by)
    draft = begin(ask_for_more(request.application, sections=["why"]))
    assert not draft.files.exists()


def test_mails_about_the_answer_are_written_with_it_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    request = ask_for_more()
    begin(request)
    before = portal_snapshot()

    def fail(**_fields: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("stipend_portal.services.supplement_version.enqueue", fail)
    with pytest.raises(RuntimeError):
        send_answer(request, reason="Nytt.")
    assert portal_snapshot() == before
    assert OutboxMessage.objects.filter(kind="supplement_receipt").count() == 0
