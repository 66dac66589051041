"""What search engines ask for: robots.txt and sitemap.xml."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from home.serving.addresses import with_roots
from home.serving.page_cache import mark_public

OWN_PAGES = ["/konto/", "/mina-ansokningar/", "/godkann/"]
NOT_FOR_ROBOTS = ["/admin/", *OWN_PAGES, *(f"/en{path}" for path in OWN_PAGES)]


class PageSitemap(Sitemap):
    """Every published page that anyone may see, each with its addresses in all languages."""

    def items(self) -> list[Page]:
        """Pages from the front pages down."""
        pages = Page.objects.live().public().filter(depth__gte=2).select_related("locale")
        return with_roots(pages.order_by("path"))

    def location(self, item: Page) -> str:
        """The page's address without the host."""
        return item.get_url() or "/"

    def lastmod(self, item: Page) -> datetime | None:
        """When it was last published."""
        return item.last_published_at

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """Add to each address those of the same page in other languages."""
        urls = super().get_urls(*args, **kwargs)
        versions: dict[Any, list[dict[str, str]]] = {}
        for url in urls:
            page = url["item"]
            alternate = {"location": url["location"], "lang_code": page.locale.language_code}
            versions.setdefault(page.translation_key, []).append(alternate)
        for url in urls:
            alternates = versions[url["item"].translation_key]
            url["alternates"] = alternates if len(alternates) > 1 else []
        return urls


def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """List the site's pages."""
    return mark_public(request, sitemap(request, {"pages": PageSitemap}))


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Keep search engines from people's own pages, and from a demo altogether."""
    closed = ["/"] if settings.DEMO else NOT_FOR_ROBOTS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {settings.BASE_URL}/sitemap.xml")
    return mark_public(request, HttpResponse("\n".join(lines) + "\n", content_type="text/plain"))
