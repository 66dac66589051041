"""Hiding words in free text: names, addresses, telephone numbers, days of birth. Pure functions of plain values.

Words are compared without regard to case and accents, as whole words and with a possessive -s. What is found
too much is a word less to read; what is found too little tells who someone is. So it finds too much.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

Token = tuple[int, int, str]
Span = tuple[int, int]

# Letters that Unicode does not take apart into a letter and a mark.
LIKE = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})

# Shorter words than this tell nobody apart, and are half of what people write.
SHORTEST = 3
# Between the words of a phrase: a space, a hyphen, a comma and a space.
FARTHEST = 3
# A telephone number without the number of the area.
LAST_DIGITS = 6

# What tells who someone is by how it looks.
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+",  # an e-mail address
        r"(?<!\w)@[\w.]{2,}",  # a name in social media
        r"(?i:https?://|www\.)\S+",  # a web address, which leads to people's own pages
        r"(?<!\w)(?<!\d-)(?:\+|00?\)?[\s\-]{0,2})[1-9](?:[\s\-()/]{0,2}\d){5,}",  # a telephone number
        r"(?<!\w)0\d{1,3}(?:\.\d{2,3}){2,}",  # and one with full stops, unlike the time of day
        r"(?<!\d)(?:19|20)?\d{6}\s?[\-+]?\s?\d{4}(?!\d)",  # a personal identity number
        r"\b[A-ZÅÄÖ][\w\-]{2,40}(?:skolan?|gymnasi(?:et|um))s?\b",  # a school by its name
        r"(?<!\w)[1-9][A-F](?!\w)",  # and a class of it
        r"\b[A-ZÅÄÖ][\w\-]{1,40}(?:gatan?|väg(?:en)?|stigen?|gränden?|torget?|backen?)\s+\d+(?:\s?[A-Za-z]\b)?",
        r"(?<!\d)\d{3}\s\d{2}\s+[A-ZÅÄÖ]\w+",  # a postcode with its town
    )
)

MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("mars", "march", "mar"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augusti", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)


def fold(word: str) -> str:
    """A word without regard to case and accents."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(character for character in apart if not unicodedata.category(character).startswith("M"))
    return bare.casefold().translate(LIKE)


def _kind(character: str) -> str:
    """`L` for what a word is made of, `N` for a digit, else nothing."""
    kind = unicodedata.category(character)[0]
    return "L" if kind in "LM" else kind if kind == "N" else ""


