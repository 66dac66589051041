"""The periodic part: reading which links there are, and trying a few addresses elsewhere at a time."""

import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from home.editing.links.elsewhere import problem_of
from home.editing.links.found import links_on
from home.editing.links.within import Within, is_within, places_on
from home.models import BasePage, LinkCheck
from home.periodic import periodically

# The worker sends mails between such rounds, and is not to be kept from it.
MOST_AT_A_TIME = 10
MOST_SECONDS = 15.0
AGAIN_AFTER = timedelta(days=7)
FAILED_AGAIN_AFTER = timedelta(hours=20)


@periodically(minutes=60)
def read_links(now: datetime) -> int:
    """Note the links of every published page, and look those up that lead to things of ours. Returns how many."""
    within = Within()
    LinkCheck.objects.filter(page__live=False).delete()
    return sum(
        _read(page, within, now)
        for page in Page.objects.live().specific().iterator(chunk_size=100)
        if isinstance(page, BasePage)
    )


@transaction.atomic
def _read(page: Page, within: Within, now: datetime) -> int:
    links = links_on(page)
    known = {check.url: check for check in LinkCheck.objects.select_for_update().filter(page=page)}
    LinkCheck.objects.filter(pk__in=[known[url].pk for url in known.keys() - links.keys()]).delete()
    places = places_on(page, links.values())
    for url, link in links.items():
        check = known.get(url) or LinkCheck(page=page, url=url)
        check.text = link.text[:255]
        if is_within(url):
            check.note(within.problem(url, places), now)
        check.save()
    return len(links)


@periodically(minutes=5)
def try_links_elsewhere(now: datetime) -> int:
    """Ask some addresses elsewhere, each host once. Returns how many addresses. None where the setting says so."""
    if settings.LINK_CHECK_ADDRESSES == "none":
        return 0
    until = time.monotonic() + MOST_SECONDS
    waiting = _claim(now)
    tried = 0
    while waiting and time.monotonic() <= until:
        url = waiting.pop(0)
        problem = problem_of(url)
        tried += 1
        if problem is not None:
            _note(url, problem, now)
    # What there was no time for has not been tried, and comes first the next time.
    LinkCheck.objects.filter(url__in=waiting).update(last_checked=None)
    return tried


def _due(now: datetime) -> QuerySet[LinkCheck]:
    failing = Q(status=LinkCheck.Status.FAILING, last_checked__lt=now - FAILED_AGAIN_AFTER)
    due = Q(last_checked=None) | Q(last_checked__lt=now - AGAIN_AFTER) | failing
    return LinkCheck.objects.filter(due, url__startswith="http")


@transaction.atomic
def _claim(now: datetime) -> list[str]:
    """The addresses that have waited longest, each of another host, taken so that no other worker asks them too."""
    waiting = _due(now).order_by(F("last_checked").asc(nulls_first=True), "pk")
    chosen: dict[str, str] = {}
    for check in waiting.select_for_update(skip_locked=True)[: MOST_AT_A_TIME * 10]:
        if len(chosen) < MOST_AT_A_TIME:
            chosen.setdefault(urlsplit(check.url).netloc, check.url)
    LinkCheck.objects.filter(url__in=chosen.values()).update(last_checked=now)
    return list(chosen.values())


@transaction.atomic
def _note(url: str, problem: LinkCheck.Problem, now: datetime) -> None:
    for check in LinkCheck.objects.select_for_update().filter(url=url):
        check.note(problem, now)
        check.save()
