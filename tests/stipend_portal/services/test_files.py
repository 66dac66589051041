"""The files of a draft: what is kept, what is not, and what is left when something goes wrong."""

import hashlib
import uuid
from collections.abc import Iterator

import pytest
from django.utils.translation import override
from pytest_django import Settings

from stipend_portal.models import Attachment, Draft, DraftFile, DraftStep, Programme
from stipend_portal.services import files as service
from stipend_portal.services.drafts import lock_draft
from stipend_portal.services.errors import DraftGone, NotAllowed, WrongState
from stipend_portal.services.files import attach, describe, remove
from stipend_portal.services.submission import keep_files
from stipend_portal.uploads.limits import MEGABYTE
from stipend_portal.uploads.refusal import Reason, Refused
from tests.factories import files
from tests.factories.portal import make_application, make_round
from tests.factories.stored import draft_with_files, is_stored, make_draft_file, stored_keys

pytestmark = pytest.mark.django_db

BILAGOR = "bilagor"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def draft() -> Draft:
    """A draft that takes files."""
    return draft_with_files()


def names(draft: Draft) -> list[str]:
    return list(draft.files.values_list("name", flat=True))


def refusal(draft: Draft, content: bytes) -> Refused:
    with pytest.raises(Refused) as told:
        attach(draft=draft, name="x.jpg", content=content)
    return told.value


def test_a_file_is_kept_with_its_fingerprint_under_a_key_that_tells_nothing(draft: Draft) -> None:
    file = attach(draft=draft, name="Gun Exempel.pdf", content=files.pdf(), about="Offert")
    content = file.file.open("rb").read()
    assert content == files.pdf()
    assert (file.name, file.about, file.content_type) == ("Gun Exempel.pdf", "Offert", "application/pdf")
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    folder, of_draft, key = file.file.name.split("/")
    assert (folder, uuid.UUID(of_draft)) == ("drafts", draft.pk)
    assert uuid.UUID(key) != file.pk


def test_where_a_scanner_is_connected_the_file_waits_for_it(draft: Draft, settings: Settings) -> None:
    assert attach(draft=draft, name="x.pdf", content=files.pdf()).scan == DraftFile.Scan.NOT_NEEDED
    settings.CLAMD_ADDRESS = "tcp://clamav:3310"
    assert attach(draft=draft, name="x.jpg", content=files.jpeg()).scan == DraftFile.Scan.WAITING


def test_attaching_keeps_the_draft_for_its_whole_time_again(draft: Draft) -> None:
    attach(draft=draft, name="x.pdf", content=files.pdf())
    draft.refresh_from_db()
    assert draft.expires_at is not None


def test_a_refused_file_leaves_nothing(draft: Draft) -> None:
    before = stored_keys()
    assert refusal(draft, b"").reason is Reason.EMPTY
    assert (names(draft), stored_keys()) == ([], before)


def test_the_same_content_twice_is_one_file(draft: Draft, django_capture_on_commit_callbacks: object) -> None:
    first = attach(draft=draft, name="x.pdf", content=files.pdf())
    before = stored_keys()
    with django_capture_on_commit_callbacks(execute=True):
        second = attach(draft=draft, name="y.pdf", content=files.pdf(), about="Offert")
    assert second == first
    first.refresh_from_db()
    assert (first.name, first.about) == ("x.pdf", "Offert")
    assert stored_keys() == before


def test_no_more_files_than_the_stipend_takes() -> None:
    draft = draft_with_files(2, most_attachments=2)
    assert str(refusal(draft, files.pdf())) == (
        "You can attach at most 2 files. Take one away first, or put several pages together in one PDF."
    )
    assert names(draft) == ["0.jpg", "1.jpg"]


def test_a_file_that_was_harmful_takes_no_ones_place() -> None:
    draft = draft_with_files(1, most_attachments=1)
    draft.files.update(scan=DraftFile.Scan.INFECTED)
    attach(draft=draft, name="x.pdf", content=files.pdf())
    assert names(draft) == ["0.jpg", "x.pdf"]


