"""The list of stories."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.models.listing import ListingPage
from home.models.story_page import StoryPage


class StoryIndexPage(ListingPage):
    """All stories of one language, newest first; the stories are its child pages."""

    search_kind = "story"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.StoryPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("stories")
        verbose_name_plural = _("lists of stories")

    def entries(self, request: HttpRequest) -> QuerySet[StoryPage]:
        """Its published stories."""
        return StoryPage.objects.child_of(self).live().order_by("-first_published_at", "-pk")
