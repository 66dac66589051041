"""Wagtail's database search with two languages in one index, and with the terms of `home.search.query`.

The settings name this package as the site's search backend; the admin's own search uses it unchanged.
"""

from typing import Any

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend

# PostgreSQL's own dictionaries. What has no language is indexed by the settings' SEARCH_CONFIG.
DICTIONARIES = {"sv": "swedish", "en": "english"}


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802  (the name that Wagtail looks for)
    """The backend of the database in use: PostgreSQL, or SQLite with FTS5."""
    if connection.vendor == "postgresql":
        from home.search.backends.postgres import PostgresBackend

        return PostgresBackend(params)
    from home.search.backends.sqlite import SQLiteBackend

    return SQLiteBackend(params)


def backend_for(language: str) -> BaseSearchBackend:
    """The backend that asks in one language."""
    return SearchBackend({"SEARCH_CONFIG": DICTIONARIES.get(language, "simple")})
