"""Acting on many cases: first a page that tells exactly which, then the act, and what became of it.

Both steps are POST, since hundreds of cases do not fit in an address; only the one with `confirmed` changes
anything. Each case is done by the same service as on its own page, in a transaction of its own, so that its
state, its log and its mail are written together or not at all.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from stipend_portal.models import Application
from stipend_portal.review.bulk_acts import (
    BULK_ACTS,
    MOST_AT_ONCE,
    BulkAct,
    bulk_acts_for,
    in_words,
    mover,
    problem_with,
)
from stipend_portal.review.bulk_forms import FORMS, CannotBeDone, Doer
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import OLDEST_FIRST
from stipend_portal.review.case_list_query import LIST, CaseQuery
from stipend_portal.review.case_list_rows import with_details
from stipend_portal.review.guardians import guardian_progress
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, list_crumbs, refuse
from stipend_portal.review.ready_words import asks_for_words
from stipend_portal.services.errors import ActRefused


@dataclass(frozen=True)
class BulkRow:
    """One case of the confirm page or of the result. Of a protected one only the number is told."""

    pk: int
    url: str
    reference: str
    name: str
    state: str
    why: str = ""
    warning: str = ""


def keys_from(texts: list[str]) -> list[int]:
    """Keys of cases as the list posts them, without nonsense and without doubles."""
    parts = [part for text in texts for part in text.split(",")]
    return list(
        dict.fromkeys(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 18)
    )


class BulkView(ReviewPage, View):
    """Choose, confirm, do."""

    http_method_names = ["post"]
    template_name = "stipend_portal/review/bulk.html"
    act: BulkAct

    def get_page_title(self) -> str:
        """What is about to be done."""
        return str(self.act.label)

    def crumbs(self) -> list[Crumb]:
        """The way back to the list as it was asked for."""
        home, listed = list_crumbs()
        return [home, {**listed, "url": self.list_url}]

    @cached_property
    def desk(self) -> Desk:
        """Whose rounds these are."""
        return Desk(self.request.user)

    @cached_property
    def query(self) -> CaseQuery:
        """What the list was asked for."""
        return CaseQuery(self.desk, self.request.POST.get(LIST, ""))

    @property
    def list_url(self) -> str:
        """The list as it was."""
        text = self.query.text()
        return reverse("cases:index") + (f"?{text}" if text else "")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would be done, or do it. 403 for who does none of this, 422 where nothing is chosen."""
        acts = bulk_acts_for(self.desk)
        if not acts:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        act = BULK_ACTS.get(request.POST.get("act", ""))
        if act not in acts:
            return self.ask_again(_("Choose what is to be done with the cases."))
        self.act = act
        keys = self.keys()
        if not keys:
            return self.ask_again(_("Choose at least one case: tick the boxes in the list."))
        if len(keys) > MOST_AT_ONCE:
            return self.ask_again(
                _("At most %(most)d cases can be dealt with at once. Narrow the list with filters.")
                % {"most": MOST_AT_ONCE}
            )
        return self.confirm_or_do(self.cases(keys))

    def ask_again(self, text: str) -> HttpResponse:
        """Say what is missing, with the way back to the list."""
        title = _("Nothing has been done")
        return refuse(self.request, status=422, title=title, text=text, crumbs=self.crumbs())

    def keys(self) -> list[int]:
        """The keys of the chosen cases: the ticked, those of the page, or all that the list's filters match."""
        data = self.request.POST
        match data.get("which"):
            case "page":
                return keys_from(data.getlist("on_page"))
            case "all":
                return self.query.keys()
            case _:
                return keys_from(data.getlist("case"))

    def cases(self, keys: list[int]) -> list[Application]:
        """The chosen cases that this person sees, the oldest first."""
        seen = self.desk.cases().filter(pk__in=keys, round_id__in=self.desk.whole).order_by(*OLDEST_FIRST)
        cases = with_details(list(seen.values_list("pk", flat=True)), self.desk.today)
        prefetch_related_objects(cases, "round__programme")
        for case in cases:
            for approval in case.approvals.all():
                approval.application = case
        return cases

    def confirm_or_do(self, cases: list[Application]) -> HttpResponse:
        """The confirm page, until it has been confirmed with a form that is filled in."""
        problems = {case.pk: problem_with(self.act, case, self.desk) for case in cases}
        able = [case for case in cases if not problems[case.pk]]
        left_out = [self.row(case, why=problems[case.pk]) for case in cases if problems[case.pk]]
        # Ready words that were ticked are read in the text before anything is sent.
        wants_words = self.act.fields == "supplement" and asks_for_words(self.request.POST)
        confirmed = "confirmed" in self.request.POST and not wants_words
        form = None
        if self.act.fields and able:
            data = self.request.POST if confirmed else None
            form = FORMS[self.act.fields](data, desk=self.desk, cases=able)
            if wants_words:
                form.put_in(self.request.POST)
        if confirmed and (form is None or form.is_valid()):
            actor = self.request.user
            return self.do(able, form.doer(actor) if form else mover(self.act, actor), left_out)
        rows = [self.row(case, warning=self.warning(case)) for case in able]
        return self.show(status=422 if form and form.errors else 200, form=form, rows=rows, left_out=left_out)

    def do(self, cases: list[Application], do: Doer, left_out: list[BulkRow]) -> HttpResponse:
        """Do it to each case, and tell what became of each."""
        done, not_done = [], list(left_out)
        for case in cases:
            try:
                do(case)
            except ActRefused as error:
                not_done.append(self.row(case, why=in_words(error, case)))
            except CannotBeDone as error:
                not_done.append(self.row(case, why=str(error)))
            else:
                done.append(self.row(case))
        self.template_name = "stipend_portal/review/bulk_result.html"
        return self.show(done=done, not_done=not_done)

    def warning(self, case: Application) -> str:
        """What a person should think of before it is done; it does not stop her."""
        if not self.act.needs_guardians:
            return ""
        guardians = guardian_progress(case.approvals.all())
        words = [] if guardians.is_complete else [_("Guardians: %(progress)s") % {"progress": guardians.text}]
        if case.member_missing:
            words.append(_("someone in the group has not said yes"))
        return ", ".join(words)

    def row(self, case: Application, **fields: Any) -> BulkRow:
        """A case as the pages tell of it."""
        name = "" if case.protected else case.applicant_name
        url = reverse("cases:case", args=[case.pk])
        return BulkRow(case.pk, url, case.reference, name, str(case.get_state_display()), **fields)

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """The page itself."""
        common = {"act": self.act, "question": self.query.text(), "list_url": self.list_url}
        return self.render_to_response(self.get_context_data(**common, **context), status=status)
