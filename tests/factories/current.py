"""Lists of stories, news and events, with as many under them as a test needs."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from wagtail.models import Page

from home.models import BasePage, EventIndexPage, EventPage, HomePage
from tests.factories.pages import add, make_fronts


def make_front() -> HomePage:
    """The Swedish front page, beside an English one."""
    return make_fronts()["sv"]


def make_under(parent: Page, model: type[BasePage], *, title: str = "En sida", **fields: Any) -> Any:
    """A published page of a type under another, in the same language; its address follows its title."""
    return add(parent, model, title, **fields)


def make_calendar() -> EventIndexPage:
    """An empty calendar at `/kalender/`."""
    return make_under(make_front(), EventIndexPage, title="Kalender", slug="kalender")


def make_event(calendar: EventIndexPage, starts_at: datetime, **fields: Any) -> EventPage:
    """An event of an hour, where the test does not say how long."""
    ends_at = fields.pop("ends_at", starts_at + timedelta(hours=1))
    values = {"title": "Träff", "starts_at": starts_at, "ends_at": ends_at, **fields}
    return make_under(calendar, EventPage, **values)


def make_many(parent: Page, model: type[BasePage], count: int, **fields: Any) -> None:
    """Many pages under another, by few and plain writes; more of them when called again."""
    parent = Page.objects.get(pk=parent.pk)
    likeness = make_under(parent, model, title="Den första", **fields)
    shared = {
        field.name: getattr(likeness, field.name)
        for field in Page._meta.concrete_fields
        if field.name not in {"id", "path", "slug", "translation_key", "url_path"}
    }
    # Beyond what treebeard has numbered by itself.
    first = 1000 + parent.numchild
    copies = [
        Page(
            **shared,
            path=Page._get_path(parent.path, parent.depth + 1, number),
            slug=f"sida-{number}",
            translation_key=uuid4(),
            url_path=f"{parent.url_path}sida-{number}/",
        )
        for number in range(first, first + count - 1)
    ]
    own = {field.name: getattr(likeness, field.name) for field in model._meta.local_concrete_fields}
    for copy in Page.objects.bulk_create(copies):
        page = model(**{**own, "page_ptr": copy}, **shared)
        page.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + count)
