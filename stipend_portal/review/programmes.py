"""Stipends in the admin: what each is called, who may apply, and which questions it asks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from stipend_portal.models import Programme
from stipend_portal.review.setting_up import SettingUpViewSet


class ProgrammeViewSet(SettingUpViewSet):
    """Stipends: name and purpose in both languages, and the switches of the application."""

    model = Programme
    name = "programmes"
    url_prefix = "stipendier"
    icon = "globe"
    menu_label = _("Stipends")
    ordering = ["name"]
    list_display = ["name", "name_en"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
        FieldPanel("purpose"),
        FieldPanel("purpose_en"),
        MultiFieldPanel(
            [FieldPanel("applicants"), FieldPanel("largest_group")], heading=_("Alone or together")
        ),
        InlinePanel(
            "group_amounts",
            heading=_("Amounts in groups"),
            label=_("Amount"),
            help_text=_(
                "How much each person can get in a group of at least so many. Without rows, each in a group "
                "can get as much as one person alone, which the round says."
            ),
            panels=[FieldRowPanel([FieldPanel("people"), FieldPanel("amount")])],
        ),
        MultiFieldPanel(
            [
                HelpPanel(content=_("A change holds at once, also for those who have begun to write.")),
                FieldPanel("asks_school"),
                FieldPanel("asks_host"),
                FieldPanel("asks_own_contribution"),
                FieldPanel("asks_other_funding"),
                FieldPanel("asks_two_quotes"),
            ],
            heading=_("Questions that can be switched on"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("attachments"), FieldPanel("most_attachments")])],
            heading=_("Attachments"),
        ),
    ]
