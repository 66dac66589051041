"""What machines are told that each type of page is about, in the words of schema.org."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page

from home.models import (
    AnnualReportPage,
    BasePage,
    ContactFunction,
    EuropeDirectPage,
    EventIndexPage,
    EventPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    OpportunityPage,
    OrganisationPage,
    PeoplePage,
    QuestionsPage,
    StandardPage,
    StoryPage,
    StrategyPage,
)
from home.sharing.schema_org import MUNICIPALITY, describe
from tests.factories.current import make_event, make_front, make_under
from tests.factories.pages import make_area, make_opportunity, make_opportunity_index, make_strategy
from tests.factories.pictures import stored_file

pytestmark = pytest.mark.django_db

QUESTIONS = (
    "group",
    {"title": "Om", "questions": [{"question": "Vem?", "answer": "<p>Alla.</p><p>Ja.</p>"}]},
)
EVENT = {"starts_at": datetime(2027, 1, 13, 17, tzinfo=UTC), "title": "Träff"}
PROGRAMME = {"@type": "EducationalOccupationalProgram", "name": "Läger"}
EXCHANGE = {"title": "Läger", "organiser": "Exempel", "place": "Türi", "kind": "utbyte"}
EXEMPEL = {"@type": "Organization", "name": "Exempel"}


@pytest.mark.parametrize(
    ("page_type", "fields", "told"),
    [
        (
            NewsPage,
            {"title": "Nytt", "day": date(2026, 3, 1)},
            {
                "@type": "NewsArticle",
                "headline": "Nytt",
                "datePublished": "2026-03-01",
                "author": MUNICIPALITY,
                "publisher": MUNICIPALITY,
            },
        ),
        (
            StoryPage,
            {"title": "Resan", "traveller": "Alva, 17 år", "town": "Türi", "country": "Estland"},
            {
                "@type": "Article",
                "headline": "Resan",
                "contentLocation": {
                    "@type": "Place",
                    "name": "Türi",
                    "address": {"@type": "PostalAddress", "addressCountry": "Estland"},
                },
                "publisher": MUNICIPALITY,
            },
        ),
        (
            QuestionsPage,
            {"groups": [QUESTIONS]},
            {
                "@type": "FAQPage",
                "mainEntity": [
                    {
                        "@type": "Question",
                        "name": "Vem?",
                        "acceptedAnswer": {"@type": "Answer", "text": "Alla. Ja."},
                    }
                ],
            },
        ),
        (
            AnnualReportPage,
            {"year": 2025},
            {"@type": "Report", "temporalCoverage": "2025", "publisher": MUNICIPALITY},
        ),
        (
            OrganisationPage,
            {"bodies": [("body", {"name": "Nämnden", "task": "<p>Beslutar.</p>"})]},
            {
                "@type": "AboutPage",
                "mainEntity": {**MUNICIPALITY, "department": [{"@type": "Organization", "name": "Nämnden"}]},
            },
        ),
        (NewsIndexPage, {}, {"@type": "CollectionPage"}),
        (StandardPage, {}, {"@type": "WebPage"}),
    ],
)
def test_a_page_is_told_as_what_it_is(
    page_type: type[BasePage], fields: dict[str, Any], told: dict[str, Any]
) -> None:
    assert describe(page_type(**fields)) == told


def test_the_front_page_tells_whose_site_it_is_and_how_it_is_searched() -> None:
    with override("sv"):
        told = describe(HomePage())
    assert told == {
        "@type": "WebPage",
        "about": MUNICIPALITY,
        "isPartOf": {
            "@type": "WebSite",
            "name": "Åmål i världen",
            "url": "http://testserver/",
            "publisher": MUNICIPALITY,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": "http://testserver/sok/?q={search_term_string}",
                },
                "query-input": "required name=search_term_string",
            },
        },
    }


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"ends_at": datetime(2027, 1, 13, 19, tzinfo=UTC), "place": "Biblioteket"},
            {
                "startDate": "2027-01-13T18:00:00+01:00",
                "endDate": "2027-01-13T20:00:00+01:00",
                "eventStatus": "https://schema.org/EventScheduled",
                "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
                "location": [{"@type": "Place", "name": "Biblioteket"}],
            },
        ),
        (
            {"online_url": "https://example.org/mote", "cancelled": True},
            {
                "startDate": "2027-01-13T18:00:00+01:00",
                "eventStatus": "https://schema.org/EventCancelled",
                "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
                "location": [{"@type": "VirtualLocation", "url": "https://example.org/mote"}],
            },
        ),
        (
            {"all_day": True, "ends_at": datetime(2027, 1, 14, 12, tzinfo=UTC), "summary": "Kom!"},
            {
                "description": "Kom!",
                "startDate": "2027-01-13",
                "endDate": "2027-01-14",
                "eventStatus": "https://schema.org/EventScheduled",
            },
        ),
    ],
)
def test_an_event_tells_when_and_where_and_whether_it_takes_place(
    fields: dict[str, Any], told: dict[str, Any]
) -> None:
    entity = {"@type": "Event", "name": "Träff", "organizer": MUNICIPALITY, **told}
    assert describe(EventPage(**EVENT, **fields)) == {"@type": "WebPage", "mainEntity": entity}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"cost": "gratis", "age_from": 13, "age_to": 19, "deadline": date(2027, 5, 1)},
            {
                "typicalAgeRange": "13-19",
                "mainEntity": {
                    **PROGRAMME,
                    "programType": "Utbyte",
                    "provider": EXEMPEL,
                    "applicationDeadline": "2027-05-01",
                    "offers": {"@type": "Offer", "price": 0, "priceCurrency": "SEK"},
                },
            },
        ),
        (
            {"kind": "praktik", "age_from": 18, "starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 30)},
            {
                "typicalAgeRange": "18-",
                "mainEntity": {
                    **PROGRAMME,
                    "programType": "Praktik",
                    "provider": EXEMPEL,
                    "startDate": "2027-06-01",
                    "endDate": "2027-06-30",
                },
            },
        ),
        (
            {"kind": "stipendium"},
            {"mainEntity": {"@type": "MonetaryGrant", "name": "Läger", "funder": EXEMPEL}},
        ),
    ],
)
def test_an_opportunity_tells_for_whom_where_and_until_when(
    fields: dict[str, Any], told: dict[str, Any]
) -> None:
    shared = {"@type": "WebPage", "contentLocation": {"@type": "Place", "name": "Türi"}}
    with override("sv"):
        assert describe(OpportunityPage(**{**EXCHANGE, **fields})) == {**shared, **told}


@time_machine.travel(datetime(2026, 1, 2, 12, tzinfo=UTC), tick=False)
def test_a_strategy_tells_its_period_its_state_and_its_file_and_an_area_what_it_is_part_of() -> None:
    file = stored_file("strategi.pdf")
    strategy: StrategyPage = make_strategy(make_front(), document=file, diary_number="KS 2021-14")
    with override("en"):
        assert describe(strategy) == {
            "@type": "DigitalDocument",
            "author": {"@type": "Organization", "name": "fullmäktige"},
            "publisher": MUNICIPALITY,
            "dateCreated": "2021-05-25",
            "temporalCoverage": "2021-07-01/2025-12-31",
            "expires": "2025-12-31",
            "creativeWorkStatus": "No longer in force",
            "identifier": "KS 2021-14",
            "encoding": {
                "@type": "MediaObject",
                "contentUrl": f"http://testserver{file.url}",
                "encodingFormat": "application/pdf",
            },
        }
    part_of = {"@type": "DigitalDocument", "name": "Strategi"}
    assert describe(make_area(strategy)) == {"@type": "WebPage", "isPartOf": part_of}


def test_an_office_tells_where_it_is_and_who_pays_for_it() -> None:
    funders = [
        ("funder", {"name": "EU", "url": "https://example.org/"}),
        ("funder", {"name": "Regionen", "url": ""}),
    ]
    page = EuropeDirectPage(title="Kontoret", host="Exempel", address="Gatan 1\nÅmål", funders=funders)
    assert describe(page)["mainEntity"] == {
        "@type": "GovernmentOffice",
        "name": "Kontoret",
        "address": "Gatan 1, Åmål",
        "parentOrganization": EXEMPEL,
        "funder": [
            {"@type": "Organization", "name": "EU", "url": "https://example.org/"},
            {"@type": "Organization", "name": "Regionen"},
        ],
    }


def test_a_contact_page_tells_how_each_function_is_reached_in_the_readers_language() -> None:
    desk = ContactFunction.objects.create(name="Samordnare", name_en="Co-ordinator", email="a@example.org")
    with override("en"):
        assert describe(PeoplePage(functions=[("function", desk)])) == {
            "@type": "ContactPage",
            "mainEntity": {
                **MUNICIPALITY,
                "contactPoint": [
                    {"@type": "ContactPoint", "contactType": "Co-ordinator", "email": "a@example.org"}
                ],
            },
        }


HOSTILE = '</script><script>alert(1)</script><!-- "\\u2028 & \u2028'


def test_no_words_of_an_editor_can_end_the_script_or_break_it(client: Client) -> None:
    front = make_front()
    calendar = make_under(front, EventIndexPage, title=HOSTILE, slug="kalender", summary=HOSTILE)
    hostile = {"title": HOSTILE, "slug": "sida", "summary": HOSTILE, "search_description": HOSTILE}
    group = {"title": HOSTILE, "questions": [{"question": HOSTILE, "answer": f"<p>{HOSTILE}</p>"}]}
    opportunities = make_opportunity_index(front)
    index = make_under(front, NewsIndexPage, slug="nyheter")
    pages: list[Page] = [
        make_under(front, QuestionsPage, **{**hostile, "slug": "fragor"}, groups=[("group", group)]),
        make_under(index, NewsPage, **hostile),
        make_event(calendar, datetime(2027, 1, 13, 17, tzinfo=UTC), **hostile, place=HOSTILE),
        make_opportunity(opportunities, HOSTILE, slug="sida", organiser=HOSTILE, place=HOSTILE),
        calendar,
    ]
    for page in pages:
        html = client.get(page.get_url()).content.decode()
        [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        node, way = json.loads(data)["@graph"]
        assert (node["name"], way["itemListElement"][-1]["name"]) == (HOSTILE, HOSTILE)
        assert "<script>alert" not in html.partition("</head>")[0]
