"""A draft begun, kept by every save, and deleted by its owner."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from stipend_portal.models import (
    Attachment,
    Draft,
    DraftFile,
    DraftStep,
    OutboxMessage,
    PortalSettings,
    StepCount,
    SupplementRequest,
)
from stipend_portal.models.stored_file import private_storage
from stipend_portal.services.drafts import begin, delete_draft, kept_until, lock_draft, touch
from stipend_portal.services.errors import DraftGone, NotAllowed, WrongState
from stipend_portal.states import Role, State
from tests.factories.portal import make_applicant, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.typed import make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

NOON = datetime.fromisoformat("2027-02-01T12:00:00+01:00")
LAST_MOMENT = datetime.fromisoformat("2027-05-02T23:59:59+02:00")


@pytest.fixture
def clock() -> Any:
    """Noon on the first of February 2027."""
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


def give_file(draft: Draft, **fields: Any) -> DraftFile:
    """A file of a draft, with content in the private storage."""
    name = private_storage().save("exempel.pdf", ContentFile(b"exempel"))
    described = {"name": "exempel.pdf", "content_type": "application/pdf", "size": 7, "sha256": "0" * 64}
    return DraftFile.objects.create(draft=draft, file=name, scan="clean", **{**described, **fields})


def supplement_of(application: Any, **fields: Any) -> SupplementRequest:
    """A request for supplement to an application."""
    return SupplementRequest.objects.create(
        application=application,
        sections=["why"],
        message="Berätta mer.",
        due=timezone.localdate() + timedelta(days=14),
        asked_by=make_staff(Role.CASE_OFFICER, rounds=[application.round]),
        asked_at=timezone.now(),
        before=application.latest_version,
        **fields,
    )


@pytest.mark.usefixtures("clock")
def test_a_draft_is_begun_in_the_language_of_the_page_and_kept_to_the_end_of_its_ninetieth_day() -> None:
    draft = begin(owner=make_applicant(), round=make_round(), language="en")
    draft.refresh_from_db()
    assert (draft.language, draft.expires_at) == ("en", LAST_MOMENT)


def test_the_end_of_the_last_day_is_in_swedish_time_also_where_the_clock_has_been_changed() -> None:
    assert kept_until(datetime.fromisoformat("2027-02-01T23:30:00+00:00"), 90) == (
        LAST_MOMENT + timedelta(days=1)
    )


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("language", "subject", "told"),
    [
        ("en", "You have begun an application: The example round", "It is kept to the end of 2 May 2027."),
        ("sv", "Du har börjat på en ansökan: Exempelomgången", "Den sparas till och med 2 maj 2027."),
    ],
)
def test_the_owner_gets_a_mail_with_the_way_back_and_the_last_day(
    language: str, subject: str, told: str
) -> None:
    round_ = make_round(name="Exempelomgången", name_en="The example round")
    owner = make_applicant()
    draft = begin(owner=owner, round=round_, language=language)
    mail = OutboxMessage.objects.get()
    prefix = "/en" if language == "en" else ""
    assert (mail.kind, mail.recipient, mail.application) == ("draft_begun", owner.email, None)
    assert mail.subject == subject
    assert told in mail.body
    assert f"http://testserver{prefix}/ansok/utkast/{draft.pk}/\n" in mail.body
    assert round_.contact in mail.body


def test_beginning_five_times_is_one_draft_one_mail_and_one_in_the_count() -> None:
    owner, round_ = make_applicant(), make_round()
    drafts = {begin(owner=owner, round=round_, language="sv").pk for _click in range(5)}
    assert len(drafts) == 1
    assert OutboxMessage.objects.count() == 1
    assert StepCount.objects.get(round=round_, step=StepCount.BEGUN).drafts == 1


def test_an_answer_to_a_request_for_supplement_is_not_taken_for_a_begun_application() -> None:
    application = make_application()
    answer = Draft.objects.create(
        owner=application.applicant, round=application.round, supplement=supplement_of(application)
    )
    begun = begin(owner=application.applicant, round=application.round, language="sv")
    assert begun != answer


@pytest.mark.usefixtures("clock")
def test_a_save_moves_the_last_day_on_takes_the_warning_back_and_keeps_the_language() -> None:
    settings = PortalSettings.load()
    settings.draft_days = 10
    settings.save()
    draft = make_draft(make_applicant(), make_round())
    Draft.objects.filter(pk=draft.pk).update(expires_at=NOON + timedelta(days=1), warned_at=NOON)
    touch(lock_draft(draft), "en")
    draft.refresh_from_db()
    assert (draft.expires_at, draft.warned_at, draft.language) == (kept_until(NOON, 10), None, "en")


@pytest.mark.usefixtures("clock")
def test_a_save_keeps_a_draft_ninety_days_where_nobody_has_set_another_time() -> None:
    assert not PortalSettings.objects.exists()
    draft = make_draft(make_applicant(), make_round())
    touch(lock_draft(draft), "sv")
    draft.refresh_from_db()
    assert draft.expires_at == LAST_MOMENT


def test_locking_asks_once_and_only_the_first_save_of_a_day_writes(
    clock: time_machine.Traveller, django_assert_num_queries: Any
) -> None:
    draft = make_draft(make_applicant(), make_round())
    for hours, queries in ((0, 2), (5, 1), (24, 2), (25, 1)):
        clock.move_to(NOON + timedelta(hours=hours))
        with django_assert_num_queries(queries):
            touch(lock_draft(draft), "sv")


def test_a_draft_that_is_gone_cannot_be_locked() -> None:
    draft = make_draft(make_applicant(), make_round())
    Draft.objects.filter(pk=draft.pk).delete()
    with pytest.raises(DraftGone):
        lock_draft(draft)


def test_deleting_takes_words_and_files_away_and_leaves_everything_else(
    django_capture_on_commit_callbacks: Any,
) -> None:
    owner = make_applicant()
    make_application(applicant=owner)
    other = make_draft(owner, make_round())
    others_file = give_file(other)
    before = portal_snapshot()
    draft = make_draft(owner, make_round(programme=other.round.programme))
    file = give_file(draft)
    with django_capture_on_commit_callbacks(execute=True):
        delete_draft(draft=draft, actor=owner)
    draft.round.delete()
    assert portal_snapshot() == before
    assert not private_storage().exists(file.file.name)
    assert private_storage().exists(others_file.file.name)


def test_files_are_removed_when_the_deletion_is_certain_and_not_before(
    django_capture_on_commit_callbacks: Any,
) -> None:
    draft = make_draft(make_applicant(), make_round())
    file = give_file(draft)
    with django_capture_on_commit_callbacks(execute=False):
        delete_draft(draft=draft, actor=draft.owner)
    assert private_storage().exists(file.file.name)


@pytest.mark.parametrize("state", [State.SUPPLEMENT_REQUESTED, State.IN_REVIEW])
def test_deleting_an_answer_leaves_the_request_the_application_and_its_files(
    state: State, django_capture_on_commit_callbacks: Any
) -> None:
    application = make_application(state=state)
    supplement = supplement_of(application)
    answer = Draft.objects.create(owner=application.applicant, round=application.round, supplement=supplement)
    sent = give_file(answer)
    new = give_file(answer)
    described = {name: getattr(sent, name) for name in ("file", "name", "content_type", "size", "sha256")}
    Attachment.objects.create(application=application, scan="clean", **described)
    with django_capture_on_commit_callbacks(execute=True):
        delete_draft(draft=answer, actor=application.applicant)
    application.refresh_from_db()
    supplement.refresh_from_db()
    assert (application.state, supplement.closed_at) == (state, None)
    assert private_storage().exists(sent.file.name)
    assert not private_storage().exists(new.file.name)


def test_nobody_deletes_another_persons_draft() -> None:
    draft = make_draft(make_applicant(), make_round())
    before = portal_snapshot()
    for stranger in (make_applicant(), make_staff(Role.CASE_OFFICER, rounds=[draft.round])):
        with pytest.raises(NotAllowed):
            delete_draft(draft=draft, actor=stranger)
    assert {name: portal_snapshot()[name] for name in ("Draft", "DraftStep")} == {
        name: before[name] for name in ("Draft", "DraftStep")
    }


def test_what_has_been_sent_is_not_deleted() -> None:
    application = make_application()
    with pytest.raises(WrongState):
        delete_draft(draft=application.draft, actor=application.applicant)
    application.refresh_from_db()
    assert application.draft is not None


def test_deleting_twice_is_one_deletion() -> None:
    draft = make_draft(make_applicant(), make_round())
    same = Draft.objects.get(pk=draft.pk)
    for each in (draft, same):
        delete_draft(draft=each, actor=same.owner)
    assert not DraftStep.objects.exists()
