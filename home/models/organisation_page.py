"""Who decides what."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.blocks.responsibility import DecisionStepBlock, ResponsibilityBlock
from home.models.base import BasePage


class OrganisationPage(BasePage):
    """The bodies with what each does and to whom it reports, the way to a decision, and how to follow or try it."""

    bodies = StreamField(
        [("body", ResponsibilityBlock())],
        verbose_name=_("bodies"),
        help_text=_("The one that decides most comes first."),
    )
    steps_title = models.CharField(
        _("heading of the steps"),
        max_length=120,
        blank=True,
        help_text=_("Such as how a stipend is decided."),
    )
    steps = StreamField([("step", DecisionStepBlock())], blank=True, verbose_name=_("steps"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("bodies"),
        MultiFieldPanel([FieldPanel("steps_title"), FieldPanel("steps")], heading=_("The way to a decision")),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("bodies"),
        index.SearchField("steps"),
        index.SearchField("body"),
    ]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("who decides what")
        verbose_name_plural = _("pages about who decides what")
