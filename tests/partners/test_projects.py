"""Projects, milestones, and what is told about a partner."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.blocks import StructBlockValidationError

from home.areas import area_sections
from home.models import PriorityAreaPage
from home.sharing.schema_org import MUNICIPALITY, describe
from partners.fact_blocks import MilestoneBlock
from partners.models import (
    PartnerIndexPage,
    PartnerProjectIndexPage,
    PartnerProjectPage,
    PartnerTownPage,
    ProjectStatus,
)
from partners.structured_data import place_data
from tests.factories.partners import make_project, make_town


@pytest.fixture
def project(demo: None) -> PartnerProjectPage:
    """The project that is an example, in Swedish."""
    return PartnerProjectPage.objects.get(slug="exempel-unga-om-sin-stad", locale__language_code="sv")


@pytest.mark.parametrize(
    ("ends", "day", "expected"),
    [
        (date(2026, 5, 31), date(2026, 1, 31), ProjectStatus.UPCOMING),
        (date(2026, 5, 31), date(2026, 2, 1), ProjectStatus.IN_FORCE),
        (date(2026, 5, 31), date(2026, 5, 31), ProjectStatus.IN_FORCE),
        (date(2026, 5, 31), date(2026, 6, 1), ProjectStatus.ENDED),
        (None, date(2036, 1, 1), ProjectStatus.IN_FORCE),
    ],
)
def test_the_dates_tell_where_a_project_stands(
    db: None, ends: date | None, day: date, expected: ProjectStatus
) -> None:
    assert PartnerProjectPage(begins=date(2026, 2, 1), ends=ends).status_on(day) == expected


def test_a_project_tells_its_period_its_money_and_its_partners(
    project: PartnerProjectPage, client: Client
) -> None:
    response = client.get("/vanorter/projekt/exempel-unga-om-sin-stad/")
    for words in ("18 januari 2027", "30 november 2027", "240\xa0000", "Exempelfonden", "Türi", "Kubrat"):
        assertContains(response, words)


def test_a_town_shows_its_projects_in_the_language_of_the_page(demo: None, client: Client) -> None:
    assertContains(client.get("/vanorter/turi/"), "Exempel: Unga berättar om sin stad")
    english = client.get("/en/vanorter/turi/")
    assertContains(english, "Example: Young people tell about their town")
    assertNotContains(english, "Exempel: Unga")


def test_an_editor_is_told_what_is_missing_in_a_project(project: PartnerProjectPage) -> None:
    for field, changes in (("ends", {"ends": date(2020, 1, 1)}), ("granted_by", {"granted_by": ""})):
        kept = {name: getattr(project, name) for name in changes}
        for name, value in changes.items():
            setattr(project, name, value)
        with pytest.raises(ValidationError) as caught:
            project.full_clean()
        assert set(caught.value.message_dict) == {field}
        with pytest.raises(IntegrityError), transaction.atomic():
            PartnerProjectPage.objects.filter(pk=project.pk).update(**changes)
        for name, value in kept.items():
            setattr(project, name, value)


def test_places_of_projects_are_on_the_map_and_in_the_list(demo: None, client: Client) -> None:
    response = client.get("/vanorter/")
    assertContains(response, "Dunhuang, Kina")
    assertContains(response, '<rect class="partner-map__dot"', count=2)  # on the map and in its legend
    assertContains(response, ">Dunhuang</text>")


def test_a_town_that_is_no_longer_a_partner_stands_under_its_own_heading(demo: None) -> None:
    index = PartnerIndexPage.objects.get(locale__language_code="sv")
    make_town(index, title="Förrstad", status="former")
    groups = index.get_context(None)["groups"]
    assert [(group.group.value, len(group.towns)) for group in groups] == [
        ("twin_town", 4),
        ("project_partner", 3),
        ("former", 1),
    ]
    assert "Förrstad" not in [town.title for town in index.towns()]


def test_milestones_are_told_in_order_of_time(demo: None, client: Client) -> None:
    town = PartnerTownPage.objects.get(slug="de-pere", locale__language_code="sv")
    town.milestones = [
        ("milestone", {"year": year, "day": day, "what": what, "source_title": "", "source_url": ""})
        for year, day, what in (
            (2016, None, "tredje"),
            (2007, date(2007, 11, 8), "andra"),
            (2007, None, "första"),
        )
    ]
    assert [item["what"] for item in town.time_line()] == ["första", "andra", "tredje"]
    assert [item.datetime for item in town.time_line()] == ["2007", "2007-11-08", "2016"]
    assertContains(client.get("/vanorter/de-pere/"), '<time datetime="2007-11-08">8 november 2007</time>')


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"day": date(2006, 1, 1)}, "day"), ({"source_title": "Åmåls kommun"}, "source_title")],
)
def test_a_milestone_that_contradicts_itself_is_refused(changes: dict[str, object], field: str) -> None:
    value = {"year": 2007, "day": None, "what": "Avtal", "source_title": "", "source_url": "", **changes}
    block = MilestoneBlock()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(value))
    assert set(caught.value.block_errors) == {field}


def test_towns_and_projects_stand_under_their_priority_areas(demo: None) -> None:
    area = PriorityAreaPage.objects.get(slug="vanortssamarbete-och-partnerskap", locale__language_code="en")
    with override("en"):
        found = {str(section.title): section.count for section in area_sections(area, None)}
    assert found == {"Partner towns": 7, "Projects": 1}


def test_machines_are_told_of_a_town_as_a_place_and_of_a_project_as_a_project(
    project: PartnerProjectPage,
) -> None:
    town = PartnerTownPage.objects.get(slug="turi", locale__language_code="sv")
    assert describe(town) == {
        "@type": "WebPage",
        "mainEntity": {
            "@type": "Place",
            "name": "Türi",
            "address": {"@type": "PostalAddress", "addressCountry": "EE"},
            "geo": {"@type": "GeoCoordinates", "latitude": 58.809, "longitude": 25.429},
        },
        "mentions": MUNICIPALITY,
        "publisher": MUNICIPALITY,
    }
    village = {"name": "Byn", "country_code": "UG", "latitude": 1, "longitude": 32}
    project.places = [("place", village)]
    assert describe(project)["mainEntity"] == {
        "@type": "Project",
        "name": "Exempel: Unga berättar om sin stad",
        "foundingDate": "2027-01-18",
        "dissolutionDate": "2027-11-30",
        "parentOrganization": MUNICIPALITY,
        "location": [place_data("Byn", "UG", 1, 32)],
        "funder": [{"@type": "Organization", "name": "Exempelfonden"}],
    }


def test_the_distance_is_rounded_to_tens(demo: None) -> None:
    assert PartnerTownPage.objects.filter(slug="de-pere").first().distance == 6430


def test_projects_are_listed_newest_first(demo: None, client: Client) -> None:
    parent = PartnerProjectIndexPage.objects.get(locale__language_code="sv")
    make_project(parent, title="Mitt emellan", begins=date(2020, 1, 1))
    response = client.get("/vanorter/projekt/")
    assert [project.title for project in response.context["entries"]] == [
        "Exempel: Unga berättar om sin stad",
        "Mitt emellan",
        "En dag om etik och välfärdsteknik, med Dunhuang",
    ]
