"""The nearest of the site's own words, for a word that is on none of its pages."""

from difflib import get_close_matches

from home.search.words import stem, words_of

# Below this, the words only look alike to a machine.
LIKENESS = 0.75
SHORTEST_WORD = 4
MOST_WORDS = 4


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
    nearest = {}
    for word in unknown[:MOST_WORDS]:
        candidates = [known for known in vocabulary if abs(len(known) - len(word)) <= 2]
        if matches := get_close_matches(word, candidates, n=1, cutoff=LIKENESS):
            nearest[word] = matches[0]
    if not nearest:
        return ""
    return " ".join(nearest.get(word, word) for word in words)
