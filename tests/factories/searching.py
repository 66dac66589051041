"""Pages to be searched for, in the index."""

from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend
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


def make_many_pages(parent: Page, title: str, number: int) -> None:
    """Pages numbered from 1, in the index, written in bulk: saving hundreds one by one takes a test's whole minute."""
    content_type = ContentType.objects.get_for_model(StandardPage)
    made = Page.objects.bulk_create(
        Page(
            title=f"{title} {count}",
            slug=f"sida-{count}",
            path=Page._get_path(parent.path, parent.depth + 1, count),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}sida-{count}/",
            content_type=content_type,
            locale=parent.locale,
            translation_key=uuid4(),
        )
        for count in range(1, number + 1)
    )
    for page in made:
        # Raw: the row of the page itself is there already.
        StandardPage(page_ptr=page, summary=title).save_base(raw=True)
    get_search_backend().add_bulk(StandardPage, list(StandardPage.objects.child_of(parent)))
