"""The confirm pages. GET shows what will happen and changes nothing; POST does it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from stipend_portal.meetings import open_item
from stipend_portal.models import AgendaItem, Application, OutboxMessage
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.permissions import RELEASING_ROLES, may_release
from stipend_portal.phases import Work, allows
from stipend_portal.review.access import get_case
from stipend_portal.review.acts import Act, may_ever, phase_allows
from stipend_portal.review.forms import DecisionForm
from stipend_portal.review.guardians import progress_of_case
from stipend_portal.review.members import progress_of_group
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, case_crumbs, refuse
from stipend_portal.services.decision import record_decision
from stipend_portal.services.errors import (
    AmountTooLarge,
    LetterHeld,
    NotAllowed,
    PotExceeded,
    WrongPhase,
    WrongState,
)
from stipend_portal.services.letter import release
from stipend_portal.services.transition import move, require_letters_released, require_phase
from stipend_portal.states import Role, State


class ConfirmView(ReviewPage, View):
    """Base of the confirm pages: finds the case, and says no where no is the answer."""

    template_name = "stipend_portal/review/confirm.html"
    case: Application
    roles: frozenset[Role]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a case that is not for this person, 403 for an act that is not, 409 when it is too late."""
        self.case, self.roles = get_case(request, kwargs["pk"])
        try:
            self.check()
            return super().dispatch(request, *args, **kwargs)
        except NotAllowed:
            return self.refuse(403, _("Not for you"), self.not_allowed_text())
        except LetterHeld:
            return self.refuse(409, _("A letter waits"), self.letter_held_text())
        except WrongPhase:
            return self.refuse(409, _("Not in this phase"), self.wrong_phase_text())
        except WrongState:
            self.case.refresh_from_db(fields=["state"])
            return self.refuse(409, _("The case has moved on"), self.wrong_state_text())

    def check(self) -> None:
        """Raise what the service would, so that nobody fills in a form in vain."""
        raise NotImplementedError

    def not_allowed_text(self) -> str:
        """Why it is refused."""
        return str(NO_ENTRY)

    def wrong_state_text(self) -> str:
        """Why it is too late."""
        return _(
            "Someone else has already taken this case further, or you have in another window. It is now: "
            "%(state)s. Nothing has been changed by what you just did."
        ) % {"state": self.case.get_state_display()}

    def letter_held_text(self) -> str:
        """Why the case cannot be closed."""
        return _(
            "The decision letter has not been released, so the applicant does not know of the decision. "
            "Someone other than the one who prepared it must release it before the case is closed."
        )

    def wrong_phase_text(self) -> str:
        """Why the round stands in the way."""
        return _(
            "The round is in the phase “%(phase)s”, and this is not done then. Nothing has been changed. "
            "A case officer can change the phase on the round's page."
        ) % {"phase": self.case.round.get_phase_display()}

    def refuse(self, status: int, title: str, text: str) -> HttpResponse:
        """A page that leads back to the case, with what was typed."""
        return refuse(
            self.request, status=status, title=title, text=text, crumbs=self.crumbs(), words=self.typed()
        )

    def crumbs(self) -> list[Crumb]:
        """The way to the case."""
        return case_crumbs(self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case, for every confirm page."""
        return super().get_context_data(case=self.case, **kwargs)

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page itself."""
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what will happen."""
        return self.show()

    def back_to_case(self, done: Any) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, str(done))
        return redirect("cases:case", pk=self.case.pk)


class MoveView(ConfirmView):
    """A move that changes nothing but the state."""

    # Set by `as_view(act=…)`, which wants the name to exist on the class.
    act: Act = None  # type: ignore[assignment]

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return f"{self.act.label}: {self.case.reference}"

    def check(self) -> None:
        """Judge role and state by the table."""
        if not may_ever(self.act, self.roles):
            raise NotAllowed
        if self.case.state != self.act.source:
            raise WrongState
        if not phase_allows(self.act, self.case.round):
            raise WrongPhase
        if self.act.target == State.CLOSED:
            require_letters_released(self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The act, and what is still missing where that matters; it is told, and a person decides."""
        guardians = progress_of_case(self.case) if self.act.needs_guardians else None
        group = progress_of_group(self.case) if self.act.needs_guardians else None
        return super().get_context_data(act=self.act, guardians=guardians, group_progress=group, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        move(application=self.case, source=self.act.source, to=self.act.target, actor=request.user)
        return self.back_to_case(self.act.done)


class DecideView(MoveView):
    """Record a decision, with the letter that follows from it."""

    template_name = "stipend_portal/review/decide.html"
    free_text = ("amount", "reason", "basis_reference")

    @cached_property
    def item(self) -> AgendaItem | None:
        """Where the case waits for the board, which decides it there and not here."""
        return open_item(self.case)

    def check(self) -> None:
        """Also refuse in a phase in which nothing is decided on delegation."""
        super().check()
        require_phase(self.case.round, Work.DECIDE_BY_DELEGATION)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting at which the board decides the case, or whether it can be put on an agenda now."""
        board = allows(self.case.round.phase, Work.DECIDE_IN_MEETING)
        return super().get_context_data(item=self.item, board_meets=board, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.show(form=DecisionForm(case=self.case, reader=request.user))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record it, or show the form again with what was typed."""
        form = DecisionForm(request.POST, case=self.case, reader=request.user)
        if form.is_valid():
            data = form.cleaned_data
            try:
                record_decision(
                    application=self.case,
                    actor=request.user,
                    outcome=Outcome(data["outcome"]),
                    amount=data["amount"],
                    reason=data["reason"],
                    basis=Basis(data["basis"]),
                    basis_reference=data["basis_reference"],
                    decided_on=data["decided_on"],
                )
            except (PotExceeded, AmountTooLarge) as error:
                form.refuse_amount(error)
            else:
                return self.back_to_case(self.act.done)
        return self.show(status=422, form=form)


class ReleaseView(ConfirmView):
    """Let a letter go: shown exactly as it will be read, and never by the one who prepared it."""

    template_name = "stipend_portal/review/release.html"

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return _("Release the letter: %(reference)s") % {"reference": self.case.reference}

    @cached_property
    def message(self) -> OutboxMessage:
        """The letter, if it belongs to the case."""
        letters = self.case.messages.filter(kind=OutboxMessage.Kind.DECISION_LETTER)
        return get_object_or_404(letters.select_related("prepared_by"), pk=self.kwargs["message"])

    def check(self) -> None:
        """Judge by the same rules as the service, the gone letter first."""
        if not self.roles & RELEASING_ROLES:
            raise NotAllowed
        if self.message.status != OutboxMessage.Status.HELD:
            raise WrongState
        if not may_release(self.request.user, self.message, self.roles):
            raise NotAllowed

    def not_allowed_text(self) -> str:
        """Tell the one who wrote the letter why she cannot release it."""
        if self.message.prepared_by_id == self.request.user.pk:
            return _("You prepared this letter, so someone else must read and release it.")
        return super().not_allowed_text()

    def wrong_state_text(self) -> str:
        """It has gone already."""
        return _("Someone else has already released this letter. It has not been sent twice.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The letter."""
        return super().get_context_data(letter=self.message, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let it go."""
        release(message=self.message, actor=request.user)
        return self.back_to_case(_("The letter is released and will be sent within a few minutes."))
