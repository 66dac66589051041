"""From the readable content files to pages.

A file says things once that are the same in both languages, and the words under `sv` and `en`. A page's
body is a list of sections: an optional `heading` (`level` h2 or h3), `text` with an empty line between
paragraphs, a `list`, `links`; a `fact` is a title that puts the text and the list in a fact box.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from wagtail.models import Locale, Page

from home.models import BasePage

LANGUAGES = ("sv", "en")

Pages = dict[str, BasePage]


def read(path: Path) -> dict[str, Any]:
    """Read a content file; fractions come out exact, as coordinates are stored."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def _rich_text(section: dict[str, Any]) -> str:
    paragraphs = [" ".join(part.split()) for part in section.get("text", "").split("\n\n")]
    html = format_html_join("", "<p>{}</p>", ((text,) for text in paragraphs if text))
    if "list" in section:
        items = format_html_join("", "<li>{}</li>", ((item,) for item in section["list"]))
        html += format_html("<ul>{}</ul>", items)
    return html


def body(sections: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """Blocks for a page's body."""
    blocks: list[tuple[str, Any]] = []
    for section in sections:
        if "links" in section:
            links = [{"page": None, **link} for link in section["links"]]
            blocks.append(("links", {"title": section["heading"], "links": links}))
            continue
        if "heading" in section:
            level = section.get("level", "h2")
            blocks.append(("heading", {"text": section["heading"], "level": level}))
        text = _rich_text(section)
        if "fact" in section:
            blocks.append(("fact_box", {"title": section["fact"], "text": text}))
        elif text:
            blocks.append(("text", text))
    return blocks


def add_pages(parents: dict[str, Page], model: type[BasePage], entry: dict[str, Any]) -> Pages:
    """Publish one entry as a page in each language, tied together as translations."""
    key, now = uuid4(), timezone.now()
    shared = {name: value for name, value in entry.items() if name not in LANGUAGES}
    pages: Pages = {}
    for language in LANGUAGES:
        words = {**entry[language]}
        sections = words.pop("body", [])
        page = model(
            **{**shared, **words},
            translation_key=key,
            first_published_at=now,
            last_published_at=now,
            locale=Locale.objects.get(language_code=language),
            body=body(sections),
        )
        parents[language].add_child(instance=page)
        pages[language] = page
    return pages
