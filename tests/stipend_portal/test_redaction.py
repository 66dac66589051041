"""Hiding words in free text."""

import re
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from stipend_portal.redaction import fold, hidden_words, redact, words_of

BORN = date(2011, 3, 27)
HIDDEN = hidden_words(
    words=["Åsa-Lena Exempel", "Bo Ek", "Exempelskolan"],
    phrases=["Åsa-Lena Exempel", "Bo Ek", "9 B"],
    phones=["070-123 45 67", "+372 512 3456"],
    birth_dates=[BORN],
)
LEFT_ALONE = "Jag ska bo hos en familj i Türi 14–28 juni 2027, 2027-06-14 kl. 08.30. Det kostar 12 000 kr."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag heter Åsa.", "Jag heter [hidden]."),
        ("Jag heter ASA och", "Jag heter [hidden] och"),
        ("ÅSA-LENA EXEMPEL", "[hidden]"),
        ("Åsa och Lena", "[hidden] och [hidden]"),
        ("Åsas resa", "[hidden] resa"),
        ("Åsa's trip, Åsa’s trip", "[hidden] trip, [hidden] trip"),
        ("åsa_exempel", "[hidden]"),
        ("åsa2011", "[hidden]2011"),
        ("A\u030asa, Å\u200bsa, Å\u00adsa", "[hidden]"),
        ("Åsatro och exempelvis", "Åsatro och exempelvis"),
        ("Bo kommer med. Bos väska.", "[hidden] kommer med. [hidden] väska."),
        ("Jag ska bo där. bo ek", "Jag ska bo där. [hidden]"),
        ("Vi i 9B, 9 b och 9-B", "Vi i [hidden] och [hidden]"),
        ("Exempelskolans elever", "[hidden] elever"),
        ("Norra Exempelgymnasiet i höst", "Norra [hidden] i höst"),
        ("en folkhögskola", "en folkhögskola"),
        ("Jag går i 7C, hus 7c", "Jag går i [hidden], hus 7c"),
        ("Skriv till asa@example.org!", "Skriv till [hidden]!"),
        ("Följ @asaex på nätet", "Följ [hidden] på nätet"),
        ("se https://example.org/asa nu", "se [hidden] nu"),
        ("www.example.org", "[hidden]"),
        ("Ring 0701234567 eller 070 123 45 67", "Ring [hidden] eller [hidden]"),
        ("Ring +46 (0)70-123 45 67.", "Ring [hidden]."),
        ("Ring 123 45 67 eller 5123456", "Ring [hidden] eller [hidden]"),
        ("Ring 0532-171 00 eller 08.123.45.67", "Ring [hidden] eller [hidden]"),
        ("nr 110327-1234, 20110327 1234", "nr [hidden]"),
        ("född 27 mars 2011", "född [hidden]"),
        ("född den 27:e mars", "född den [hidden]"),
        ("born March 27th, 2011", "born [hidden]"),
        ("2011-03-27 eller 27/3 eller 27.3.11", "[hidden] eller [hidden] eller [hidden]"),
        ("20110327 och 110327", "[hidden] och [hidden]"),
        ("den 27 april 2011", "den 27 april 2011"),
        ("Exempelgatan 12 B, 662 31 Åmål", "[hidden]"),
        ("Åsa\nLena", "[hidden]\n[hidden]"),
        ("", ""),
        (LEFT_ALONE, LEFT_ALONE),
    ],
)
def test_what_tells_who_it_is_is_hidden_and_the_rest_stays(text: str, expected: str) -> None:
    with override("en"):
        assert redact(text, HIDDEN) == expected


def test_the_reader_s_language_says_that_something_is_hidden() -> None:
    with override("sv"):
        assert redact("Åsa", HIDDEN) == "[dolt]"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ångström", "angstrom"),
        ("Bjørn", "BJORN"),
        ("Łukasz", "lukasz"),
        ("Weiß", "WEISS"),
        ("Ægir", "aegir"),
    ],
)
def test_accents_and_capitals_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


LETTERS = st.characters(categories=("Lu", "Ll", "Lo"))
NAMES = st.text(st.sampled_from("abcdefgåäöéüøłßABCÅÄÖÉ") | LETTERS, min_size=1, max_size=8)
FULL_NAMES = st.lists(NAMES, min_size=1, max_size=3).map(" ".join)
GLUE = st.text(st.sampled_from(" ,.-–_!?'’\"()\n\u200b\u00ad@/:0123456789s"), min_size=1, max_size=4)


@given(
    names=st.lists(FULL_NAMES, min_size=1, max_size=4),
    pieces=st.lists(st.tuples(GLUE, st.integers(0, 3), st.sampled_from(["", "s", "'s"])), max_size=12),
    filler=st.text(max_size=60),
)
def test_no_part_of_a_name_is_left_as_a_word(
    names: list[str], pieces: list[tuple[str, int, str]], filler: str
) -> None:
    hidden = hidden_words(words=names, phrases=names)
    assume(not hidden.has("hidden", capital=False))
    text = filler + "".join(glue + names[at % len(names)] + ending for glue, at, ending in pieces) + filler
    with override("en"):
        shown = redact(text, hidden)
    left = words_of(shown)
    for name in names:
        for part in words_of(name):
            if len(part) >= 3 and not part.isdecimal():
                assert part not in left
                assert f"{part}s" not in left


@given(
    digits=st.lists(st.sampled_from("123456789"), min_size=7, max_size=9),
    gaps=st.lists(st.sampled_from(["", "", " ", "-"]), min_size=9, max_size=9),
    start=st.sampled_from(["", "0", "+46", "0046 ", "+46 (0)"]),
)
def test_a_known_number_is_hidden_however_it_is_written(
    digits: list[str], gaps: list[str], start: str
) -> None:
    hidden = hidden_words(phones=["0" + "".join(digits)])
    number = start + "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False)).strip(" -")
    shown = redact(f"Ring {number}, tack", hidden)
    assert re.search(r"\d", shown) is None


@given(st.text(max_size=200))
def test_any_text_can_be_read_through_and_reading_it_again_hides_no_more(text: str) -> None:
    with override("en"):
        once = redact(text, HIDDEN)
        assert redact(once, HIDDEN) == once
