"""Choosing who handles a case, and who is to assess it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from home.models import User
from stipend_portal.assignments import is_shared_out, load_in
from stipend_portal.models import Application, Assignment
from stipend_portal.phases import Work, allows
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.services.assignment import may_be, set_assessors, set_handler, takes_people
from stipend_portal.services.errors import LastOneNamed, NotAllowed, WrongPhase, WrongState
from stipend_portal.states import Role

Kind = Assignment.Kind


def may_assign(case: Application, roles: Iterable[Role]) -> bool:
    """Whether someone with these roles may choose who works with the case now."""
    return Role.CASE_OFFICER in roles and takes_people(case) and allows(case.round.phase, Work.HANDLE)


def with_load(people: Iterable[User], load: Mapping[int, int]) -> list[tuple[str, str]]:
    """People to choose among, each with how many undecided cases of the round she has."""
    shown = []
    for person in people:
        number = load.get(person.pk, 0)
        cases = ngettext("%(number)d case", "%(number)d cases", number) % {"number": number}
        shown.append((str(person.pk), f"{person} ({cases})"))
    return shown


class AssignForm(ReviewForm):
    """The people of a case. Whoever has jäv in it is not among the alternatives."""

    handler = forms.ChoiceField(
        label=gettext_lazy("Handler"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "One case officer, who sees to it that the case moves on. The other officers of the round can "
            "still do everything in it."
        ),
    )
    assessors = forms.MultipleChoiceField(
        label=gettext_lazy("Assessors"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, officers: list[User], board: list[User], case: Application, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        round_id = case.round_id
        handler, assessors = self.fields["handler"], self.fields["assessors"]
        handling = with_load(officers, load_in(round_id, Kind.HANDLER))
        handler.choices = [*handling, ("", _("Nobody"))]  # type: ignore[attr-defined]
        assessors.choices = with_load(board, load_in(round_id, Kind.ASSESSOR))  # type: ignore[attr-defined]
        if not board:
            del self.fields["assessors"]
        elif case.protected:
            assessors.help_text = _(
                "The case has protected identity: those you choose come to know of it, and nobody else."
            )
        elif is_shared_out(round_id):
            assessors.help_text = _("The board members who are to assess the case.")
        else:
            assessors.help_text = _(
                "Nothing is shared out in the round, so each board member assesses each case. From the "
                "moment someone is chosen here, every case of the round is assessed by those chosen for it "
                "alone. To share them all out at once, use the round's page for that."
            )

    def refuse(self, field: str, text: str) -> None:
        """Say what cannot be done."""
        self.add_error(field if field in self.fields else None, text)


class AssignView(ConfirmView):
    """One page for both, saved together."""

    template_name = "stipend_portal/review/assign.html"

    def get_page_title(self) -> str:
        """What is about to be done, and in which case."""
        return _("Who works with %(reference)s") % {"reference": self.case.reference}

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if Role.CASE_OFFICER not in self.roles:
            raise NotAllowed
        if not takes_people(self.case):
            raise WrongState
        if not allows(self.case.round.phase, Work.HANDLE):
            raise WrongPhase

    def wrong_state_text(self) -> str:
        """Why it cannot be done now."""
        return _(
            "The case is closed or taken back, or someone else has changed who works with it since you "
            "opened the page. Nothing has been changed by what you just did. See on the case page how it "
            "stands."
        )

    @cached_property
    def assignments(self) -> list[Assignment]:
        """Those who work with the case now."""
        return list(self.case.assignments.exclude(kind=Kind.NAMED))

    @property
    def seen(self) -> str:
        """How it stood when the page was made: who changes it must have seen it."""
        return ",".join(sorted(f"{each.kind}-{each.user_id}" for each in self.assignments))

    @cached_property
    def officers(self) -> list[User]:
        """Who can be handler, the reader first."""
        return sorted(may_be(Kind.HANDLER, self.case), key=lambda each: each.pk != self.request.user.pk)

    @cached_property
    def board(self) -> list[User]:
        """Who can be assessor."""
        return may_be(Kind.ASSESSOR, self.case)

    def make_form(self, data: Any = None) -> AssignForm:
        """The form, filled in as it stands."""
        handler = [str(each.user_id) for each in self.assignments if each.kind == Kind.HANDLER]
        assessors = [str(each.user_id) for each in self.assignments if each.kind == Kind.ASSESSOR]
        # Whoever opens the page of a case that nobody has, most often takes it.
        suggested = handler[0] if handler else str(self.request.user.pk)
        initial = {"handler": suggested, "assessors": assessors}
        return AssignForm(data, officers=self.officers, board=self.board, case=self.case, initial=initial)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The people as they are."""
        return self.show(form=self.make_form(), seen=self.seen)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show the form again with what was chosen."""
        form = self.make_form(request.POST)
        seen = request.POST.get("seen", "")
        if not form.is_valid():
            return self.show(status=422, form=form, seen=seen)
        if seen != self.seen:
            raise WrongState
        try:
            self._save(form.cleaned_data)
        except LastOneNamed:
            form.refuse(
                "handler",
                _(
                    "Nobody who can open the case would be left: it has protected identity. Name another "
                    "officer on it first, and let her answer about jäv."
                ),
            )
        except ValidationError as error:
            form.refuse("assessors", error.message)
        else:
            return self.back_to_case(_("Who works with the case is saved."))
        return self.show(status=422, form=form, seen=seen)

    @transaction.atomic
    def _save(self, data: Mapping[str, Any]) -> None:
        chosen = set(data.get("assessors", ()))
        self._refuse_to_leave_out(chosen)
        handler = next((each for each in self.officers if str(each.pk) == data["handler"]), None)
        set_handler(application=self.case, actor=self.request.user, person=handler)
        assessors = [each for each in self.board if str(each.pk) in chosen]
        set_assessors(application=self.case, actor=self.request.user, people=assessors)

    def _refuse_to_leave_out(self, chosen: set[str]) -> None:
        """What an assessor has begun to write is not taken from her."""
        begun = self.case.assessments.select_related("assessor").exclude(assessor__in=chosen)
        on_it = {each.user_id for each in self.assignments if each.kind == Kind.ASSESSOR}
        names = [str(each.assessor) for each in begun if each.assessor_id in on_it]
        if names:
            raise ValidationError(
                _("%(names)s has begun to assess the case and cannot be taken off it.")
                % {"names": ", ".join(names)}
            )
