"""The tokens of the look, read from `static/css/tokens.css`, and how well colours that meet can be told apart."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOKENS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"

# What WCAG 2.2 asks at level AA: of text (1.4.3), and of what must be seen to be used (1.4.11).
TEXT, SHAPE = 4.5, 3.0

_BLOCK = re.compile(r":root\s*{(.*?)}", re.DOTALL)
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(.+?);")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Pair:
    """A colour that stands on another: where it does, and the least contrast it needs there."""

    front: str
    ground: str
    where: str | Promise
    least: float = TEXT

    def contrast(self, theme: str) -> float:
        """The ratio in a theme (`light` or `dark`), from 1 to 21."""
        colours = themes()[theme]
        return contrast(colours[self.front], colours[self.ground])

    @property
    def light(self) -> float:
        """The ratio on light pages."""
        return self.contrast("light")

    @property
    def dark(self) -> float:
        """The ratio on dark pages."""
        return self.contrast("dark")


PAIRS = [
    Pair("ink", "paper", _("Text on the page")),
    Pair("ink", "surface", _("Text on cards and forms")),
    Pair("ink", "sunken", _("Text in sunken boxes")),
    Pair("ink-soft", "paper", _("Quiet text on the page")),
    Pair("ink-soft", "surface", _("Quiet text on cards")),
    Pair("link", "paper", _("Links on the page")),
    Pair("link", "surface", _("Links on cards")),
    Pair("link-hover", "paper", _("Links that are pointed at")),
    Pair("on-action", "action", _("Words on buttons")),
    Pair("on-action", "action-hover", _("Words on buttons that are pointed at")),
    Pair("berry-ink", "paper", _("Small headings above headings")),
    Pair("info", "info-soft", _("Notices: good to know")),
    Pair("success", "success-soft", _("Notices: went well")),
    Pair("warning", "warning-soft", _("Notices: look out")),
    Pair("error", "error-soft", _("Notices: went wrong")),
    Pair("error", "surface", _("Errors beside a field")),
    Pair("on-deep", "deep", _("Text on deep water")),
    Pair("on-deep-soft", "deep", _("Quiet text on deep water")),
    Pair("on-deep-soft", "deep-2", _("Quiet text on cards on deep water")),
    Pair("on-deep-berry", "deep", _("What stands out on deep water")),
    Pair("line-strong", "surface", _("The edges of boxes to write in"), SHAPE),
    Pair("focus", "paper", _("The ring around what has the focus"), SHAPE),
]

COLOURS = [
    *("paper", "surface", "sunken", "ink", "ink-soft", "line", "line-strong"),
    *("link", "link-hover", "action", "action-hover", "on-action", "berry", "berry-ink", "focus"),
    *("info", "info-soft", "success", "success-soft", "warning", "warning-soft", "error", "error-soft"),
    *("deep", "deep-2", "deep-land", "deep-line", "on-deep", "on-deep-soft", "on-deep-berry"),
]


@cache
def _blocks() -> list[dict[str, str]]:
    text = TOKENS.read_text(encoding="utf-8")
    return [dict(_TOKEN.findall(block)) for block in _BLOCK.findall(text)]


def themes() -> dict[str, dict[str, str]]:
    """The colours of both themes by name. The dark one changes only some of the light one's."""
    light, dark = (
        {name: value for name, value in block.items() if _COLOUR.fullmatch(value)} for block in _blocks()
    )
    return {"light": light, "dark": light | dark}


def named(beginning: str) -> list[tuple[str, str]]:
    """Tokens whose names begin so, with their values, such as every `size-`."""
    return [(name, value) for name, value in _blocks()[0].items() if name.startswith(beginning)]


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as `#10282d` (WCAG 2.2), from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)
