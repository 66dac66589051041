"""SQLite: FTS5, which knows no stems and takes å for a; all forms of a word are asked for instead."""

from functools import reduce
from operator import and_, or_

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler
from modelsearch.backends.database.sqlite.query import (
    BM25,
    Lexeme,
    SearchQueryCombinable,
    SearchQueryExpression,
    SQLiteFTSIndexEntry,
)
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import SearchQuery

from home.search.query import Words


class WeightedRank(BM25):
    """FTS5's own rank, lowest first, with a word in the title worth six in the text."""

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
    ) -> tuple[str, list[str]]:
        """The weights stand in the order of the table's columns: beginnings of titles, text, title."""
        return f"bm25({SQLiteFTSIndexEntry._meta.db_table}, 1.0, 1.0, 6.0)", []


class WordsCompiler(SQLiteSearchQueryCompiler):
    """Understands `Words`, and ranks the title above the text."""

    def build_search_query_content(
        self, query: SearchQuery, config: str | None = None
    ) -> SearchQueryCombinable:
        """The query as FTS5 has it."""
        if not isinstance(query, Words):
            return super().build_search_query_content(query, config=config)
        words = [
            reduce(or_, (SearchQueryExpression(Lexeme(term.text, prefix=term.prefix)) for term in terms))
            for terms in query.words
        ]
        return reduce(and_ if query.operator == "and" else or_, words)

    def _build_rank_expression(self, vectors: object, config: str | None) -> Expression:
        return WeightedRank()


class AutocompleteWordsCompiler(SQLiteAutocompleteQueryCompiler, WordsCompiler):
    """The same, among titles as they are typed."""


class SQLiteBackend(SQLiteSearchBackend):
    """Wagtail's backend with the parts above."""

    query_compiler_class = WordsCompiler
    autocomplete_query_compiler_class = AutocompleteWordsCompiler
    # The column of `IndexEntry` with everything but the title, as plain text.
    text_field = "body"
    stems = False
