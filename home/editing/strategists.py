"""The pages of the strategists: every strategy with its priority areas, and the annual reports.

Wagtail gives rights page by page, and these pages come after the group: the right follows each of them as it is made.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import post_save
from wagtail.models import Page

from home.page_permissions import STRATEGISTS, grant_page_editing


def own_page_types() -> tuple[type[Page], ...]:
    """The pages whose trees are theirs."""
    from home.models import AnnualReportIndexPage, StrategyPage

    return StrategyPage, AnnualReportIndexPage


def grant_own_pages() -> None:
    """Give the group its right under all these pages that there are. Doing it twice is harmless."""
    for page in Page.objects.type(*own_page_types()):
        _grant(page)


def grant_new_page(instance: Page, created: bool, raw: bool, **kwargs: Any) -> None:
    """Give the group its right under a page that has just been made."""
    if created and not raw:
        _grant(instance.page_ptr)


def _grant(page: Page) -> None:
    strategists = Group.objects.filter(name=STRATEGISTS).first()
    if strategists:
        grant_page_editing(strategists, under=page)


def connect() -> None:
    """Follow every page of these types from when it is made."""
    for page_type in own_page_types():
        post_save.connect(grant_new_page, sender=page_type, dispatch_uid=f"strategists-{page_type.__name__}")
