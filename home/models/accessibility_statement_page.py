"""The accessibility statement that the law asks for, written from its facts."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.blocks.statement import BurdensBlock, DeficienciesBlock, ExemptionsBlock
from home.models.base import BasePage

# How long an assessment is taken for fresh: the owner of the page is reminded then.
ASSESSED_ANEW_AFTER = timedelta(days=365)


class AccessibilityStatementPage(BasePage):
    """What must stand in the statement (lag 2018:1937, 12–13 §§, and Digg's guidance), as fields of its own.

    The sentences are the template's, so that none that the law asks for can be forgotten.
    """

    class Conformity(models.TextChoices):
        """How far the site meets the requirements of EN 301 549."""

        FULL = "full", _("Fully conforming")
        PARTIAL = "partial", _("Partly conforming")
        NONE = "none", _("Not conforming")

    class Method(models.TextChoices):
        """Who has looked."""

        SELF = "self", _("We have tested it ourselves")
        SUPPLIER = "supplier", _("The supplier of the site has tested it")
        EXTERNAL = "external", _("An independent expert has tested it")

    actor = models.CharField(
        _("who is responsible"), max_length=120, help_text=_("The name of the municipality or board.")
    )
    service = models.CharField(_("name of the service"), max_length=120)
    conformity = models.CharField(_("conformity"), max_length=8, choices=Conformity)
    deficiencies = StreamField(
        DeficienciesBlock(required=False), blank=True, verbose_name=_("what is not accessible")
    )
    burdens = StreamField(
        BurdensBlock(required=False), blank=True, verbose_name=_("disproportionate burden (12 §)")
    )
    exemptions = StreamField(
        ExemptionsBlock(required=False), blank=True, verbose_name=_("content outside the law (9 §)")
    )
    method = models.CharField(_("who has tested"), max_length=10, choices=Method)
    tested_how = models.TextField(
        _("how it was tested"),
        max_length=1500,
        help_text=_("With which tools, aids and people, and on which pages."),
    )
    assessed_on = models.DateField(_("latest assessment"))
    updated_on = models.DateField(_("statement last updated"))
    body = StreamField(BodyBlock(required=False), blank=True, verbose_name=_("how we work for accessibility"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("actor"), FieldPanel("service"), FieldPanel("conformity")],
            heading=_("What the statement is about"),
        ),
        FieldPanel("deficiencies"),
        FieldPanel("burdens"),
        FieldPanel("exemptions"),
        MultiFieldPanel(
            [
                FieldPanel("method"),
                FieldPanel("tested_how"),
                FieldPanel("assessed_on"),
                FieldPanel("updated_on"),
            ],
            heading=_("Assessment"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        *(index.SearchField(name) for name in ("deficiencies", "burdens", "tested_how", "body")),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.EasyReadPage"]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self) -> None:
        """Refuse a statement that says two things at once, and days that have not come."""
        super().clean()
        problems = {**self._problems_of_conformity(), **self._problems_of_days()}
        if problems:
            raise ValidationError(problems)

    def _problems_of_conformity(self) -> dict[str, str]:
        if self.conformity == self.Conformity.FULL and (self.deficiencies or self.burdens):
            return {"conformity": _("It cannot be fully conforming: below stands what is not accessible.")}
        if self.conformity in {self.Conformity.PARTIAL, self.Conformity.NONE} and not (
            self.deficiencies or self.burdens
        ):
            return {"conformity": _("Tell below what is not accessible: at least one thing.")}
        return {}

    def _problems_of_days(self) -> dict[str, str]:
        problems, today = {}, timezone.localdate()
        for name in ("assessed_on", "updated_on"):
            day = getattr(self, name)
            if day and day > today:
                problems[name] = _("The day has not come yet.")
        if not problems and self.assessed_on and self.updated_on and self.updated_on < self.assessed_on:
            problems["updated_on"] = _("The statement is updated when the assessment is made, or later.")
        return problems

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check, and let nobody put off looking it over for longer than a year after the assessment."""
        if self.assessed_on:
            latest = self.assessed_on + ASSESSED_ANEW_AFTER
            self.review_by = min(self.review_by or latest, latest)
        super().full_clean(*args, **kwargs)
