"""Pictures for shared links."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from wagtail.models import Page

from home.sharing.picture import draw, picture_version

# Seconds.
A_DAY = 24 * 3600


def share_picture(request: HttpRequest, pk: int, version: str) -> HttpResponse:
    """The picture of a published page that anyone may read; 404 for another version than the newest."""
    page = get_object_or_404(Page.objects.live().public(), pk=pk)
    if picture_version(page) != version:
        raise Http404
    response = HttpResponse(draw(page), content_type="image/png")
    # Another picture has another address, so whoever has this one need not ask again.
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response
