"""The pages on which someone says whether she has jäv, and on which an answer is corrected."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from home.models import User
from stipend_portal.models import Application, ConflictOfInterest
from stipend_portal.permissions import RoundRoles, roles_in, round_roles, to_be_asked, visible_to
from stipend_portal.review.access import reading_address
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.conflict import DECLARING_ROLES, conflict_crumbs, question
from stipend_portal.review.conflict_forms import NO, YES, AnswerForm, CorrectForm, GroundForm
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, refuse
from stipend_portal.services.conflict import CORRECTING_ROLES, correct, declare
from stipend_portal.services.errors import ActRefused, LastOneNamed, NotAllowed


def refuse_to_leave(request: HttpRequest, crumbs: list[Crumb]) -> HttpResponse:
    """Say why the last officer of a protected case cannot leave it yet, and what to do first."""
    text = _(
        "No other case officer is named on this case, which has protected identity. If she left it, nobody "
        "could find it again. Name another case officer who has no jäv first. Nothing has been changed."
    )
    title = _("Name someone else first")
    return refuse(request, status=409, title=title, text=text, crumbs=crumbs)


class DeclareView(ReviewPage, View):
    """Answering the question, or saying later that one has jäv. Nothing but the number is shown."""

    template_name = "stipend_portal/review/conflict_declare.html"
    case: Application
    is_asked: bool

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for whoever neither is asked nor reads the case; 403 for a reader who does nothing with it."""
        roles = round_roles(request.user)
        self.case, self.is_asked = self._find(request.user, roles, kwargs["pk"])
        if not roles_in(request.user, self.case, roles) & DECLARING_ROLES:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        return super().dispatch(request, *args, **kwargs)

    def _find(self, user: User, roles: RoundRoles, pk: int) -> tuple[Application, bool]:
        asked = to_be_asked(user, roles).filter(pk=pk).first()
        if asked is not None:
            return asked, True
        reads = visible_to(user, roles).exclude(applicant=user.pk)
        case = reads.filter(pk=pk).only("reference", "round_id", "applicant_id").order_by().first()
        if case is None:
            raise Http404
        return case, False

    def get_page_title(self) -> str:
        """The number, which she knows."""
        return _("I have jäv: %(reference)s") % {"reference": self.case.reference}

    def crumbs(self) -> list[Crumb]:
        """The way here names no case."""
        return conflict_crumbs(self.request.user)

    def show(self, form: Form, status: int = 200) -> HttpResponse:
        """The question, or the page for saying it later."""
        if self.is_asked:
            return question(self.request, self.case, form, status=status)
        back = reading_address(self.request.user, self.case)
        context = self.get_context_data(form=form, case=self.case, back=back)
        return self.render_to_response(context, status=status)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing chosen."""
        return self.show(AnswerForm() if self.is_asked else GroundForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the answer, or show the page again with what was chosen."""
        form = AnswerForm(request.POST) if self.is_asked else GroundForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        has_conflict = form.has_conflict if isinstance(form, AnswerForm) else True
        ground = form.cleaned_data["ground"]
        try:
            declare(application=self.case, actor=request.user, has_conflict=has_conflict, ground=ground)
        except LastOneNamed:
            return refuse_to_leave(request, self.crumbs())
        except ActRefused as error:  # answered otherwise in another window, or no longer in the round
            raise Http404 from error
        if has_conflict:
            return redirect("conflicts:gone", self.case.round_id)
        messages.success(
            request,
            _("You have answered that you have no jäv in %(reference)s.")
            % {"reference": self.case.reference},
        )
        return redirect(reading_address(request.user, self.case))


class CorrectView(ConfirmView):
    """Change what someone else has answered, with a reason."""

    template_name = "stipend_portal/review/conflict_correct.html"
    free_text = ("reason",)

    def get_page_title(self) -> str:
        """What is about to be done, and in which case."""
        return _("Correct an answer about jäv: %(reference)s") % {"reference": self.case.reference}

    @cached_property
    def answer(self) -> ConflictOfInterest:
        """The answer, if it belongs to the case."""
        return get_object_or_404(self.case.conflicts.select_related("user"), pk=self.kwargs["answer"])

    def check(self) -> None:
        """Judge by the same rules as the service."""
        if not self.roles & CORRECTING_ROLES or self.answer.user_id == self.request.user.pk:
            raise NotAllowed

    def not_allowed_text(self) -> str:
        """Tell the one who answered why she cannot correct it."""
        if self.answer.user_id == self.request.user.pk:
            return _(
                "Nobody corrects her own answer. Ask another case officer or the board secretary. If you have "
                "found out that you have jäv, say so with “I have jäv” on the case page."
            )
        return super().not_allowed_text()

    def wrong_state_text(self) -> str:
        """Someone was faster."""
        return _(
            "Someone else has already corrected this answer. Nothing has been changed by what you just did."
        )

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The answer as it is, and what it will be."""
        return super().show(status, answer=self.answer, **context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty reason."""
        return self.show(form=CorrectForm(initial={"to": NO if self.answer.has_conflict else YES}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Correct it, or show the page again with what was typed."""
        form = CorrectForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form)
        try:
            correct(
                application=self.case,
                person=self.answer.user,
                actor=request.user,
                has_conflict=form.has_conflict,
                reason=form.cleaned_data["reason"],
            )
        except LastOneNamed:
            return refuse_to_leave(request, self.crumbs())
        return self.back_to_case(_("The answer is corrected, and your reason is kept in the log."))


def conflict_urls() -> list[URLPattern]:
    """The addresses under the case."""
    return [
        path("<int:pk>/jav/", DeclareView.as_view(), name="conflict"),
        path("<int:pk>/jav/<int:answer>/ratta/", CorrectView.as_view(), name="correct_conflict"),
    ]
