"""Two tabs: nobody's words are overwritten unseen."""

import re
from html import unescape

import pytest

from stipend_portal.models import DraftStep
from tests.factories.typed import ABOUT, BUDGET, GUARDIANS, TRIP, TYPED, WHY, Applicant, typed

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def hidden_words(page: str) -> dict[str, list[str]]:
    """What the page sends on when one chooses one's own words, as a browser reads it."""
    words: dict[str, list[str]] = {}
    for name, text in re.findall(r'<textarea name="([^"]+)" hidden[^>]*>\n(.*?)</textarea>', page, re.S):
        words.setdefault(name, []).append(unescape(text))
    return words


def test_an_older_tab_gets_both_texts_and_overwrites_nothing(filled: Applicant) -> None:
    filled.save(WHY, reason="Från fönster ett.", revision=1)
    response = filled.save(WHY, reason="Från fönster två.", revision=1)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Från fönster ett." in page
    assert "Från fönster två." in page
    assert "Nothing is lost. Choose which text to keep." in page
    assert filled.words(WHY, "reason") == "Från fönster ett."


def test_choosing_ones_own_words_keeps_them(filled: Applicant) -> None:
    filled.save(WHY, reason="Ett.", revision=1)
    mine = typed(WHY, reason="Två.\r\n\r\n<b>Rad</b> & tre 🌍\r\n", sharing="\r\nTom rad först.")
    conflict = filled.post(WHY, mine, revision=1)
    words = hidden_words(conflict.content.decode())
    assert words == {name: [text] for name, text in mine.items()}
    revision = conflict.context["revision"]
    kept = filled.client.post(filled.url(WHY), words | {"revision": revision})
    assert (kept.status_code, kept.headers["Location"]) == (302, filled.url("kontrollera"))
    assert filled.words(WHY, "reason") == mine[f"{WHY}-reason"]


def test_choosing_the_stored_words_keeps_them(filled: Applicant) -> None:
    filled.save(WHY, reason="Ett.", revision=1)
    conflict = filled.save(WHY, reason="Två.", revision=1).content.decode()
    assert f'href="{filled.url(WHY)}"' in conflict
    assert "Ett." in filled.open(WHY).content.decode()
    assert DraftStep.objects.get(step=WHY).revision == 2


def test_a_third_save_meanwhile_is_a_conflict_once_more(filled: Applicant) -> None:
    filled.save(WHY, reason="Ett.", revision=1)
    conflict = filled.save(WHY, reason="Två.", revision=1)
    filled.save(WHY, reason="Tre.")
    again = filled.client.post(
        filled.url(WHY), hidden_words(conflict.content.decode()) | {"revision": conflict.context["revision"]}
    )
    assert again.status_code == 409
    assert filled.words(WHY, "reason") == "Tre."


def test_the_same_words_twice_are_one_save(filled: Applicant) -> None:
    for _click in range(5):
        assert filled.save(WHY, reason="Fem klick.", revision=1).status_code == 302
    assert DraftStep.objects.get(step=WHY).revision == 2


def test_the_first_save_of_a_page_in_two_tabs_is_a_conflict_too(begun: Applicant) -> None:
    assert begun.save(GUARDIANS, first_name="Gun", revision=0).status_code == 302
    response = begun.save(GUARDIANS, first_name="Gunilla", revision=0)
    assert response.status_code == 409
    assert begun.words(GUARDIANS, "first_name") == "Gun"


def test_back_from_an_older_tab_overwrites_nothing(filled: Applicant) -> None:
    filled.save(WHY, reason="Ett.", revision=1)
    response = filled.post(WHY, typed(WHY, reason="Två.") | {"back": "1"}, revision=1)
    assert response.status_code == 409
    assert "Två." in response.content.decode()
    assert filled.words(WHY, "reason") == "Ett."


def test_words_that_are_wrong_are_shown_in_a_conflict_all_the_same(filled: Applicant) -> None:
    filled.save(BUDGET, amount="3 000", revision=1)
    response = filled.save(BUDGET, amount="mycket", revision=1)
    assert response.status_code == 409
    assert "mycket" in response.content.decode()
    assert "3 000" in response.content.decode()


def test_another_page_of_the_same_draft_is_no_conflict(filled: Applicant) -> None:
    filled.save(WHY, reason="Ett.", revision=1)
    assert filled.save(TRIP, plan="Två.", revision=1).status_code == 302


def test_only_what_differs_is_shown_in_words(filled: Applicant) -> None:
    filled.save(ABOUT, connection="lives", birth_date_0="28", revision=1)
    conflict = filled.save(ABOUT, connection="studies", revision=1)
    assert [
        (difference.label, difference.yours, difference.stored)
        for difference in conflict.context["differences"]
    ] == [
        ("When were you born?", "27 3 2011", "28 3 2011"),
        (
            "What is your link to Åmål?",
            "I go to school in Åmål municipality",
            "I live in Åmål municipality",
        ),
    ]


def test_rows_are_shown_one_a_line(filled: Applicant) -> None:
    filled.save(BUDGET, rows_what=["Flyg"], rows_amount=["4000"], revision=1)
    conflict = filled.save(BUDGET, rows_what=["Tåg", "Mat"], rows_amount=["3900", "100"], revision=1)
    [difference] = conflict.context["differences"]
    assert (difference.yours, difference.stored) == ("Tåg: 3900\nMat: 100", "Flyg: 4000")
    assert hidden_words(conflict.content.decode())[f"{BUDGET}-rows-what"] == ["Tåg", "Mat"]


def test_a_conflict_on_the_way_from_the_check_page_leads_back_there(filled: Applicant) -> None:
    address = f"{filled.url(WHY)}?till=kontrollera"
    filled.save(WHY, reason="Ett.", revision=1)
    conflict = filled.client.post(address, typed(WHY, reason="Två.") | {"revision": 1})
    assert conflict.status_code == 409
    kept = filled.client.post(address, typed(WHY, reason="Två.") | {"revision": conflict.context["revision"]})
    assert kept.headers["Location"] == filled.url("kontrollera")


def test_saving_a_draft_that_was_sent_meanwhile_leads_to_the_receipt(filled: Applicant) -> None:
    receipt = filled.send().headers["Location"]
    response = filled.save(WHY, reason="För sent.", revision=1)
    assert response.headers["Location"] == receipt
    assert filled.application.latest_version.answers["why"]["reason"] == TYPED[WHY]["reason"]
