"""Wagtail's page view, without asking the database which site and front page this is.

Wagtail asks four times on every request before it looks for the page itself. Visitors without a session
get the remembered answers, which are forgotten with the kept pages; whoever has a session gets fresh ones.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from django.utils.translation import get_language
from wagtail import urls as wagtail_urls
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from home.models import HomePage
from home.serving.addresses import know_site, with_roots
from home.serving.page_cache import remembered


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Show the page of an address. The attribute is where Wagtail itself keeps its answer."""
    site = know_site(request)
    if site is not None:
        request._wagtail_route_for_request = _route(request, site, path)  # type: ignore[attr-defined]
    return views.serve(request, path)


def _route(request: HttpRequest, site: Site, path: str) -> RouteResult | None:
    front: Page = remembered(f"front-page:{site.pk}:{get_language()}", lambda: _front_page(site))
    try:
        found: RouteResult = front.route(request, [slug for slug in path.split("/") if slug])
    except Http404:
        return None
    # For its own address where there is no request to ask, as in what machines read of it.
    with_roots([found.page])
    return found


def _front_page(site: Site) -> Page:
    """The site's front page in the reader's language, in one query; the site's own where there is none."""
    versions = HomePage.objects.filter(translation_key=site.root_page.translation_key)
    found = versions.filter(locale__language_code=get_language()).select_related("locale").first()
    return found or site.root_page.specific


# Wagtail's own addresses with its page view exchanged; page links are made from the name.
urlpatterns = [
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
