"""A case with protected identity is opened by hand, and the opening is written in its log.

Reading an address must change nothing, so none of the pages about such a case answers a GET until the
person has pressed the button on the page that opens it. The door is `review.access`, where every page about
one case begins; what it raises becomes a redirect in the middleware, whatever the page was.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from wagtail.admin.localization import get_localized_response

from stipend_portal.models import Application
from stipend_portal.review.pages import list_crumbs
from stipend_portal.services.protection import record_opening

# How long an opened case stays open in the session it was opened in.
MINUTES = 15
OPEN_FOR = timedelta(minutes=MINUTES)

# Where the session keeps when each case was opened, in seconds since 1970.
OPENED = "opened_cases"

# The part of the address that says where to go on.
NEXT = "till"


class NotOpened(Exception):
    """The case has protected identity, and this person has not opened it within the last minutes."""

    def __init__(self, case: Application) -> None:
        super().__init__(case.pk)
        self.case_pk = case.pk


def is_open(request: HttpRequest, case: Application) -> bool:
    """Whether this session has opened the case lately."""
    opened = request.session.get(OPENED, {}).get(str(case.pk), 0)
    return time.time() - opened < OPEN_FOR.total_seconds()


def open_case(request: HttpRequest, case: Application) -> None:
    """Write the opening in the log, and let this session read the case for a while."""
    record_opening(application=case, actor=request.user)
    since = time.time() - OPEN_FOR.total_seconds()
    lately = {pk: at for pk, at in request.session.get(OPENED, {}).items() if at > since}
    request.session[OPENED] = {**lately, str(case.pk): time.time()}


def require_opened(request: HttpRequest, case: Application) -> None:
    """Raise `NotOpened` for a protected case that this session has not opened lately."""
    if case.protected and not is_open(request, case):
        raise NotOpened(case)


def next_address(request: HttpRequest, otherwise: str) -> str:
    """Where the person was going when she was stopped: an address of the admin, or else the one given."""
    wanted = request.GET.get(NEXT, "")
    inside = wanted.startswith(reverse("wagtailadmin_home"))
    if inside and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return otherwise


def closed_again(request: HttpRequest, case_pk: int) -> TemplateResponse:
    """What was sent came too late: nothing is done, and the words that were typed are given back."""
    title = _("The case is closed again")
    context = {
        "header_title": title,
        "page_title": title,
        "breadcrumbs_items": [*list_crumbs(), {"url": "", "label": title}],
        "words": typed_words(request),
        "minutes": MINUTES,
        "open_url": reverse("cases:open", args=[case_pk]),
    }
    return TemplateResponse(request, "stipend_portal/review/protect_closed.html", context, status=409)


def typed_words(request: HttpRequest) -> str:
    """What someone wrote herself in the form: marks, numbers and choices are soon made again."""
    values = [value.strip() for name in request.POST for value in request.POST.getlist(name)]
    return "\n\n".join(value for value in values if " " in value)


class OpeningMiddleware:
    """Leads from any address about an unopened case to the page that opens it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let everything through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer `NotOpened`; every other exception goes on."""
        if not isinstance(error, NotOpened):
            return None
        if request.method == "POST":
            # Wagtail chooses the person's language round its views, and this is outside them.
            return get_localized_response(closed_again, request, error.case_pk)
        url = reverse("cases:open", args=[error.case_pk])
        return redirect(f"{url}?{urlencode({NEXT: request.get_full_path()})}")
