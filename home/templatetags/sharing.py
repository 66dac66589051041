"""How a page is found and shared: for the head of the document."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from home.models import BasePage
from home.navigation import breadcrumbs
from home.sharing.picture import HEIGHT, WIDTH, picture_path
from home.sharing.schema_org import absolute
from home.sharing.structured_data import graph

register = template.Library()

# Shared links are told a language with a country.
LOCALES = {"sv": "sv_SE", "en": "en_GB"}


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context: template.Context) -> dict[str, Any]:
    """Its own address, what a shared link shows, and what it is about; nothing for what is no page."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, BasePage) or page.pk is None or request is None:
        return {"page": None}
    url = absolute(page.get_url(request) or "/")
    picture = absolute(picture_path(page))
    part = context.get("entries")
    return {
        "page": page,
        # The later parts of a list are pages of their own.
        "url": f"{url}?sida={part.number}" if getattr(part, "number", 1) > 1 else url,
        "site": settings.WAGTAIL_SITE_NAME,
        "locale": LOCALES[get_language() or settings.LANGUAGE_CODE],
        "picture": picture,
        "picture_width": WIDTH,
        "picture_height": HEIGHT,
        "graph": graph(page, breadcrumbs(page, request), url, picture),
    }