def test_files_are_not_too_large_together(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    make_draft_file(draft, size=2 * MEGABYTE - len(files.pdf()))
    monkeypatch.setattr(service, "MOST_TOGETHER", 2 * MEGABYTE)
    attach(draft=draft, name="x.pdf", content=files.pdf())
    refused = refusal(draft, files.jpeg())
    assert refused.reason is Reason.TOO_MUCH
    assert str(refused) == (
        "Your files are too large together: at most 2 MB. Take one away first, or send a photo of the pages "
        "that matter."
    )


def test_another_file_takes_the_place_of_one_even_when_no_more_can_be_attached(
    django_capture_on_commit_callbacks: object,
) -> None:
    draft = draft_with_files(1, most_attachments=1)
    old = draft.files.get()
    with django_capture_on_commit_callbacks(execute=True):
        new = attach(draft=draft, name="x.pdf", content=files.pdf(), replaces=old.pk)
    assert draft.files.get() == new
    assert (is_stored(old.file.name), is_stored(new.file.name)) == (False, True)


def test_a_refused_replacement_leaves_the_old_file() -> None:
    draft = draft_with_files(1)
    with pytest.raises(Refused):
        attach(draft=draft, name="x.jpg", content=b"hello", replaces=draft.files.get().pk)
    assert names(draft) == ["0.jpg"]
    assert is_stored(draft.files.get().file.name)


def test_a_file_replaced_by_itself_stays(django_capture_on_commit_callbacks: object) -> None:
    draft = draft_with_files()
    old = attach(draft=draft, name="x.pdf", content=files.pdf())
    with django_capture_on_commit_callbacks(execute=True):
        new = attach(draft=draft, name="x.pdf", content=files.pdf(), replaces=old.pk)
    assert draft.files.get() == new
    assert new.file.open("rb").read() == files.pdf()


def test_a_file_that_is_taken_away_leaves_the_storage_too(
    django_capture_on_commit_callbacks: object,
) -> None:
    draft = draft_with_files(2)
    first, second = draft.files.all()
    with django_capture_on_commit_callbacks(execute=True):
        remove(draft=draft, file_id=first.pk)
        remove(draft=draft, file_id=first.pk)
    assert list(draft.files.all()) == [second]
    assert (is_stored(first.file.name), is_stored(second.file.name)) == (False, True)


def test_what_was_sent_keeps_its_content_when_the_draft_lets_go(
    django_capture_on_commit_callbacks: object,
) -> None:
    draft = draft_with_files(1)
    file = draft.files.get()
    application = make_application(round=draft.round)
    fields = {name: getattr(file, name) for name in ("pk", "file", "name", "size", "sha256", "scan")}
    Attachment.objects.create(application=application, **fields)
    with django_capture_on_commit_callbacks(execute=True):
        remove(draft=draft, file_id=file.pk)
    assert is_stored(file.file.name)


def test_the_words_about_a_file_are_changed_without_touching_it() -> None:
    draft = draft_with_files(1)
    file = draft.files.get()
    describe(draft=draft, file_id=file.pk, about="Offert från bolaget")
    changed = draft.files.get()
    assert (changed.pk, changed.file.name, changed.about) == (file.pk, file.file.name, "Offert från bolaget")


@pytest.mark.parametrize(
    ("attachments", "complete"),
    [(Programme.Attachments.REQUIRED, [True, False]), (Programme.Attachments.OPTIONAL, [True, True])],
)
def test_the_page_is_no_longer_right_when_its_last_required_file_has_gone(
    attachments: str, complete: list[bool]
) -> None:
    draft = draft_with_files(2, attachments=attachments)
    DraftStep.objects.create(draft=draft, step=BILAGOR, data={}, complete=True)
    seen = []
    for file in draft.files.all():
        remove(draft=draft, file_id=file.pk)
        seen.append(DraftStep.objects.get(draft=draft).complete)
    assert seen == complete


ACTS = {
    "attach": lambda draft, file: attach(draft=draft, name="x.pdf", content=files.pdf()),
    "replace": lambda draft, file: attach(draft=draft, name="x.pdf", content=files.pdf(), replaces=file.pk),
    "describe": lambda draft, file: describe(draft=draft, file_id=file.pk, about="Offert"),
    "remove": lambda draft, file: remove(draft=draft, file_id=file.pk),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_sent_draft_refuses_and_nothing_is_stored(act: str) -> None:
    draft = draft_with_files(1)
    file = draft.files.get()
    application = make_application(round=draft.round)
    locked = lock_draft(draft)
    keep_files(locked, application)
    locked.submitted_at = application.received_at
    locked.save()
    before = stored_keys()
    with pytest.raises(WrongState):
        ACTS[act](draft, file)
    assert application.attachments.get().pk == file.pk
    assert stored_keys() == before


@pytest.mark.parametrize("act", ACTS)
def test_a_deleted_draft_refuses_and_nothing_is_stored(act: str) -> None:
    draft = draft_with_files(1)
    file = draft.files.get()
    Draft.objects.filter(pk=draft.pk).delete()
    before = stored_keys()
    with pytest.raises(DraftGone):
        ACTS[act](draft, file)
    assert stored_keys() == before


@pytest.mark.parametrize("act", ["attach", "remove"])
def test_a_stipend_that_takes_no_files_refuses(act: str) -> None:
    draft = Draft.objects.create(owner=draft_with_files().owner, round=make_round())
    with pytest.raises(NotAllowed):
        ACTS[act](draft, make_draft_file(draft))
