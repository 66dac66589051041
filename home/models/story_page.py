"""What somebody tells who has been abroad."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.editing.page_form import EditorsPageForm
from home.models.about_pages import AboutPages
from home.models.base import BasePage
from home.pictures import with_pictures

MORE_STORIES = 3


class StoryPageForm(EditorsPageForm):
    """A story is published with a picture; a draft may still be without."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "picture" in self.fields:
            self.fields["picture"].required = True


class StoryPage(AboutPages, BasePage):
    """A story in the traveller's own voice, signed as she wants to be called: never with a surname by rule."""

    card_template = "components/story_card.html"
    search_kind = "story"

    traveller = models.CharField(
        _("who tells"),
        max_length=80,
        help_text=_("As she or he wants to be called, such as Alva, 17 years. No surname is needed."),
    )
    town = models.CharField(_("town"), max_length=80)
    country = models.CharField(_("country"), max_length=80)
    travelled = models.CharField(
        _("when"), max_length=60, help_text=_("In words, such as spring 2026 or the school year 2025–2026.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    base_form_class = StoryPageForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("traveller"),
                FieldPanel("town"),
                FieldPanel("country"),
                FieldPanel("travelled"),
            ],
            heading=_("The journey"),
        ),
        FieldPanel("body"),
        AboutPages.about_panel,
        AboutPages.areas_panel,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("traveller"),
        index.SearchField("town"),
        index.SearchField("country"),
    ]
    parent_page_types = ["home.StoryIndexPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what it is about, and a few other stories to go on to."""
        context = super().get_context(request, *args, **kwargs)
        others = StoryPage.objects.sibling_of(self, inclusive=False).live().order_by("-first_published_at")
        context["subjects"] = self.subjects()
        context["more_stories"] = list(with_pictures(others)[:MORE_STORIES])
        return context
