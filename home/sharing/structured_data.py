"""What a page is about, for machines: schema.org as JSON-LD."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from home.models import BasePage
from home.navigation import Crumb

CONTEXT = "https://schema.org"


def absolute(path: str) -> str:
    """An address of this site with its host."""
    return f"{settings.BASE_URL}{path}"


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


def graph(page: BasePage, crumbs: list[Crumb], url: str) -> dict[str, Any]:
    """The page as its type describes it, and the way down to it. `url` is its address with the host."""
    node = {
        "@id": url,
        "url": url,
        "name": page.title,
        "inLanguage": get_language(),
        **({"description": page.meta_description} if page.meta_description else {}),
        **({"dateModified": page.last_published_at.isoformat()} if page.last_published_at else {}),
        **page.structured_data(),
    }
    nodes = [node, _way_here(crumbs, url)] if crumbs else [node]
    return {"@context": CONTEXT, "@graph": nodes}
