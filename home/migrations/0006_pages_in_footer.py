from django.db import migrations, models

# What stood at the foot of every page before editors chose.
BEFORE = ("om-webbplatsen", "personuppgifter", "kakor", "exempel-pa-innehall")


def keep_what_stood_there(apps, schema_editor):
    apps.get_model("home", "StandardPage").objects.filter(slug__in=BEFORE).update(in_footer=True)


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0005_publishing"),
    ]

    operations = [
        migrations.AddField(
            model_name="standardpage",
            name="in_footer",
            field=models.BooleanField(default=False, help_text="For a few pages that readers must always find, such as the one about personal data. Contact, questions, who decides and the accessibility statement stand there by themselves.", verbose_name="show at the foot of every page"),
        ),
        migrations.RunPython(keep_what_stood_there, migrations.RunPython.noop),
    ]
