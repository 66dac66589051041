"""The page on which a board member reads a case and says what she thinks of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from stipend_portal.models import Application, ApplicationVersion, Assessment, Criterion
from stipend_portal.permissions import to_be_asked
from stipend_portal.phases import Work, allows
from stipend_portal.review.access import cases_to_assess, get_case_to_assess
from stipend_portal.review.assessing.cases import way_from
from stipend_portal.review.assessing.forms import AssessmentForm, in_words, saved_words, typed
from stipend_portal.review.assessing.list_view import assessing_crumbs
from stipend_portal.review.assessing.others import letters_of, others_of, shown
from stipend_portal.review.assessing.people import with_people
from stipend_portal.review.assessing.reading import Reading
from stipend_portal.review.pages import Crumb, ReviewPage, refuse
from stipend_portal.services.assessment import StaleAssessment, hand_in, save_assessment
from stipend_portal.services.errors import NotAllowed, WrongPhase, WrongState
from stipend_portal.states import UNDECIDED


def as_number(text: str) -> int:
    """A mark that a page posts back; -1 for what cannot be read, which is older than any."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class OwnAssessment(View):
    """Base: one case that a board member may read, with her own assessment and the form for it."""

    case: Application

    def find(self, request: HttpRequest, pk: int) -> None:
        """Look the case up through the door. Raises `Http404` when it is not for her."""
        found = get_case_to_assess(request, pk)
        people = with_people(cases_to_assess(request.user).filter(pk=found.pk)).order_by()
        self.case = people.select_related("round", "applicant").get()

    @cached_property
    def own(self) -> Assessment | None:
        """What she has saved."""
        rows = self.case.assessments.select_related("version").prefetch_related("scores")
        return rows.filter(assessor=self.request.user).first()

    @cached_property
    def criteria(self) -> list[Criterion]:
        """What the round is judged by."""
        return list(self.case.round.criteria.all())

    @property
    def can_write(self) -> bool:
        """Whether the case is assessed now."""
        return allows(self.case.round.phase, Work.ASSESS) and self.case.state in UNDECIDED

    def posted_form(self) -> AssessmentForm:
        """The form as it was filled in."""
        return AssessmentForm(typed(self.request.POST), criteria=self.criteria)

    def posted_version(self) -> ApplicationVersion:
        """The version that the page showed."""
        number = as_number(self.request.POST.get("version", ""))
        return self.case.versions.filter(number=number).first() or self.case.latest_version

    def write(self, form: AssessmentForm, *, handing_in: bool = False) -> Assessment:
        """Save a valid form, or hand it in. Raises what the service does."""
        service = hand_in if handing_in else save_assessment
        return service(
            application=self.case,
            actor=self.request.user,
            version=self.posted_version(),
            scores=form.scores,
            comment=form.cleaned_data["comment"],
            recommendation=form.cleaned_data.get("recommendation", ""),
            expected_revision=as_number(self.request.POST.get("revision", "")),
        )


class AssessView(ReviewPage, OwnAssessment):
    """What she may read, and the form; read-only once it is handed in, and in other phases."""

    template_name = "stipend_portal/review/assessing/case.html"
    header_icon = "form"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for a case that is not for her; to the question for one that she has not answered about."""
        try:
            self.find(request, kwargs["pk"])
        except Http404:
            if to_be_asked(request.user).filter(pk=kwargs["pk"]).exists():
                return redirect("cases:conflict", kwargs["pk"])
            raise
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The number and nothing of who it is."""
        return self.case.reference

    def crumbs(self) -> list[Crumb]:
        """The way to the list."""
        return assessing_crumbs()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with what is saved."""
        return self.show(AssessmentForm(initial=saved_words(self.own, self.criteria), criteria=self.criteria))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or hand in. What is not complete is saved all the same."""
        form = self.posted_form()
        if not form.is_valid():
            return self.show(form, status=422)
        wanted = "hand_in" in request.POST
        complete = wanted and form.complete()
        try:
            saved = self.write(form, handing_in=complete)
        except StaleAssessment as stale:
            return self.show_conflict(form, stale.stored)
        except NotAllowed:
            raise Http404 from None
        except (WrongState, WrongPhase):
            return self.too_late(form)
        if wanted and not complete:
            return self.show(form, status=422, saved=saved)
        self.tell(handed_in=complete)
        return redirect("assessing:case", self.case.pk)

    def tell(self, *, handed_in: bool) -> None:
        """Say what was done, and where to go on."""
        if handed_in:
            text = _("Your assessment of %(reference)s is handed in.") % {"reference": self.case.reference}
        else:
            text = _("Saved. Only you can read it until you hand it in.")
        messages.success(self.request, text)

    def show(
        self, form: AssessmentForm, *, status: int = 200, saved: Assessment | None = None
    ) -> HttpResponse:
        """The page. `saved` is what was saved a moment ago of a form that cannot be handed in yet."""
        reading = Reading(self.case)
        own = saved or self.own
        judged = own.version if own else reading.newest
        is_newer = reading.newest.number > judged.number
        letters = letters_of(self.case) if own and own.submitted_at else {}
        context = self.get_context_data(
            case=self.case,
            reading=reading,
            sections=reading.sections(),
            files=reading.files(),
            others=reading.others(),
            judged=judged,
            is_newer=is_newer,
            changes=reading.changes_since(judged) if is_newer else [],
            way=way_from(self.request.user, self.case),
            form=form,
            was_saved=saved is not None,
            own=own,
            revision=own.revision if own else 0,
            can_write=self.can_write,
            is_form=self.can_write and not (own and own.submitted_at),
            shown_own=shown(own, self.criteria) if own else None,
            own_letter=letters.get(own.pk, "") if own else "",
            assessments=others_of(self.case, own, self.criteria, letters, reading.words),
        )
        return self.render_to_response(context, status=status)

    def show_conflict(self, form: AssessmentForm, stored: Assessment) -> HttpResponse:
        """409: both texts, hers to choose. Nothing has been overwritten."""
        posted = {name: form.data.get(name, "") for name in form.fields}
        pairs = zip(in_words(form, posted), in_words(form, saved_words(stored, self.criteria)), strict=True)
        context = self.get_context_data(
            case=self.case,
            differences=[(label, mine, saved) for (label, mine), (_label, saved) in pairs if mine != saved],
            posted=posted,
            revision=stored.revision,
            version=form.data.get("version", ""),
        )
        self.template_name = "stipend_portal/review/assessing/conflict.html"
        return self.render_to_response(context, status=409)

    def too_late(self, form: AssessmentForm) -> HttpResponse:
        """409: handed in elsewhere, or no longer assessed. What was chosen and typed is shown, to be copied."""
        posted = {name: form.data.get(name, "") for name in form.fields}
        words = "\n".join(f"{label}: {value}" for label, value in in_words(form, posted) if value)
        text = _(
            "You have handed in this assessment in another window, or the case is no longer assessed. "
            "Nothing has been changed by what you just did."
        )
        crumbs = [*self.crumbs(), {"url": self.request.path, "label": self.case.reference}]
        return refuse(self.request, status=409, title=_("Not saved"), text=text, crumbs=crumbs, words=words)
