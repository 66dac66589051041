"""The database itself refuses to change what is written once: versions, decisions, events.

The models refuse as well; this holds also for a shell, another program and a mistake. PostgreSQL refuses
deletion too. SQLite, which only the demo uses, does not: there the whole file is thrown away.
"""

from django.db import migrations

TABLES = [
    "stipend_portal_applicationversion",
    "stipend_portal_decision",
    "stipend_portal_event",
]

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION stipend_portal_written_once() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql
"""


def guard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for table in TABLES:
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION stipend_portal_written_once()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
            )


def unguard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        if vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER written_once ON {table}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_written_once")


class Migration(migrations.Migration):
    dependencies = [("stipend_portal", "0002_groups")]

    operations = [migrations.RunPython(guard, unguard)]
