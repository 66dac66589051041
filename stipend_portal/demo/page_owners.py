"""Who looks after the demo's pages, and when some of them are to be looked over."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from home.models import StandardPage, User
from home.page_permissions import EDITORS

# By slug: how many days from now. One is late, one is soon, one is later; the others have no day.
REVIEW_BY = {"om-webbplatsen": -3, "organisation": 9, "tillganglighet": 120}


def give_pages_owners() -> None:
    """Share the pages out among those who write, one language each."""
    editors = User.objects.filter(groups__name=EDITORS).order_by("pk")
    for owner, language in zip(editors, ("sv", "en"), strict=False):
        Page.objects.filter(depth__gt=1, locale__language_code=language).update(owner=owner)
    today = timezone.localdate()
    for slug, days in REVIEW_BY.items():
        StandardPage.objects.filter(slug=slug).update(review_by=today + timedelta(days=days))
