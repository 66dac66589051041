"""Something that a young person can do abroad, or with the world from home."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.events.calendar_files import CalendarEntry
from home.models.base import BasePage
from home.models.in_areas import InAreas
from home.validity import seconds_to_midnight

# Nobody is older; what is above is a slip of the finger.
OLDEST = 120


class Kind(models.TextChoices):
    """What sort of opportunity it is. The values stand in addresses, whose words are Swedish."""

    STIPEND = "stipendium", _("Stipend")
    EXCHANGE = "utbyte", _("Exchange")
    VOLUNTEERING = "volontar", _("Volunteering")
    INTERNSHIP = "praktik", _("Internship")
    SHORT_PLACE = "kort-volontarplats", _("Short volunteer place")


class Cost(models.TextChoices):
    """What it means for one's money. The values stand in addresses too."""

    PAID = "betalt", _("You get money")
    FREE = "gratis", _("It costs nothing")
    COSTS = "kostar", _("It costs something")


class Way(models.TextChoices):
    """How one says that one wants it."""

    STIPENDS = "stipends", _("On this site, among the stipends")
    PAGE = "page", _("As a page here tells")
    ADDRESS = "address", _("On another site")
    CONTACT = "contact", _("By asking the function that is named on the page")


class OpportunityPage(InAreas, BasePage):
    """An opportunity: for whom, when, until when one can apply, and what it costs.

    No period means all the year round, no deadline (nor words about one) that one can always apply.
    """

    card_template = "components/opportunity_card.html"
    search_kind = "opportunity"

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    age_from = models.PositiveSmallIntegerField(
        _("lowest age"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    age_to = models.PositiveSmallIntegerField(
        _("highest age"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    starts_on = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Leave both days empty for all the year round.")
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    deadline = models.DateField(
        _("last day to apply"), null=True, blank=True, help_text=_("Empty where there is none.")
    )
    deadline_words = models.CharField(
        _("when to apply, in words"),
        max_length=80,
        blank=True,
        help_text=_(
            "Where there is no day: such as that the organiser says when. Empty: one can always apply."
        ),
    )
    cost = models.CharField(
        _("money"), max_length=8, choices=Cost, blank=True, help_text=_("Empty where it is not known.")
    )
    cost_words = models.CharField(
        _("money, in words"),
        max_length=200,
        blank=True,
        help_text=_("What one gets or pays, such as: travel, food and a room are paid for."),
    )
    organiser = models.CharField(_("organiser"), max_length=120)
    place = models.CharField(_("place"), max_length=120, help_text=_("Such as De Pere, USA."))
    for_whom = models.TextField(
        _("who it is for"),
        max_length=400,
        blank=True,
        help_text=_("Kind and plain words. Say what is needed, never what somebody lacks."),
    )
    way = models.CharField(_("how to apply"), max_length=8, choices=Way)
    apply_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page that tells"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    apply_url = models.URLField(_("address elsewhere"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
                FieldPanel("for_whom"),
                FieldPanel("organiser"),
                FieldPanel("place"),
            ],
            heading=_("What it is, and for whom"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("deadline"), FieldPanel("deadline_words")]),
                FieldPanel("cost"),
                FieldPanel("cost_words"),
            ],
            heading=_("When, and money"),
        ),
        MultiFieldPanel(
            [FieldPanel("way"), FieldPanel("apply_page"), FieldPanel("apply_url")], heading=_("How to apply")
        ),
        FieldPanel("body"),
    ]
    promote_panels = [InAreas.areas_panel, *BasePage.promote_panels]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("for_whom"),
        index.SearchField("organiser"),
        index.SearchField("place"),
        index.FilterField("kind"),
    ]
    parent_page_types = ["home.OpportunityIndexPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="opportunity_period_whole_and_in_order",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                name="opportunity_ages_in_order",
            ),
        ]

    def clean(self) -> None:
        """Refuse ages and days in the wrong order, and a way to apply that leads nowhere."""
        super().clean()
        problems: dict[str, Any] = {}
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            problems["age_to"] = _("The highest age must not be below the lowest.")
        if bool(self.starts_on) != bool(self.ends_on):
            missing = "ends_on" if self.starts_on else "starts_on"
            problems[missing] = _("Write both days, or none for all the year round.")
        elif self.starts_on and self.ends_on < self.starts_on:
            problems["ends_on"] = _("The period ends before it begins.")
        if self.kind == Kind.SHORT_PLACE and self.way and self.way != Way.CONTACT:
            # Nobody should have to sign up in public for a place that is meant as a quiet way in.
            problems["way"] = _("A short volunteer place is asked about: choose the function that is named.")
        needed = {Way.PAGE: "apply_page", Way.ADDRESS: "apply_url", Way.CONTACT: "contact"}.get(self.way)
        if needed and not getattr(self, needed):
            problems[needed] = _("Fill this in, or choose another way to apply.")
        if problems:
            raise ValidationError(problems)

    def is_closed(self, today: date | None = None) -> bool:
        """Whether the last day to apply has passed on `today` (default: today in Swedish time)."""
        return self.deadline is not None and self.deadline < (today or timezone.localdate())

    @property
    def ages(self) -> str:
        """For which ages, in words; empty where nothing is said."""
        low, high = self.age_from, self.age_to
        if low is not None and high is not None:
            if low == high:
                return gettext("%(age)d years") % {"age": low}
            return gettext("%(low)d–%(high)d years") % {"low": low, "high": high}
        if low is not None:
            return gettext("From %(age)d years") % {"age": low}
        return gettext("Up to %(age)d years") % {"age": high} if high is not None else ""

    @property
    def period(self) -> str:
        """When, in words."""
        if self.starts_on is None:
            return gettext("All the year round")
        first, last = (date_format(day, "j F Y") for day in (self.starts_on, self.ends_on))
        return first if first == last else f"{first} – {last}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add where its deadline and period can be had for one's calendar."""
        context = super().get_context(request, *args, **kwargs)
        if self.pk and self.calendar_entries():
            context["calendar_url"] = reverse("page_calendar", args=[self.pk])
        return context

    def calendar_entries(self) -> list[CalendarEntry]:
        """The last day to apply, while it can be kept, and the period."""
        shared = {
            "changed_at": self.last_published_at or timezone.now(),
            "description": self.summary,
            "place": self.place,
            "url": settings.BASE_URL + (self.get_url() or ""),
        }
        host = settings.BASE_URL.partition("://")[2]
        name = f"{self.translation_key}-{self.locale.language_code}"
        entries = []
        if self.deadline and not self.is_closed():
            title = gettext("Last day to apply: %(title)s") % {"title": self.title}
            entries.append(CalendarEntry(f"{name}-deadline@{host}", title, self.deadline, **shared))
        if self.starts_on:
            period = {"begins": self.starts_on, "ends": self.ends_on}
            entries.append(CalendarEntry(f"{name}@{host}", self.title, **period, **shared))
        return entries

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until midnight: then the last day may have passed."""
        return seconds_to_midnight()
