"""What is asked of the index, in a shape that both databases' backends understand."""

from dataclasses import dataclass

from modelsearch.query import PlainText

from home.search.words import forms, stem

# Shorter beginnings and parts say too little: "res" begins resa, but also resultat.
SHORTEST_PREFIX = 4
SHORTEST_PART = 5
MOST_COMPOUNDS = 8


@dataclass(frozen=True)
class Term:
    """A word to look for, or with `prefix` the beginning of one."""

    text: str
    prefix: bool = False


class Words(PlainText):
    """Words of which all (`and`) or any (`or`) must be found, each by one of its terms at least."""

    def __init__(self, words: list[list[Term]], operator: str = "and") -> None:
        super().__init__(" ".join(terms[0].text for terms in words), operator)
        self.words = words

    def __repr__(self) -> str:
        return f"<Words {self.words!r} {self.operator}>"


def compounds(root: str, vocabulary: list[str]) -> list[str]:
    """Words of the site that hold the stem further in, as "resestipendium" holds "stipendi"."""
    if len(root) < SHORTEST_PART:
        return []
    return [word for word in vocabulary if word.find(root) > 0][:MOST_COMPOUNDS]


def terms_for(word: str, language: str, vocabulary: list[str], *, stemmed_index: bool) -> list[Term]:
    """Everything that counts as finding the word. Without a stemmed index its forms are asked for one by one."""
    root = stem(word, language)
    terms = [Term(form) for form in ([word] if stemmed_index else forms(word, language))]
    if len(root) >= SHORTEST_PREFIX:
        terms.append(Term(root, prefix=True))
    return [*terms, *(Term(compound) for compound in compounds(root, vocabulary))]
