"""Pages of a list that may be very long.

The first cases are counted and numbered. Counting everything grows with the table, and so does skipping to
a page far down, so what lies beyond is reached from the case that one has come to (`?efter=`, `?fore=`), and
the end from the end (`?p=sista`).
"""

from dataclasses import dataclass
from math import ceil
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from stipend_portal.models import Application
from stipend_portal.review.case_list_order import HANDLER, MOST, ORDERS, after, backwards
from stipend_portal.review.case_list_query import CaseQuery

PER_PAGE = 25
AFTER, BEFORE, LAST = "efter", "fore", "sista"


@dataclass(frozen=True)
class ListPage:
    """One page: the keys of its cases, and the ways from it as queries of an address, empty where there is none.

    `count` is how many cases there are, or where `is_capped` as many as were counted. `number` is None on a
    page beyond those.
    """

    keys: list[int]
    count: int
    is_capped: bool
    number: int | None
    pages: int
    is_last: bool = False
    first: str = ""
    previous: str = ""
    following: str = ""
    last: str = ""

    @property
    def leads_on(self) -> bool:
        """Whether there is more than this page."""
        return bool(self.previous or self.following)


def read_page(query: CaseQuery, data: QueryDict) -> ListPage:
    """The page that an address asks for; the first, or the nearest there is, where it asks for nonsense."""
    counted = query.keys()
    is_capped = len(counted) > MOST
    pages = max(1, ceil(min(len(counted), MOST) / PER_PAGE))
    known: dict[str, Any] = {"count": min(len(counted), MOST), "is_capped": is_capped, "pages": pages}
    if is_capped and query.order != HANDLER:
        page = _beyond(query, data, known)
        if page:
            return page
    number = _number(data.get("p", ""), pages)
    keys = counted[:MOST][(number - 1) * PER_PAGE : number * PER_PAGE]
    more = number < pages
    following = _address(query, p=number + 1) if more else ""
    last = _address(query, p=pages) if more else ""
    if is_capped and query.order != HANDLER:
        following = following or _address(query, **{AFTER: keys[-1]})
        last = _address(query, p=LAST)
    return ListPage(
        keys=keys,
        number=number,
        first=_address(query) if number > 1 else "",
        previous=_address(query, p=number - 1) if number > 1 else "",
        following=following,
        last=last,
        **known,
    )


def _number(text: str, pages: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return pages if text == LAST else 1
    return min(max(int(text), 1), pages)


def _address(query: CaseQuery, **page: Any) -> str:
    return "?" + "&".join(part for part in (query.text(), urlencode(page)) if part)


def _mark(query: CaseQuery, text: str) -> Application | None:
    """The case to go on from, if this person sees it."""
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        return None
    return query.desk.cases().filter(pk=int(text)).order_by().first()


def _beyond(query: CaseQuery, data: QueryDict, known: dict[str, Any]) -> ListPage | None:
    """A page past those that are numbered; None where another one is asked for."""
    down, up = ORDERS[query.order], backwards(query.order)
    cases = query.cases()
    if mark := _mark(query, data.get(AFTER, "")):
        keys = _keys(after(cases, down, mark))
        more, back = len(keys) > PER_PAGE, True
        keys = keys[:PER_PAGE]
    elif mark := _mark(query, data.get(BEFORE, "")):
        keys = _keys(after(cases, up, mark))
        more, back = True, len(keys) > PER_PAGE
        keys = keys[:PER_PAGE][::-1]
    elif data.get("p") == LAST or _is_far(data.get("p", ""), known["pages"]):
        keys = list(query.in_order().order_by(*up).values_list("pk", flat=True)[:PER_PAGE])[::-1]
        more, back = False, True
    else:
        return None
    if not keys:
        return None
    return ListPage(
        keys=keys,
        number=None,
        is_last=not more,
        first=_address(query),
        previous=_address(query, **{BEFORE: keys[0]}) if back else "",
        following=_address(query, **{AFTER: keys[-1]}) if more else "",
        last=_address(query, p=LAST) if more else "",
        **known,
    )


def _is_far(text: str, pages: int) -> bool:
    return text.isascii() and text.isdigit() and (len(text) >= 10 or int(text) > pages)


def _keys(cases: Any) -> list[int]:
    return list(cases.values_list("pk", flat=True)[: PER_PAGE + 1])
