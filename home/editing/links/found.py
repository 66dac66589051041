"""The links of a page, read from what the editor wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.db import models
from wagtail.blocks import (
    Block,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

PAGE, DOCUMENT = "page:", "document:"
# Mail and telephone lead to people, whom no machine tries.
NOT_TRIED = ("mailto:", "tel:", "sms:")


@dataclass(frozen=True)
class Link:
    """A link: an address, `#place`, `page:12` or `document:3`, and its words."""

    url: str
    text: str = ""


class _Anchors(HTMLParser):
    """Collects the links of rich text as Wagtail stores it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.url, self.words = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a link."""
        if tag == "a":
            given = dict(attrs)
            kind, key = given.get("linktype"), given.get("id")
            ours = {"page": PAGE, "document": DOCUMENT}.get(kind or "")
            self.url, self.words = (f"{ours}{key}" if ours else given.get("href") or ""), ""

    def handle_data(self, data: str) -> None:
        """Gather its words."""
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag == "a" and self.url:
            self.links.append(Link(self.url, " ".join(self.words.split())))
            self.url = ""


def links_in_html(html: str) -> list[Link]:
    """The links of a rich text."""
    parser = _Anchors()
    parser.feed(html)
    parser.close()
    return parser.links


def links_in_block(block: Block, raw: Any, text: str = "") -> Iterator[Link]:
    """The links of a block's stored value; `text` are the words beside a chosen page or address.

    What is stored and not the value itself: a page that has been deleted is no longer in the value.
    """
    if not raw:
        return
    if isinstance(block, RichTextBlock):
        yield from links_in_html(raw)
    elif isinstance(block, tuple(STARTS)):
        start = next(start for kind, start in STARTS.items() if isinstance(block, kind))
        yield Link(f"{start}{raw}", text)
    else:
        for child, value, words in _children(block, raw):
            yield from links_in_block(child, value, words)


# How a link is written down that is all of a block's value.
STARTS: dict[type[Block], str] = {URLBlock: "", PageChooserBlock: PAGE, DocumentChooserBlock: DOCUMENT}


def _children(block: Block, raw: Any) -> Iterator[tuple[Block, Any, str]]:
    """The blocks inside a block, with what is stored for each and the words beside it."""
    if isinstance(block, StreamBlock):
        for each in raw:
            if each["type"] in block.child_blocks:
                yield block.child_blocks[each["type"]], each["value"], ""
    elif isinstance(block, ListBlock):
        for each in raw:
            yield block.child_block, each["value"], ""
    elif isinstance(block, StructBlock):
        words = raw.get("text") or raw.get("title") or ""
        for name, child in block.child_blocks.items():
            yield child, raw.get(name), words if isinstance(words, str) else ""


def links_on(page: Page) -> dict[str, Link]:
    """The links of a specific page by address, each once, without those that nothing is tried for."""
    found: list[Link] = []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found += links_in_block(field.stream_block, getattr(page, field.name).raw_data)
        elif isinstance(field, RichTextField):
            found += links_in_html(getattr(page, field.name) or "")
        elif isinstance(field, models.URLField) and getattr(page, field.name):
            found.append(Link(getattr(page, field.name), str(field.verbose_name)))
    longest = 1000  # of LinkCheck.url: nobody writes a longer one by hand
    return {
        link.url: link
        for link in reversed(found)
        if len(link.url) <= longest and not link.url.lower().startswith(NOT_TRIED)
    }
