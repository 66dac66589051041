"""Pages in every language are tied to the Swedish areas, and stay so."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from home.demo.opportunities import load_opportunities
from home.models import OpportunityPage, PriorityAreaPage
from tests.factories.pages import make_opportunity
from tests.home.editing.people import make_editor, page
from tests.home.editing.test_own_approval import approve

pytestmark = pytest.mark.usefixtures("demo")


def areas_of(language: str) -> list[PriorityAreaPage]:
    """Two areas, the same in each language."""
    return list(PriorityAreaPage.objects.filter(locale__language_code=language).order_by("path")[:2])


def test_the_demos_english_opportunities_are_tied_to_the_areas_that_an_editor_sees() -> None:
    load_opportunities()
    english = OpportunityPage.objects.filter(locale__language_code="en").first()
    assert {area.locale.language_code for area in english.areas.all()} == {"sv"}
    field = OpportunityPage.get_edit_handler().get_form_class()(instance=english).fields["areas"]
    assert set(english.areas.all()) <= set(field.queryset.complex_filter(field.get_limit_choices_to()))


def test_ticked_english_areas_become_the_swedish_ones_on_the_page_and_in_its_versions() -> None:
    swedish, english = areas_of("sv"), areas_of("en")
    front = page("om-webbplatsen", "en").get_parent()
    opportunity = make_opportunity(front, "Abroad", areas=[swedish[0], *english])
    opportunity.save_revision()
    migration = import_module("home.migrations.0008_swedish_areas").Migration
    migration.operations[0].code(apps, connection.schema_editor())
    fresh = OpportunityPage.objects.get(pk=opportunity.pk)
    assert set(fresh.areas.all()) == set(swedish)
    assert set(fresh.get_latest_revision_as_object().areas.all()) == set(swedish)


def test_an_english_page_is_approved_untouched_and_keeps_its_areas() -> None:
    swedish = areas_of("sv")[:1]
    front = page("om-webbplatsen", "en").get_parent()
    english = make_opportunity(front, "Abroad", summary="Short.", areas=swedish, live=False)
    ella = make_editor()
    english.save_revision(user=ella)
    english.get_workflow().start(english, ella)
    answer = approve(english, make_editor("olle"))
    assert answer.status_code == 302
    fresh = OpportunityPage.objects.get(pk=english.pk)
    assert (fresh.live, list(fresh.areas.all())) == (True, swedish)
