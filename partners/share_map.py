"""The map behind the titles of shared links."""

from django.template.loader import render_to_string
from wagtail.models import Page

from home.serving.page_cache import remembered
from home.sharing.picture import HEIGHT, WIDTH, register_background
from partners.map import draw
from partners.models import PartnerTownPage
from partners.places import Place


@register_background
def share_map(page: Page) -> str:
    """Åmål and the routes from it: to one town behind that town's page, to all of them behind any other."""
    return remembered(f"share-map:{page.translation_key}", lambda: _map(page))


def _map(page: Page) -> str:
    towns = PartnerTownPage.objects.live().filter(locale=page.locale_id)
    shown = towns.filter(pk=page.pk) or towns.order_by("path")
    places = tuple(Place(float(town.latitude), float(town.longitude)) for town in shown)
    names = tuple(town.title for town in shown)
    if not places:
        return ""
    return render_to_string(
        "partners/share_map.svg", {"map": draw(places, names), "width": WIDTH, "height": HEIGHT}
    )
