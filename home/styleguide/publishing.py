"""The parts of the style guide that tell: cards, lists, the calendar, opportunities, the search, people, blocks."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from home.agenda2030 import GOALS
from home.areas import AreaSection
from home.blocks import BodyBlock
from home.blocks.statement import DeficienciesBlock, DeficiencyBlock
from home.events.event_calendar import calendar_weeks
from home.events.month import Month
from home.models import EventIndexPage, NewsPage
from home.models.opportunity_page import Cost, Kind
from home.opportunity_filter import BANDS, OpportunityFilter
from home.search.kinds import kind_of
from home.search.results import Found, Hit
from home.styleguide import pages
from home.styleguide.pages import HERE
from home.styleguide.parts import register_part
from home.validity import Validity
from home.year_figures import YearFigure


@register_part("kort", _("Cards"))
def cards(request: HttpRequest) -> dict[str, Any]:
    """Every kind of card, and what is going on."""
    month = Month.of(timezone.localdate()).first_day
    evening, _days, cancelled = pages.events(month)
    shown = [pages.news(), pages.story(), evening, cancelled, *pages.opportunities()[:3]]
    return {"cards": shown, "story": pages.story(), "kinds": pages.kinds_now(month)}


@register_part("listor", _("Lists"))
def lists(request: HttpRequest) -> dict[str, Any]:
    """Lists of pages and goals, and the ways through a long list."""
    year = timezone.localdate().year
    plan = {"title": "Exempel: En plan", "url": HERE, "first_year": year - 9, "last_year": year}
    old = {"title": "Exempel: En äldre plan", "url": "", "last_year": year - 2, "is_over": True}
    paginator = Paginator(range(50), 20)
    areas = pages.areas()
    return {
        "areas": areas,
        "here": areas[0],
        "goals": [GOALS[number] for number in (4, 10, 17)],
        "frameworks": [SimpleNamespace(value=value) for value in (plan, old)],
        "with_file": SimpleNamespace(
            document=SimpleNamespace(url=HERE, title="Exempel: Beslutet"), document_facts="pdf, 606 kB"
        ),
        "sections": [AreaSection("Exempel: Nyheter", 12, [pages.news(), pages.story()])],
        "told": [SimpleNamespace(anchor="orten", title="Exempel: Nyheter om orten", cards=[pages.news()])],
        "subjects": [pages.news(), pages.story()],
        "parts": [(f"Exempel: del {number}", paginator.page(number)) for number in (1, 2, 3)],
        "year_figures": [
            YearFigure("Exempel: Nyheter", 12),
            YearFigure("Exempel: Stipendier", 48000, "kronor"),
        ],
    }


@register_part("dokument", _("Documents"))
def documents(request: HttpRequest) -> dict[str, Any]:
    """Where a strategy stands, when a page was changed, what the accessibility statement lists."""
    first, last = date(2030, 1, 1), date(2033, 12, 31)
    strategies = [
        SimpleNamespace(status=Validity.ENDED, valid_from=first, valid_to=last, successor=pages.news()),
        SimpleNamespace(status=Validity.ENDED, valid_from=first, valid_to=last, successor=None),
        SimpleNamespace(status=Validity.UPCOMING, valid_from=first, valid_to=None),
    ]
    told = {"alternative": "Exempel: Ring, så berättar vi.", "mended_by": "2030-06-30"}
    deficiency = {**DeficiencyBlock().meta.preview_value, **told}
    published = pages.example(NewsPage, "", pk=1, live=True, last_published_at=timezone.now())
    return {
        "strategies": strategies,
        "validities": Validity,
        "entries": DeficienciesBlock().to_python([{"type": "deficiency", "value": deficiency}]),
        "illustrated": pages.news(),
        "page": published,
        "sources": SimpleNamespace(
            sources=[SimpleNamespace(value={"title": "Exempel: En källa", "url": HERE, "dated": first})]
        ),
    }


@register_part("kalender", _("Calendar"))
def calendar(request: HttpRequest) -> dict[str, Any]:
    """A month with events, the list of them, and the ways to past ones."""
    month = Month.of(timezone.localdate())
    events = pages.events(month.first_day)
    return {
        "page": pages.example(EventIndexPage, "", pk=1),
        "has_past": True,
        "next_over": events[0].starts_at,
        "month": month,
        "weeks": calendar_weeks(month, events),
        "weekdays": [(WEEKDAYS_ABBR[number], WEEKDAYS[number]) for number in range(7)],
        "has_earlier": True,
        "has_later": True,
        "events": events,
    }


@register_part("mojligheter", _("Opportunities"))
def opportunities(request: HttpRequest) -> dict[str, Any]:
    """The questions that narrow the list, and how an opportunity is told and applied for."""
    asked = OpportunityFilter.from_address(QueryDict("alder=sexton&typ=utbyte"), timezone.localdate())
    open_one, always, closed, asked_about = pages.opportunities()
    return {
        "asked": asked,
        "query": asked.query,
        "bands": [(band, band.replace("-", "–")) for band in BANDS],
        "kinds": Kind.choices,
        "costs": Cost.choices,
        "entries": Paginator(pages.opportunities(), 20).page(1),
        "page": open_one,
        "others": [always, asked_about, closed],
    }


@register_part("sok", _("Search"))
def search(request: HttpRequest) -> dict[str, Any]:
    """The box, hits, a tip, a suggestion, and no hits."""
    kinds = [kind_of(type(page)) for page in (pages.news(), pages.story())]
    snippet = SafeString("Exempel: … så söker du ett <mark>stipendium</mark> …")
    hits = [
        Hit(
            number, SafeString(f"Exempel: Ett <mark>stipendium</mark> till {kind.label}"), HERE, kind, snippet
        )
        for number, kind in enumerate(kinds)
    ]
    numbered = Paginator(range(120), 10)
    found = Found(
        numbered.page(5), hits, [(kind, 60) for kind in kinds], total=120, kind=kinds[0], some_words=True
    )
    return {
        "query": "stipendum",
        "suggestion": "stipendium",
        "found": found,
        "hits": hits,
        "numbers": numbered.get_elided_page_range(5),
        "bets": [{"url": HERE, "title": "Exempel: Så söker du", "text": "Exempel: Allt på en sida."}],
    }


@register_part("kontakt", _("People and answers"))
def people(request: HttpRequest) -> dict[str, Any]:
    """Whom to ask, who decides, what one gets help with, and questions with answers."""
    service = {"title": "Exempel: Råd", "text": "Exempel: Vi hjälper dig att hitta rätt."}
    return {
        "contact": pages.contact(),
        "units": [("Exempel: Enheten", [pages.contact(), pages.contact()])],
        "page": pages.organisation(),
        "services": [SimpleNamespace(value=service)] * 2,
        "groups": pages.questions().question_groups,
    }


@register_part("block", _("Blocks"))
def blocks(request: HttpRequest) -> dict[str, Any]:
    """Every block that a page can be built from, as editors see it before they choose; some in several states."""
    shown = []
    for block in BodyBlock().child_blocks.values():
        states = block.get_examples() if hasattr(block, "get_examples") else [block.get_preview_value()]
        shown.append({"label": block.label, "examples": [block.render(value) for value in states]})
    return {"blocks": shown}
