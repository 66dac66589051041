"""The office that answers questions about the European Union."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.blocks.office import FunderBlock, OpeningHoursBlock, ServiceBlock
from home.events.event_times import seconds_until
from home.models.about_pages import register_subject
from home.models.base import BasePage
from home.models.event_page import EventPage
from home.pictures import with_pictures

MOST_EVENTS = 6
# Hours and money are mostly decided by the year.
TRUE_FOR = timedelta(days=365)


@register_subject
class EuropeDirectPage(BasePage):
    """A Europe Direct office: what it helps with, when it is open, who pays for it, and what it invites to.

    Facts age, so the page says as of when they were true.
    """

    as_of = models.DateField(
        _("as of"), help_text=_("The day the facts about services, hours and funders are from.")
    )
    services = StreamField([("service", ServiceBlock())], blank=True, verbose_name=_("services"))
    address = models.TextField(_("address"), max_length=300, blank=True)
    opening_hours = StreamField([("hours", OpeningHoursBlock())], blank=True, verbose_name=_("opening hours"))
    host = models.CharField(
        _("host"), max_length=120, help_text=_("Who runs the office, such as Åmåls kommun.")
    )
    funders = StreamField([("funder", FunderBlock())], verbose_name=_("funders"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("as_of"),
        FieldPanel("services"),
        MultiFieldPanel([FieldPanel("address"), FieldPanel("opening_hours")], heading=_("To visit")),
        MultiFieldPanel([FieldPanel("host"), FieldPanel("funders")], heading=_("Who stands behind it")),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("services")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("Europe Direct office")
        verbose_name_plural = _("Europe Direct offices")

    @property
    def is_old(self) -> bool:
        """Whether the facts are so old that a visitor should ask first."""
        return timezone.localdate() - self.as_of > TRUE_FOR

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the coming events that are about it."""
        context = super().get_context(request, *args, **kwargs)
        events = with_pictures(EventPage.about(self)).select_related("locale").defer_streamfields()
        context["events"] = list(events[:MOST_EVENTS])
        return context

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until the first of the events is over."""
        events = response.context_data["events"]  # type: ignore[attr-defined]
        return min((seconds_until(event.over_at) for event in events), default=None)
