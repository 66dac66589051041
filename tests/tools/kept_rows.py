"""What migrations wrote, kept beside the tables: tests that commit end by emptying those.

Django keeps it as text and writes it anew row by row, through its models; that takes longer than many a test.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

KEPT = "kept_"


def keep_rows(connection: BaseDatabaseWrapper) -> None:
    """Copy every table of a model that holds something now."""
    quote = connection.ops.quote_name
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            kept = quote(f"{KEPT}{table}")
            cursor.execute(f"DROP TABLE IF EXISTS {kept}")
            cursor.execute(f"SELECT 1 FROM {quote(table)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                cursor.execute(f"CREATE TABLE {kept} AS SELECT * FROM {quote(table)}")  # noqa: S608


def put_back(connection: BaseDatabaseWrapper) -> None:
    """Fill the tables with what was kept of them. Before the first such test, all of it is still there."""
    quote = connection.ops.quote_name
    # Foreign keys are looked at when all is there: they are deferred to the end of the transaction.
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table in kept_tables(connection):
            rows = f"SELECT * FROM {quote(f'{KEPT}{table}')} WHERE true"  # noqa: S608
            cursor.execute(f"INSERT INTO {quote(table)} {rows} ON CONFLICT DO NOTHING")


def kept_tables(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """The names of the tables that something was kept of."""
    for name in connection.introspection.table_names():
        if name.startswith(KEPT):
            yield name.removeprefix(KEPT)
