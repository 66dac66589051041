"""The nouns of schema.org that several types of pages speak of.

Every page's own node is something written (a `CreativeWork`): the page, or the text on it. What the page is about, an
event or an office, stands inside it as `mainEntity`, with its own properties.
"""

from datetime import date
from functools import singledispatch
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

if TYPE_CHECKING:
    from wagtail.documents.models import Document

Data = dict[str, Any]


@singledispatch
def describe(page: Page) -> Data:
    """What a page is. Each app says it of its own page types with `@describe.register`; all others are web pages."""
    return {"@type": "WebPage"}


CONTEXT: Final = "https://schema.org"

MUNICIPALITY: Final[Data] = {
    "@type": "GovernmentOrganization",
    "name": "Åmåls kommun",
    "url": "https://www.amal.se/",
    "address": {"@type": "PostalAddress", "addressLocality": "Åmål", "addressCountry": "SE"},
}


def absolute(path: str) -> str:
    """An address of this site with its host."""
    return f"{settings.BASE_URL}{path}"


def filled(data: Data) -> Data:
    """Only what is known: an empty property would say that there is none."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def about(entity: Data) -> Data:
    """A page with what it is about."""
    return {"@type": "WebPage", "mainEntity": entity}


def organisation(name: str, url: str = "") -> Data:
    """Some organisation; nothing where it has no name yet."""
    return filled({"@type": "Organization", "name": name, "url": url}) if name else {}


def grant(name: str, funder: Data) -> Data:
    """Money that one can apply for."""
    return {"@type": "MonetaryGrant", "name": name, "funder": funder}


def place(name: str) -> Data:
    """A place in an editor's words; nothing where there are none yet."""
    return {"@type": "Place", "name": name} if name else {}


def plain(html: str) -> str:
    """The words of a rich text."""
    return " ".join(get_text_for_indexing(html).split())


def interval(first: date | int, last: date | int | None) -> str:
    """A period as ISO 8601 has it; `..` where no end is known."""
    return f"{first}/{'..' if last is None else last}"


def file_of(document: "Document | None") -> Data:
    """A file that says the same as the page; nothing where there is none."""
    if document is None:
        return {}
    url = document.url if "://" in document.url else absolute(document.url)
    return {"@type": "MediaObject", "contentUrl": url, "encodingFormat": document.content_type}
