"""The list of news."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.models.listing import ListingPage
from home.models.news_page import NEWEST_FIRST, NewsPage


class NewsIndexPage(ListingPage):
    """All news of one language, newest first; `?ar=2026` gives one year. The news are its child pages."""

    search_kind = "news"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def news(self) -> QuerySet[NewsPage]:
        """Its published news."""
        return NewsPage.objects.child_of(self).live()

    def years(self) -> list[int]:
        """The years that have news, newest first."""
        return [day.year for day in self.news().dates("day", "year", order="DESC")]

    def entries(self, request: HttpRequest) -> QuerySet[NewsPage]:
        """The news of the year that the address asks for, or all of them; nonsense in it is passed over."""
        found = self.news().order_by(*NEWEST_FIRST)
        year = chosen_year(request)
        return found.filter(day__year=year) if year else found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the years."""
        context = super().get_context(request, *args, **kwargs)
        year = chosen_year(request)
        context |= {"years": self.years(), "year": year, "query": f"ar={year}&" if year else ""}
        return context


def chosen_year(request: HttpRequest) -> int | None:
    """The year that the address asks for; None where it says nothing, or nonsense."""
    text = request.GET.get("ar", "")
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() and int(text) else None
