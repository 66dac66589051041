"""Treating a late application as if it had come in time."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.phases import Work
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.late_exception import ACCEPTING_ROLES, accept_late, require_late
from stipend_portal.services.transition import require_phase
from stipend_portal.states import UNDECIDED


class AcceptLateForm(ReviewForm):
    """Why it is considered although it came late."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It is kept in the log of the case, with your name."),
        error_messages={"required": gettext_lazy("Write why the application is considered.")},
    )


class AcceptLateView(ConfirmView):
    """Let a late application be considered with the others."""

    template_name = "stipend_portal/review/accept_late.html"
    free_text = ("reason",)

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Treat as in time: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge as the service does."""
        if not self.roles & ACCEPTING_ROLES:
            raise NotAllowed
        require_phase(self.case.round, Work.HANDLE)
        require_late(self.case)

    def wrong_state_text(self) -> str:
        """Why there is nothing to accept."""
        if not self.case.received_late:
            return _("This application came in time, so there is nothing to accept.")
        if self.case.state in UNDECIDED:
            return _("It has already been decided that this application is treated as in time.")
        return super().wrong_state_text()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the reason."""
        return self.show(form=AcceptLateForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or ask for the reason again."""
        form = AcceptLateForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        accept_late(application=self.case, actor=request.user, reason=form.cleaned_data["reason"])
        return self.back_to_case(_("The application is treated as in time."))
