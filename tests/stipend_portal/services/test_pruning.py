"""What nobody came back to: warned of once, removed after the last day, and never anything else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from home.models import User
from home.periodic import JOBS
from stipend_portal.models import Draft, DraftStep, OutboxMessage, PortalSettings, RoundRole
from stipend_portal.models.stored_file import private_storage
from stipend_portal.services import pruning
from stipend_portal.services.drafts import begin, kept_until, lock_draft, touch
from stipend_portal.states import Role
from tests.factories.portal import make_applicant, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot, site_snapshot
from tests.factories.typed import make_draft
from tests.stipend_portal.services.test_drafts import give_file, supplement_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

BEGUN = datetime.fromisoformat("2027-02-01T12:00:00+01:00")
DAY = timedelta(days=1)
LAST_DAY = kept_until(BEGUN, 90)
WARNED = LAST_DAY - 7 * DAY
GONE = LAST_DAY + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Noon on the first of February 2027."""
    with time_machine.travel(BEGUN, tick=False) as travel:
        yield travel


@pytest.fixture
def draft() -> Draft:
    """A draft begun today in English, with words and without its first mail."""
    round_ = make_round(name_en="The example round")
    draft = begin(owner=make_applicant(email="alva@example.org"), round=round_, language="en")
    DraftStep.objects.create(draft=draft, step="varfor", data={"varfor-reason": ["Hemligt."]}, complete=True)
    OutboxMessage.objects.all().delete()
    return draft


def test_the_owner_is_warned_a_week_before_and_once(draft: Draft) -> None:
    asked = (WARNED - DAY, WARNED, WARNED + DAY)
    assert [pruning.warn_expiring(now) for now in asked] == [0, 1, 0]
    warning = OutboxMessage.objects.get()
    assert (warning.kind, warning.recipient) == ("draft_expires", "alva@example.org")
    assert warning.application is None
    assert warning.subject == "Your begun application is removed after 2 May 2027"
    assert "You have begun an application for The example round, but not sent it." in warning.body
    assert "Open it and save a page by that day." in warning.body
    assert f"http://testserver/en/ansok/utkast/{draft.pk}/\n" in warning.body
    assert "Hemligt." not in warning.body


def test_the_warning_is_in_the_language_of_the_last_save(draft: Draft) -> None:
    touch(lock_draft(draft), "sv")
    assert pruning.warn_expiring(WARNED) == 1
    assert OutboxMessage.objects.get().subject == "Din påbörjade ansökan tas bort efter 2 maj 2027"


def test_how_long_before_is_set_by_bun(draft: Draft) -> None:
    settings = PortalSettings.load()
    settings.draft_warning_days = 30
    settings.save()
    assert pruning.warn_expiring(LAST_DAY - 30 * DAY) == 1


