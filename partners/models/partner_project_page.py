"""A project that Åmål does, or did, with others abroad."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BodyBlock
from home.models import BasePage, ContactFunction
from home.models.in_areas import InAreas
from home.validity import Validity, validity
from partners.fact_blocks import FreePlaceBlock, FunderBlock, SourceBlock
from partners.models.partner_town_page import PartnerTownPage
from partners.related import contact_above, tells_about_partners, told_about


class ProjectStatus(models.TextChoices):
    """Where a project stands on a day; counted from its dates, never written."""

    UPCOMING = Validity.UPCOMING.value, _("Planned")
    IN_FORCE = Validity.IN_FORCE.value, _("In progress")
    ENDED = Validity.ENDED.value, pgettext_lazy("project", "Finished")


def _towns_once() -> Q:
    """Towns in Swedish, so that each stands there once: look up by `translation_key`."""
    return Q(locale__language_code=settings.LANGUAGE_CODE)


@tells_about_partners
class PartnerProjectPage(InAreas, BasePage):
    """A project: with whom, when, for whose money, and what came of it."""

    card_template = "components/project_card.html"
    search_kind = "project"

    begins = models.DateField(_("begins"))
    ends = models.DateField(_("ends"), null=True, blank=True, help_text=_("Empty as long as nobody knows."))
    towns = ParentalManyToManyField(
        PartnerTownPage,
        blank=True,
        related_name="+",
        limit_choices_to=_towns_once,
        verbose_name=_("partners with a page here"),
    )
    places = StreamField(
        [("place", FreePlaceBlock())],
        blank=True,
        verbose_name=_("other places"),
        help_text=_("They have a mark of their own on the map of partners."),
    )
    funders = StreamField([("funder", FunderBlock())], blank=True, verbose_name=_("funders"))
    amount_granted = models.PositiveIntegerField(_("money granted, in kronor"), null=True, blank=True)
    granted_by = models.CharField(_("granted by"), max_length=120, blank=True)
    result = StreamField(
        BodyBlock(), blank=True, verbose_name=_("result"), help_text=_("What came of it, when it is known.")
    )
    files = StreamField(
        [("file", DocumentChooserBlock(label=_("File")))], blank=True, verbose_name=_("files")
    )
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("begins"), FieldPanel("ends")], heading=_("Period")),
        FieldPanel("towns", widget=CheckboxSelectMultiple),
        FieldPanel("places"),
        MultiFieldPanel(
            [FieldPanel("funders"), FieldPanel("amount_granted"), FieldPanel("granted_by")],
            heading=_("Money"),
        ),
        FieldPanel("body"),
        FieldPanel("result"),
        FieldPanel("files"),
        FieldPanel("sources"),
        InAreas.areas_panel,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("result")]
    parent_page_types = ["partners.PartnerProjectIndexPage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")), name="project_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(amount_granted__isnull=True) | ~Q(granted_by=""),
                name="project_money_comes_from_somewhere",
            ),
        ]

    def clean(self) -> None:
        """Ask for an order of days that can be, and for who granted the money."""
        super().clean()
        if self.begins and self.ends and self.ends < self.begins:
            raise ValidationError({"ends": _("The project cannot end before it begins.")})
        if self.amount_granted is not None and not self.granted_by:
            raise ValidationError({"granted_by": _("Write who granted the money.")})

    @classmethod
    def about(cls, page: Page) -> QuerySet["PartnerProjectPage"]:
        """The published projects with a town, in the town page's own language, newest first."""
        return (
            cls.objects.live()
            .filter(towns__translation_key=page.translation_key, locale=page.locale_id)
            .order_by("-begins", "path")
            .distinct()
        )

    @property
    def status(self) -> ProjectStatus:
        """Where it stands today."""
        return self.status_on(timezone.localdate())

    def status_on(self, day: date) -> ProjectStatus:
        """Where it stands on a day; both ends of the period belong to it."""
        return ProjectStatus(validity(self.begins, self.ends, day).value)

    @property
    def is_one_day(self) -> bool:
        """Whether it begins and ends on the same day."""
        return self.begins == self.ends

    def partners(self) -> list[PartnerTownPage]:
        """The published pages of its towns, in this page's language, without texts."""
        keys = self.towns.values_list("translation_key", flat=True)
        towns = PartnerTownPage.objects.live().filter(translation_key__in=list(keys), locale=self.locale_id)
        return list(towns.order_by("path").select_related("locale").defer_streamfields())

    def named_places(self) -> list[tuple[str, str]]:
        """Its other places, each with its country in the page's language."""
        language = self.locale.language_code
        return [(place.value["name"], place.value.country_in(language)) for place in self.places]

    def whom_to_ask(self) -> ContactFunction | None:
        """The page's own contact, or else that of the list of partners."""
        return self.contact or contact_above(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add its partners, the map of them, and what is told about the project."""
        context = super().get_context(request, *args, **kwargs)
        context["partners"] = self.partners()
        context["here"] = [self]
        context["sections"] = told_about(self)
        return context
