"""“Supplement templates” in the admin: the ready words that officers begin from when they ask for more."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import Column
from wagtail.models import ModelLogEntry

from stipend_portal.models import SupplementTemplate
from stipend_portal.review.round_log import in_words, label_of
from stipend_portal.review.setting_up import SettingUpViewSet
from stipend_portal.review.texts import EditTextView, TextChanged, told

CHANGED = "stipend_portal.supplement_template_changed"
# What is told in few words; the texts are told line by line.
SHORT = ("name", "section", "position", "active")


class SupplementTemplateChanged(TextChanged):
    """How a change of a template is told in its history."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """First what it is called and where it stands, then the words."""
        parts = [_short(name, *log_entry.data[name]) for name in SHORT if name in log_entry.data]
        return " ".join([*parts, super().format_message(log_entry)]).strip()


def _short(name: str, before: Any, after: Any) -> str:
    was, became = (
        in_words(SupplementTemplate, name, value) if value != "" else "" for value in (before, after)
    )
    return told(label_of(SupplementTemplate, name), was, became)


class EditSupplementTemplateView(EditTextView):
    """Saves a template and keeps how it was before, with who changed it."""

    log_as = CHANGED


class SupplementTemplateViewSet(SettingUpViewSet):
    """The templates, as many as BUN wants. One that is not wanted any more is taken out of use."""

    model = SupplementTemplate
    name = "supplement_templates"
    url_prefix = "kompletteringsmallar"
    icon = "list-ul"
    menu_label = gettext_lazy("Supplement templates")
    ordering = ["position", "pk"]
    list_per_page = 50
    list_display = [
        "name",
        Column("page", label=gettext_lazy("Goes with the page"), accessor="page"),
        Column(
            "active",
            label=gettext_lazy("In use"),
            accessor=lambda template: _("Yes") if template.active else _("No"),
        ),
    ]
    edit_view_class = EditSupplementTemplateView
    panels = [
        HelpPanel(
            content=gettext_lazy(
                "<p>Write plainly and kindly what is missing and what to do about it, so that a 13-year-old "
                "understands. The officer puts the words in when she asks for more, in the applicant's "
                "language, and changes them for the case. Requests sent before stay as they were.</p>"
            )
        ),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("swedish"), FieldPanel("english")]),
        FieldRowPanel([FieldPanel("section"), FieldPanel("position")]),
        FieldPanel("active"),
    ]
