"""Notes, documents and the log of rounds are written once (see `0003`); schools become a column of lists."""

from django.db import migrations

TABLES = ["stipend_portal_note", "stipend_portal_casedocument", "stipend_portal_roundevent"]


def guard(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
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
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER written_once ON {table}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_written_once")


def fill_school(apps, schema_editor):
    """From the newest version of each application that is there already."""
    versions = apps.get_model("stipend_portal", "ApplicationVersion").objects.order_by("number")
    applications = apps.get_model("stipend_portal", "Application").objects
    for version in versions.iterator():
        school = version.answers.get("about", {}).get("school", "")
        applications.filter(pk=version.application_id).update(school=school)


class Migration(migrations.Migration):
    dependencies = [("stipend_portal", "0009_reviewing")]

    operations = [
        migrations.RunPython(fill_school, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
