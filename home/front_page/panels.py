"""What later apps show on the front page, without this app knowing them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.utils.safestring import SafeString

Place = Literal["hero", "top", "current"]


@dataclass(frozen=True)
class Panel:
    """A piece of the front page.

    `max_age_seconds` is how long it stays true, such as the time until a round opens or closes. A panel
    may be empty today and still say when that changes.
    """

    html: SafeString
    max_age_seconds: int | None = None


PanelSource = Callable[[HttpRequest], Panel]

_sources: dict[Place, list[PanelSource]] = {"hero": [], "top": [], "current": []}


def register_front_page_panel(source: PanelSource, place: Place = "top") -> PanelSource:
    """Show `source(request)` on the front page: beside the heading (`hero`), under it (`top`), or below (`current`).

    Plain use as a decorator gives `top`.
    """
    _sources[place].append(source)
    return source


def front_page_panels(request: HttpRequest) -> dict[Place, list[Panel]]:
    """Every registered panel by place, in the order of registration."""
    return {place: [source(request) for source in sources] for place, sources in _sources.items()}


def shortest_age(panels: dict[Place, list[Panel]]) -> int | None:
    """For how many seconds all the panels stay true; None when they set no limit."""
    limits = [
        panel.max_age_seconds
        for placed in panels.values()
        for panel in placed
        if panel.max_age_seconds is not None
    ]
    return min(limits, default=None)
