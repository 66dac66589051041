"""Until the scanner has said that a file is clean, it waits; a harmful one is removed and told of."""

import contextlib
import logging
from datetime import datetime

import pikepdf
import pytest
from pikepdf import Array
from pytest_django import DjangoAssertNumQueries, Settings

from home.periodic import JOBS
from stipend_portal.models import Application, Attachment, Draft, DraftFile, DraftStep, OutboxMessage
from stipend_portal.models.stored_file import StoredFile, private_storage
from stipend_portal.services import scanning
from stipend_portal.services.files import attach
from stipend_portal.services.scanning import address_check, scan_waiting
from stipend_portal.services.submission import keep_files
from stipend_portal.states import Role
from stipend_portal.uploads.clamav import Outcome, ScannerAway, Verdict
from tests.factories import files
from tests.factories.portal import make_application
from tests.factories.stored import draft_with_files, is_stored, make_attachment, make_draft_file
from tests.tools.clamd import EICAR, SIGNATURE
from tests.tools.postgres import free_port

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2027-02-01T12:00:00+01:00")
Scan = StoredFile.Scan


def infected_pdf() -> bytes:
    """A PDF that can be taken, with the test virus where a reader finds nothing to do."""
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.X = Array([document.make_stream(EICAR)])
    return files.saved_pdf(document, compress_streams=False)


@pytest.fixture
def scanner(clamd: str, settings: Settings) -> str:
    """A real scanner is connected."""
    settings.CLAMD_ADDRESS = clamd
    return clamd


def states(*rows: StoredFile) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [row.scan for row in rows]


def test_scanning_is_periodic_work() -> None:
    assert JOBS["scanning.scan_waiting"].work is scan_waiting


@pytest.mark.usefixtures("scanner")
def test_a_real_scanner_passes_a_clean_file() -> None:
    draft = draft_with_files(2)
    assert states(*draft.files.all()) == [Scan.WAITING] * 2
    assert [scan_waiting(NOW), scan_waiting(NOW)] == [2, 0]
    assert states(*draft.files.all()) == [Scan.CLEAN] * 2
    assert set(draft.files.values_list("scanned_at", flat=True)) == {NOW}
    assert OutboxMessage.objects.count() == 0


def test_a_harmful_file_of_a_draft_is_removed_and_the_writer_told(
    scanner: str, django_capture_on_commit_callbacks: object
) -> None:
    draft = draft_with_files(attachments="required")
    DraftStep.objects.create(draft=draft, step="bilagor", data={}, complete=True)
    file = attach(draft=draft, name="offert.pdf", content=infected_pdf())
    key = file.file.name
    assert is_stored(key)
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_waiting(NOW) == 1
    assert states(file) == [Scan.INFECTED]
    assert (file.file.name, is_stored(key)) == ("", False)
    assert DraftStep.objects.get(draft=draft).complete is False
    mail = OutboxMessage.objects.get()
    assert (mail.kind, mail.recipient, mail.application) == ("file_removed", draft.owner.email, None)
    assert f"/ansok/utkast/{draft.pk}/bilagor/" in mail.body
    assert mail.body.count("offert.pdf") == 1


def sent(draft: Draft) -> Application:
    return make_application(round=draft.round, language="en")


def test_a_harmful_file_that_was_sent_is_removed_logged_and_told_of(
    scanner: str, django_capture_on_commit_callbacks: object
) -> None:
    application = sent(draft_with_files())
    OutboxMessage.objects.all().delete()
    file = make_attachment(application, infected_pdf(), scan=Scan.WAITING)
    key = file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_waiting(NOW) == 1
    assert states(file) == [Scan.INFECTED]
    assert is_stored(key) is False
    event = application.events.latest("pk")
    assert (event.kind, event.actor_role, event.actor) == ("file_removed", Role.SYSTEM, None)
    assert event.data == {"file": str(file.pk), "found": SIGNATURE}
    mail = OutboxMessage.objects.get()
    assert (mail.application, mail.recipient) == (application, application.applicant.email)
    assert mail.subject == "A file that you attached was removed"
    assert f"/en/mina-ansokningar/{application.reference}/" in mail.body


