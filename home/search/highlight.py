"""A piece of a page's text around the words that were looked for, with those words marked."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from home.search.query import SHORTEST_PART, SHORTEST_PREFIX
from home.search.words import stem

# Characters of text around the first good hit.
LENGTH = 220
LEAD = 60
# A page's hits beyond these do not decide where its snippet begins.
MOST_HITS = 40

# In the index, the blocks of a page are joined by commas.
AFTER_SENTENCE = re.compile(r"(?<=[.!?:]),(?= )")


class Marker:
    """Marks the words that a query finds, in one language."""

    def __init__(self, words: list[str], language: str) -> None:
        self.language = language
        self.words = set(words)
        self.stems = {stem(word, language) for word in words}
        # What can be a hit holds one of the stems: most words of a long text are passed over at once.
        roots = "|".join(re.escape(root) for root in sorted(self.stems))
        self.candidate = re.compile(rf"[^\W_]*(?:{roots})[^\W_]*", re.IGNORECASE)

    def finds(self, word: str) -> bool:
        """Whether a word of a text counts as one of those looked for: same stem, same beginning, or a compound."""
        word = word.lower()
        if word in self.words or stem(word, self.language) in self.stems:
            return True
        return any(
            (len(root) >= SHORTEST_PREFIX and word.startswith(root))
            or (len(root) >= SHORTEST_PART and root in word)
            for root in self.stems
        )

    def hits(self, text: str) -> list[re.Match[str]]:
        """Where the words are."""
        return [match for match in self.candidate.finditer(text) if self.finds(match.group())]

    def marked(self, text: str) -> SafeString:
        """The whole text, escaped, with the words marked."""
        pieces, end = [], 0
        for match in self.hits(text):
            pieces.append((text[end : match.start()], match.group()))
            end = match.end()
        marked = format_html_join("", "{}<mark>{}</mark>", pieces)
        return format_html("{}{}", marked, text[end:])

    def snippet(self, text: str) -> SafeString:
        """About `LENGTH` characters, where most of the words are near each other; the beginning where none is."""
        text = AFTER_SENTENCE.sub("", " ".join(text.split()))
        start = self._best_start(text)
        end = len(text) if len(text) - start <= LENGTH else text.rfind(" ", start, start + LENGTH)
        end = end if end > start else start + LENGTH
        before, after = ("… " if start else ""), (" …" if end < len(text) else "")
        return format_html("{}{}{}", before, self.marked(text[start:end]), after)

    def _best_start(self, text: str) -> int:
        """The place to begin: a little before the hit that has most different words after it."""
        hits = self.hits(text)[:MOST_HITS]
        if not hits or (hits[0].end() <= LENGTH and len(hits) == 1):
            return 0
        best = max(hits, key=lambda hit: (self._different(hits, hit.start()), -hit.start()))
        if best.start() <= LEAD:
            return 0
        return text.rfind(" ", 0, best.start() - LEAD + 1) + 1

    def _different(self, hits: list[re.Match[str]], start: int) -> int:
        reach = range(start, start + LENGTH - LEAD)
        return len({stem(hit.group().lower(), self.language) for hit in hits if hit.start() in reach})
