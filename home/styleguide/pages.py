"""Pages that are in no tree: for the style guide to draw lists and facts from."""

from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from home.models import (
    ContactFunction,
    EventIndexPage,
    EventPage,
    NewsIndexPage,
    NewsPage,
    OpportunityPage,
    OrganisationPage,
    PriorityAreaPage,
    QuestionsPage,
    StoryIndexPage,
    StoryPage,
)
from home.models.opportunity_page import Cost, Kind, Way

PageType = TypeVar("PageType", bound=Page)

# Where a link in an example leads: to the example itself.
HERE = "#exempel"


def example(page_class: type[PageType], title: str, **values: Any) -> PageType:
    """A page that has not been saved; its address is this very place."""
    page = page_class(title=title, locale=Locale(language_code=get_language()), **values)
    page.get_url = lambda *args, **kwargs: HERE  # type: ignore[method-assign]
    return page


def picture() -> Any:
    """A photograph of the library, or else a drawing; None where it has neither."""
    drawn = Q(file__endswith=".svg")
    library = get_image_model().objects.order_by("pk")
    return library.exclude(drawn).first() or library.filter(drawn).first()


def at(day: date, hour: int) -> datetime:
    """A full hour of a day, in Swedish time."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def news() -> NewsPage:
    """A piece of news with a picture."""
    summary = "Exempel: Två klasser reser till en vänort till våren."
    return example(
        NewsPage, "Exempel: Två klasser får resa", day=date(2030, 2, 1), summary=summary, picture=picture()
    )


def story() -> StoryPage:
    """A story of a journey."""
    return example(
        StoryPage,
        "Exempel: Jag bodde hos en familj vid havet",
        traveller="Exempel, 17 år",
        town="Türi",
        country="Estland",
        travelled="sommaren 2030",
        summary="Exempel: Tre veckor, ett nytt språk och en sjö som liknar vår.",
    )


def events(first_day: date) -> list[EventPage]:
    """An evening, some whole days, and one that was called off, in the month that begins on `first_day`."""
    evening, days, cancelled = (first_day + timedelta(days=number) for number in (8, 14, 21))
    return [
        example(
            EventPage,
            "Exempel: Kväll om att resa med stipendium",
            pk=1,
            starts_at=at(evening, 18),
            ends_at=at(evening, 20),
            place="Stadsbiblioteket, Åmål",
            summary="Exempel: Vi visar hur en ansökan går till.",
        ),
        example(
            EventPage,
            "Exempel: Besök från en vänort",
            pk=2,
            starts_at=at(days, 0),
            ends_at=at(days + timedelta(days=2), 0),
            all_day=True,
        ),
        example(
            EventPage,
            "Exempel: Språkkafé",
            pk=3,
            starts_at=at(cancelled, 17),
            ends_at=at(cancelled, 18),
            online_url="https://example.org/",
            cancelled=True,
        ),
    ]


def opportunities() -> list[OpportunityPage]:
    """One that can be applied for until a day, one that always can, and one that is over."""
    today = timezone.localdate()
    shared = {"organiser": "Exempelföreningen", "place": "Exempelstad", "live": True}
    return [
        example(
            OpportunityPage,
            "Exempel: Två veckor som volontär",
            kind=Kind.VOLUNTEERING,
            age_from=16,
            age_to=18,
            deadline=today + timedelta(days=40),
            starts_on=today + timedelta(days=90),
            ends_on=today + timedelta(days=104),
            cost=Cost.FREE,
            cost_words="Exempel: Resa, mat och rum är betalda.",
            for_whom="Exempel: Du som tycker om att arbeta utomhus.",
            way=Way.ADDRESS,
            apply_url="https://example.org/",
            **shared,
        ),
        example(
            OpportunityPage, "Exempel: Brevvän", kind=Kind.EXCHANGE, age_from=13, way=Way.STIPENDS, **shared
        ),
        example(
            OpportunityPage,
            "Exempel: Praktik på ett bibliotek",
            kind=Kind.INTERNSHIP,
            deadline=today - timedelta(days=3),
            way=Way.ADDRESS,
            **shared,
        ),
        example(
            OpportunityPage,
            "Exempel: Kort plats hos en förening",
            kind=Kind.SHORT_PLACE,
            deadline_words="Exempel: arrangören säger när",
            way=Way.CONTACT,
            contact=contact(),
            **shared,
        ),
    ]


def contact() -> ContactFunction:
    """A function that can be asked."""
    return ContactFunction(
        name="Exempel: Internationell samordnare",
        unit="Exempel: Kommunledningskontoret",
        task="Exempel: Svarar på frågor om vänorter och utbyten.",
        email="funktion@example.org",
        phone="0532-000 00",
        hours="Exempel: vardagar 9–15",
    )


def areas() -> list[PriorityAreaPage]:
    """Two priority areas; the first is the one that is read."""
    titles = ["Exempel: Utbildning", "Exempel: Kultur"]
    summary = "Exempel: Vad vi vill nå, i en mening."
    return [
        example(PriorityAreaPage, title, pk=number, summary=summary, goals=[4, 10, 17])
        for number, title in enumerate(titles, start=1)
    ]


def organisation() -> OrganisationPage:
    """Two bodies, and the way to a decision."""
    bodies = [("Exempel: Fullmäktige", ""), ("Exempel: Nämnden", "Exempel: Fullmäktige")]
    steps = ["Förslag", "Beredning", "Beslut"]
    return example(
        OrganisationPage,
        "",
        bodies=[
            (
                "body",
                {"name": name, "task": "<p>Exempel: Beslutar om mål och pengar.</p>", "reports_to": above},
            )
            for name, above in bodies
        ],
        steps_title="Exempel: Vägen till ett beslut",
        steps=[("step", {"title": step, "text": "Exempel: Det här händer då."}) for step in steps],
    )


def questions() -> QuestionsPage:
    """Two groups of questions."""
    asked = [("Exempel: Att söka", "Får jag resa med en vän?"), ("Exempel: Pengarna", "När kommer pengarna?")]
    answer = "<p>Exempel: Ja. Läs mer på stipendiets sida.</p>"
    groups = [
        ("group", {"title": title, "questions": [{"question": f"Exempel: {question}", "answer": answer}]})
        for title, question in asked
    ]
    return example(QuestionsPage, "", groups=groups)


def kinds_now(month: date) -> list[tuple[Page, Page]]:
    """What is going on: each list with its newest entry."""
    return [
        (example(NewsIndexPage, "Exempel: Nyheter"), news()),
        (example(StoryIndexPage, "Exempel: Berättelser"), story()),
        (example(EventIndexPage, "Exempel: Kalender"), events(month)[0]),
    ]
