"""The style guide's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from home.styleguide.parts import parts


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    context = {
        "parts": [(part, part.draw(request)) for part in parts()],
        "crumbs": [{"title": "Start", "url": "/"}, {"title": _("Style guide"), "url": ""}],
    }
    return render(request, "styleguide/styleguide.html", context)
