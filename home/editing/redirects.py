"""Keeping the redirects that Wagtail makes when a page moves from leading round in a circle.

A page that moves away and back has a redirect from the very address it has now. Nobody meets it while the page is
published; when the page is taken down, the address would redirect to itself for ever.
"""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move


def remove_circles(instance: Page, **kwargs: Any) -> None:
    """Delete the redirects made for this page and those under it whose old address is the page's own again."""
    pages = instance.get_descendants(inclusive=True)
    made = Redirect.objects.filter(automatically_created=True, redirect_page__in=pages)
    circles = [
        each.pk
        for each in made.select_related("redirect_page")
        if each.redirect_page.url
        and Redirect.normalise_path(each.redirect_page.relative_url(each.site)) == each.old_path
    ]
    Redirect.objects.filter(pk__in=circles).delete()


def connect() -> None:
    """Look after every move and every new slug; Wagtail's own receivers have run by then."""
    for signal in (page_slug_changed, post_page_move):
        signal.connect(remove_circles, dispatch_uid="home.editing.redirects")
