"""The first words of the decision letters."""

from django.db import migrations

from stipend_portal.first_letters import BODIES, SUBJECT


def add_letters(apps, schema_editor):
    template = apps.get_model("stipend_portal", "LetterTemplate")
    for (outcome, language), body in BODIES.items():
        template.objects.get_or_create(
            outcome=str(outcome), language=language, defaults={"subject": SUBJECT[language], "body": body}
        )


class Migration(migrations.Migration):
    dependencies = [("stipend_portal", "0010_reviewing_written_once")]

    operations = [migrations.RunPython(add_letters, migrations.RunPython.noop)]
