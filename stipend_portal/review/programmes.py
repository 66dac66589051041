"""Stipends in the admin: what each is called, who may apply, how much there is, and what it asks."""

from contextlib import AbstractContextManager

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)

from stipend_portal.models import Programme
from stipend_portal.review.setting_up import PublishedEditView, ReasonForm, ReasonPanel, SettingUpViewSet
from stipend_portal.services.published import changing_programme

PANELS = [
    ReasonPanel(),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            FieldPanel("purpose"),
            FieldPanel("purpose_en"),
        ],
        heading=gettext_lazy("The stipend"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=gettext_lazy(
                    "The rules are shown on the page of each round. An empty line begins a new paragraph, and "
                    "lines that begin with - are a list."
                )
            ),
            FieldPanel("rules"),
            FieldPanel("rules_en"),
        ],
        heading=gettext_lazy("Rules"),
    ),
    MultiFieldPanel(
        [FieldPanel("applicants"), FieldPanel("largest_group")], heading=gettext_lazy("Alone or together")
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=gettext_lazy("How much there is at most for one person is written on each round.")
            ),
            FieldPanel("amount_rule"),
            FieldPanel("share_percent"),
        ],
        heading=gettext_lazy("How much"),
    ),
    InlinePanel(
        "group_amounts",
        heading=gettext_lazy("Amounts in groups"),
        label=gettext_lazy("Amount"),
        help_text=gettext_lazy(
            "How much each person can get in a group of at least so many. Without rows, each in a group "
            "can get as much as one person alone, which the round says."
        ),
        panels=[FieldRowPanel([FieldPanel("people"), FieldPanel("amount")])],
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=gettext_lazy("A change holds at once, also for those who have begun to write.")
            ),
            FieldPanel("asks_school"),
            FieldPanel("asks_host"),
            FieldPanel("asks_own_contribution"),
            FieldPanel("asks_other_funding"),
            FieldPanel("asks_two_quotes"),
        ],
        heading=gettext_lazy("Questions that can be switched on"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("attachments"), FieldPanel("most_attachments")])],
        heading=gettext_lazy("Attachments"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=gettext_lazy(
                    "This is shown to those who apply, on the page about how we handle what they write. "
                    "Nothing is removed by this: it only says what has been decided."
                )
            ),
            FieldPanel("retention_years"),
            FieldPanel("retention_basis"),
        ],
        heading=gettext_lazy("How long cases are kept"),
    ),
]


class ProgrammeForm(ReasonForm):
    """Refuses an amount for a group that can never apply."""

    def is_valid(self) -> bool:
        """Judge the rows against the rest, when both can be read."""
        if not super().is_valid():
            return False
        largest = self.cleaned_data["largest_group"]
        rows = self.formsets["group_amounts"]
        kept = [row for row in rows.forms if row not in rows.deleted_forms]
        too_large = [row for row in kept if (row.cleaned_data.get("people") or 0) > largest]
        for row in too_large:
            row.add_error(
                "people",
                _("A group has at most %(most)d people in this stipend, see “Alone or together”.")
                % {"most": largest},
            )
        return not too_large


class ProgrammeEditView(PublishedEditView):
    """Changes a stipend; its rounds that are published are told, with the reason."""

    def changing(self, reason: str) -> AbstractContextManager[None]:
        """Watch what becomes different."""
        return changing_programme(programme=self.object, actor=self.request.user, reason=reason)


class ProgrammeViewSet(SettingUpViewSet):
    """Stipends: name, purpose and rules in both languages, amounts, and the switches of the application."""

    model = Programme
    name = "programmes"
    url_prefix = "stipendier"
    icon = "globe"
    menu_label = gettext_lazy("Stipends")
    ordering = ["name"]
    list_display = ["name", "name_en"]
    edit_view_class = ProgrammeEditView
    edit_handler = ObjectList(PANELS, base_form_class=ProgrammeForm)
