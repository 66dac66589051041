"""The search's part of the Wagtail admin."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


def without_search_terms(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take away Wagtail's report of what visitors search for: nothing of that is stored, so it is always empty."""
    items[:] = [item for item in items if item.name != "search-terms"]
