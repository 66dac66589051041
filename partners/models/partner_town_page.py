"""One partner: a town, a city, or a country where there are projects."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models import BasePage, ContactFunction
from home.models.in_areas import InAreas
from home.serving.page_cache import remembered
from partners.countries import country_name, validate_country
from partners.fact_blocks import MilestoneBlock, MilestoneValue, SourceBlock
from partners.models.partnership import PartnerGroup, PartnershipKind, PartnershipStatus
from partners.places import AMAL, Place, distance_km
from partners.related import contact_above, told_about

# Enough to go on to; the list has them all.
MOST_OTHERS = 8


class PartnerTownPage(InAreas, BasePage):
    """A town with which Åmål has, or had, an agreement or projects. Its title is the town's name.

    Facts age, so the status says as of when it was true and the sources say who told it.
    """

    search_kind = "town"

    card_template = "components/partner_card.html"

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=PartnershipKind.choices,
        default=PartnershipKind.TWIN_TOWN,
        help_text=_("What has ended is told by the status, and keeps its kind."),
    )
    country_code = models.CharField(
        _("country code"),
        max_length=2,
        validators=[validate_country],
        help_text=_("Two capital letters, such as EE for Estonia."),
    )
    region = models.CharField(_("region"), max_length=80, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north; south is negative."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east; west is negative."),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("year of the population figure"), null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=10, choices=PartnershipStatus.choices)
    status_as_of = models.DateField(
        _("status as of"), help_text=_("The day the source of the status is from.")
    )
    since = models.CharField(
        _("partner since"),
        max_length=60,
        blank=True,
        help_text=_("In words, when the exact day is not known, such as April 1993."),
    )
    agreement_date = models.DateField(_("day of the agreement"), null=True, blank=True)
    fields_of_cooperation = StreamField(
        [("field", blocks.CharBlock(max_length=120, label=_("Field")))],
        blank=True,
        verbose_name=_("fields of co-operation"),
    )
    milestones = StreamField(
        [("milestone", MilestoneBlock())],
        blank=True,
        verbose_name=_("time line"),
        help_text=_("They are shown in order of time, however they stand here."),
    )
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("status"),
                FieldPanel("status_as_of"),
                FieldPanel("since"),
                FieldPanel("agreement_date"),
                FieldPanel("fields_of_cooperation"),
            ],
            heading=_("Co-operation"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("country_code"),
                FieldPanel("region"),
                FieldPanel("latitude"),
                FieldPanel("longitude"),
                FieldPanel("population"),
                FieldPanel("population_year"),
            ],
            heading=_("The town"),
        ),
        FieldPanel("body"),
        FieldPanel("milestones"),
        FieldPanel("sources"),
        InAreas.areas_panel,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("fields_of_cooperation"),
        index.SearchField("milestones"),
    ]
    parent_page_types = ["partners.PartnerIndexPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("partner town")
        verbose_name_plural = _("partner towns")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="partner_town_is_on_the_globe",
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True, population_year__isnull=True)
                | Q(population__isnull=False, population_year__isnull=False),
                name="partner_town_population_has_a_year",
            ),
        ]

    def clean(self) -> None:
        """Ask for the year of a population figure: a figure without one says nothing."""
        super().clean()
        if (self.population is None) != (self.population_year is None):
            raise ValidationError({"population_year": _("Give the population and its year together.")})

    @property
    def country_name(self) -> str:
        """The country in the page's own language."""
        return country_name(self.country_code, self.locale.language_code)

    @property
    def country_beside_title(self) -> str:
        """The country, or nothing where the partner is the country itself."""
        return "" if self.title == self.country_name else self.country_name

    @property
    def group(self) -> PartnerGroup:
        """The heading of the list under which it stands."""
        return PartnerGroup.FORMER if self.status == PartnershipStatus.FORMER else PartnerGroup(self.kind)

    @property
    def place(self) -> Place:
        """Where it lies."""
        return Place(float(self.latitude), float(self.longitude))

    @property
    def distance(self) -> int:
        """Kilometres from Åmål as the crow flies, to the nearest ten."""
        return round(distance_km(AMAL, self.place) / 10) * 10

    @property
    def is_south(self) -> bool:
        """Whether it lies south of the equator."""
        return self.latitude < 0

    @property
    def is_west(self) -> bool:
        """Whether it lies west of Greenwich."""
        return self.longitude < 0

    @property
    def degrees(self) -> tuple[Decimal, Decimal]:
        """Latitude and longitude without sign, for people; `is_south` and `is_west` say the rest."""
        return abs(self.latitude), abs(self.longitude)

    def time_line(self) -> list[MilestoneValue]:
        """The milestones in order of time."""
        return sorted((block.value for block in self.milestones), key=lambda milestone: milestone.order)

    def whom_to_ask(self) -> ContactFunction | None:
        """The page's own contact, or else that of the list of partners."""
        return self.contact or contact_above(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add this town alone, for its own map, what is told about it, and the other towns to go on to."""
        context = super().get_context(request, *args, **kwargs)
        context["here"] = [self]
        context["sections"] = told_about(self)
        first = remembered(f"first-towns:{self.path[: -self.steplen]}", self._first_beside)
        context["other_towns"] = [town for town in first if town.pk != self.pk][:MOST_OTHERS]
        return context

    def _first_beside(self) -> list["PartnerTownPage"]:
        """The first towns of the list that it stands in: one more than is shown, since it may be one of them."""
        towns = PartnerTownPage.objects.sibling_of(self).live().order_by("path")
        return list(towns.select_related("locale").defer_streamfields()[: MOST_OTHERS + 1])
