"""The map of partners in a template."""

from collections.abc import Iterable

from django import template

from partners import map as partners_map
from partners.marks import project_marks, town_marks
from partners.models import PartnerProjectPage, PartnerTownPage

register = template.Library()


@register.inclusion_tag("components/partner_map.html", takes_context=True)
def partner_map(
    context: template.Context,
    towns: Iterable[PartnerTownPage],
    projects: Iterable[PartnerProjectPage] = (),
    map_id: str = "karta",
) -> dict[str, object]:
    """Draw towns and the places of projects, and the routes to them from Åmål, for a page that says it in words."""
    return _drawn(context, towns, projects, map_id)


@register.inclusion_tag("components/partner_map_with_legend.html", takes_context=True)
def partner_map_with_legend(
    context: template.Context,
    towns: Iterable[PartnerTownPage],
    projects: Iterable[PartnerProjectPage] = (),
    map_id: str = "karta",
) -> dict[str, object]:
    """The same, and under it what the lines mean."""
    return _drawn(context, towns, projects, map_id)


def _drawn(
    context: template.Context,
    towns: Iterable[PartnerTownPage],
    projects: Iterable[PartnerProjectPage],
    map_id: str,
) -> dict[str, object]:
    request = context.get("request")
    marks = [*town_marks(towns, request), *project_marks(projects, request)]
    return {"map": partners_map.partner_map(marks, map_id)}
