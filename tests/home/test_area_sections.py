"""What is done under a priority area, told by every part of the site."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.cache import get_max_age
from django.utils.safestring import SafeString
from pytest_django.asserts import assertContains, assertNotContains
from pytest_django.fixtures import Settings

from home import areas
from home.areas import MOST_CARDS, AreaSection, area_sections, register_area_pages, register_area_section
from home.models import OpportunityPage, PriorityAreaPage
from tests.factories.pages import (
    make_area,
    make_fronts,
    make_opportunity,
    make_opportunity_index,
    make_strategy,
)
from tests.factories.portal import UserFactory, make_round


@pytest.fixture
def both_areas(db: None) -> dict[str, PriorityAreaPage]:
    """An area in both languages, and a list of opportunities beside its strategy."""
    fronts = make_fronts()
    strategies = {"sv": make_strategy(fronts["sv"], "Plan")}
    strategies["en"] = make_strategy(fronts["en"], "Plan", key=strategies["sv"].translation_key)
    swedish = make_area(strategies["sv"], "Unga")
    for front in fronts.values():
        make_opportunity_index(front)
    return {"sv": swedish, "en": make_area(strategies["en"], "Unga", key=swedish.translation_key)}


@pytest.fixture
def no_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has registered anything but the test."""
    monkeypatch.setattr(areas, "_sources", {place: [] for place in areas.PLACES})


def test_editors_tick_the_swedish_areas_in_every_language(both_areas: dict[str, PriorityAreaPage]) -> None:
    second = make_area(both_areas["sv"].get_parent().specific, "Hav")
    form = OpportunityPage.get_edit_handler().get_form_class()(for_user=UserFactory())
    assert isinstance(form.fields["areas"].widget, CheckboxSelectMultiple)
    assert [label for _key, label in form.fields["areas"].choices] == ["Unga", second.title]


def opportunities(area: PriorityAreaPage, number: int, **fields: object) -> None:
    """So many opportunities under the area, in its language."""
    index = area.get_parent().get_parent().get_children().get(slug="mojligheter").specific
    before = index.numchild
    for each in range(before, before + number):
        make_opportunity(index, f"Nummer {each}", areas=[area], **fields)


def ask() -> HttpRequest:
    """A request for anything."""
    return RequestFactory().get("/")


@pytest.mark.usefixtures("no_sources")
def test_sections_stand_in_their_fixed_order_and_those_with_nothing_are_left_out(
    both_areas: dict[str, PriorityAreaPage],
) -> None:
    for place, title in (("towns", "T"), ("stipends", "S"), ("projects", "P"), ("stipends", "S2")):
        told = AreaSection(title, html=SafeString("<p></p>"))
        register_area_section(place)(lambda area, request, told=told: told)
    register_area_section("events")(lambda area, request: None)
    register_area_pages("opportunities", OpportunityPage, "Opportunities")
    sections = area_sections(both_areas["sv"], ask())
    assert [section.title for section in sections] == ["P", "S", "S2", "T"]


@pytest.mark.usefixtures("no_sources")
def test_a_section_shows_the_newest_few_and_counts_them_all(both_areas: dict[str, PriorityAreaPage]) -> None:
    register_area_pages("opportunities", OpportunityPage, "Opportunities")
    opportunities(both_areas["sv"], MOST_CARDS + 2)
    (section,) = area_sections(both_areas["sv"], ask())
    assert section.count == MOST_CARDS + 2
    newest = OpportunityPage.objects.order_by("-first_published_at").values_list("title", flat=True)
    assert [card.title for card in section.cards] == list(newest[:MOST_CARDS])


@pytest.mark.usefixtures("no_sources")
def test_a_page_is_found_once_in_its_own_language_whichever_area_the_editor_chose(
    both_areas: dict[str, PriorityAreaPage],
) -> None:
    register_area_pages("opportunities", OpportunityPage, "Opportunities")
    opportunities(both_areas["en"], 1)
    english = OpportunityPage.objects.get()
    for chosen in ([both_areas["sv"]], [both_areas["sv"], both_areas["en"]]):
        english.areas = chosen
        english.save()
        assert area_sections(both_areas["sv"], ask()) == []
        (section,) = area_sections(both_areas["en"], ask())
        assert (section.count, section.cards) == (1, [english])


def count_queries(client: Client, path: str) -> int:
    """What a page costs when nothing is kept, once the process is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_an_area_costs_the_same_with_three_and_three_hundred_opportunities(
    both_areas: dict[str, PriorityAreaPage],
    client: Client,
    unindexed: Callable[[], AbstractContextManager[None]],
) -> None:
    with unindexed():
        opportunities(both_areas["sv"], 3)
        three = count_queries(client, "/plan/unga/"), count_queries(client, "/mojligheter/")
        opportunities(both_areas["sv"], 297)
    assert (count_queries(client, "/plan/unga/"), count_queries(client, "/mojligheter/")) == three
    assert max(three) <= 20
    assertContains(client.get("/en/plan/unga/"), "All areas")
    assert client.get("/plan/unga/").context_data["sections"][0].count == 300


def test_stipends_are_shown_where_the_editor_wants_them(
    both_areas: dict[str, PriorityAreaPage], client: Client
) -> None:
    made = make_round(name_en="The spring round")
    assertNotContains(client.get("/en/plan/unga/"), "The spring round")
    both_areas["en"].shows_stipends = True
    both_areas["en"].save()
    assertContains(client.get("/en/plan/unga/"), f'href="/en/ansok/{made.slug}/"')


@time_machine.travel(datetime.fromisoformat("2027-02-01T12:00+01:00"), tick=False)
def test_a_kept_area_goes_when_a_round_opens(
    both_areas: dict[str, PriorityAreaPage], client: Client, settings: Settings
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    both_areas["sv"].shows_stipends = True
    both_areas["sv"].save()
    make_round(opens_at=datetime.fromisoformat("2027-02-01T12:00:07+01:00"))
    assert get_max_age(client.get("/plan/unga/")) == 7