def test_a_file_that_a_supplement_shows_again_is_judged_in_both_places(scanner: str) -> None:
    draft = draft_with_files()
    application = sent(draft)
    OutboxMessage.objects.all().delete()
    clean = make_attachment(application, scan=Scan.WAITING)
    harmful = make_attachment(application, infected_pdf(), scan=Scan.WAITING)
    rows = [
        DraftFile.objects.create(
            draft=draft, **{name: getattr(file, name) for name in ("pk", "file", "name", "size", "scan")}
        )
        for file in (clean, harmful)
    ]
    assert scan_waiting(NOW) == 2
    assert states(clean, rows[0], harmful, rows[1]) == [Scan.CLEAN, Scan.CLEAN, Scan.INFECTED, Scan.INFECTED]
    assert OutboxMessage.objects.count() == 1


def test_a_file_sent_while_it_was_looked_through_is_passed_as_an_attachment_the_next_time(
    scanner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_with_files(1)
    application = sent(draft)
    really, sendings = scanning.scan, []

    def send_meanwhile(address: str, chunks: object, **kwargs: object) -> Verdict:
        verdict = really(address, chunks, **kwargs)
        if not sendings:
            sendings.append(keep_files(draft, application))
        return verdict

    monkeypatch.setattr(scanning, "scan", send_meanwhile)
    assert scan_waiting(NOW) == 1
    assert states(Attachment.objects.get()) == [Scan.CLEAN]


@pytest.mark.usefixtures("scanner")
def test_a_file_read_by_the_send_before_its_verdict_came_waits_once_more() -> None:
    draft = draft_with_files(1)
    seen_waiting = draft.files.get()
    assert scan_waiting(NOW) == 1
    fields = {name: getattr(seen_waiting, name) for name in ("pk", "file", "name", "size", "scan")}
    file = Attachment.objects.create(application=sent(draft), **fields)
    assert states(file) == [Scan.WAITING]
    assert scan_waiting(NOW) == 1
    assert states(file) == [Scan.CLEAN]


def test_without_a_scanner_nothing_is_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_draft_file(draft_with_files(), scan=Scan.WAITING)
    with django_assert_num_queries(0):
        assert scan_waiting(NOW) == 0


def test_a_scanner_that_is_away_leaves_every_file_waiting_and_is_asked_no_more(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CLAMD_ADDRESS = f"tcp://127.0.0.1:{free_port()}"
    draft = draft_with_files(3)
    asked: list[str] = []
    really = scanning.scan

    def counted(address: str, *args: object, **kwargs: object) -> Verdict:
        asked.append(address)
        return really(address, *args, **kwargs)

    monkeypatch.setattr(scanning, "scan", counted)
    with caplog.at_level(logging.WARNING):
        assert scan_waiting(NOW) == 0
    assert states(*draft.files.all()) == [Scan.WAITING] * 3
    assert len(asked) == 2  # the first file, and whether anybody is there
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "no verdict about an attached file"
    ]
    assert "0.jpg" not in caplog.text


def test_one_file_that_the_scanner_cannot_judge_does_not_hold_up_the_others(
    scanner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_with_files(2)
    strange, ordinary = draft.files.all()
    really = scanning.scan

    def stumbling(address: str, chunks: object, **kwargs: object) -> Verdict:
        content = b"".join(chunks)
        if content == strange.file.open("rb").read():
            raise ScannerAway("INSTREAM size limit exceeded. ERROR")
        return really(address, [content], **kwargs)

    monkeypatch.setattr(scanning, "scan", stumbling)
    assert scan_waiting(NOW) == 1
    assert states(strange, ordinary) == [Scan.WAITING, Scan.CLEAN]


def judge_only(monkeypatch: pytest.MonkeyPatch, *judged: StoredFile, error: Exception) -> None:
    """A scanner that finds nothing in some files, and has trouble with all others."""
    contents = {file.file.open("rb").read() for file in judged} | {b""}

    def picky(_address: str, chunks: object, **_kwargs: object) -> Verdict:
        if b"".join(chunks) not in contents:
            raise error
        return Verdict(Outcome.CLEAN)

    monkeypatch.setattr(scanning, "scan", picky)


@pytest.mark.parametrize("error", [ScannerAway("INSTREAM size limit exceeded. ERROR"), OSError("disk")])
def test_files_that_never_get_a_verdict_let_newer_ones_through_and_are_tried_again(
    scanner: str, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(scanning, "MOST_AT_ONCE", 1)
    strange, newer = draft_with_files(2).files.all()
    judge_only(monkeypatch, newer, error=error)
    for expected in ([Scan.WAITING, Scan.WAITING], [Scan.WAITING, Scan.CLEAN], [Scan.WAITING, Scan.CLEAN]):
        with contextlib.suppress(OSError):
            scan_waiting(NOW)
        assert states(strange, newer) == expected
    judge_only(monkeypatch, strange, error=error)
    assert scan_waiting(NOW) == 1
    assert states(strange) == [Scan.CLEAN]


def test_a_run_begins_no_file_after_a_minute_so_that_mail_can_go_out(
    scanner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files_waiting = list(draft_with_files(4).files.all())
    clock = [1000.0]

    def slow(*_args: object, **_kwargs: object) -> Verdict:
        clock[0] += 31
        return Verdict(Outcome.CLEAN)

    monkeypatch.setattr(scanning, "scan", slow)
    monkeypatch.setattr(scanning.time, "monotonic", lambda: clock[0])
    assert scan_waiting(NOW) == 2
    assert states(*files_waiting) == [Scan.CLEAN, Scan.CLEAN, Scan.WAITING, Scan.WAITING]


def test_two_workers_that_find_the_same_harmful_file_tell_of_it_once(
    scanner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = sent(draft_with_files())
    OutboxMessage.objects.all().delete()
    file = make_attachment(application, infected_pdf(), scan=Scan.WAITING)
    really = Application.objects.select_for_update

    def after_the_other_worker(**kwargs: object) -> object:
        monkeypatch.setattr(Application.objects, "select_for_update", really)
        assert scan_waiting(NOW) == 1
        return really(**kwargs)

    monkeypatch.setattr(Application.objects, "select_for_update", after_the_other_worker)
    assert scan_waiting(NOW) == 0
    assert states(file) == [Scan.INFECTED]
    assert application.events.filter(kind="file_removed").count() == 1
    assert OutboxMessage.objects.count() == 1


def test_a_file_that_is_not_in_storage_goes_on_waiting(scanner: str) -> None:
    lost, ordinary = draft_with_files(2).files.all()
    private_storage().delete(lost.file.name)
    assert scan_waiting(NOW) == 1
    assert states(lost, ordinary) == [Scan.WAITING, Scan.CLEAN]


def test_a_file_taken_away_while_it_was_looked_through_is_no_trouble(
    scanner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_with_files(1)

    def take_away_meanwhile(*_args: object, **_kwargs: object) -> Verdict:
        draft.files.all().delete()
        return Verdict(Outcome.INFECTED, "Eicar")

    monkeypatch.setattr(scanning, "scan", take_away_meanwhile)
    assert scan_waiting(NOW) == 0
    assert OutboxMessage.objects.count() == 0


def test_a_wrong_address_is_told_at_the_start(settings: Settings) -> None:
    assert address_check() == []
    settings.CLAMD_ADDRESS = "clamav:3310"
    [problem] = address_check()
    assert problem.msg == (
        "“clamav:3310” is no address of a scanner. Write unix:/run/clamav/clamd.ctl or tcp://host:3310."
    )
