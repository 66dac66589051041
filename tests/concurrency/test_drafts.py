"""A draft that is saved, sent, deleted and removed at the same moment: one of them wins, never a half."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from home.models import User
from stipend_portal.models import Application, Draft, DraftStep, OutboxMessage, StepCount
from stipend_portal.services import pruning
from stipend_portal.services.drafts import begin
from tests.concurrency.conftest import Together
from tests.concurrency.test_applying import tab
from tests.factories.portal import make_applicant, make_round
from tests.factories.typed import WHY, Applicant, make_draft, typed

pytestmark = pytest.mark.django_db(transaction=True)

CHECK = "kontrollera"


@pytest.fixture
def filled(transactional_db: None) -> Applicant:
    """Someone who has written everything."""
    return Applicant(make_draft(make_applicant(), make_round()))


def expire(draft: Draft) -> None:
    """Let the last day of a draft be over, its owner warned in time."""
    now = timezone.now()
    Draft.objects.filter(pk=draft.pk).update(
        expires_at=now - timedelta(hours=1), warned_at=now - timedelta(days=10)
    )


def save(applicant: Applicant, words: str, *, revision: int = 1) -> Any:
    """Press the button on the page why."""
    return tab(applicant).save(WHY, revision=revision, reason=words)


def autosave(applicant: Applicant, words: str, *, revision: int = 1) -> Any:
    """Stop typing on the page why."""
    with override("en"):
        address = reverse("autosave", args=[applicant.draft.pk, WHY])
    return tab(applicant).client.post(address, {**typed(WHY, reason=words), "revision": revision})


@pytest.mark.parametrize("attempt", range(6))
@pytest.mark.parametrize("way", [save, autosave])
def test_a_save_while_the_draft_is_removed_keeps_all_of_it_or_is_told_that_it_is_gone(
    filled: Applicant, together: Together, way: Any, attempt: int
) -> None:
    expire(filled.draft)
    response, removed = together(
        [lambda: way(filled, "I sista stund."), lambda: pruning.prune(timezone.now())]
    )
    if removed:
        assert response.status_code == 404
        assert (Draft.objects.count(), DraftStep.objects.count()) == (0, 0)
        if way is save:
            assert "I sista stund." in response.content.decode()
    else:
        assert response.status_code in {200, 302}
        assert filled.words(WHY, "reason") == "I sista stund."
        assert DraftStep.objects.count() == 6
        draft = Draft.objects.get()
        assert (draft.warned_at, draft.expires_at > timezone.now()) == (None, True)


@pytest.mark.parametrize("attempt", range(6))
def test_a_deletion_during_a_send_is_either_done_or_refused(
    filled: Applicant, together: Together, attempt: int
) -> None:
    shown = filled.open(CHECK).context["shown"]
    deletion = f"/en/ansok/utkast/{filled.draft.pk}/ta-bort/"
    sent, deleted = together(
        [
            lambda: tab(filled).client.post(filled.url(CHECK), {"shown": shown}).status_code,
            lambda: tab(filled).client.post(deletion).status_code,
        ]
    )
    assert (sent, deleted) in {(302, 409), (404, 302)}
    assert Application.objects.count() == (sent == 302)
    assert Draft.objects.count() == (sent == 302)
    assert OutboxMessage.objects.count() == (3 if sent == 302 else 0)


@pytest.mark.parametrize("attempt", range(4))
def test_saving_itself_and_being_saved_by_the_button_elsewhere_is_one_of_them(
    filled: Applicant, together: Together, attempt: int
) -> None:
    by_script, by_button = together(
        [lambda: autosave(filled, "Från mobilen."), lambda: save(filled, "Från datorn.")]
    )
    kept = filled.words(WHY, "reason")
    statuses = (by_script.status_code, by_button.status_code)
    assert statuses == ((200, 409) if kept == "Från mobilen." else (409, 302))
    assert DraftStep.objects.get(step=WHY).revision == 2
    if by_button.status_code == 409:
        page = by_button.content.decode()
        assert "Från mobilen." in page
        assert "Från datorn." in page


@pytest.mark.parametrize("attempt", range(4))
def test_saving_itself_during_a_send_is_in_what_is_sent_or_told(
    filled: Applicant, together: Together, attempt: int
) -> None:
    shown = filled.open(CHECK).context["shown"]
    before = filled.words(WHY, "reason")
    sent, saved = together(
        [
            lambda: tab(filled).client.post(filled.url(CHECK), {"shown": shown}).status_code,
            lambda: autosave(filled, "Nya ord.").status_code,
        ]
    )
    assert (sent, saved) in {(302, 410), (409, 200)}
    if sent == 302:
        assert Application.objects.get().latest_version.answers["why"]["reason"] == before
    else:
        assert filled.words(WHY, "reason") == "Nya ord."


def test_beginning_twenty_times_at_once_is_one_draft_one_mail_and_one_in_the_count(
    together: Together,
) -> None:
    owner, round_ = make_applicant(), make_round()
    drafts = together([lambda: begin(owner=owner, round=round_, language="sv").pk] * 20)
    assert set(drafts) == {Draft.objects.get().pk}
    assert OutboxMessage.objects.count() == 1
    assert StepCount.objects.get(step=StepCount.BEGUN).drafts == 1


def test_two_workers_write_one_warning_and_remove_a_draft_once(filled: Applicant, together: Together) -> None:
    now = timezone.now()
    Draft.objects.update(expires_at=now + timedelta(days=1))
    assert sum(together([lambda: pruning.warn_expiring(now)] * 4)) == 1
    assert OutboxMessage.objects.count() == 1
    assert sum(together([lambda: pruning.prune(now + timedelta(days=9))] * 4)) == 1
    assert not Draft.objects.exists()


@pytest.mark.parametrize("attempt", range(4))
def test_a_warning_during_a_save_is_not_left_standing(
    filled: Applicant, together: Together, attempt: int
) -> None:
    """Saved before it: nothing to warn of. Saved after it: the mail is out, but the time counts anew."""
    Draft.objects.update(expires_at=timezone.now() + timedelta(days=1))
    response, _warned = together(
        [lambda: save(filled, "Jag är kvar."), lambda: pruning.warn_expiring(timezone.now())]
    )
    draft = Draft.objects.get()
    assert response.status_code == 302
    assert draft.warned_at is None
    assert draft.expires_at > timezone.now() + timedelta(days=80)


@pytest.mark.parametrize("attempt", range(4))
def test_an_account_that_begins_a_draft_while_it_is_removed_is_one_or_the_other(
    together: Together, attempt: int
) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    owner, round_ = make_applicant(date_joined=long_ago), make_round()
    begun, removed = together(
        [
            lambda: begin(owner=owner, round=round_, language="sv"),
            lambda: pruning.prune_accounts(timezone.now()),
        ]
    )
    assert removed in {0, 1}
    assert User.objects.filter(pk=owner.pk).count() == 1 - removed
    assert Draft.objects.count() == 1 - removed
    assert isinstance(begun, Draft) is (removed == 0)
