"""The picture that goes with a link when a page is shared: its title over the map."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Final

import typst
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

TEMPLATES: Final = settings.BASE_DIR / "templates"
WIDTH, HEIGHT = 1200, 630
# A longer title is cut: more could not be read in the size that links are shown.
LONGEST_TITLE = 110

# Takes the page, gives an SVG of WIDTH × HEIGHT, or nothing.
Background = Callable[[Page], str]

_backgrounds: list[Background] = []


def register_background(background: Background) -> Background:
    """Draw what `background(page)` gives behind the titles. Use as a decorator."""
    _backgrounds[:] = [background]
    return background


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _title(page: Page) -> str:
    title = " ".join(page.title.split())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def picture_version(page: Page) -> str:
    """Changes when the picture does, so that the address can be kept for ever."""
    told = f"{page.title}\n{page.last_published_at}"
    return sha256(told.encode()).hexdigest()[:12]


def picture_path(page: Page) -> str:
    """The address of a page's picture, without the host."""
    return reverse("share_picture", args=[page.pk, picture_version(page)])


def draw(page: Page) -> bytes:
    """The picture as PNG, WIDTH × HEIGHT pixels."""
    background = next((source(page) for source in _backgrounds), "")
    return typst.compile(
        TEMPLATES / "sharing" / "picture.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        format="png",
        ppi=72.0,
        sys_inputs={"title": _title(page), "site": settings.WAGTAIL_SITE_NAME, "background": background},
    )
