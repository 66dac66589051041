"""“Texts” in the admin: the words of the application, edited in both languages, with their history."""

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.edit import EditAction
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry

from stipend_portal.models import PortalText
from stipend_portal.review.setting_up import SettingUpViewSet

CHANGED = "stipend_portal.text_changed"
LANGUAGES = {"swedish": gettext_lazy("In Swedish"), "english": gettext_lazy("In English")}


class TextChanged(LogFormatter):
    """How a change of a text is told in its history: the lines that went and those that came."""

    label = gettext_lazy("Text changed")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Language by language."""
        return " ".join(
            told(str(label), *log_entry.data[name])
            for name, label in LANGUAGES.items()
            if name in log_entry.data
        )


def told(part: str, before: str, after: str) -> str:
    """The lines of one part of a text that went, and those that came."""
    old, new = _lines(before), _lines(after)
    gone = " / ".join(line for line in old if line not in new)
    come = " / ".join(line for line in new if line not in old)
    parts = [_("Taken away: “%(words)s”") % {"words": gone}] if gone else []
    parts += [_("Added: “%(words)s”") % {"words": come}] if come else []
    parts = parts or [_("Only the order or the spaces were changed.")]
    return f"{part}: {' '.join(parts)}"


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


class EditTextView(generic.EditView):
    """Saves a text and keeps how it read before, with who changed it."""

    log_as = CHANGED

    def save_instance(self) -> Model:
        """Save and log both the old words and the new, in the transaction of the view."""
        form, user = self.form, self.request.user
        text = form.instance
        changed = {name: [form.initial[name], form.cleaned_data[name]] for name in form.changed_data}
        EditAction(text, user=user, form=form, log_action=None).execute(skip_permission_checks=True)
        if changed:
            log(text, self.log_as, user=user, content_changed=True, data=changed)
        return text


class TextHistoryView(HistoryView):
    """The history, also for those who only read texts."""

    any_permission_required = [*HistoryView.any_permission_required, "view"]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the form, for those who may change the text."""
        return super().header_buttons if self.user_has_permission("change") else []


def beginning(text: PortalText) -> str:
    """The first words, to recognise it by."""
    words = text.local.replace("#", "").replace("\n", " ").strip()
    return words if len(words) <= 90 else f"{words[:90].rsplit(' ', 1)[0]} …"


class TextViewSet(SettingUpViewSet):
    """The texts. Which there are is told by the code, so none is added or removed here."""

    model = PortalText
    name = "texts"
    url_prefix = "texter"
    icon = "pilcrow"
    menu_label = gettext_lazy("Texts")
    ordering = ["pk"]
    list_per_page = 50
    list_display = [
        "__str__",
        Column("beginning", label=gettext_lazy("How it begins"), accessor=beginning),
    ]
    left_out = SettingUpViewSet.left_out | {"add"}
    edit_view_class = EditTextView
    history_view_class = TextHistoryView
    inspect_view_enabled = True
    inspect_view_fields = ["swedish", "english"]
    inspect_template_name = "stipend_portal/review/text.html"
    panels = [
        HelpPanel(
            content=gettext_lazy(
                "<p>Write plainly, so that a 13-year-old understands. What you save is shown at once. An empty "
                "text shows nothing.</p>"
                "<p>An empty line begins a new paragraph. A line that begins with # is a heading. Lines that "
                "begin with - are a list. {contact} becomes the round's contact.</p>"
            )
        ),
        FieldRowPanel([FieldPanel("swedish"), FieldPanel("english")]),
    ]
