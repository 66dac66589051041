"""Error pages in plain words. Each says what happened, that nothing was lost, and what to do."""

import math

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.search.nearby import nearby


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form was sent without its protection mark, most often from a page left open too long."""
    return render(request, "errors/csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be understood."""
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this person may not do this."""
    return render(request, "errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not for this person; the two look the same."""
    return render(request, "errors/404.html", {"nearby": nearby(request.path)}, status=404)


def too_many_requests(request: HttpRequest, wait: int | None = None) -> HttpResponse:
    """429: the same thing too often; `wait` is the seconds until it may be done again.

    Without `wait`, which is how allauth asks for this page, a minute is enough. What was typed is on the
    page and can be sent again from it, except files, which no page can hold, and what may be a password.
    """
    words = {} if wait is None or request.FILES else dict(request.POST.lists())
    words.pop("csrfmiddlewaretoken", None)
    context = {"minutes": math.ceil((wait or 60) / 60), "posted": words, "has_files": bool(request.FILES)}
    response = render(request, "errors/429.html", context, status=429)
    response.headers["Retry-After"] = str(wait or 60)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The template uses no data, so it cannot fail in turn."""
    return render(request, "errors/500.html", status=500)
