"""From what is typed to words and stems; marks and spelling, without a database."""

import pytest

from home.search.highlight import Marker
from home.search.query import Term, compounds, terms_for
from home.search.spelling import did_you_mean
from home.search.words import cleaned, stem, words_of


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("sv", ["stipendium", "stipendiet", "stipendier", "stipendierna", "stipendiernas"], "stipendi"),
        ("sv", ["vänort", "vänorten", "vänorter", "vänorterna", "vänorts"], "vänort"),
        ("sv", ["resa", "resor", "resan", "resorna"], "res"),
        ("sv", ["strategi", "strategin", "strategier"], "strategi"),
        ("sv", ["barn", "barns", "barnen"], "barn"),
        ("en", ["study", "studies", "studied"], "stud"),
        ("en", ["volunteer", "volunteers", "volunteering"], "volunteer"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, words: list[str], expected: str) -> None:
    assert {word: stem(word, language) for word in words} == dict.fromkeys(words, expected)


@pytest.mark.parametrize("word", ["rum", "ung", "mat", "å", "is"])
def test_a_short_word_keeps_its_ending(word: str) -> None:
    assert stem(word, "sv") == word


def test_words_are_letters_and_digits_whatever_stands_between() -> None:
    typed = "Åk till USA – 2027! a\x00b 'c\" %d\\ e_f (*)"
    assert words_of(typed) == ["åk", "till", "usa", "2027", *"abcdef"]
    assert words_of("A\u030amål") == ["åmål"]


def test_what_is_typed_is_cut_and_freed_from_what_cannot_be_shown() -> None:
    assert cleaned("  två\n\x00 ord\u200b ") == "två ord"
    assert cleaned("å" * 500) == "å" * 100


def test_a_word_is_also_looked_for_by_its_beginning_and_inside_the_sites_compounds() -> None:
    known = ["resestipendium", "stipendier", "vänort"]
    assert terms_for("stipendier", "sv", known, stemmed_index=True) == [
        Term("stipendier"),
        Term("stipendi", prefix=True),
        Term("resestipendium"),
    ]
    assert compounds("ung", ["pengar", "kungen"]) == []


def test_an_index_without_stems_is_asked_for_the_forms() -> None:
    asked = {term.text for term in terms_for("resor", "sv", [], stemmed_index=False)}
    assert {"resa", "resan", "resor", "resorna"} <= asked
    assert not any(term.prefix for term in terms_for("resor", "sv", [], stemmed_index=False))


def test_hits_are_marked_by_stem_and_everything_else_is_escaped() -> None:
    marker = Marker(["stipendier"], "sv")
    assert marker.marked('Ett <b>Stipendium</b> & "resestipendiet"') == (
        "Ett &lt;b&gt;<mark>Stipendium</mark>&lt;/b&gt; &amp; &quot;<mark>resestipendiet</mark>&quot;"
    )


def test_a_snippet_begins_a_little_before_the_place_where_the_words_stand_together() -> None:
    text = (
        "Resor nämns här. "
        + "Annat som inte hör hit. " * 20
        + "Här söker du stipendium för resor. "
        + "Slut. " * 60
    )
    snippet = Marker(["stipendium", "resor"], "sv").snippet(text)
    assert "söker du <mark>stipendium</mark> för <mark>resor</mark>." in snippet
    assert (snippet[:2], snippet[-2:], len(snippet) < 300) == ("… ", " …", True)


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    assert Marker(["saknas"], "sv").snippet("Rubrik, Kort text., Mer.") == "Rubrik, Kort text. Mer."


def test_an_unknown_word_is_exchanged_for_the_nearest_and_known_ones_stay() -> None:
    known = ["stipendium", "vänorter", "resa", "strategi"]
    assert did_you_mean("stipedium resor", "sv", known) == "stipendium resor"
    assert did_you_mean("vänåter", "sv", known) == "vänorter"
    assert did_you_mean("vanorter", "sv", known) == "vänorter"
    assert did_you_mean("vänorten strat", "sv", known) == ""
    assert did_you_mean("xyzzyx", "sv", known) == ""
