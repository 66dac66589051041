"""One accessibility report, with a form for the answer."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.feedback.answering import NotWaiting, answer_report, mark_mended
from home.models import AccessibilityReport

State = AccessibilityReport.State
INDEX, REPORT = "accessibility_reports:index", "accessibility_reports:inspect"


class AnswerForm(forms.Form):
    """The answer in words, and what it means."""

    state = forms.ChoiceField(
        label=gettext_lazy("What has become of it?"),
        choices=[choice for choice in State.choices if choice[0] != State.NEW],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what has become of it.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy(
            "The reader gets it word for word, if there is an address. If you refuse, this is the written decision: "
            "give the reasons. How to appeal is added by itself."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("Write the answer."),
            "max_length": gettext_lazy("Write at most 4,000 characters."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser must not cut off what someone pastes: the server says what is too long.
        self.fields["answer"].widget.attrs.pop("maxlength", None)


class ReportPageView(WagtailAdminTemplateMixin, PermissionCheckedMixin, FormView):
    """What the reader wrote and what was answered; for those who may, the form to answer with."""

    model = AccessibilityReport
    any_permission_required = ["change", "view"]
    template_name = "home/admin/accessibility_report.html"
    page_title = gettext_lazy("Accessibility report")
    header_icon = "universal-access"
    form_class = AnswerForm

    @cached_property
    def report(self) -> AccessibilityReport:
        """The report of the address."""
        return get_object_or_404(
            AccessibilityReport.objects.select_related("handled_by"), pk=self.kwargs["pk"]
        )

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """From the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": _("Accessibility reports")},
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.report.pk)},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, where one may."""
        if not self.user_has_permission("change"):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        """Keep and mail the answer. When a colleague was quicker, her answer is shown beside the words typed here."""
        given = form.cleaned_data
        try:
            answer_report(
                report_id=self.report.pk, by=self.request.user, state=given["state"], answer=given["answer"]
            )
        except NotWaiting:
            del self.report
            return self.render_to_response(self.get_context_data(form=form, too_late=True), status=409)
        told = (
            _("The answer is kept, and is on its way by mail.")
            if self.report.email
            else _("The answer is kept.")
        )
        messages.success(self.request, told)
        return redirect(REPORT, self.report.pk)

    def form_invalid(self, form: AnswerForm) -> HttpResponse:
        """The page again, as it was filled in."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report, and whether there is something to do."""
        return super().get_context_data(
            report=self.report,
            may_answer=self.user_has_permission("change"),
            back_url=reverse(INDEX),
            **kwargs,
        )


class ReportMendedView(PermissionCheckedMixin, View):
    """Says that what was answered is mended now."""

    model = AccessibilityReport
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note it and mail it; when a colleague was quicker, only show how it stands."""
        report = get_object_or_404(AccessibilityReport, pk=pk)
        try:
            mark_mended(report_id=report.pk, by=request.user)
        except NotWaiting:
            messages.warning(request, _("Nothing was changed: look how the report stands now."))
        else:
            messages.success(request, _("The report is marked as mended."))
        return redirect(REPORT, report.pk)
