"""The case page: everything about one application on one page."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from stipend_portal import rules
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.permissions import may_release, roles_in
from stipend_portal.questions import as_kronor, show_answers
from stipend_portal.review.access import get_case
from stipend_portal.review.acts import acts_now
from stipend_portal.review.guardians import guardian_progress
from stipend_portal.review.pages import ReviewPage
from stipend_portal.states import Role

# A mail that did not arrive must not look like one that did.
BAD_NEWS = frozenset({OutboxMessage.Status.BOUNCED, OutboxMessage.Status.FAILED})


@dataclass(frozen=True)
class Offer:
    """Something this person may do now: the words of the link and where it leads."""

    label: str | Promise
    url: str


@dataclass(frozen=True)
class ShownMessage:
    """A mail of the case. Its text is shown only where it is a decision letter."""

    message: OutboxMessage
    is_letter: bool
    is_held: bool
    may_release: bool
    failed: bool


class CaseView(ReviewPage, TemplateView):
    """Answers, guardians, decision, mails, events, and what this person may do now."""

    template_name = "stipend_portal/review/case.html"

    @cached_property
    def case(self) -> Application:
        """The case, if it is for this person."""
        return get_case(self.request.user, self.kwargs["pk"])

    def get_page_title(self) -> str:
        """The reference and nothing personal."""
        return self.case.reference

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on the page, in a fixed number of queries."""
        case = self.case
        roles = roles_in(self.request.user, case)
        messages = self._messages(roles)
        version = case.latest_version
        approvals = list(case.approvals.select_related("version"))
        return super().get_context_data(
            case=case,
            age=rules.age_on(case.birth_date, case.round.age_day),
            amount_applied=as_kronor(case.amount_applied),
            version=version,
            sections=show_answers(version.answers),
            approvals=approvals,
            guardians=guardian_progress(approvals),
            decision=case.current_decision,
            amount_granted=as_kronor(case.current_decision.amount) if case.current_decision else "",
            mails=messages,
            events=case.events.all(),
            offers=self._offers(roles, messages),
            **kwargs,
        )

    def _offers(self, roles: frozenset[Role], messages: list[ShownMessage]) -> list[Offer]:
        pk = self.case.pk
        letters = [shown.message.pk for shown in messages if shown.may_release]
        offers = [
            Offer(_("Read and release the letter"), reverse("cases:letter", args=[pk, letter]))
            for letter in letters
        ]
        moves = [
            Offer(act.label, reverse(f"cases:{act.slug}", args=[pk])) for act in acts_now(self.case, roles)
        ]
        return offers + moves

    def _messages(self, roles: frozenset[Role]) -> list[ShownMessage]:
        messages = self.case.messages.select_related("prepared_by", "released_by")
        return [
            ShownMessage(
                message=message,
                is_letter=message.kind == OutboxMessage.Kind.DECISION_LETTER,
                is_held=message.status == OutboxMessage.Status.HELD,
                may_release=may_release(self.request.user, message, roles),
                failed=message.status in BAD_NEWS,
            )
            for message in messages
        ]
