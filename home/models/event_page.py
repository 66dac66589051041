"""Something that happens at a time."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BodyBlock
from home.events.calendar_files import CalendarEntry
from home.events.event_times import last_day, over_at, seconds_until
from home.models.about_pages import AboutPages
from home.models.base import BasePage
from home.validity import seconds_to_midnight


class EventPage(AboutPages, BasePage):
    """An event. When it is over it says so by itself and moves to the past ones."""

    card_template = "components/event_card.html"
    search_kind = "event"

    starts_at = models.DateTimeField(_("begins"), help_text=_("Swedish time."))
    ends_at = models.DateTimeField(
        _("ends"),
        null=True,
        blank=True,
        help_text=_("For an event of whole days: any hour of the last day."),
    )
    all_day = models.BooleanField(
        _("whole days"), default=False, help_text=_("Tick it where the hours mean nothing.")
    )
    # Follows from the three above; kept so that the coming ones are found by an index.
    over_at = models.DateTimeField(editable=False, blank=True, db_index=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    online_url = models.URLField(_("address of the meeting on the web"), blank=True)
    audience = models.CharField(
        _("for whom"), max_length=120, blank=True, help_text=_("Such as ages 13 to 19, or everyone.")
    )
    cost = models.CharField(_("cost"), max_length=120, blank=True, help_text=_("Such as free of charge."))
    needs_registration = models.BooleanField(_("you must register"), default=False)
    registration_url = models.URLField(
        _("address of the registration"),
        blank=True,
        help_text=_("Empty means that one registers with the contact chosen for the page."),
    )
    register_by = models.DateField(_("last day to register"), null=True, blank=True)
    cancelled = models.BooleanField(_("cancelled"), default=False)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("starts_at"),
                FieldPanel("ends_at"),
                FieldPanel("all_day"),
                FieldPanel("cancelled"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("online_url")], heading=_("Where")),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("cost"),
                FieldPanel("needs_registration"),
                FieldPanel("registration_url"),
                FieldPanel("register_by"),
            ],
            heading=_("To take part"),
        ),
        FieldPanel("body"),
        AboutPages.about_panel,
        AboutPages.areas_panel,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("place"),
        index.FilterField("over_at"),
    ]
    parent_page_types = ["home.EventIndexPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_it_begins",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Count when it is over."""
        self.over_at = over_at(self.starts_at, self.ends_at, all_day=self.all_day)
        return super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse an end before the beginning, and a registration with nobody to register with."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The event ends before it begins.")})
        if self.needs_registration and not (self.registration_url or self.contact_id):
            raise ValidationError(
                {"registration_url": _("Write where to register, or choose a contact for the page.")}
            )

    @classmethod
    def under(cls, area: Page) -> QuerySet["EventPage"]:
        """The coming events under an area, the nearest first."""
        return coming(super().under(area))

    @classmethod
    def about(cls, page: Page) -> QuerySet["EventPage"]:
        """The coming events about a page, the nearest first."""
        return coming(super().about(page))

    @property
    def first_day(self) -> date:
        """The day it begins, in Swedish time."""
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self) -> date:
        """The last day it takes up."""
        return last_day(self.starts_at, self.ends_at, all_day=self.all_day)

    @property
    def month(self) -> date:
        """The first day of the month it begins in: what a list groups by."""
        return self.first_day.replace(day=1)

    @property
    def is_over(self) -> bool:
        """Whether it has been."""
        return self.over_at <= timezone.now()

    @property
    def may_register(self) -> bool:
        """Whether there is still time to register."""
        in_time = self.register_by is None or timezone.localdate() <= self.register_by
        return self.needs_registration and in_time and not self.is_over and not self.cancelled

    def calendar_entries(self) -> list[CalendarEntry]:
        """The event for a calendar."""
        begins: date | datetime = self.first_day if self.all_day else self.starts_at
        ends: date | datetime | None = self.last_day if self.all_day else self.ends_at
        url = settings.BASE_URL + (self.get_url() or "")
        host = urlsplit(settings.BASE_URL).hostname
        entry = CalendarEntry(
            uid=f"{self.translation_key}-{self.locale.language_code}@{host}",
            title=self.title,
            begins=begins,
            ends=ends,
            changed_at=self.last_published_at or timezone.now(),
            description=self.summary,
            place=self.place or self.online_url,
            url=url,
            cancelled=self.cancelled,
        )
        return [entry]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what it is about."""
        context = super().get_context(request, *args, **kwargs)
        context["subjects"] = self.subjects()
        return context

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until it is over, or until the day ends after which nobody can register."""
        if self.is_over:
            return None
        return min(seconds_until(self.over_at), seconds_to_midnight())


def coming(events: QuerySet[EventPage]) -> QuerySet[EventPage]:
    """Those of the events that are not over, the nearest first."""
    return events.filter(over_at__gt=timezone.now()).order_by("starts_at", "pk")
