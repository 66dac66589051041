"""What later apps show on the front page, without this app knowing them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

Panel = Callable[[HttpRequest], SafeString]

_front_page_panels: list[Panel] = []


def register_front_page_panel(panel: Panel) -> Panel:
    """Show what `panel(request)` renders near the top of the front page. Use as a decorator."""
    _front_page_panels.append(panel)
    return panel


def front_page_panels(request: HttpRequest) -> list[SafeString]:
    """Every registered panel, rendered, in the order of registration."""
    return [panel(request) for panel in _front_page_panels]
