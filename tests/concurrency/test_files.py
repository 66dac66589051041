"""Files that are attached, taken away, judged and sent at the same moment: what was sent is whole."""

from collections import Counter
from datetime import datetime

import pytest
from django.db import transaction
from pytest_django import Settings

from stipend_portal.models import Application, Attachment, Draft, DraftFile
from stipend_portal.services import scanning
from stipend_portal.services.drafts import lock_draft
from stipend_portal.services.errors import WrongState
from stipend_portal.services.files import attach, remove
from stipend_portal.services.scanning import scan_waiting
from stipend_portal.services.submission import submit
from stipend_portal.uploads.clamav import Outcome, Verdict
from stipend_portal.uploads.refusal import Refused
from tests.concurrency.conftest import Together
from tests.factories import files
from tests.factories.portal import make_answers
from tests.factories.stored import as_answer, draft_with_files, is_stored, stored_keys

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.fromisoformat("2027-02-01T12:00:00+01:00")


def send(draft: Draft) -> Application:
    """Send what the draft holds when it is read, as the check page does."""
    with transaction.atomic():
        locked = lock_draft(draft)
        sent = [as_answer(file) for file in locked.files.exclude(scan=DraftFile.Scan.INFECTED)]
        answers = make_answers() | {"attachments": {"files": sent}}
        return submit(draft=locked, answers=answers, received_at=NOW, language="sv")


def named(application: Application) -> set[str]:
    return {each["id"] for each in application.latest_version.answers["attachments"]["files"]}


def test_a_file_taken_away_while_it_is_sent_is_either_sent_whole_or_gone(together: Together) -> None:
    for _round in range(5):
        draft = draft_with_files(1)
        file = draft.files.get()
        sent, taken = together(
            [lambda d=draft: send(d), lambda d=draft, f=file: remove(draft=d, file_id=f.pk)]
        )
        assert isinstance(sent, Application)
        kept = Attachment.objects.filter(application=sent)
        assert {str(each.pk) for each in kept} == named(sent)
        assert is_stored(file.file.name) == kept.exists() == isinstance(taken, WrongState)


def test_a_file_attached_while_it_is_sent_is_either_sent_or_refused(together: Together) -> None:
    for _round in range(5):
        draft = draft_with_files(1)
        before = stored_keys()
        sent, attached = together(
            [lambda d=draft: send(d), lambda d=draft: attach(draft=d, name="x.png", content=files.png())]
        )
        assert isinstance(sent, Application)
        assert {str(each.pk) for each in sent.attachments.all()} == named(sent)
        assert sent.attachments.count() == (1 if isinstance(attached, WrongState) else 2)
        assert len(stored_keys()) == len(before) + sent.attachments.count() - 1
        assert DraftFile.objects.count() == 0


def test_eight_files_attached_at_once_are_no_more_than_the_stipend_takes(together: Together) -> None:
    draft = draft_with_files(0, most_attachments=3)
    contents = [files.png((40 + number, 40)) for number in range(8)]
    answers = together(
        [lambda c=content: attach(draft=draft, name="x.png", content=c) for content in contents]
    )
    assert Counter(type(answer) for answer in answers) == {DraftFile: 3, Refused: 5}
    assert stored_keys(f"drafts/{draft.pk}") == set(draft.files.values_list("file", flat=True))


def test_a_file_found_harmful_while_it_is_sent_is_removed_wherever_it_is(
    together: Together, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLAMD_ADDRESS = "tcp://clamav:3310"
    monkeypatch.setattr(scanning, "scan", lambda *_a, **_k: Verdict(Outcome.INFECTED, "Eicar"))
    for _round in range(5):
        draft = draft_with_files(1)
        file = draft.files.get()
        sent, judged = together([lambda d=draft: send(d), lambda: scan_waiting(NOW)])
        assert isinstance(sent, Application)
        assert judged == 1
        assert is_stored(file.file.name) is False
        assert list(sent.attachments.values_list("scan", flat=True)) == ["infected"] * len(named(sent))
