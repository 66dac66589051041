"""From what somebody typed to words and stems, without a database.

The stems are coarse: good enough to mark hits and to look among the site's own words. On PostgreSQL the
index itself is stemmed by the database's Swedish and English dictionaries.
"""

import re
import unicodedata

MAX_LENGTH = 100
MAX_WORDS = 8
SHORTEST_STEM = 3

WORD = re.compile(r"[^\W_]+")

# Endings of inflection, the longest first. "um" leaves more, so that rum and datum stay what they are.
ENDINGS = {
    "sv": (
        *("ornas", "arnas", "ernas", "orna", "arna", "erna"),
        *("ens", "ets", "ans", "ars", "ers", "ors", "ade", "ums"),
        *("en", "et", "an", "ar", "er", "or", "at", "as", "es", "um", "a", "e", "n", "s"),
    ),
    "en": ("ings", "ing", "ies", "ied", "es", "ed", "s", "e", "y"),
}
LONGER_STEM = {"um": 4, "ums": 4}
# "strategin" is "strategi" and an ending; "barn" is not "bar" and one.
AFTER_VOWEL = {"n": "iouyåö"}


def cleaned(typed: str) -> str:
    """What was typed without line breaks and characters that cannot be shown, at most `MAX_LENGTH` long."""
    spaced = "".join(letter if letter.isprintable() else " " for letter in typed)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))[:MAX_LENGTH].strip()


def words_of(text: str) -> list[str]:
    """The words in lower case, in order; letters and digits only, so nothing is left that could steer a query."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def _ends(word: str, ending: str) -> bool:
    rest = len(word) - len(ending)
    if not word.endswith(ending) or rest < LONGER_STEM.get(ending, SHORTEST_STEM):
        return False
    return ending not in AFTER_VOWEL or word[rest - 1] in AFTER_VOWEL[ending]


def stem(word: str, language: str) -> str:
    """The word without its ending: "stipendiet", "stipendier" and "stipendium" give the same."""
    ending = next((each for each in ENDINGS.get(language, ()) if _ends(word, each)), "")
    return word.removesuffix(ending)


def forms(word: str, language: str) -> list[str]:
    """The word itself, its stem, and the stem with every ending: for an index that knows no stems."""
    root = stem(word, language)
    return list(dict.fromkeys([word, root, *(root + ending for ending in ENDINGS.get(language, ()))]))
