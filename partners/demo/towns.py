"""The demo's partners and projects, in both languages."""

from pathlib import Path
from typing import Any

from home.demo.content import LANGUAGES, Pages, add_pages, read
from home.demo.pages import front_pages
from home.demo.registry import register_demo_loader
from home.models import ContactFunction, PriorityAreaPage
from partners.models import (
    PartnerIndexPage,
    PartnerProjectIndexPage,
    PartnerProjectPage,
    PartnerTownPage,
)

HERE = Path(__file__).parent
TOWN_AREA = "vanortssamarbete-och-partnerskap"

# Plain lists in the files that are streams on the pages, with the name of their only block.
STREAMS = {
    "fields_of_cooperation": "field",
    "milestones": "milestone",
    "sources": "source",
    "places": "place",
    "funders": "funder",
}


@register_demo_loader
def load_towns() -> None:
    """Publish the list, its towns, and the projects."""
    content = read(HERE / "partner_towns.toml")
    indexes = add_pages(front_pages(), PartnerIndexPage, {**content["index"], "contact": _coordinators()})
    for town in content["town"]:
        _tie(add_pages(indexes, PartnerTownPage, _as_fields(town)), areas=[TOWN_AREA])
    _load_projects(indexes)


def _load_projects(indexes: Pages) -> None:
    content = read(HERE / "projects.toml")
    lists = add_pages(indexes, PartnerProjectIndexPage, content["index"])
    for project in content["project"]:
        entry = _as_fields(project)
        areas, towns = entry.pop("areas"), entry.pop("towns")
        _tie(add_pages(lists, PartnerProjectPage, entry), areas=areas, towns=towns)


def _coordinators() -> ContactFunction:
    """Whom to ask, and where proposals go."""
    words = {
        "name_en": "International co-ordination",
        "unit": "Kansli- och utredningsenheten",
        "unit_en": "Chancellery unit",
        "task": "Håller ihop det internationella arbetet och svarar på förslag om samarbete.",
        "task_en": "Keeps the international work together and answers proposals of co-operation.",
        "email": "internationellt@example.org",
    }
    function, _made = ContactFunction.objects.get_or_create(name="Internationell samordning", defaults=words)
    return function


def _tie(pages: Pages, **slugs: list[str]) -> None:
    """Tie pages of both languages to the Swedish pages with these slugs, as editors do."""
    types = {"areas": PriorityAreaPage, "towns": PartnerTownPage}
    for field, chosen in slugs.items():
        found = types[field].objects.filter(slug__in=chosen, locale__language_code=LANGUAGES[0])
        for page in pages.values():
            setattr(page, field, list(found))
            page.save()


def _as_fields(entry: dict[str, Any]) -> dict[str, Any]:
    """Turn plain lists into blocks."""
    fields: dict[str, Any] = {}
    for name, value in entry.items():
        if name in LANGUAGES:
            fields[name] = _as_fields(value)
        elif name in STREAMS:
            fields[name] = [(STREAMS[name], item) for item in value]
        else:
            fields[name] = value
    return fields
