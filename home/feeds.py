"""Feeds (RSS 2.0) of what is new, one of each kind and language, for programs that follow many sites."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import ClassVar, Final

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import set_response_etag
from django.utils.feedgenerator import Enclosure
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.models import BasePage, NewsIndexPage, NewsPage, Picture, StoryIndexPage
from home.pictures import with_pictures
from home.serving.addresses import with_roots
from home.serving.page_cache import mark_public
from home.sharing.schema_org import absolute
from home.site_pages import site_pages

# Whoever follows a feed fetches all of it, again and again.
MOST_IN_FEED = 30
# A size that the pages use too, so that no picture is made for the feed alone.
PICTURE_SPEC = "format-jpeg|fill-1280x720"
# What XML has no way to say; it comes along with words from a word processor.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class ListFeed(Feed):
    """The newest pages of the first list of a type in the reader's language."""

    list_type: ClassVar[type[NewsIndexPage | StoryIndexPage]]
    address: ClassVar[str]
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest) -> NewsIndexPage | StoryIndexPage:
        """The list; without one there is no feed."""
        lists = self.list_type.objects.live().public().filter(locale__language_code=get_language())
        return lists.select_related("locale").defer_streamfields().order_by("depth", "path")[:1].get()

    def title(self, shown: BasePage) -> str:
        """The list's title, with whose it is."""
        return _said(f"{shown.title} – {settings.WAGTAIL_SITE_NAME}")

    def link(self, shown: BasePage) -> str:
        """The list itself."""
        return absolute(shown.get_url() or "/")

    def feed_url(self) -> str:
        """The feed's one address, whatever the reader called it by."""
        return absolute(reverse(self.address))

    def description(self, shown: BasePage) -> str:
        """What the list says of itself."""
        return _said(shown.meta_description)

    def items(self, shown: NewsIndexPage | StoryIndexPage) -> Iterable[BasePage]:
        """The newest that anyone may read."""
        newest = with_pictures(shown.newest().public())
        return with_roots(newest.select_related("locale").defer_streamfields()[:MOST_IN_FEED])

    def item_title(self, item: BasePage) -> str:
        """Its title. Plain text: the feed escapes what XML needs escaped."""
        return _said(item.title)

    def item_description(self, item: BasePage) -> str:
        """Its summary."""
        return _said(item.meta_description)

    def item_link(self, item: BasePage) -> str:
        """Where it is read."""
        return absolute(item.get_url() or "/")

    def item_guid(self, item: BasePage) -> str:
        """Stays the same when the page moves, so that nobody gets it twice."""
        return f"{item.translation_key}-{item.locale.language_code}"

    def item_pubdate(self, item: BasePage) -> datetime | None:
        """When it came."""
        return item.first_published_at

    def item_updateddate(self, item: BasePage) -> datetime | None:
        """When it was changed last: not told of each item, but the feed is as new as the newest of these."""
        return item.last_published_at

    def item_enclosures(self, item: BasePage) -> list[Enclosure]:
        """Its picture, if it has one."""
        return [_enclosure(item.picture)] if item.picture else []


def _said(words: str) -> str:
    return NOT_IN_XML.sub(" ", words)


def _enclosure(picture: Picture) -> Enclosure:
    if picture.is_svg():
        return Enclosure(_with_host(picture.file.url), str(picture.file_size or 0), "image/svg+xml")
    # How long the file is would have to be asked of the storage; 0 says that it is not known.
    return Enclosure(_with_host(picture.get_rendition(PICTURE_SPEC).url), "0", "image/jpeg")


def _with_host(url: str) -> str:
    """Files may be served by another host, and then have it in their address."""
    return absolute(url) if url.startswith("/") else url


class NewsFeed(ListFeed):
    """The news. A piece of news came on its day, at the hour that day began."""

    list_type = NewsIndexPage
    address = "news_feed"

    def item_pubdate(self, item: NewsPage) -> datetime:
        """The day of the news."""
        return timezone.make_aware(datetime.combine(item.day, time.min))


class StoryFeed(ListFeed):
    """The stories."""

    list_type = StoryIndexPage
    address = "story_feed"


def _open(request: HttpRequest, feed: Feed) -> HttpResponse:
    """Kept as pages are, with a mark of its version: who has that one is not sent it again."""
    response = feed(request)
    # The newest day among the items may lie ahead, and goes back when something is taken down; the mark is enough.
    del response["Last-Modified"]
    set_response_etag(response)
    return mark_public(request, response)


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The news in the reader's language; 404 where there is no list of news."""
    return _open(request, NewsFeed())


@require_safe
def story_feed(request: HttpRequest) -> HttpResponse:
    """The stories in the reader's language; 404 where there is no list of stories."""
    return _open(request, StoryFeed())


FEEDS: Final = {str(feed.list_type._meta.model_name): feed.address for feed in (NewsFeed, StoryFeed)}


@dataclass(frozen=True)
class FeedLink:
    """A feed, as the head of a page tells of it, and the address of the list that it follows."""

    title: str
    url: str
    list_url: str


def feed_links(language: str, request: HttpRequest | None = None) -> list[FeedLink]:
    """The feeds that there are in a language."""
    lists = site_pages(language, request).first_of(FEEDS)
    return [FeedLink(each.title, reverse(FEEDS[each.kind]), each.url) for each in lists]
