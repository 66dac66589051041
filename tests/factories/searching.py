"""Pages to be searched for, in the index."""

from typing import Any

from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.models import HomePage, StandardPage


def make_front_pages() -> dict[str, HomePage]:
    """An empty front page in each language."""
    root = Page.get_first_root_node()
    fronts = {}
    for language in ("sv", "en"):
        locale, _made = Locale.objects.get_or_create(language_code=language)
        front = HomePage(title="Start", slug=f"start-{language}", locale=locale)
        root.add_child(instance=front)
        fronts[language] = front
    return fronts


def make_page(parent: Page, title: str, summary: str = "", text: str = "", **fields: Any) -> StandardPage:
    """A published page with one paragraph of text."""
    body = [("text", f"<p>{text}</p>")] if text else []
    page = StandardPage(title=title, summary=summary, body=body, locale=parent.locale, **fields)
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)
    return page
