"""From the readable content files to pages.

A file says things once that are the same in both languages, and the words under `sv` and `en`. A page's
`body` is a list of sections; `home.demo.body` tells how each kind of block is written. `picture` is the name of a
drawing in the demo's library.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone
from wagtail.models import Locale, Page

from home.demo.body import body
from home.demo.library import description, picture
from home.models import BasePage

LANGUAGES = ("sv", "en")

Pages = dict[str, BasePage]


def read(path: Path) -> dict[str, Any]:
    """Read a content file; fractions come out exact, as coordinates are stored."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def add_pages(parents: dict[str, Page], model: type[BasePage], entry: dict[str, Any]) -> Pages:
    """Publish one entry as a page in each language, tied together as translations."""
    key, now = uuid4(), timezone.now()
    shared = {name: value for name, value in entry.items() if name not in LANGUAGES}
    drawing = shared.pop("picture", "")
    if drawing:
        shared["picture"] = picture(drawing)
    pages: Pages = {}
    for language in LANGUAGES:
        words = {**entry[language]}
        sections = words.pop("body", [])
        if drawing:
            words["picture_description"] = description(drawing, language)
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


def swedish(model: type[Page], slugs: list[str]) -> list[Page]:
    """The Swedish pages of these addresses, which is what an editor chooses in both languages."""
    return list(model.objects.filter(slug__in=slugs, locale__language_code="sv"))
