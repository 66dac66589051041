"""What a page is about, for machines: schema.org as JSON-LD."""

from typing import Any

from django.utils.translation import get_language

from home.models import BasePage
from home.navigation import Crumb
from home.sharing.schema_org import CONTEXT, absolute, describe, filled


def _way_here(crumbs: list[Crumb], here: str) -> dict[str, Any]:
    steps = [
        {
            "@type": "ListItem",
            "position": number,
            "name": crumb.title,
            "item": absolute(crumb.url) if crumb.url else here,
        }
        for number, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def graph(page: BasePage, crumbs: list[Crumb], url: str, picture: str) -> dict[str, Any]:
    """The page as its type describes it, and the way down to it. `url` and `picture` are addresses with the host."""
    changed = page.last_published_at
    shared = {
        "@id": url,
        "url": url,
        "name": page.title,
        "inLanguage": get_language(),
        "description": page.meta_description,
        "image": picture,
        "dateModified": changed.isoformat() if changed else "",
    }
    node = {**filled(shared), **describe(page)}
    nodes = [node, _way_here(crumbs, url)] if crumbs else [node]
    return {"@context": CONTEXT, "@graph": nodes}
