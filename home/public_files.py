"""What search engines ask for: robots.txt and sitemap.xml."""

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from home.page_cache import mark_public

OWN_PAGES = ["/konto/", "/mina-ansokningar/", "/godkann/"]
NOT_FOR_ROBOTS = ["/admin/", *OWN_PAGES, *(f"/en{path}" for path in OWN_PAGES)]


class PageSitemap(Sitemap):
    """Every published page that anyone may see, in all languages."""

    def items(self) -> QuerySet[Page]:
        """Pages from the front pages down."""
        return Page.objects.live().public().filter(depth__gte=2).order_by("path")

    def location(self, item: Page) -> str:
        """The page's address without the host."""
        return item.get_url() or "/"

    def lastmod(self, item: Page) -> datetime | None:
        """When it was last published."""
        return item.last_published_at


def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """List the site's pages."""
    return mark_public(request, sitemap(request, {"pages": PageSitemap}))


def robots_txt(request: HttpRequest) -> HttpResponse:
    """Keep search engines from people's own pages, and from a demo altogether."""
    closed = ["/"] if settings.DEMO else NOT_FOR_ROBOTS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {settings.BASE_URL}/sitemap.xml")
    return mark_public(request, HttpResponse("\n".join(lines) + "\n", content_type="text/plain"))
