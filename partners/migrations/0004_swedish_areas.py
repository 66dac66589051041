from django.db import migrations

from home.migrations._swedish_areas import to_swedish


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0008_swedish_areas"),
        ("partners", "0003_figures_and_areas"),
    ]

    operations = [
        migrations.RunPython(
            to_swedish("partners", "PartnerProjectPage", "PartnerTownPage"),
            migrations.RunPython.noop,
        ),
    ]
