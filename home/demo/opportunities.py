"""The demo's opportunities. Days are told from the day of loading, so that the list never looks old."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from home.demo.content import add_pages, read, swedish
from home.demo.pages import front_pages
from home.demo.registry import register_demo_loader
from home.models import ContactFunction, OpportunityIndexPage, OpportunityPage, PriorityAreaPage

CONTENT = Path(__file__).parent / "content" / "opportunities.toml"
DAYS = ("starts_on", "ends_on", "deadline")


@register_demo_loader
def load_opportunities() -> None:
    """Publish the list, its opportunities, and whom to ask about them."""
    content = read(CONTENT)
    contact, _created = ContactFunction.objects.get_or_create(
        name=content["contact"]["name"], defaults=content["contact"]
    )
    indexes = add_pages(front_pages(), OpportunityIndexPage, content["index"])
    for entry in content["opportunity"]:
        add_pages(indexes, OpportunityPage, {**_as_fields(entry), "contact": contact})


def _as_fields(entry: dict[str, Any]) -> dict[str, Any]:
    """Turn `deadline_in_days = 40` into a day, and addresses of areas into the Swedish areas."""
    fields = {**entry}
    for name in DAYS:
        ahead = fields.pop(f"{name}_in_days", None)
        if ahead is not None:
            fields[name] = timezone.localdate() + timedelta(days=ahead)
    fields["areas"] = swedish(PriorityAreaPage, fields["areas"])
    return fields
