"""Pages for words that come when they can no longer be saved: they are shown, so that they can be copied."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def words_posted(request: HttpRequest, step: str | None) -> list[str]:
    """What was typed on a page, without the names of its inputs; nothing unless it was posted."""
    return [
        text
        for name, texts in request.POST.lists()
        if name.startswith(f"{step}-")
        for text in texts
        if text.strip()
    ]


def render_signed_out(request: HttpRequest, words: list[str]) -> HttpResponse:
    """403: the session has ended since the page was opened."""
    context = {"words": words, "sign_in_url": redirect_to_login(request.path).url}
    return render(request, "stipend_portal/apply/signed_out.html", context, status=403)


def render_gone(request: HttpRequest, words: list[str]) -> HttpResponse:
    """404: there is no such draft, or it is someone else's; the two look the same.

    Raises `Http404` when nothing was typed that could be lost.
    """
    if not words:
        raise Http404
    return render(request, "stipend_portal/apply/draft_gone.html", {"words": words}, status=404)
