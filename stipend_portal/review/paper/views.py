"""Entering a paper application: choosing the round, and the form."""

from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import TemplateView
from wagtail.admin import messages

from stipend_portal.models import Round
from stipend_portal.permissions import group_roles, round_roles, rounds_with
from stipend_portal.phases import Work, phases_for
from stipend_portal.queries import partner_towns
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, list_crumbs, refuse
from stipend_portal.review.paper.form import PaperForm
from stipend_portal.review.paper.parts import errors_of, parts_of
from stipend_portal.services.errors import NotAllowed, WrongPhase
from stipend_portal.services.paper import Entered, enter_from_paper
from stipend_portal.states import Role
from stipend_portal.uploads.receiving import receives_files

SHOWN_TO = frozenset({Role.CASE_OFFICER})


class PaperPage(ReviewPage, TemplateView):
    """Base of both pages."""

    header_icon = "doc-full"
    page_title = gettext_lazy("Paper application")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """403 for those who are no case officers."""
        if not group_roles(request.user) & SHOWN_TO:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        return super().dispatch(request, *args, **kwargs)

    @property
    def rounds(self) -> QuerySet[Round]:
        """The rounds in which this person is a case officer, the newest first."""
        own = rounds_with(round_roles(self.request.user), {Role.CASE_OFFICER})
        return Round.objects.filter(pk__in=own).select_related("programme")

    def crumbs(self) -> list[Crumb]:
        """From the admin's front page."""
        return list_crumbs()[:1]


class ChooseRoundView(PaperPage):
    """Which round the paper is for."""

    template_name = "stipend_portal/review/paper/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rounds whose cases are handled now."""
        rounds = self.rounds.filter(phase__in=phases_for(Work.HANDLE))
        return super().get_context_data(rounds=rounds, **kwargs)


# The files must be received before anything reads the post, and the mark against forgery lies in it.
@method_decorator([csrf_exempt, receives_files, csrf_protect], name="dispatch")
class EnterView(PaperPage):
    """The form."""

    template_name = "stipend_portal/review/paper/enter.html"
    round: Round

    def get_page_title(self) -> str:
        """Which round it is for."""
        return _("Paper application: %(round)s") % {"round": self.round.local_name}

    def crumbs(self) -> list[Crumb]:
        """Back to the choice of round."""
        return [*super().crumbs(), {"url": reverse("paper:index"), "label": str(self.page_title)}]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Where nothing is known of the person yet, nothing is looked up."""
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return self.find_round() or self.show(self.form(), token=uuid4())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Enter it, or show the form again with all that was written."""
        refused = self.find_round()
        if refused:
            return refused
        form = self.form(request.POST, request.FILES, too_large=request.received.too_large)  # type: ignore[attr-defined]
        token = _uuid(request.POST.get("token", ""))
        if not form.is_valid():
            return self.show(form, token=token, status=422)
        try:
            entered = enter_from_paper(
                round=self.round,
                actor=request.user,
                answers=form.answers(),
                scans=form.cleaned_data["scans"],
                received_at=form.received_at,
                sender=form.sender,
                form=token,
            )
        except NotAllowed:
            raise Http404 from None
        except WrongPhase:
            return self.refuse_phase()
        return self.leave(entered)

    def find_round(self) -> HttpResponse | None:
        """Find the round, or say why it takes no paper. Raises `Http404` for one that is not hers."""
        self.round = get_object_or_404(self.rounds, pk=self.kwargs["round"])
        return None if self.round.phase in phases_for(Work.HANDLE) else self.refuse_phase()

    def refuse_phase(self) -> HttpResponse:
        """Why nothing is entered now."""
        text = _(
            "The round is in the phase “%(phase)s”, and this is not done then. Nothing has been changed. "
            "A case officer can change the phase on the round's page."
        ) % {"phase": self.round.get_phase_display()}
        return refuse(self.request, status=409, title=_("Not in this phase"), text=text, crumbs=self.crumbs())

    def form(self, *posted: Any, **options: Any) -> PaperForm:
        """The form for this round."""
        towns = partner_towns(get_language() or "sv")
        return PaperForm(*posted, round=self.round, towns=towns, now=self.now, **options)

    def show(self, form: PaperForm, *, token: UUID, status: int = 200) -> HttpResponse:
        """The page."""
        parts = list(parts_of(form))
        context = self.get_context_data(
            form=form,
            parts=parts,
            errors=errors_of(form, parts),
            # A browser does not choose files again by itself.
            files_lost=form.is_bound and bool(form.files or form.fields["scans"].too_large),
            token=token,
            round=self.round,
        )
        return self.render_to_response(context, status=status)

    def leave(self, entered: Entered) -> HttpResponse:
        """To the case."""
        application = entered.application
        if entered.is_new:
            text = _("The application is entered as %(reference)s.")
            messages.success(self.request, text % {"reference": application.reference})
        else:
            text = _(
                "This form has already been entered, as %(reference)s. It has not been entered twice. What you "
                "may have changed in the form since then is not saved."
            )
            messages.warning(self.request, text % {"reference": application.reference})
        return redirect("cases:case", pk=application.pk)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
