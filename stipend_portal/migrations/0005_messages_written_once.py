"""Messages are part of the record once sent: the database refuses to change them (see `0003`)."""

from django.db import migrations

TABLE = "stipend_portal_message"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION stipend_portal_written_once()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_written_once BEFORE UPDATE ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {TABLE} are written once'); END"
        )


def unguard(apps, schema_editor):
    name = "written_once" if schema_editor.connection.vendor == "postgresql" else f"{TABLE}_written_once"
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {name}{on}")


class Migration(migrations.Migration):
    dependencies = [("stipend_portal", "0004_applying")]

    operations = [migrations.RunPython(guard, unguard)]
