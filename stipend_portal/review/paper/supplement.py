"""Writing in the answer to a request for supplement that came on paper."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from stipend_portal.models import Application, Draft, SupplementRequest
from stipend_portal.queries import partner_towns
from stipend_portal.questions import BY_KEY
from stipend_portal.review.act_views import ConfirmView
from stipend_portal.review.acts import STOP_WAITING, phase_allows
from stipend_portal.review.offers import Offer
from stipend_portal.review.paper.parts import errors_of
from stipend_portal.review.paper.supplement_form import SupplementForm
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.services.paper_supplement import record_answer_on_paper
from stipend_portal.states import Role, State
from stipend_portal.uploads.receiving import receives_files

LABEL = gettext_lazy("The answer came on paper")


def paper_answer_offers(case: Application, roles: Collection[Role]) -> list[Offer]:
    """The way to the page, for a case officer, while an answer is waited for."""
    waits = case.state == State.SUPPLEMENT_REQUESTED and phase_allows(STOP_WAITING, case.round)
    if Role.CASE_OFFICER not in roles or not waits:
        return []
    return [Offer(LABEL, reverse("cases:answer_on_paper", args=[case.pk]))]


# The files must be received before anything reads the post, and the mark against forgery lies in it.
@method_decorator([csrf_exempt, receives_files, csrf_protect], name="dispatch")
class AnswerOnPaperView(ConfirmView):
    """What came on paper becomes a new version."""

    template_name = "stipend_portal/review/paper/answer.html"

    def get_page_title(self) -> str:
        """What is about to be done, and to which case."""
        return f"{LABEL}: {self.case.reference}"

    def check(self) -> None:
        """Judge as the service does; a form about an earlier request is too late."""
        if Role.CASE_OFFICER not in self.roles:
            raise NotAllowed
        if self.case.state != State.SUPPLEMENT_REQUESTED or self.asked is None:
            raise WrongState
        if not phase_allows(STOP_WAITING, self.case.round):
            raise WrongPhase
        if self.request.POST.get("request", str(self.asked.pk)) != str(self.asked.pk):
            raise WrongState

    @cached_property
    def asked(self) -> SupplementRequest | None:
        """What is waited for, with the version before it."""
        requests = self.case.supplement_requests.filter(closed_at=None)
        return requests.select_related("before", "asked_by").first()

    def typed(self) -> str:
        """All of the answer."""
        return "\n".join(
            words
            for name, words in self.request.POST.items()
            if words.strip() and (name == "note" or ("-" in name and not name.endswith("_FORMS")))
        )

    def make_form(self, *posted: Any, **options: Any) -> SupplementForm:
        """The form for this request."""
        towns = partner_towns(get_language() or "sv")
        return SupplementForm(
            *posted, case=self.case, asked=self.asked, towns=towns, now=timezone.now(), **options
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The pages as they were sent before."""
        return self.show_form(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write it in, or show the form again with all that was written."""
        form = self.make_form(request.POST, request.FILES, too_large=request.received.too_large)  # type: ignore[attr-defined]
        if not form.is_valid():
            return self.show_form(form, status=422)
        record_answer_on_paper(
            request=self.asked,
            actor=request.user,
            answers=form.answers(),
            scans=form.scanned(),
            received_at=form.received_at,
            note=form.cleaned_data["note"],
        )
        return self.back_to_case(_("The answer is a new version, and the application is in review again."))

    def show_form(self, form: SupplementForm, *, status: int = 200) -> HttpResponse:
        """The page."""
        parts = list(form.parts())
        begun = Draft.objects.filter(supplement=self.asked, submitted_at=None)
        return self.show(
            status,
            form=form,
            parts=parts,
            errors=errors_of(form, parts),
            # A browser does not choose files again by itself.
            files_lost=form.is_bound and bool(form.files or form.fields["scans"].too_large),
            asked=self.asked,
            pages=[BY_KEY[key].title for key in self.asked.sections],
            draft_begun=begun.exists(),
        )
