"""Saving while someone writes: one way to save with the button's, and a clear word when it cannot be."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Draft, DraftStep, Round
from stipend_portal.services.drafts import delete_draft
from tests.factories.portal import make_applicant, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.typed import (
    ABOUT,
    ADULT,
    BUDGET,
    CUSTODY,
    GUARDIANS,
    MEMBERS,
    STEPS,
    WHY,
    Applicant,
    make_draft,
    stored,
    typed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

CHECK = "kontrollera"


@pytest.fixture
def begun(user: User, round_: Round) -> Applicant:
    """She has come to the page about her guardians."""
    return Applicant(make_draft(user, round_, done=(ABOUT, CUSTODY)))


def address(applicant: Applicant, step: str) -> str:
    """Where the script of a page posts."""
    with override(applicant.language):
        return reverse("autosave", args=[applicant.draft.pk, step])


def autosave(
    applicant: Applicant,
    step: str,
    *,
    revision: int | None = None,
    client: Client | None = None,
    **changes: Any,
) -> Any:
    """Stop typing for a while on a page that was opened before its save number `revision`."""
    revision = applicant.revision(step) if revision is None else revision
    data = {**typed(step, **changes), "revision": revision}
    return (client or applicant.client).post(address(applicant, step), data)


def test_what_is_typed_is_saved_and_told_with_the_time_and_the_new_revision(begun: Applicant) -> None:
    response = autosave(begun, GUARDIANS, first_name="Gun")
    assert response.status_code == 200
    assert response.json() == {
        "revision": 1,
        "text": "Saved 12:00. Nobody at the municipality reads it until you send.",
    }
    assert begun.words(GUARDIANS, "first_name") == "Gun"


def test_it_is_told_in_swedish_on_a_swedish_page(begun: Applicant) -> None:
    begun.language = "sv"
    assert autosave(begun, GUARDIANS).json()["text"] == (
        "Sparat 12:00. Ingen på kommunen läser det förrän du skickar."
    )


@pytest.mark.parametrize("step", STEPS)
def test_it_stores_what_the_button_stores(user: User, filled: Applicant, step: str) -> None:
    DraftStep.objects.filter(step=step).delete()
    autosave(filled, step)
    by_script = DraftStep.objects.values("data", "complete", "revision").get(step=step)
    DraftStep.objects.filter(step=step).delete()
    filled.save(step)
    assert DraftStep.objects.values("data", "complete", "revision").get(step=step) == by_script
    assert by_script["complete"] is True


def test_the_button_pressed_with_the_new_revision_is_no_conflict_with_oneself(begun: Applicant) -> None:
    revision = autosave(begun, GUARDIANS, first_name="Gu").json()["revision"]
    revision = autosave(begun, GUARDIANS, first_name="Gunn", revision=revision).json()["revision"]
    assert begun.save(GUARDIANS, first_name="Gunnel", revision=revision).status_code == 302
    assert begun.words(GUARDIANS, "first_name") == "Gunnel"


def test_the_same_words_sent_again_because_the_answer_was_lost_are_one_save(begun: Applicant) -> None:
    answers = [autosave(begun, GUARDIANS, first_name="Gun", revision=0).json() for _try in range(3)]
    assert [answer["revision"] for answer in answers] == [1, 1, 1]


def test_words_that_are_not_right_yet_are_saved_and_the_page_is_not_done(filled: Applicant) -> None:
    assert autosave(filled, BUDGET, amount="många").status_code == 200
    row = DraftStep.objects.get(step=BUDGET)
    assert (row.complete, row.data[f"{BUDGET}-amount"]) == (False, ["många"])
    assert filled.open(CHECK).headers["Location"] == filled.url(BUDGET)
    autosave(filled, BUDGET)
    assert filled.open(CHECK).status_code == 200


def test_a_page_left_half_done_is_not_scolded_when_it_is_opened_again(begun: Applicant) -> None:
    autosave(begun, GUARDIANS, first_email="gun@")
    page = begun.open(GUARDIANS).content.decode()
    assert 'value="gun@"' in page
    assert "error-summary" not in page


def test_words_saved_in_another_window_are_never_overwritten(filled: Applicant) -> None:
    autosave(filled, WHY, reason="Från mobilen.", revision=1)
    before = portal_snapshot()
    response = autosave(filled, WHY, reason="Från datorn.", revision=1)
    assert response.status_code == 409
    assert response.json() == {
        "text": "This page has been saved in another window or on another device. "
        "Press Save and go on: then you see both texts and choose.",
        "url": filled.url(WHY),
        "link": "Show what was saved there instead",
    }
    assert portal_snapshot() == before
    pressed = filled.save(WHY, reason="Från datorn.", revision=1)
    page = pressed.content.decode()
    assert pressed.status_code == 409
    assert "Från mobilen." in page
    assert "Från datorn." in page


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 40])
def test_a_mark_that_cannot_be_read_overwrites_nothing(filled: Applicant, revision: Any) -> None:
    assert autosave(filled, WHY, reason="Nytt.", revision=revision).status_code == 409
    assert filled.words(WHY, "reason") != "Nytt."


def test_whoever_has_been_signed_out_is_told_so_and_nothing_is_saved(begun: Applicant) -> None:
    before = portal_snapshot()
    response = autosave(begun, GUARDIANS, client=Client())
    assert (response.status_code, response.json()["url"]) == (403, "/en/konto/")
    assert response.json()["text"].startswith("Not saved: you have been signed out.")
    assert portal_snapshot() == before


def test_a_deleted_draft_is_told_of(begun: Applicant) -> None:
    delete_draft(draft=begun.draft, actor=begun.draft.owner)
    response = autosave(begun, GUARDIANS, revision=0)
    assert (response.status_code, response.json()["url"]) == (404, "/en/mina-ansokningar/")
    assert "has been deleted" in response.json()["text"]


def test_the_button_on_a_deleted_draft_shows_the_words_to_copy(begun: Applicant) -> None:
    Draft.objects.all().delete()
    response = begun.save(GUARDIANS, first_name="Gun <Exempel>", revision=0)
    page = response.content.decode()
    assert response.status_code == 404
    assert "This application is no longer here" in page
    assert "Gun &lt;Exempel&gt;" in page
    assert begun.open(GUARDIANS).status_code == 404


def test_a_sent_draft_is_told_of_with_the_way_to_what_was_sent(filled: Applicant) -> None:
    filled.send()
    before = portal_snapshot()
    response = autosave(filled, WHY, reason="För sent.", revision=1)
    receipt = f"/en/mina-ansokningar/{filled.application.reference}/kvitto/"
    assert (response.status_code, response.json()["url"]) == (410, receipt)
    assert portal_snapshot() == before


def test_a_page_that_other_answers_have_made_needless_is_not_saved(user: User, filled: Applicant) -> None:
    filled.save(ABOUT, **ADULT)
    response = autosave(filled, GUARDIANS, first_name="Gun")
    assert (response.status_code, response.json()["url"]) == (
        409,
        f"/en/ansok/utkast/{filled.draft.pk}/",
    )
    assert filled.words(GUARDIANS, "first_name") == "Gun Exempel"


def test_words_on_a_later_page_are_kept_also_when_an_earlier_one_must_be_mended(filled: Applicant) -> None:
    autosave(filled, BUDGET, amount="")
    assert autosave(filled, WHY, reason="Skrivet i ett annat fönster.").status_code == 200
    assert filled.words(WHY, "reason") == "Skrivet i ett annat fönster."
    assert filled.open(CHECK).headers["Location"] == filled.url(BUDGET)


@pytest.mark.parametrize("person", ["another applicant", "staff"])
def test_nobody_else_saves_or_learns_that_there_is_a_draft(begun: Applicant, person: str) -> None:
    stranger = Client()
    people = {
        "another applicant": make_applicant,
        "staff": lambda: make_staff("case_officer", rounds=[begun.draft.round]),
    }
    stranger.force_login(people[person]())
    before = portal_snapshot()
    missing = Applicant(Draft(owner=begun.draft.owner), client=stranger)
    responses = [
        autosave(begun, GUARDIANS, client=stranger),
        stranger.post(address(missing, GUARDIANS), {"revision": 0}),
    ]
    assert [response.status_code for response in responses] == [404, 404]
    assert responses[0].content == responses[1].content
    assert portal_snapshot() == before


@pytest.mark.parametrize("step", [CHECK, "finns-inte", MEMBERS])
def test_what_is_no_page_of_this_application_saves_nothing(filled: Applicant, step: str) -> None:
    before = portal_snapshot()
    status = filled.client.post(address(filled, step), {"revision": 0}).status_code
    assert status == (409 if step == MEMBERS else 404)
    assert portal_snapshot() == before


def test_looking_at_the_address_is_not_saving(begun: Applicant) -> None:
    assert begun.client.get(address(begun, GUARDIANS)).status_code == 405


def test_only_the_pages_own_words_are_kept(begun: Applicant) -> None:
    data = stored({**typed(GUARDIANS), "om-dig-full_name": "Någon annan", "x": "y\x00", "revision": "0"})
    begun.client.post(address(begun, GUARDIANS), data)
    assert set(DraftStep.objects.get(step=GUARDIANS).data) == set(typed(GUARDIANS))


def test_a_page_gone_wrong_is_asked_to_wait_and_others_go_on(begun: Applicant, round_: Round) -> None:
    statuses = [autosave(begun, GUARDIANS, first_name=f"Gun {number}").status_code for number in range(21)]
    assert statuses == [200] * 20 + [429]
    waiting = autosave(begun, GUARDIANS, first_name="Gun")
    assert 0 < int(waiting.headers["Retry-After"]) <= 60
    assert waiting.json()["text"] == "Not saved just now. It is tried again in a little while."
    assert begun.save(GUARDIANS, first_name="Gunnel").status_code == 302
    other = Applicant(make_draft(make_applicant(), round_, done=(ABOUT,)))
    assert autosave(other, GUARDIANS).status_code == 200


def test_the_page_has_what_the_script_needs(begun: Applicant) -> None:
    page = begun.open(GUARDIANS).content.decode()
    assert f'data-autosave="{address(begun, GUARDIANS)}"' in page
    assert '<script type="module" src="/static/js/autosave.js"></script>' in page


def test_each_saving_asks_the_database_as_often_as_the_button_does(
    filled: Applicant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filled.save(WHY, reason="Ord.")
    for number in range(2):
        data = typed(WHY, reason=f"Ord {number}.") | {"revision": filled.revision(WHY)}
        with django_assert_num_queries(9):
            assert filled.client.post(address(filled, WHY), data).status_code == 200
