"""A search: from words to hits with marked snippets, counted by kind. The number of queries is fixed."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from modelsearch.backends.base import BaseSearchResults
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from home.search.backends import backend_for
from home.search.highlight import Marker
from home.search.kinds import Kind, in_order, kinds_by_content_type
from home.search.pages import searchable_pages, vocabulary
from home.search.query import Term, Words, terms_for
from home.search.words import MAX_WORDS, telling, words_of
from home.serving.addresses import know_site

HITS_A_PAGE = 10
MOST_SUGGESTIONS = 8
# A snippet is looked for in this much of a page's text.
MOST_TEXT = 20_000


@dataclass(frozen=True)
class Hit:
    """A page that was found. Title and snippet are safe HTML with the words marked."""

    page_id: int
    title: SafeString
    url: str
    kind: Kind
    snippet: SafeString


@dataclass(frozen=True)
class Suggestion:
    """A page whose title has the words that are being typed."""

    title: str
    url: str
    kind: Kind


@dataclass(frozen=True)
class Found:
    """One page of hits. `kinds` counts all hits whatever kind was asked for; `some_words` is true where no
    page has every word, so that pages with any of them are shown.
    """

    page: PaginatorPage
    hits: list[Hit] = field(default_factory=list)
    kinds: list[tuple[Kind, int]] = field(default_factory=list)
    total: int = 0
    kind: Kind | None = None
    some_words: bool = False


class CountedPaginator(Paginator):
    """A paginator that is told how many there are."""

    def __init__(self, results: BaseSearchResults, count: int) -> None:
        super().__init__(results, HITS_A_PAGE)
        self._count = count

    @cached_property
    def count(self) -> int:
        """How many hits there are in all."""
        return self._count


class Search:
    """A search for what was typed, in the reader's language."""

    def __init__(self, typed: str, request: HttpRequest) -> None:
        self.request = request
        know_site(request)
        self.language = get_language() or ""
        self.backend = backend_for(self.language)
        self.words = telling(words_of(typed), self.language)[:MAX_WORDS]
        self.kinds = kinds_by_content_type()

    @cached_property
    def pages(self) -> QuerySet[Page]:
        """Every page that may be found."""
        return searchable_pages()

    def _query(self, operator: str) -> Words:
        known, stems = vocabulary(self.pages), self.backend.stems
        terms = [terms_for(word, self.language, known, stemmed_index=stems) for word in self.words]
        return Words(terms, operator)

    def _counts(self, query: Words) -> Counter[Kind]:
        counts: Counter[Kind] = Counter()
        for content_type, number in self.backend.search(query, self.pages).facet("content_type_id").items():
            counts[self.kinds[content_type]] += number
        return counts

    def find(self, kind_slug: str, page_number: str) -> Found:
        """The hits on one page of one kind, or of every kind where the slug is not that of any hit."""
        if not self.words:
            return Found(CountedPaginator([], 0).get_page(1))
        query = self._query("and")
        counts = self._counts(query)
        some_words = not counts and len(self.words) > 1
        if some_words:
            query = self._query("or")
            counts = self._counts(query)
        kinds = in_order(counts)
        kind = next((each for each in kinds if each.slug == kind_slug), None)
        pages = self.pages
        if kind:
            pages = pages.filter(content_type__in=[pk for pk, each in self.kinds.items() if each == kind])
        count = counts[kind] if kind else counts.total()
        paginator = CountedPaginator(self.backend.search(query, pages), count)
        page = paginator.get_page(page_number)
        return Found(
            page=page,
            hits=self._hits(list(page.object_list)) if count else [],
            kinds=[(each, counts[each]) for each in kinds],
            total=counts.total(),
            kind=kind,
            some_words=some_words and bool(counts),
        )

    def _hits(self, pages: list[Page]) -> list[Hit]:
        texts, marker = self._texts(pages), Marker(self.words, self.language)
        return [
            Hit(
                page_id=page.pk,
                title=marker.marked(page.title),
                url=self._url(page),
                kind=self.kinds[page.content_type_id],
                snippet=marker.snippet(texts.get(page.pk, "")[:MOST_TEXT]),
            )
            for page in pages
        ]

    def _texts(self, pages: list[Page]) -> dict[int, str]:
        """The text of each page, as it stands in the index: the summary first. One query for all types."""
        entries = IndexEntry.objects.filter(
            content_type__in={page.content_type_id for page in pages},
            object_id__in=[str(page.pk) for page in pages],
        )
        return {int(pk): text or "" for pk, text in entries.values_list("object_id", self.backend.text_field)}

    def _url(self, page: Page) -> str:
        # The type decides the address; its own columns are not needed for it.
        return page.specific_deferred.get_url(self.request) or ""

    def suggestions(self) -> list[Suggestion]:
        """Pages whose titles have words that begin as those typed, at most `MOST_SUGGESTIONS`."""
        if not self.words:
            return []
        query = Words([[Term(word, prefix=True)] for word in self.words])
        pages = list(self.backend.autocomplete(query, self.pages)[:MOST_SUGGESTIONS])
        return [Suggestion(page.title, self._url(page), self.kinds[page.content_type_id]) for page in pages]
