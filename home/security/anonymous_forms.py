"""Forms that anybody may send without being known, and without a cookie.

Django's protection against forged posts sets a cookie, and makes a page that cannot be kept for everyone. It is
there so that another site cannot act in the name of a visitor. These forms act in nobody's name: what another
site could make a visitor's browser send, it can send itself. What is left to stop is other sites' pages using
our visitors to send, and browsers tell where a post comes from.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from home.errors import csrf_failure

View = Callable[..., HttpResponse]


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a post comes from a page of this site, as far as the browser tells.

    Browsers since 2023 send `Sec-Fetch-Site`, older ones `Origin`. One that sends neither is let through.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return not origin or urlsplit(origin).netloc == request.get_host()


def anonymous_form(view: View) -> View:
    """Let a view take posts without a cookie; 403 for those from the pages of other sites. Outermost decorator."""

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not comes_from_here(request):
            return csrf_failure(request)
        return view(request, *args, **kwargs)

    return wrapper
