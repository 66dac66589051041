from django.db import migrations

from home.migrations._swedish_areas import to_swedish


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0007_figures_and_areas"),
    ]

    operations = [
        migrations.RunPython(
            to_swedish("home", "EventPage", "NewsPage", "OpportunityPage", "StoryPage"),
            migrations.RunPython.noop,
        ),
    ]
