"""The map of partner towns in a template."""

from collections.abc import Iterable

from django import template

from partners import map as town_map
from partners.models import PartnerTownPage

register = template.Library()


@register.inclusion_tag("components/partner_map.html", takes_context=True)
def partner_map(context: template.Context, towns: Iterable[PartnerTownPage]) -> dict[str, object]:
    """Draw the towns and the routes to them from Åmål."""
    return {"map": town_map.partner_map(towns, context.get("request"))}
