"""A page of text."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.base import BasePage


class StandardPage(BasePage):
    """Text that fits no other page type."""

    in_footer = models.BooleanField(
        _("show at the foot of every page"),
        default=False,
        help_text=_(
            "For a few pages that readers must always find, such as the one about personal data. "
            "Contact, questions, who decides and the accessibility statement stand there by themselves."
        ),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("in_footer")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
