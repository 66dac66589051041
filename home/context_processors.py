"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The demo flag, shown as a banner so that nobody takes example data for real."""
    return {"demo": settings.DEMO}
