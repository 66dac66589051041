"""Correcting a decision that was recorded wrongly."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stipend_portal.models import Application, Decision
from stipend_portal.models.decision import WITH_MONEY, Outcome
from stipend_portal.phases import Work, allows
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.forms import DecisionForm
from stipend_portal.review.offers import Offer
from stipend_portal.services.correction import correct_decision, outcomes_for
from stipend_portal.services.errors import AmountTooLarge, NotAllowed, PotExceeded, WrongState
from stipend_portal.services.transition import require_phase
from stipend_portal.states import Role, State


def correction_offers(case: Application, roles: frozenset[Role]) -> list[Offer]:
    """Correcting the decision, for the secretary of a decided case, until the round is closed."""
    if case.state != State.DECIDED or Role.BOARD_SECRETARY not in roles:
        return []
    if not allows(case.round.phase, Work.CORRECT):
        return []
    return [Offer(_("Correct the decision"), reverse("cases:correct_decision", args=[case.pk]))]


# Förvaltningslagen 36 §: what is corrected is an obvious slip of writing or counting.
OUTCOME_STAYS = gettext_lazy(
    "A correction mends a slip of writing or counting. A changed decision needs a new decision by whoever "
    "made it: the board, or the one who decides on its delegation."
)


class CorrectionForm(DecisionForm):
    """The decision as it should have been written down, and why it is corrected. Who decided stays the same."""

    why = forms.CharField(
        label=gettext_lazy("Why is it corrected?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is kept in the log of the case. The applicant does not read it."),
        error_messages={"required": gettext_lazy("Write why the decision is corrected.")},
    )

    def __init__(self, *args: Any, wrong: Decision, **kwargs: Any) -> None:
        fields = ("outcome", "reason", "basis_reference", "decided_on")
        initial = {name: getattr(wrong, name) for name in fields} | {"amount": wrong.amount or ""}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["decided_on"].initial = wrong.decided_on
        del self.fields["basis"]
        outcome = self.fields["outcome"]
        outcome.choices = [(each.value, each.label) for each in outcomes_for(wrong)]  # type: ignore[attr-defined]
        outcome.error_messages["invalid_choice"] = OUTCOME_STAYS
        if wrong.outcome not in WITH_MONEY:
            del self.fields["amount"]


class CorrectDecisionView(ConfirmView):
    """Write the decision anew. The one that was wrong stays in the record."""

    template_name = "stipend_portal/review/meetings/correct.html"
    free_text = ("amount", "reason", "basis_reference", "why")

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Correct the decision: %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if Role.BOARD_SECRETARY not in self.roles:
            raise NotAllowed
        if self.case.state != State.DECIDED:
            raise WrongState
        require_phase(self.case.round, Work.CORRECT)

    def form(self, data: Any = None) -> CorrectionForm:
        """The form, filled in with the decision as it is."""
        wrong = self.case.current_decision
        return CorrectionForm(data, case=self.case, reader=self.request.user, wrong=wrong)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The decision that is corrected."""
        return super().get_context_data(decision=self.case.current_decision, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The decision as it is."""
        return self.show(form=self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Correct it, or show the form again with what was typed."""
        if request.POST.get("corrects", str(self.case.current_decision_id)) != str(
            self.case.current_decision_id
        ):
            raise WrongState
        form = self.form(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            given = {**data, "outcome": Outcome(data["outcome"])}
            try:
                correct_decision(
                    application=self.case,
                    actor=request.user,
                    corrects=self.case.current_decision_id,
                    **given,
                )
            except (PotExceeded, AmountTooLarge) as error:
                form.refuse_amount(error)
            else:
                return self.back_to_case(
                    _("The decision is corrected. A new letter waits for someone else to release it.")
                )
        return self.show(status=422, form=form)
