"""Indexes for the list of cases: its orders, and its search by words.

The search is a trigram index over all the columns at once, which PostgreSQL's own extension pg_trgm makes. The
expressions must be those of `case_filters.search` and `review.case_list_order`. SQLite goes without both.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Concat, Upper

SEARCHED = ("reference", "applicant_name", "destination", "school", "diary_number")
STATES = ("submitted", "in_review", "supplement_requested", "prepared", "decided", "closed", "withdrawn")


def indexes():
    parts = [part for name in SEARCHED for part in (F(name), Value(" "))]
    words = Upper(Concat(*parts[:-1]))
    rank = Case(
        *[When(state=state, then=Value(number)) for number, state in enumerate(STATES)],
        output_field=IntegerField(),
    )
    return [
        GinIndex(OpClass(words, name="gin_trgm_ops"), name="application_words"),
        models.Index(rank, F("received_at"), F("id"), name="application_by_state"),
    ]


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in indexes():
            schema_editor.add_index(apps.get_model("stipend_portal", "Application"), index)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in indexes():
            schema_editor.remove_index(apps.get_model("stipend_portal", "Application"), index)


class Migration(migrations.Migration):
    dependencies = [("stipend_portal", "0011_first_letters")]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["applicant_name", "id"], name="application_by_name"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["destination", "id"], name="application_by_destination"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["amount_applied", "id"], name="application_by_amount"),
        ),
        migrations.RunPython(add, remove),
    ]
