"""The round's form: what it checks, and its parts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from home.accounts.assurance import eid_is_configured, highest_level
from stipend_portal.models.criterion import Weighed, weighed
from stipend_portal.review.held_rows import HeldPanel, hold_rows_still
from stipend_portal.review.round_people import NOT_YOURS_TO_NAME, RolesPanel, has_rows
from stipend_portal.review.setting_up import ReasonForm, ReasonPanel
from stipend_portal.services.published import is_being_assessed
from stipend_portal.services.round_people import may_name_people

# Addresses under /ansok/ that lead to something else.
RESERVED = frozenset({"utkast", "sa-hanterar-vi-dina-uppgifter"})


class RoundForm(ReasonForm):
    """Refuses a round that nobody could reach or sign in to, and holds what assessors judge by still."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_assessed = bool(self.instance.pk) and is_being_assessed(self.instance)
        if self.is_assessed:
            self._hold_still()
        self.names_people = may_name_people(self.for_user, self.instance)
        people = self.formsets["roles"]
        people.maker = None if self.instance.pk else self.for_user
        if not self.names_people:
            people.is_held = True
            hold_rows_still(people)

    def _hold_still(self) -> None:
        """Take nothing from what is sent about the criteria and about blindness."""
        self.fields["blind"].disabled = True
        self.fields["blind"].help_text = HELD_STILL
        hold_rows_still(self.formsets["criteria"])

    def clean_slug(self) -> str:
        """An address that is free."""
        slug = self.cleaned_data["slug"]
        if slug in RESERVED:
            raise ValidationError(_("This address is used for something else. Write another one."))
        return slug

    def clean_assurance_level(self) -> int:
        """A level that the site's e-ID can give."""
        level = self.cleaned_data["assurance_level"]
        if level > highest_level():
            raise ValidationError(
                _("The e-ID that is connected to the site does not reach this level. Choose a lower one.")
                if eid_is_configured()
                else _("No e-ID is connected to the site, so nobody could apply. Choose a code by e-mail.")
            )
        return level

    def clean(self) -> dict[str, Any]:
        """Tell someone whose page is older than the first assessment that it came in between."""
        data = super().clean() or self.cleaned_data
        sent = any(name.startswith("criteria-") and name.endswith("-weight") for name in self.data)
        if self.is_assessed and (sent or "blind" in self.data):
            self.add_error(
                None,
                _(
                    "Someone has begun to assess since you opened this page. The criteria and whether "
                    "assessment is blind are shown as they were, and can no longer be changed. Check the "
                    "rest and save again."
                ),
            )
        if not self.names_people and has_rows(self.data):
            self.add_error(None, NOT_YOURS_TO_NAME)
        return data


HELD_STILL = gettext_lazy("This cannot be changed any more, because someone has begun to assess.")


class CriteriaPanel(HeldPanel):
    """The rows of criteria; a table to read once someone has judged by them."""

    class BoundPanel(HeldPanel.BoundPanel):
        """The panel in one form."""

        held_template = "stipend_portal/review/criteria_held_still.html"

        @property
        def is_held(self) -> bool:
            """When someone has begun to assess."""
            return self.form.is_assessed

        @property
        def criteria(self) -> list[Weighed]:
            """What is shown to read."""
            return weighed(self.instance.criteria.all())


ROUND_PANELS = [
    ReasonPanel(),
    MultiFieldPanel(
        [
            FieldPanel("programme"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            FieldPanel("slug"),
            FieldPanel("contact"),
        ],
        heading=gettext_lazy("The round"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=gettext_lazy(
                    "All times are Swedish time (Europe/Stockholm), to the minute, for example "
                    "2027-03-15 23:59."
                )
            ),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        ],
        heading=gettext_lazy("When people can apply"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=gettext_lazy(
                    "When the work is planned to be done. Nothing happens by itself on these days: a case "
                    "officer moves the round on. The day of decision is shown to those who apply."
                )
            ),
            FieldRowPanel([FieldPanel("completeness_due"), FieldPanel("assessment_due")]),
            FieldPanel("decision_planned"),
        ],
        heading=gettext_lazy("Planned days"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("min_age"), FieldPanel("max_age")]),
            FieldPanel("age_day"),
            FieldPanel("residence"),
            FieldPanel("assurance_level"),
        ],
        heading=gettext_lazy("For whom"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("pot"), FieldPanel("ceiling")])], heading=gettext_lazy("Money")
    ),
    MultiFieldPanel(
        [FieldPanel("deciding_body"), FieldPanel("blind")], heading=gettext_lazy("How it is decided")
    ),
    CriteriaPanel(
        "criteria",
        heading=gettext_lazy("What applications are judged by"),
        label=gettext_lazy("Criterion"),
        help_text=gettext_lazy(
            "The names and how much each counts are shown to those who apply. When someone has begun to "
            "assess, the criteria can no longer be changed."
        ),
        panels=[
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            FieldRowPanel([FieldPanel("weight"), FieldPanel("highest")]),
            FieldPanel("guidance"),
        ],
    ),
    RolesPanel(
        "roles",
        heading=gettext_lazy("Who works with the round"),
        label=gettext_lazy("Person"),
        help_text=gettext_lazy(
            "Only those named here see the round's applications. Each person must also belong to the "
            "user group of the role."
        ),
        panels=[FieldRowPanel([FieldPanel("user"), FieldPanel("role")])],
    ),
]
