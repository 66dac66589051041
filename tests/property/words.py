"""What people type on each page of the application, right, wrong and strange."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tests.factories.typed import (
    ABOUT,
    ATTACHMENTS,
    BUDGET,
    CUSTODY,
    GUARDIANS,
    MEMBERS,
    TOGETHER,
    TRIP,
    TYPED,
    WHY,
)

Typed = dict[str, list[str]]

ALL_STEPS = (ABOUT, CUSTODY, GUARDIANS, TOGETHER, MEMBERS, TRIP, BUDGET, WHY, ATTACHMENTS)

# Filled in beside `TYPED` for the questions that a programme can switch on.
SWITCHED: Mapping[str, Mapping[str, str | list[str]]] = {
    ABOUT: {"school": "Exempelskolan, 9B"},
    GUARDIANS: {
        "missing_name": "Gary Exempel",
        "missing_reason": "Vi vet inte var han är.",
        "safe_contact": "070-000 00 00 efter skolan",
        "private_reason": "",
    },
    TRIP: {"host": "Exempelskolan i Türi"},
    BUDGET: {
        "quotes-who": ["Exempelresor", "Resexempel"],
        "quotes-amount": ["3 200", "3 500 kr"],
        "own_contribution": "0",
        "other_funding-who": [""],
        "other_funding-amount": [""],
    },
}
RIGHT: dict[str, Typed] = {
    step: {
        name: value if isinstance(value, list) else [value]
        for name, value in {**TYPED[step], **SWITCHED.get(step, {})}.items()
    }
    for step in ALL_STEPS
}
# Names of inputs whose words may be anything.
FREE_TEXT = {
    ABOUT: ("full_name", "school"),
    GUARDIANS: ("first_name", "second_name", "safe_contact", "private_reason", "missing_reason"),
    TRIP: ("other_place", "host", "plan"),
    WHY: ("reason", "sharing"),
}
ANYTHING = st.text(max_size=40) | st.sampled_from(
    ["", " ", "0", "-1", "1 200 kr", "1200,50", "9" * 40, "31", "2011", "two", "group", "<b>&amp;", "\x00"]
)


@st.composite
def right(draw: st.DrawFn, step: str) -> Typed:
    """Words that a page takes, different from time to time."""
    typed = {name: list(cells) for name, cells in RIGHT[step].items()}
    for name in FREE_TEXT.get(step, ()):
        words = draw(st.text(max_size=20))
        typed[name] = [f"{typed[name][0] or 'x'} {words}"]
    if step == CUSTODY:
        typed["situation"] = [
            draw(st.sampled_from(["two", "one", "one_unreachable", "appointed", "not_asked"]))
        ]
    if step == TOGETHER:
        typed["how"] = [draw(st.sampled_from(["alone", "group"]))]
    if step == ABOUT:
        typed["birth_date_2"] = [draw(st.sampled_from(["2008", "2009", "2010", "2011"]))]
    if step == BUDGET:
        typed["amount"] = [draw(st.sampled_from(["4 000 kr", "1200,50", "1.200", "800"]))]
    return typed


@st.composite
def wrong(draw: st.DrawFn, step: str) -> Typed:
    """A page with one input changed to anything at all, left out, doubled, or of another page."""
    typed = draw(right(step))
    if not typed:
        return typed
    name = draw(st.sampled_from(sorted(typed)))
    way = draw(st.sampled_from(["anything", "left out", "doubled", "noise"]))
    if way == "anything":
        typed[name] = draw(st.lists(ANYTHING, min_size=1, max_size=3))
    elif way == "left out":
        del typed[name]
    elif way == "doubled":
        typed[name] = typed[name] * 2
    return typed


def posted(step: str, typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """The words under the names of the page's inputs."""
    return {f"{step}-{name}": cells for name, cells in typed.items()}
