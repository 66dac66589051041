"""The kinds of pages that a search can be narrowed to. A page class names its own in `search_kind`."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, get_page_models


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name in code, its word in addresses, and what readers call many of it."""

    code: str
    slug: str
    label: str | Promise


_kinds: dict[str, Kind] = {}


def register_search_kind(code: str, slug: str, label: str | Promise) -> None:
    """Give the kind that page classes call `code` a word in addresses and a label, after those before."""
    _kinds[code] = Kind(code, slug, label)


register_search_kind("page", "sidor", _("Pages"))
register_search_kind("strategy", "strategi", _("Strategy"))
register_search_kind("opportunity", "mojligheter", _("Opportunities"))
register_search_kind("story", "berattelser", _("Stories"))
register_search_kind("news", "nyheter", _("News"))
register_search_kind("event", "kalender", _("Events"))
register_search_kind("question", "fragor", _("Questions and answers"))


def kind_of(page_class: type[Page] | None) -> Kind:
    """The kind that a page class says it is; plain pages where it says nothing that is known."""
    return _kinds.get(getattr(page_class, "search_kind", ""), _kinds["page"])


def kinds_by_content_type() -> dict[int, Kind]:
    """The kind of every page type, by the id of its content type. At most one query, the first time."""
    found = ContentType.objects.get_for_models(*get_page_models())
    return {content_type.pk: kind_of(model) for model, content_type in found.items()}


def in_order(kinds: Iterable[Kind]) -> list[Kind]:
    """Kinds in the order of registration, each once."""
    wanted = set(kinds)
    return [kind for kind in _kinds.values() if kind in wanted]
