"""An application as someone may read it who must not know who applies. Pure functions of plain values.

What is asked about people is left out, but for age and the link to Åmål. In free text the words that tell
who it is are hidden. What is not known here is left out too: a new question is read when it has been judged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from stipend_portal import rules
from stipend_portal.formats import as_text
from stipend_portal.phases import Phase
from stipend_portal.questions import ABOUT, BUDGET, GUARDIANS, MEMBERS, TOGETHER, TRIP, WHY, Column, Question
from stipend_portal.redaction import SHORTEST, Hidden, hidden_words, redact, words_of

Answers = Mapping[str, Mapping[str, Any]]

# Of what is asked about the applicant, what she is judged by. Of the other people, nothing.
ABOUT_HER = frozenset({"connection"})
READ_IN_WHOLE = (TOGETHER, TRIP, BUDGET, WHY)

# Words of a name, a school or an address that tell nobody apart, and that every second sentence needs.
COMMON = frozenset(
    words_of(
        "och eller samt för går klass klassen årskurs skola skolan gymnasium gymnasiet grundskola "
        "grundskolan åmål åmåls kommun the and for class grade school sweden sverige"
    )
)

# How many digits stand on each side of the space in a Swedish postcode.
POSTCODE = (3, 2)

# What tells a girl from a boy. “Man” and “hen” are left: in Swedish they are said of anyone.
GENDERED = (
    "tjej tjejen tjejer tjejerna tjejgäng flicka flickan flickor flickorna flickvän kille killen killar "
    "killarna pojke pojken pojkar pojkarna pojkvän grabb grabben grabbar grabbarna dotter dottern döttrar "
    "son sonen söner syster systern systrar bror brodern bröder kvinna kvinnan kvinnor kvinnlig kvinnliga "
    "manlig manliga hon henne hennes han honom hans transtjej transkille "
    "girl girls girlfriend boy boys boyfriend daughter daughters son sons sister sisters brother brothers "
    "woman women female male she her hers herself him his himself"
)


@dataclass(frozen=True)
class Person:
    """Someone else who comes along, as she is shown: how old, and her link to Åmål."""

    age: int
    connection: str


@dataclass(frozen=True)
class Blinded:
    """What may be read: answers to be shown as any others, the applicant's age, and who else comes along."""

    answers: dict[str, dict[str, Any]]
    age: int
    others: tuple[Person, ...]


@dataclass(frozen=True)
class Known:
    """What else the case says of its people, beside the answers: in rows of their own, or corrected later."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def reads_blind(*, blind: bool, phase: Phase | str) -> bool:
    """Whether assessors of a round must not know who applies: where it is blind, until the meeting."""
    order = list(Phase)
    return blind and order.index(Phase(phase)) < order.index(Phase.MEETING)


def who_it_is(versions: Iterable[Answers], known: Known) -> Hidden:
    """The words that tell who applies, from all versions of the answers: what one says is hidden in all."""
    names, emails = [*known.names], [*known.emails]
    phones, places, born = [*known.phones], [*known.places], set()
    for answers in versions:
        about, guardians = answers.get(ABOUT.key, {}), answers.get(GUARDIANS.key, {})
        rows = answers.get(MEMBERS.key, {}).get("rows", ())
        names += [
            about.get("full_name", ""),
            *_of(guardians, "_name"),
            *(row.get("name", "") for row in rows),
        ]
        emails += [*_of(guardians, "_email"), *(row.get("email", "") for row in rows)]
        phones += [about.get("phone", ""), guardians.get("safe_contact", "")]
        places.append(about.get("school", ""))
        born |= {text for text in (about.get("birth_date"), *(row.get("birth_date") for row in rows)) if text}
    mailboxes = [email.partition("@")[0] for email in emails]
    return hidden_words(
        words=_telling([*names, *_run_together(names), *mailboxes, *places]) + [GENDERED],
        phrases=[
            *names,
            *mailboxes,
            *_pairs(places),
            *(line for text in places for line in text.splitlines()),
        ],
        phones=phones,
        birth_dates=[date.fromisoformat(text) for text in born],
    )


def _of(answers: Mapping[str, Any], ending: str) -> list[str]:
    return [str(value) for name, value in answers.items() if name.endswith(ending)]


def _telling(texts: Iterable[str]) -> list[str]:
    """The words of the texts that are not common to all."""
    return [word for text in texts for word in words_of(text) if word not in COMMON]


def _run_together(names: Iterable[str]) -> list[str]:
    """Names as they are written without spaces, where people call themselves something."""
    return ["".join(name.split()) for name in names]


def _pairs(places: Iterable[str]) -> list[str]:
    """School classes such as 9B and NA22, a number beside a few letters; and postcodes such as 662 31."""
    found = []
    for first, second in (pair for text in places for pair in pairwise(words_of(text))):
        letters = second if first.isdecimal() else first
        is_class = first.isdecimal() != second.isdecimal() and len(letters) <= SHORTEST
        is_postcode = first.isdecimal() and second.isdecimal() and (len(first), len(second)) == POSTCODE
        if is_class or is_postcode:
            found.append(f"{first} {second}")
    return found


def blind(answers: Answers, hidden: Hidden, *, age_day: date) -> Blinded:
    """One version of an application without what tells who applies. Ages are counted on `age_day`."""
    about = answers.get(ABOUT.key, {})
    shown = {ABOUT.key: {name: about[name] for name in ABOUT_HER if name in about}}
    for section in READ_IN_WHOLE:
        given = answers.get(section.key, {})
        asked = {question.name: question for question in section.questions}
        kept = {name: _answer(asked[name], value, hidden) for name, value in given.items() if name in asked}
        if kept:
            shown[section.key] = kept
    others = (
        Person(_age(row["birth_date"], age_day), str(row.get("connection", "")))
        for row in answers.get(MEMBERS.key, {}).get("rows", ())
    )
    return Blinded(
        answers=shown,
        age=_age(about["birth_date"], age_day),
        others=tuple(sorted(others, key=lambda person: (person.age, person.connection))),
    )


def _age(birth_date: str, day: date) -> int:
    return rules.age_on(date.fromisoformat(birth_date), day)


def _answer(question: Question, value: Any, hidden: Hidden) -> Any:
    if question.columns:
        columns = {column.name: column for column in question.columns}
        return [
            {name: _cell(columns[name], cell, hidden) for name, cell in row.items() if name in columns}
            for row in value
        ]
    return _cell(question, value, hidden)


def _cell(asked: Question | Column, value: Any, hidden: Hidden) -> Any:
    """A chosen alternative, a day or an amount is as it is; words are read through."""
    return redact(str(value or ""), hidden) if asked.show is as_text else value