def tokens(text: str) -> Iterator[Token]:
    """The runs of letters and the runs of digits of a text: begin, end, and the folded word."""
    begin, kind = 0, ""
    for at, character in enumerate(text + " "):
        now = _kind(character)
        if now != kind:
            if kind:
                yield begin, at, fold(text[begin:at])
            begin, kind = at, now


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded."""
    return tuple(word for _begin, _end, word in tokens(readable(text)))


def readable(text: str) -> str:
    """The text in one form, without characters that nobody sees and that could stand inside a name."""
    seen = (each for each in text if unicodedata.category(each) != "Cf")
    return unicodedata.normalize("NFC", "".join(seen))


@dataclass(frozen=True)
class Hidden:
    """What must not be read in a text."""

    words: frozenset[str]
    # Of two letters, such as Bo: hidden where it begins with a capital, for most such are common words too.
    short: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    # Regular expressions for numbers that are known. They are made into patterns only where a text has digits.
    numbers: frozenset[str]

    def has(self, word: str, *, capital: bool) -> bool:
        """Whether a folded word is hidden, also with an -s."""
        forms = {word, word.removesuffix("s")}
        return bool(forms & self.words) or (capital and bool(forms & self.short))

    @cached_property
    def patterns(self) -> list[re.Pattern[str]]:
        """The numbers, ready to look for."""
        return [re.compile(number, re.IGNORECASE) for number in self.numbers]


def hidden_words(
    *,
    words: Iterable[str] = (),
    phrases: Iterable[str] = (),
    phones: Iterable[str] = (),
    birth_dates: Iterable[date] = (),
) -> Hidden:
    """What is to be hidden. `words` are hidden one by one wherever they stand, `phrases` as they are in whole."""
    split = {word for text in words for word in words_of(text)}
    known = {number for text in phones for number in _phones(text)}
    return Hidden(
        words=frozenset(word for word in split if len(word) >= SHORTEST and not word.isdecimal()),
        short=frozenset(word for word in split if len(word) == SHORTEST - 1 and word.isalpha()),
        phrases=frozenset(phrase for text in phrases if len(phrase := words_of(text)) > 1),
        numbers=frozenset(known | {_birth_date(day) for day in birth_dates}),
    )


def _phones(text: str) -> Iterator[str]:
    """The numbers of a text, however they are spaced, with and without what stands before the last digits."""
    gap = r"[\s\-()/.]{0,3}"
    for number in re.findall(r"\d(?:[\s\-()/.]*\d)+", text):
        digits = re.sub(r"^(?:00)?46(?=\d{6})", "", re.sub(r"\D", "", number)).lstrip("0")
        if len(digits) >= SHORTEST + 2:
            first, last = gap.join(digits[:-LAST_DIGITS]), gap.join(digits[-LAST_DIGITS:])
            yield rf"(?<!\d)(?:\+|00)?\d{{0,3}}{gap}(?:{first}{gap})?{last}(?!\d)"


def _birth_date(born: date) -> str:
    """A day of birth as people write it, in numbers or with the month's name, in Swedish and English."""
    day, month, year = f"0?{born.day}", f"0?{born.month}", rf"(?:{born.year}|{born.year % 100:02})"
    name = rf"(?:{'|'.join(MONTHS[born.month - 1])})\.?"
    ordinal, gap = r"(?:\s?(?:st|nd|rd|th|:e))?", r"[\s./\-,:]{1,3}"
    forms = (
        f"{day}{gap}{month}{gap}{year}",
        f"{month}{gap}{day}{gap}{year}",
        f"{year}{gap}{month}{gap}{day}",
        rf"{day}/{month}",
        f"{born.year}{born.month:02}{born.day:02}",
        f"{born.year % 100:02}{born.month:02}{born.day:02}",
        rf"{day}{ordinal}\s*(?:of\s+)?{name}(?:[\s,]{{1,2}}{year})?",
        rf"{name}\s+(?:the\s+)?{day}{ordinal}(?:[\s,]{{1,2}}{year})?",
    )
    return rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)"


def _phrases(found: list[Token], hidden: Hidden) -> Iterator[Span]:
    """Where hidden phrases stand."""
    for length in {len(phrase) for phrase in hidden.phrases}:
        for at in range(len(found) - length + 1):
            run = found[at : at + length]
            near = all(after[0] - before[1] <= FARTHEST for before, after in zip(run, run[1:], strict=False))
            *first, last = (word for _begin, _end, word in run)
            if near and {(*first, last), (*first, last.removesuffix("s"))} & hidden.phrases:
                yield run[0][0], run[-1][1]


def _spans(text: str, hidden: Hidden) -> Iterator[Span]:
    """Everything to hide, as it is found; what is found may overlap. Never a part of a word."""
    found = list(tokens(text))
    for begin, end, word in found:
        if hidden.has(word, capital=not text[begin].islower()):
            yield begin, end
    yield from _phrases(found, hidden)
    known = hidden.patterns if re.search(r"\d", text) else []
    matches = (match for pattern in (*SHAPES, *known) for match in pattern.finditer(text))
    for match in matches:
        touched = [(begin, end) for begin, end, _word in found if begin < match.end() and end > match.start()]
        yield (
            min([match.start(), *(begin for begin, _ in touched)]),
            max([match.end(), *(end for _, end in touched)]),
        )


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    """Spans in order; those with only blanks or marks between are one, so that nobody counts names."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and not re.search(r"[^\W_]|\n", text[joined[-1][1] : begin]):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def redact(text: str, hidden: Hidden) -> str:
    """The text with what is hidden replaced by “[hidden]” in the reader's language."""
    text = readable(text)
    spans = _joined(_spans(text, hidden), text)
    if not spans:
        return text
    kept, at = [], 0
    for begin, end in spans:
        kept += [text[at:begin], _("[hidden]")]
        at = end
    # What is left of “Alva's”.
    return re.sub(rf"({re.escape(_('[hidden]'))})['’´`]s\b", r"\1", "".join(kept) + text[at:])