def test_a_draft_is_removed_after_its_last_day_with_words_and_files(
    draft: Draft, django_capture_on_commit_callbacks: Any
) -> None:
    file = give_file(draft)
    pruning.warn_expiring(WARNED)
    assert pruning.prune(LAST_DAY - timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert pruning.prune(GONE) == 1
    assert (Draft.objects.count(), DraftStep.objects.count()) == (0, 0)
    assert not private_storage().exists(file.file.name)
    assert pruning.prune(GONE) == 0


def test_nothing_is_removed_before_its_owner_was_warned(draft: Draft) -> None:
    assert pruning.prune(GONE + 100 * DAY) == 0
    assert Draft.objects.get() == draft


def test_a_warning_that_comes_late_gives_the_same_time_to_come_back(draft: Draft) -> None:
    late = GONE + 5 * DAY
    assert pruning.warn_expiring(late) == 1
    draft.refresh_from_db()
    assert draft.expires_at == kept_until(late, 7)
    assert "After 15 May 2027 it is removed" in OutboxMessage.objects.get().body
    assert [pruning.prune(late + 7 * DAY), pruning.prune(kept_until(late, 7) + DAY)] == [0, 1]


def test_opening_and_saving_keeps_a_draft_and_the_next_time_it_is_warned_of_anew(
    draft: Draft, clock: time_machine.Traveller
) -> None:
    pruning.warn_expiring(WARNED)
    clock.move_to(WARNED + DAY)
    touch(lock_draft(draft), "en")
    assert pruning.prune(GONE) == 0
    last_day = kept_until(WARNED + DAY, 90)
    assert [pruning.warn_expiring(last_day - 8 * DAY), pruning.warn_expiring(last_day - 7 * DAY)] == [0, 1]


def test_a_draft_without_a_last_day_gets_one_and_keeps_it() -> None:
    make_draft(make_applicant(), make_round())
    assert [pruning.give_last_days(BEGUN), pruning.give_last_days(BEGUN + DAY)] == [1, 0]
    assert Draft.objects.get().expires_at == LAST_DAY


def test_what_has_been_sent_is_neither_warned_of_nor_removed() -> None:
    application = make_application()
    Draft.objects.update(expires_at=BEGUN - DAY, warned_at=BEGUN - 30 * DAY)
    before = portal_snapshot()
    assert (pruning.warn_expiring(BEGUN), pruning.prune(BEGUN), pruning.give_last_days(BEGUN)) == (0, 0, 0)
    del before["PortalSettings"]
    after = portal_snapshot()
    assert {name: after[name] for name in before} == before
    assert application.draft_id == Draft.objects.get().pk


def test_an_answer_that_is_waited_for_is_warned_of_in_words_of_its_own() -> None:
    application = make_application()
    Draft.objects.create(
        owner=application.applicant,
        round=application.round,
        supplement=supplement_of(application),
        expires_at=BEGUN + DAY,
    )
    assert pruning.warn_expiring(BEGUN) == 1
    warning = OutboxMessage.objects.get(kind="draft_expires")
    assert "svar på vår fråga" in warning.body
    assert "Ansökan som du har skickat är kvar som den är." in warning.body


def test_an_answer_that_is_no_longer_waited_for_goes_without_asking_anyone_to_keep_it() -> None:
    application = make_application()
    closed = supplement_of(application, closed_at=BEGUN)
    Draft.objects.create(
        owner=application.applicant, round=application.round, supplement=closed, expires_at=BEGUN + DAY
    )
    assert (pruning.warn_expiring(BEGUN), pruning.prune(BEGUN), pruning.prune(BEGUN + DAY)) == (0, 0, 1)


def test_the_clock_runs_all_of_it(draft: Draft, clock: time_machine.Traveller) -> None:
    ours = {"give_last_days", "warn_expiring", "prune", "prune_accounts", "prune_draft_mails"}
    assert {name.removeprefix("pruning.") for name in JOBS if name.startswith("pruning.")} == ours
    clock.move_to(WARNED)
    call_command("run_periodic")
    clock.move_to(GONE)
    call_command("run_periodic")
    assert not Draft.objects.exists()


# -- Accounts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("last_login", [None, BEGUN])
def test_an_account_that_holds_nothing_is_removed_after_thirty_days(last_login: datetime | None) -> None:
    before = site_snapshot()
    make_applicant(last_login=last_login)
    assert pruning.prune_accounts(BEGUN + 30 * DAY) == 0
    assert pruning.prune_accounts(BEGUN + 31 * DAY) == 1
    after = site_snapshot()
    assert {name: after[name] for name in before if "PortalSettings" not in name} == {
        name: before[name] for name in before if "PortalSettings" not in name
    }


def _begun() -> User:
    return make_draft(make_applicant(), make_round()).owner


def _role_without_group() -> User:
    user = make_applicant()
    RoundRole.objects.create(round=make_round(), user=user, role=Role.AUDITOR)
    return user


def _in_a_log() -> User:
    application = make_application()
    user = make_applicant()
    supplement_of(application)
    application.supplement_requests.update(asked_by=user)
    return user


@pytest.mark.parametrize(
    "make",
    [
        _begun,
        lambda: make_application().applicant,
        lambda: make_staff(Role.CASE_OFFICER),
        lambda: make_staff(Role.CASE_OFFICER, password=None),
        lambda: make_applicant(password="exempel-lösenord-1"),
        lambda: make_applicant(is_superuser=True),
        lambda: make_applicant(is_staff=True),
        lambda: make_applicant(is_active=False),
        lambda: make_applicant(last_login=BEGUN + 25 * DAY),
        lambda: make_applicant(date_joined=BEGUN + 25 * DAY),
        _role_without_group,
        _in_a_log,
    ],
    ids=[
        "a draft",
        "an application",
        "staff",
        "a group",
        "a password",
        "an administrator",
        "a right to the admin",
        "shut out",
        "was here lately",
        "is new",
        "a role in a round",
        "named in a case",
    ],
)
def test_an_account_with_anything_to_it_stays(make: Any) -> None:
    user = make()
    pruning.prune_accounts(BEGUN + 40 * DAY)
    assert User.objects.filter(pk=user.pk).exists()


def test_an_account_goes_after_its_last_draft(draft: Draft) -> None:
    pruning.warn_expiring(WARNED)
    assert [pruning.prune(GONE), pruning.prune_accounts(GONE)] == [1, 1]


def test_someone_whose_account_is_removed_while_her_code_is_on_its_way_asks_for_another(
    client: Client, clock: time_machine.Traveller
) -> None:
    cache.clear()
    user = make_applicant()
    clock.move_to(BEGUN + 40 * DAY)
    client.post("/en/konto/", {"email": user.email})
    code = next(word for word in mail.outbox[-1].body.split() if word.isdigit())
    assert pruning.prune_accounts(BEGUN + 40 * DAY) == 1
    response = client.post("/en/konto/kod/", {"code": code}, follow=True)
    assert response.redirect_chain[-1] == ("/en/konto/", 302)
    assert "The code no longer works." in response.content.decode()
    assert not User.objects.exists()


# -- Mails about drafts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "left"),
    [("queued", 1), ("held", 1), ("sent", 0), ("delivered", 0), ("bounced", 0), ("failed", 0)],
)
def test_a_mail_about_a_draft_is_kept_thirty_days_after_it_left(status: str, left: int) -> None:
    begin(owner=make_applicant(), round=make_round(), language="sv")
    OutboxMessage.objects.update(status=status)
    assert pruning.prune_draft_mails(BEGUN + 30 * DAY) == 0
    assert pruning.prune_draft_mails(BEGUN + 31 * DAY) == 1 - left
    assert OutboxMessage.objects.count() == left


def test_a_mail_about_an_application_is_kept() -> None:
    make_application()
    OutboxMessage.objects.update(status="sent", sent_at=timezone.now())
    count = OutboxMessage.objects.count()
    assert pruning.prune_draft_mails(BEGUN + 4000 * DAY) == 0
    assert OutboxMessage.objects.count() == count
