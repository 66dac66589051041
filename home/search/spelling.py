"""The nearest of the site's own words, for a word that is on none of its pages."""

import unicodedata
from difflib import get_close_matches

from home.search.words import stem, words_of

# Below this, the words only look alike to a machine.
LIKENESS = 0.75
SHORTEST_WORD = 4
MOST_WORDS = 4


def _plain(word: str) -> str:
    """Without rings and dots: not every keyboard has them."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )


def did_you_mean(typed: str, language: str, vocabulary: list[str]) -> str:
    """What was typed with its unknown words exchanged; empty where nothing is unknown or nothing is near.

    A word is known when a word of the site has its stem or begins with it. At most `MOST_WORDS` unknown
    words are looked up, because each is compared with the whole vocabulary.
    """
    words = words_of(typed)
    stems = {stem(word, language) for word in vocabulary}
    unknown = [
        word
        for word in dict.fromkeys(words)
        if len(word) >= SHORTEST_WORD
        and not word.isdigit()
        and stem(word, language) not in stems
        and not any(known.startswith(word) for known in vocabulary)
    ]
    plain = {_plain(known): known for known in reversed(vocabulary)}
    nearest = {}
    for word in unknown[:MOST_WORDS]:
        candidates = [known for known in plain if abs(len(known) - len(word)) <= 2]
        if matches := get_close_matches(_plain(word), candidates, n=1, cutoff=LIKENESS):
            nearest[word] = plain[matches[0]]
    if not nearest:
        return ""
    return " ".join(nearest.get(word, word) for word in words)
