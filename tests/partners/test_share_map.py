"""The map behind the title of a shared link."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from partners.models import PartnerIndexPage, PartnerProjectIndexPage, PartnerProjectPage, PartnerTownPage
from partners.share_map import share_map
from tests.factories.partners import make_project, make_town

pytestmark = pytest.mark.usefixtures("demo")

LIT = "#ffb866"


def ways(page: Page) -> list[tuple[str, str]]:
    """The routes of the picture: the colour and the way."""
    svg = ElementTree.fromstring(share_map(page))  # noqa: S314  (our own)
    groups = [group for group in svg if group.tag.endswith("}g") and not group.get("clip-path")]
    return [(str(group.get("stroke")), str(group[0].get("d"))) for group in groups]


def town(slug: str) -> PartnerTownPage:
    """A partner of the demo."""
    return PartnerTownPage.objects.get(slug=slug, locale__language_code="sv")


def marks() -> int:
    """How many marks there are in a language: the towns, and the other places of projects."""
    projects = PartnerProjectPage.objects.live().filter(locale__language_code="sv")
    places = sum(len(project.places) for project in projects)
    return PartnerTownPage.objects.live().filter(locale__language_code="sv").count() + places


def test_all_partners_and_the_places_of_projects_are_lit_behind_any_page() -> None:
    index = PartnerProjectIndexPage.objects.get(locale__language_code="sv")
    make_project(index)
    drawn = ways(Page.objects.get(slug="strategi", locale__language_code="sv"))
    assert [colour for colour, _way in drawn] == [LIT] * marks()


def test_a_partners_own_page_lights_its_own_route_and_comes_nearer() -> None:
    colours = [colour for colour, _way in ways(town("turi"))]
    assert (colours.count(LIT), colours[-1], len(colours)) == (1, LIT, marks())
    near, far = (
        float(re.findall(r'r="([\d.]+)"', share_map(page))[0])
        for page in (town("turi"), Page.objects.get(slug="strategi", locale__language_code="sv"))
    )
    assert near > far


def test_a_project_lights_its_towns_and_its_own_places() -> None:
    index = PartnerProjectIndexPage.objects.get(locale__language_code="sv")
    project = make_project(index, towns=[town("turi"), town("kubrat")])
    colours = [colour for colour, _way in ways(Page.objects.get(pk=project.pk))]
    assert (colours.count(LIT), len(colours)) == (3, marks())


def test_it_costs_the_same_for_three_partners_and_thirty() -> None:
    index, costs = PartnerIndexPage.objects.get(locale__language_code="sv"), []
    for count in (3, 27):
        for _number in range(count):
            make_town(index)
        page = Page.objects.get(pk=index.pk)
        with CaptureQueriesContext(connection) as captured:
            share_map(page)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 4


def test_a_site_without_partners_has_a_picture_without_a_map() -> None:
    Page.objects.type(PartnerTownPage, PartnerProjectPage).update(live=False)
    assert share_map(Page.objects.get(slug="strategi", locale__language_code="sv")) == ""
