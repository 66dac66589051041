"""One's own drafts: a list that says what is saved and for how long, and deleting that asks first."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import User
from stipend_portal.models import Draft, DraftStep, OutboxMessage, Round, StepCount
from tests.factories.portal import make_applicant, make_application, make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.typed import ABOUT, WHY, Applicant, make_draft, typed

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

MINE = "/en/mina-ansokningar/"


def delete_address(draft: Draft) -> str:
    """Where a draft is deleted."""
    return f"/en/ansok/utkast/{draft.pk}/ta-bort/"


def test_beginning_leads_to_a_draft_that_is_kept_and_mailed(user: User, round_: Round) -> None:
    client = Client()
    client.force_login(user)
    addresses = {
        client.post(f"/en/ansok/{round_.slug}/nytt-utkast/").headers["Location"] for _click in range(5)
    }
    draft = Draft.objects.get()
    assert addresses == {f"/en/ansok/utkast/{draft.pk}/"}
    assert (draft.language, timezone.localdate(draft.expires_at).isoformat()) == ("en", "2027-05-02")
    assert [(mail.kind, mail.recipient) for mail in OutboxMessage.objects.all()] == [
        ("draft_begun", user.email)
    ]
    assert StepCount.objects.get(step=StepCount.BEGUN).drafts == 1


def test_a_save_keeps_the_draft_longer_also_when_nothing_is_changed(filled: Applicant, clock: Any) -> None:
    Draft.objects.update(expires_at=timezone.now() + timedelta(days=1), warned_at=timezone.now())
    for days, last_day in ((0, "2027-05-02"), (2, "2027-05-04")):
        clock.shift(timedelta(days=days))
        filled.client.force_login(filled.draft.owner)
        assert filled.save(WHY).status_code == 302
        draft = Draft.objects.get()
        assert (timezone.localdate(draft.expires_at).isoformat(), draft.warned_at) == (last_day, None)
    assert DraftStep.objects.get(step=WHY).revision == 1


def test_looking_at_a_draft_writes_nothing(filled: Applicant) -> None:
    before = portal_snapshot()
    for step in (ABOUT, WHY, "kontrollera"):
        filled.open(step)
    assert portal_snapshot() == before


def test_the_list_says_when_it_was_saved_how_long_it_is_kept_and_that_nobody_reads_it(
    filled: Applicant, clock: Any
) -> None:
    clock.shift(timedelta(hours=2))
    filled.save(WHY, reason="Nya ord.")
    page = filled.client.get(MINE).content.decode()
    assert "<dt>Last saved</dt><dd>1 February 2027, 14:00</dd>" in page
    assert "<dt>Kept to the end of</dt><dd>2 May 2027</dd>" in page
    assert "Saved. Nobody at the municipality reads it until you send." in page
    assert f'href="/en/ansok/utkast/{filled.draft.pk}/"' in page
    assert f'href="{delete_address(filled.draft)}"' in page
    assert "Nya ord." not in page


def test_the_list_asks_the_database_as_often_however_many_there_are(user: User) -> None:
    client = Client()
    client.force_login(user)
    # Where the site begins is asked once and remembered.
    client.get(MINE)
    counts = []
    for _number in range(3):
        make_draft(user, make_round())
        with CaptureQueriesContext(connection) as queries:
            client.get(MINE)
        counts.append(len(queries))
    assert counts[1:] == counts[:1] * 2


def test_deleting_asks_first_and_then_does_it(filled: Applicant) -> None:
    before = portal_snapshot()
    page = filled.client.get(delete_address(filled.draft)).content.decode()
    assert "Last saved 1 February 2027, 12:00. Nobody at the municipality has read it." in page
    assert portal_snapshot() == before
    response = filled.client.post(delete_address(filled.draft), follow=True)
    assert response.redirect_chain == [(MINE, 302)]
    page = response.content.decode()
    assert "It is deleted, with everything you wrote in it." in page
    assert "You have no applications yet." in page
    assert not Draft.objects.exists()
    assert filled.client.post(delete_address(filled.draft)).status_code == 404


def test_one_can_begin_again_after_deleting(filled: Applicant) -> None:
    filled.client.post(delete_address(filled.draft))
    filled.client.post(f"/ansok/{filled.draft.round.slug}/nytt-utkast/")
    assert Draft.objects.get().pk != filled.draft.pk


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("person", [make_applicant, lambda: make_staff("case_officer")])
def test_another_persons_draft_is_not_found(filled: Applicant, person: Any, method: str) -> None:
    client = Client()
    client.force_login(person())
    before = portal_snapshot()
    assert getattr(client, method)(delete_address(filled.draft)).status_code == 404
    assert portal_snapshot() == before


def test_what_was_sent_meanwhile_is_not_deleted_and_it_is_said_so(filled: Applicant) -> None:
    filled.send()
    before = portal_snapshot()
    assert filled.client.get(delete_address(filled.draft)).headers["Location"] == MINE
    response = filled.client.post(delete_address(filled.draft))
    assert response.status_code == 409
    assert "It was sent before you pressed the button" in response.content.decode()
    assert portal_snapshot() == before


def test_sending_what_was_deleted_meanwhile_is_told_and_sends_nothing(filled: Applicant) -> None:
    shown = filled.open("kontrollera").context["shown"]
    filled.client.post(delete_address(filled.draft))
    assert filled.client.post(filled.url("kontrollera"), {"shown": shown}).status_code == 404


def test_saving_what_was_deleted_meanwhile_shows_the_words(filled: Applicant) -> None:
    filled.client.post(delete_address(filled.draft))
    response = filled.post(WHY, typed(WHY, reason="Ord att rädda."), revision=1)
    assert response.status_code == 404
    assert "Ord att rädda." in response.content.decode()


def test_drafts_of_others_are_not_in_the_list(user: User) -> None:
    make_draft(make_applicant(), make_round(name_en="Somebody else's round"))
    make_application()
    client = Client()
    client.force_login(user)
    assert "Somebody else's round" not in client.get(MINE).content.decode()
