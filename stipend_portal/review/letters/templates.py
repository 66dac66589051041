"""“Letter templates” in the admin: the words of the letters, seen as real letters before they are saved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.actions.edit import EditAction
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.views import generic
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from stipend_portal.letters import Letter, filled
from stipend_portal.models import Decision, LetterTemplate
from stipend_portal.models.letter_template import PLACEHOLDERS
from stipend_portal.permissions import READING_ROLES, round_roles, rounds_with
from stipend_portal.review.access import cases_for
from stipend_portal.review.setting_up import SettingUpViewSet
from stipend_portal.review.texts import TextChanged, told

CHANGED = "stipend_portal.letter_template_changed"
LABELS = {"subject": gettext_lazy("Subject"), "body": gettext_lazy("Letter")}


class LetterTemplateChanged(TextChanged):
    """How a change of a template is told in its history."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Subject and letter, each with the lines that went and those that came."""
        return " ".join(
            told(str(label), *log_entry.data[name])
            for name, label in LABELS.items()
            if name in log_entry.data
        )


class EditTemplateView(generic.EditView):
    """Saves a template, keeps how it read before, and shows it as a letter about a real decision."""

    template_name = "stipend_portal/review/letters/template.html"

    def save_instance(self) -> LetterTemplate:
        """Save and log both the old words and the new, in the transaction of the view."""
        form, user = self.form, self.request.user
        changed = {name: [form.initial[name], form.cleaned_data[name]] for name in form.changed_data}
        EditAction(form.instance, user=user, form=form, log_action=None).execute(skip_permission_checks=True)
        if changed:
            log(form.instance, CHANGED, user=user, content_changed=True, data=changed)
        return form.instance

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or with the other button show the letter and save nothing."""
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object()
        self.form = form = self.get_form()
        return self.render_to_response(self.get_context_data(form=form, previewed=form.is_valid()))

    def example(self) -> Decision | None:
        """The newest decision with this outcome and language, in a case that this person reads."""
        roles = round_roles(self.request.user)
        cases = cases_for(self.request.user, roles).filter(
            round_id__in=rounds_with(roles, READING_ROLES), protected=False, language=self.object.language
        )
        decisions = Decision.objects.filter(application__in=cases.order_by().values("pk"))
        same = decisions.filter(outcome=self.object.outcome).select_related("application__round__programme")
        return same.order_by("-pk").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What may be filled in, and the letter."""
        context = super().get_context_data(**kwargs)
        example = self.example()
        letter: Letter | None = filled(context["form"].instance, example) if example else None
        return {**context, "placeholders": PLACEHOLDERS.items(), "example": example, "letter": letter}


class LetterTemplateViewSet(SettingUpViewSet):
    """The templates, one for each outcome and language. None is added or removed."""

    model = LetterTemplate
    name = "letter_templates"
    url_prefix = "brevmallar"
    icon = "mail"
    menu_label = gettext_lazy("Letter templates")
    ordering = ["pk"]
    list_display = ["__str__", "subject"]
    left_out = SettingUpViewSet.left_out | {"add"}
    edit_view_class = EditTemplateView
    panels = [
        HelpPanel(
            content=gettext_lazy(
                "<p>Write plainly and kindly, so that a 13-year-old understands. The words in braces are filled "
                "in for each person. The letter must hold the reason.</p>"
            )
        ),
        FieldPanel("subject"),
        FieldPanel("body"),
    ]
