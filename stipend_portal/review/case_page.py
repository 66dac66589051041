"""The case page: everything about one application on one page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from home.models import User
from stipend_portal import rules
from stipend_portal.answers import show_answers
from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, ApplicationVersion, OutboxMessage
from stipend_portal.permissions import may_release
from stipend_portal.queries import attachments_of
from stipend_portal.questions import ABOUT, BUDGET, TRIP
from stipend_portal.review.access import get_case, reads_all
from stipend_portal.review.acts import acts_now
from stipend_portal.review.guardians import guardian_progress, shown_approvals
from stipend_portal.review.members import shown_group
from stipend_portal.review.messages import may_write
from stipend_portal.review.pages import ReviewPage
from stipend_portal.review.supplement import show_supplement
from stipend_portal.states import Role

# What is needed to pay: who, what for and how much.
FOR_FINANCE = (ABOUT.key, TRIP.key, BUDGET.key)

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
    prepared_by: str
    released_by: str
    is_letter: bool
    is_held: bool
    may_release: bool
    failed: bool


def _names(pks: Iterable[int | None]) -> dict[int | None, str]:
    """Colleagues by key, asked for together: joined to each row they would be fetched many times."""
    wanted = set(pks) - {None}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)} if wanted else {}


class CaseView(ReviewPage, TemplateView):
    """Answers, guardians, decision, mails, events, and what this person may do now."""

    template_name = "stipend_portal/review/case.html"
    case: Application
    roles: frozenset[Role]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the case, if it is for this person."""
        self.case, self.roles = get_case(request.user, kwargs["pk"])
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The reference and nothing personal."""
        return self.case.reference

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on the page, in a number of queries that does not grow with it."""
        case = self.case
        versions = {version.pk: version for version in case.versions.order_by("number")}
        version = self._chosen(list(versions.values()))
        newest = list(versions)[-1]
        approvals = list(case.approvals.select_related("member"))
        current = [each for each in approvals if each.version_id == newest]
        events = case.events.all()
        messages = list(case.messages.all())
        decision = case.current_decision
        writers = [pk for message in messages for pk in (message.prepared_by_id, message.released_by_id)]
        requests = list(case.supplement_requests.all())
        writers += [request.asked_by_id for request in requests]
        writers += [approval.recorded_by_id for approval in approvals]
        names = _names([*writers, decision.recorded_by_id if decision else None])
        mails = [self._shown(message, names) for message in messages]
        return super().get_context_data(
            case=case,
            age=rules.age_on(case.birth_date, case.round.age_day),
            amount_applied=as_kronor(case.amount_applied),
            version=version,
            versions=list(versions.values()),
            is_newest=version.number == len(versions),
            reads_all=reads_all(self.roles),
            sections=show_answers(version.answers, only=None if reads_all(self.roles) else FOR_FINANCE),
            attachments=attachments_of(version),
            supplements=[show_supplement(request, versions, names) for request in requests],
            conversation=list(case.correspondence.all()),
            may_write=may_write(case, self.roles),
            approvals=shown_approvals(
                approvals, versions=versions, events=events, names=names, roles=self.roles
            ),
            guardians=guardian_progress(current),
            group=shown_group(case, case.members.filter(version=newest), current, self.roles),
            decision=decision,
            recorded_by=names.get(decision.recorded_by_id) if decision else "",
            amount_granted=as_kronor(decision.amount) if decision else "",
            mails=mails,
            events=events,
            offers=self._offers(mails),
            **kwargs,
        )

    def _chosen(self, versions: list[ApplicationVersion]) -> ApplicationVersion:
        """The version to read: the newest, or the one asked for. Raises `Http404` for one there is not."""
        number = self.request.GET.get("version")
        if number is None:
            return versions[-1]
        for version in versions:
            if str(version.number) == number:
                return version
        raise Http404

    def _offers(self, mails: list[ShownMessage]) -> list[Offer]:
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
        return offers + moves

    def _shown(self, message: OutboxMessage, names: Mapping[int | None, str]) -> ShownMessage:
        return ShownMessage(
            message=message,
            prepared_by=names.get(message.prepared_by_id, ""),
            released_by=names.get(message.released_by_id, ""),
            is_letter=message.kind == OutboxMessage.Kind.DECISION_LETTER,
            is_held=message.status == OutboxMessage.Status.HELD,
            may_release=may_release(self.request.user, message, self.roles),
            failed=message.status in BAD_NEWS,
        )
