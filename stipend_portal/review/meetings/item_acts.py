"""Changing a proposal, taking a case off the agenda, and putting it off."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.meetings import AGENDA_ROLES
from stipend_portal.review.meetings.base import SECRETARY, ItemPage
from stipend_portal.review.meetings.item_form import ProposalForm
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.agenda import propose, put_off, take_off_agenda


class ProposeView(ItemPage):
    """Change what is proposed to the board."""

    template_name = "stipend_portal/review/meetings/form.html"
    needs = AGENDA_ROLES
    free_text = ("amount", "reason")

    def let_in(self) -> None:
        """Only while the case waits to be decided."""
        super().let_in()
        self.require_undecided()

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Proposal: %(reference)s") % {"reference": self.item.application.reference}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        lead = _("This is what is proposed to the board. The board decides.")
        return super().get_context_data(lead=lead, label=_("Save the proposal"), **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The proposal as it is."""
        return self.show(form=ProposalForm(item=self.item, reader=request.user))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save it, or show the form again with what was typed."""
        form = ProposalForm(request.POST, item=self.item, reader=request.user)
        if not form.is_valid():
            return self.show(status=422, form=form)
        propose(item=self.item, actor=request.user, **form.cleaned_data)
        return self.back(_("The proposal is saved."), self.item_url)


class TakeOffView(ItemPage):
    """Take a case off the agenda."""

    template_name = "stipend_portal/review/meetings/confirm.html"
    needs = AGENDA_ROLES

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Take off the agenda: %(reference)s") % {"reference": self.item.application.reference}

    def let_in(self) -> None:
        """Only while the case waits."""
        super().let_in()
        self.require_waiting()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        lead = _(
            "The case will not be mentioned in the minutes. Its proposal is removed. It can be put on an "
            "agenda again."
        )
        return super().get_context_data(lead=lead, label=_("Take off the agenda"), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it off."""
        take_off_agenda(item=self.item, actor=request.user)
        return self.back(_("The case is off the agenda."))


class PutOffForm(ReviewForm):
    """Why the board puts a case off."""

    reason = forms.CharField(
        label=gettext_lazy("Why? (need not be filled in)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept in the log of the case. The applicant does not read it."),
    )


class PutOffView(ItemPage):
    """Put a case off to another meeting."""

    template_name = "stipend_portal/review/meetings/form.html"
    needs = SECRETARY
    free_text = ("reason",)

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Put off: %(reference)s") % {"reference": self.item.application.reference}

    def let_in(self) -> None:
        """Only while the case waits to be decided."""
        super().let_in()
        self.require_undecided()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        lead = _(
            "The minutes will say that the case was put off. It is not decided at this meeting, and can be "
            "put on the agenda of another."
        )
        return super().get_context_data(lead=lead, label=_("Put off the case"), **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=PutOffForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put it off."""
        form = PutOffForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        put_off(item=self.item, actor=request.user, reason=form.cleaned_data["reason"])
        return self.back(_("The case is put off."))
