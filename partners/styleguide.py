"""The part of the style guide about partners: the map, the lists that say the same, cards, milestones."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.styleguide.pages import example
from home.styleguide.parts import register_part
from partners.fact_blocks import MilestoneBlock
from partners.map import partner_map
from partners.marks import project_marks, town_marks
from partners.models import PartnerProjectPage, PartnerTownPage
from partners.models.partner_index_page import grouped
from partners.models.partnership import PartnershipKind, PartnershipStatus


def towns() -> list[PartnerTownPage]:
    """One for each state of a co-operation. The places are real, the rest is made up."""
    places = [
        ("Exempel: Türi", "EE", 58.81, 25.43, PartnershipKind.TWIN_TOWN, PartnershipStatus.ACTIVE),
        ("Exempel: Gadebusch", "DE", 53.70, 11.12, PartnershipKind.PARTNER_CITY, PartnershipStatus.DORMANT),
        ("Exempel: Kubrat", "BG", 43.80, 26.50, PartnershipKind.PROJECT_PARTNER, PartnershipStatus.FORMER),
    ]
    return [
        example(
            PartnerTownPage,
            title,
            pk=number,
            country_code=country,
            latitude=latitude,
            longitude=longitude,
            kind=kind,
            status=status,
            status_as_of=date(2030, 1, 1),
        )
        for number, (title, country, latitude, longitude, kind, status) in enumerate(places, start=1)
    ]


def projects() -> list[PartnerProjectPage]:
    """One that takes up some years, and one of a single day; the first has a place of its own."""
    place = {"name": "Exempel: Kampala", "country_code": "UG", "latitude": 0.3, "longitude": 32.6}
    return [
        example(
            PartnerProjectPage,
            "Exempel: Ett projekt om vatten",
            pk=1,
            begins=date(2029, 1, 1),
            ends=date(2031, 12, 31),
            places=[("place", place)],
        ),
        example(
            PartnerProjectPage,
            "Exempel: En dag om Europa",
            pk=2,
            begins=date(2030, 5, 9),
            ends=date(2030, 5, 9),
        ),
    ]


@register_part("partner", _("Partners and the map"))
def partners(request: HttpRequest) -> dict[str, Any]:
    """The map with every kind of line, what the lines mean, and the list that says the same."""
    shown_towns, shown_projects = towns(), projects()
    marks = [*town_marks(shown_towns, request), *project_marks(shown_projects[:1], request)]
    happened = [
        {"year": 1990, "day": None, "what": "Exempel: Avtalet skrivs under."},
        {"year": 2010, "day": date(2010, 6, 1), "what": "Exempel: Ett besök."},
    ]
    return {
        "map": partner_map(marks, "karta-exempel"),
        "groups": grouped(shown_towns),
        "projects": shown_projects[:1],
        "towns": shown_towns,
        "statuses": PartnershipStatus,
        "cards": [*shown_towns, *shown_projects],
        "milestones": [MilestoneBlock().normalize(each) for each in happened],
    }
