"""The log of sign-ins is only ever added to: the database itself refuses to change it.

The model refuses as well; this holds also for a shell, another program and a mistake. PostgreSQL refuses
deletion too. SQLite, which only the demo uses, does not: there the whole file is thrown away.
"""

from django.db import migrations

TABLE = "home_signinevent"

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION home_written_once() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
        schema_editor.execute(
            f"CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION home_written_once()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_written_once BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {TABLE} are written once'); END"
        )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER written_once ON {TABLE}")
        schema_editor.execute("DROP FUNCTION home_written_once()")
    else:
        schema_editor.execute(f"DROP TRIGGER {TABLE}_written_once")


class Migration(migrations.Migration):
    dependencies = [("home", "0003_sign_in_log")]

    operations = [migrations.RunPython(guard, unguard)]
