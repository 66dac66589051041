"""PostgreSQL: every page is indexed by its own language's dictionary."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Model
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.query import Lexeme, LexemeCombinable
from modelsearch.query import SearchQuery as WagtailQuery
from wagtail.models import Locale

from home.search.backends import DICTIONARIES
from home.search.query import Words


def _lexemes(query: Words) -> LexemeCombinable:
    words = [reduce(or_, (Lexeme(term.text, prefix=term.prefix) for term in terms)) for terms in query.words]
    return reduce(and_ if query.operator == "and" else or_, words)


class WordsCompiler(PostgresSearchQueryCompiler):
    """Understands `Words`: one text query for all the terms, so that the rank is counted once."""

    def build_tsquery_content(
        self, query: WagtailQuery, config: str | None = None, invert: bool = False
    ) -> SearchQuery:
        """The query as PostgreSQL has it."""
        if isinstance(query, Words):
            return SearchQuery(_lexemes(query), search_type="raw", config=config)
        return super().build_tsquery_content(query, config=config, invert=invert)


class AutocompleteWordsCompiler(PostgresAutocompleteQueryCompiler, WordsCompiler):
    """The same, among titles as they are typed."""


class LanguageIndex(PostgresIndex):
    """One index in which each object's words are stemmed by the dictionary of its locale."""

    def add_items(self, model: type[Model], objs: Iterable[Any]) -> None:
        """Write the objects' words. Those without a locale get the dictionary of the settings."""
        languages = dict(Locale.objects.values_list("pk", "language_code"))
        grouped: dict[str, list[Any]] = defaultdict(list)
        for each in objs:
            language = languages.get(getattr(each, "locale_id", None), "")
            grouped[DICTIONARIES.get(language, self.backend.config)].append(each)
        for config, group in grouped.items():
            index = PostgresIndex(PostgresSearchBackend({"SEARCH_CONFIG": config}))
            index.add_items(model, group)


class PostgresBackend(PostgresSearchBackend):
    """Wagtail's backend with the parts above."""

    query_compiler_class = WordsCompiler
    autocomplete_query_compiler_class = AutocompleteWordsCompiler
    index_class = LanguageIndex
    # The column of `IndexEntry` with everything but the title, as plain text.
    text_field = "body_text"
    stems = True
