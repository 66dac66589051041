"""Pictures for shared links."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from home.serving.page_cache import mark_public
from home.sharing.picture import draw, picture_version


def share_picture(request: HttpRequest, pk: int, version: str) -> HttpResponse:
    """The picture of a published page that anyone may read; 404 for another version than the newest."""
    page = get_object_or_404(Page.objects.live().public(), pk=pk)
    if picture_version(page) != version:
        raise Http404
    response = HttpResponse(draw(page), content_type="image/png")
    # No longer than the page itself: what is taken down must be gone from every process within the same time.
    return mark_public(request, response)
