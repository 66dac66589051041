"""The parts of the style guide. Later apps add theirs from their own `ready()`, without this app knowing them.

    @register_part("biljett", _("Application rounds"))
    def tickets(request: HttpRequest) -> dict[str, Any]: ...

The part is drawn by `templates/styleguide/parts/biljett.html` from what the function gives. It includes the
templates that the pages of the site include, so that nothing is drawn twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

Examples = Callable[[HttpRequest], dict[str, Any]]


@dataclass(frozen=True)
class Part:
    """Components that belong together. `slug` names both the template and the anchor."""

    slug: str
    title: str | Promise
    examples: Examples

    def draw(self, request: HttpRequest) -> SafeString:
        """The part as HTML."""
        return render_to_string(f"styleguide/parts/{self.slug}.html", self.examples(request), request)


_parts: list[Part] = []


def register_part(slug: str, title: str | Promise) -> Callable[[Examples], Examples]:
    """Show what the decorated function gives as a part of the style guide, after those before it."""

    def register(examples: Examples) -> Examples:
        _parts.append(Part(slug, title, examples))
        return examples

    return register


def parts() -> list[Part]:
    """Every part, in the order of registration, which is the order of the apps."""
    return list(_parts)
