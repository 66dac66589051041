"""Each type of page in the words of schema.org.

The page's name, address, language, summary, picture and day of change are added to all of them by
`home.sharing.structured_data`.
"""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from home.models import (
    AnnualReportPage,
    EuropeDirectPage,
    EventPage,
    HomePage,
    NewsPage,
    OrganisationPage,
    PeoplePage,
    PriorityAreaPage,
    QuestionsPage,
    StoryPage,
    StrategyPage,
)
from home.models.listing import ListingPage
from home.sharing.schema_org import (
    CONTEXT,
    MUNICIPALITY,
    Data,
    about,
    absolute,
    describe,
    file_of,
    filled,
    interval,
    organisation,
    place,
    plain,
)


@describe.register
def front(page: HomePage) -> Data:
    """The front page of a site that can be searched, and whose site it is."""
    search = absolute(reverse("search")) + "?q={search_term_string}"
    site = {
        "@type": "WebSite",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": absolute(page.get_url() or "/"),
        "publisher": MUNICIPALITY,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    return {"@type": "WebPage", "about": MUNICIPALITY, "isPartOf": site}


@describe.register
def collection(page: ListingPage) -> Data:
    """A list of pages."""
    return {"@type": "CollectionPage"}


@describe.register
def news(page: NewsPage) -> Data:
    """News, written by the municipality and no person."""
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": page.day.isoformat(),
        "author": MUNICIPALITY,
        "publisher": MUNICIPALITY,
    }


@describe.register
def story(page: StoryPage) -> Data:
    """A story from a place.

    Who tells it is left to people who read the page: a young person's name and age are handed to no machine.
    """
    published = page.first_published_at
    where = {**place(page.town), "address": {"@type": "PostalAddress", "addressCountry": page.country}}
    return filled(
        {
            "@type": "Article",
            "headline": page.title,
            "datePublished": published.isoformat() if published else "",
            "contentLocation": where,
            "publisher": MUNICIPALITY,
        }
    )


@describe.register
def event(page: EventPage) -> Data:
    """An event: when, where, and whether it takes place. An event of whole days has days, others have moments."""
    begins: date | datetime = page.first_day if page.all_day else timezone.localtime(page.starts_at)
    ends: date | datetime | None = page.last_day
    if not page.all_day:
        ends = timezone.localtime(page.ends_at) if page.ends_at else None
    here = [place(page.place)] if page.place else []
    online = [{"@type": "VirtualLocation", "url": page.online_url}] if page.online_url else []
    ways = {(True, True): "Mixed", (True, False): "Offline", (False, True): "Online"}
    way = ways.get((bool(here), bool(online)))
    return about(
        filled(
            {
                "@type": "Event",
                "name": page.title,
                "description": page.meta_description,
                "startDate": begins.isoformat(),
                "endDate": ends.isoformat() if ends else "",
                "eventStatus": f"{CONTEXT}/{'EventCancelled' if page.cancelled else 'EventScheduled'}",
                "eventAttendanceMode": f"{CONTEXT}/{way}EventAttendanceMode" if way else "",
                "location": [*here, *online],
                "organizer": MUNICIPALITY,
            }
        )
    )


@describe.register
def questions(page: QuestionsPage) -> Data:
    """Questions and answers, in plain words."""
    entries = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": plain(answer)}}
        for question, answer in page.questions
    ]
    return filled({"@type": "FAQPage", "mainEntity": entries})


@describe.register
def strategy(page: StrategyPage) -> Data:
    """A document with a period, after which it expires; the page retells the file that it was adopted as."""
    return filled(
        {
            "@type": "DigitalDocument",
            "author": organisation(page.adopting_body),
            "publisher": MUNICIPALITY,
            "dateCreated": page.adopted_on.isoformat(),
            "temporalCoverage": interval(page.valid_from, page.valid_to),
            "expires": page.valid_to.isoformat() if page.valid_to else "",
            "creativeWorkStatus": str(page.status().label),
            "identifier": page.diary_number,
            "encoding": file_of(page.document),
        }
    )


@describe.register
def area(page: PriorityAreaPage) -> Data:
    """A page that is part of the strategy."""
    return {"@type": "WebPage", "isPartOf": {"@type": "DigitalDocument", "name": page.get_parent().title}}


@describe.register
def annual_report(page: AnnualReportPage) -> Data:
    """The report of one year."""
    return filled(
        {
            "@type": "Report",
            "temporalCoverage": str(page.year),
            "publisher": MUNICIPALITY,
            "encoding": file_of(page.document),
        }
    )


@describe.register
def office(page: EuropeDirectPage) -> Data:
    """An office of authorities that anyone may visit, with those who pay for it.

    The opening hours are words, which schema.org cannot hold.
    """
    funders = [organisation(each.value["name"], each.value["url"] or "") for each in page.funders]
    return about(
        filled(
            {
                "@type": "GovernmentOffice",
                "name": page.title,
                "address": ", ".join(page.address.splitlines()),
                "parentOrganization": organisation(page.host),
                "funder": funders,
            }
        )
    )


@describe.register
def who_decides(page: OrganisationPage) -> Data:
    """The municipality and its bodies."""
    bodies = [organisation(each.value["name"]) for each in page.bodies]
    return {"@type": "AboutPage", "mainEntity": filled({**MUNICIPALITY, "department": bodies})}


@describe.register
def contacts(page: PeoplePage) -> Data:
    """How to reach the municipality's functions."""
    points = [
        filled(
            {
                "@type": "ContactPoint",
                "contactType": contact.shown_name,
                "email": contact.email,
                "telephone": contact.phone,
            }
        )
        for _unit, functions in page.units()
        for contact in functions
    ]
    return {"@type": "ContactPage", "mainEntity": filled({**MUNICIPALITY, "contactPoint": points})}
