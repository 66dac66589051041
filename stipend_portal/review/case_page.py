"""The case page: everything about one application on one page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from stipend_portal import rules
from stipend_portal.appeals import appeal_until
from stipend_portal.checklist import checklist
from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, Assignment
from stipend_portal.queries import attachments_of
from stipend_portal.questions import ABOUT, BUDGET, TRIP
from stipend_portal.review.access import get_case, reads_all
from stipend_portal.review.acts import acts_now
from stipend_portal.review.assignment import may_assign
from stipend_portal.review.case.answers import marked_answers, number_of_changes
from stipend_portal.review.case.assessments import shown_assessments
from stipend_portal.review.case.checks import facts_of, to_look_at
from stipend_portal.review.case.contents import contents_of
from stipend_portal.review.case.late import late_offers
from stipend_portal.review.case.loading import CaseFile, RegisterRow
from stipend_portal.review.case.log import case_log
from stipend_portal.review.case.mails import ShownMail, shown_mail
from stipend_portal.review.case.order import steps_from
from stipend_portal.review.case.safety import safe_contacts
from stipend_portal.review.conflict import ask_before_opening, conflict_answers, conflict_offers
from stipend_portal.review.guardians import guardian_progress, shown_approvals
from stipend_portal.review.meetings.correct import correction_offers
from stipend_portal.review.members import shown_group
from stipend_portal.review.messages import may_write
from stipend_portal.review.offers import Offer
from stipend_portal.review.pages import ReviewPage
from stipend_portal.review.paper.supplement import paper_answer_offers
from stipend_portal.review.paper.withdrawal import withdrawal_offers
from stipend_portal.review.protection import protection_offers
from stipend_portal.review.supplement import show_supplement
from stipend_portal.services.case_document import REGISTRARS
from stipend_portal.services.diary import NUMBERERS
from stipend_portal.services.message import waits_for_answer
from stipend_portal.services.note import NOTE_WRITERS
from stipend_portal.states import Role

# What is needed to pay: who, what for and how much.
FOR_FINANCE = (ABOUT.key, TRIP.key, BUDGET.key)


class CaseView(ReviewPage, TemplateView):
    """All of one case for those who handle it, and what this person may do now."""

    template_name = "stipend_portal/review/case.html"
    case: Application
    roles: frozenset[Role]
    file: CaseFile

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the case, if it is for this person, or ask her about jäv before she opens it."""
        try:
            self.case, self.roles = get_case(request, kwargs["pk"])
        except Http404:
            return ask_before_opening(request, kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The reference and nothing personal."""
        return self.case.reference

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on the page, in a number of queries that does not grow with it."""
        self.file = CaseFile(self.case, self.request.GET.get("version"))
        page = self._in_short() | self._answers()
        if reads_all(self.roles):
            page |= self._people() | self._conversation() | self._record()
            page |= self._checklist(page)
            page["contents"] = contents_of(page)
        page["offers"] = self._offers(page.get("mails", []))
        page["seldom"] = self._seldom()
        return super().get_context_data(**page, **kwargs)

    def _in_short(self) -> dict[str, Any]:
        """What everyone who opens the page reads first."""
        case, file, decision = self.case, self.file, self.case.current_decision
        events = file.events if reads_all(self.roles) else []
        return {
            "case": case,
            "reads_all": reads_all(self.roles),
            "steps": steps_from(self.request, case, self.roles),
            "age": rules.age_on(case.birth_date, case.round.age_day),
            "amount_applied": as_kronor(case.amount_applied),
            "guardians": guardian_progress(file.current_approvals),
            "group": shown_group(case, file.members, file.current_approvals, self.roles, events),
            "decision": decision,
            "recorded_by": file.names.get(decision.recorded_by_id, "") if decision else "",
            "amount_granted": as_kronor(decision.amount) if decision else "",
            "appeal_until": appeal_until(decision) if decision else None,
            "handler": next(iter(file.people(Assignment.Kind.HANDLER)), ""),
            "assessors": file.people(Assignment.Kind.ASSESSOR),
            "may_assign": may_assign(case, self.roles),
            "may_number": bool(NUMBERERS & self.roles),
        }

    def _answers(self) -> dict[str, Any]:
        """The chosen version, with what differs from the one before."""
        file = self.file
        only = None if reads_all(self.roles) else FOR_FINANCE
        sections = marked_answers(file.version, file.former, only)
        return {
            "version": file.version,
            "former": file.former,
            "versions": list(file.versions.values()),
            "is_newest": file.version == file.newest,
            "sections": sections,
            "changes": number_of_changes(sections),
        }

    def _people(self) -> dict[str, Any]:
        """Guardians, assessors, and who has answered about jäv."""
        file = self.file
        approvals = shown_approvals(
            file.approvals, versions=file.versions, events=file.events, names=file.names, roles=self.roles
        )
        return {
            "approvals": approvals,
            "older_approvals": len(file.approvals) - len(file.current_approvals),
            "safe_contacts": safe_contacts(file.current_approvals, file.newest),
            "assessments": shown_assessments(self.case, file.newest.pk),
            "conflict_answers": conflict_answers(self.case, self.request.user, self.roles),
        }

    def _conversation(self) -> dict[str, Any]:
        """What has been said to the applicant and by her, and what the staff has noted for itself."""
        file, user, roles = self.file, self.request.user, self.roles
        waits = waits_for_answer(file.conversation, file.settled)
        heard = bool(file.conversation) and file.conversation[-1].from_applicant
        writes = may_write(self.case, roles)
        return {
            "supplements": [
                show_supplement(each, file.versions, file.names, file.events) for each in file.requests
            ],
            "conversation": file.conversation,
            "message_waits": waits and writes,
            "settled": file.settled[-1] if heard and not waits else None,
            "may_write": writes,
            "mails": [shown_mail(mail, user=user, roles=roles, names=file.names) for mail in file.mails],
            "notes": file.notes,
            "may_note": bool(NOTE_WRITERS & roles),
        }

    def _record(self) -> dict[str, Any]:
        """Files, documents and the log."""
        file = self.file
        return {
            "attachments": attachments_of(file.version, file.files),
            "documents": [
                RegisterRow(each, file.names.get(each.registered_by_id, "")) for each in file.documents
            ],
            "may_register": bool(REGISTRARS & self.roles),
            "log": case_log(file.events),
        }

    def _checklist(self, page: dict[str, Any]) -> dict[str, Any]:
        """What is in order and what is not."""
        facts = facts_of(
            self.case,
            newest=self.file.newest,
            guardians=page["guardians"],
            group=page["group"].progress,
            files=self.file.files,
            requests=self.file.requests,
        )
        lines = checklist(facts)
        return {"lines": lines, "to_look_at": to_look_at(lines)}

    def _offers(self, mails: list[ShownMail]) -> list[Offer]:
        """What this person may do now, the usual thing first."""
        pk = self.case.pk
        letters = [shown.message.pk for shown in mails if shown.may_release]
        offers = [
            Offer(_("Read and release the letter"), reverse("cases:letter", args=[pk, letter]))
            for letter in letters
        ]
        moves = [
            Offer(act.label, reverse(f"cases:{act.slug}", args=[pk]))
            for act in acts_now(self.case, self.roles)
        ]
        papers = paper_answer_offers(self.case, self.roles)
        # Whoever has an account answers there, as a rule.
        return offers + (moves + papers if self.case.applicant_id else papers + moves)

    def _seldom(self) -> list[Offer]:
        """What this person may do now, and does in few cases."""
        case, roles = self.case, self.roles
        offers = [*late_offers(case, roles), *protection_offers(case, roles), *conflict_offers(case, roles)]
        return [*offers, *correction_offers(case, roles), *withdrawal_offers(case, roles)]
