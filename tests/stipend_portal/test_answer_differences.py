"""What one version says that another does not."""

from copy import deepcopy
from typing import Any

import pytest
from django.utils.translation import override

from stipend_portal.answer_differences import Changed, Line, differences
from tests.factories.portal import make_answers


def marked(lines: tuple[Line, ...]) -> list[str]:
    """The lines as text, what differs in square brackets."""
    return ["".join(f"[{piece.text}]" if piece.differs else piece.text for piece in line) for line in lines]


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Changed]:
    """The differences in English."""
    with override("en"):
        return differences(old, new)


def test_the_same_answers_have_no_differences() -> None:
    assert compare(make_answers(), make_answers()) == []


def test_a_short_answer_differs_as_a_whole() -> None:
    [change] = compare(make_answers(), make_answers(destination="Oslo, Norge"))
    assert (change.section, change.label) == ("The trip", "Where are you going?")
    assert (marked(change.before), marked(change.after)) == (["[Türi, Estland]"], ["[Oslo, Norge]"])


def test_a_day_and_an_alternative_are_told_in_the_readers_words() -> None:
    changes = compare(make_answers(), make_answers(departure="2027-07-01", connection="lives"))
    assert [marked(change.after) for change in changes] == [
        ["[I live in Åmål municipality]"],
        ["[1 July 2027]"],
    ]


def test_only_the_words_that_differ_in_a_long_text_are_marked() -> None:
    [change] = compare(
        make_answers(reason="Jag vill lära mig estniska.\nOch se havet."),
        make_answers(reason="Jag vill gärna lära mig finska.\nOch se havet."),
    )
    assert marked(change.before) == ["Jag vill lära mig [estniska.]", "Och se havet."]
    assert marked(change.after) == ["Jag vill [gärna] lära mig [finska.]", "Och se havet."]


@pytest.mark.parametrize("text", ["Ord.\r\nMer.", "Ord.  \n\n Mer.", "\nOrd.\nMer.\n"])
def test_blank_space_in_a_long_text_marks_no_word(text: str) -> None:
    changes = compare(make_answers(reason="Ord.\nMer."), make_answers(reason=text))
    assert [piece for change in changes for line in change.after for piece in line if piece.differs] == []


def test_a_row_that_came_went_or_changed_is_marked_with_the_sum() -> None:
    new = make_answers()
    new["budget"]["rows"] = [
        {"what": "Flyg tur och retur", "amount": "3200", "quote": ""},
        {"what": "Buss", "amount": "300", "quote": ""},
    ]
    [change] = compare(make_answers(), new)
    assert marked(change.before) == [
        "Flyg tur och retur · 3,200 kronor",
        "[Tåg · 800 kronor]",
        "[Total: 4,000 kronor]",
    ]
    assert marked(change.after) == [
        "Flyg tur och retur · 3,200 kronor",
        "[Buss · 300 kronor]",
        "[Total: 3,500 kronor]",
    ]


def test_what_was_not_answered_before_or_is_no_longer_has_no_lines() -> None:
    with_phone = make_answers(phone="070-000 00 00")
    [came] = compare(make_answers(), with_phone)
    [went] = compare(with_phone, make_answers())
    assert (came.before, marked(came.after)) == ((), ["[070-000 00 00]"])
    assert (marked(went.before), went.after) == (["[070-000 00 00]"], ())


def test_a_whole_page_that_came_or_went_is_told_question_by_question() -> None:
    grown = deepcopy(make_answers())
    del grown["guardians"], grown["custody"]
    went = compare(make_answers(), grown)
    assert {change.section for change in went} == {"Who decides about you?", "Your guardians"}
    assert all(change.after == () for change in went)
    assert [(c.label, c.before) for c in went] == [(c.label, c.after) for c in compare(grown, make_answers())]


def test_every_word_of_both_texts_is_there_in_order() -> None:
    old = " ".join(f"ord{number}" for number in range(300))
    new = " ".join(f"ord{number}" for number in range(0, 330, 3))
    [change] = compare(make_answers(reason=old), make_answers(reason=new))
    assert "".join(piece.text for line in change.before for piece in line) == old
    assert "".join(piece.text for line in change.after for piece in line) == new
