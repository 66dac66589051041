"""What the portal's tables hold, to prove that something changed nothing."""

from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

Snapshot = dict[str, list[tuple[Any, ...]]]


def portal_snapshot() -> Snapshot:
    """Every row of every table of the portal, column by column, as the database gives it.

    Read past the models: tests take thousands of these, and Django takes longer to write such a query than
    the database to answer it.
    """
    rows: Snapshot = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("stipend_portal").get_models():
            # A page of the portal lies in the table of all pages too.
            for table in (model, *model._meta.get_parent_list()):
                options, quote = table._meta, connection.ops.quote_name
                order = quote(options.pk.column)
                cursor.execute(f"SELECT * FROM {quote(options.db_table)} ORDER BY {order}")  # noqa: S608
                rows[table.__name__] = cursor.fetchall()
    return rows


def site_snapshot() -> Snapshot:
    """Every row of every table of the site, but for the visitors' sessions."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models()
        if model is not Session
    }
