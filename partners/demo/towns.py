"""The demo's partner towns, in both languages."""

from pathlib import Path
from typing import Any

from home.demo.content import add_pages, read
from home.demo.pages import front_pages
from home.demo.registry import register_demo_loader
from partners.models import PartnerIndexPage, PartnerTownPage

CONTENT = Path(__file__).parent / "partner_towns.toml"


@register_demo_loader
def load_towns() -> None:
    """Publish the list and its towns."""
    content = read(CONTENT)
    indexes = add_pages(front_pages(), PartnerIndexPage, content["index"])
    for town in content["town"]:
        add_pages(indexes, PartnerTownPage, _as_fields(town))


def _as_fields(town: dict[str, Any]) -> dict[str, Any]:
    """Turn plain lists into blocks."""
    entry = {**town, "sources": [("source", source) for source in town["sources"]]}
    for language in ("sv", "en"):
        words = {**town[language]}
        fields = words.pop("fields_of_cooperation")
        words["fields_of_cooperation"] = [("field", field) for field in fields]
        entry[language] = words
    return entry
