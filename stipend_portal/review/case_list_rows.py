"""The lines of the list: everything about the cases of one page, in two queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from stipend_portal.case_filters.completeness import some_member_missing
from stipend_portal.case_filters.flags import flag_columns, flags_of
from stipend_portal.completeness import newest_only
from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, GuardianApproval
from stipend_portal.phases import Phase
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import with_handler
from stipend_portal.review.case_list_query import LIST
from stipend_portal.review.guardians import guardian_progress
from stipend_portal.states import State


@dataclass(frozen=True)
class Tag:
    """A short word about a case."""

    key: str
    label: str


@dataclass(frozen=True)
class CaseRow:
    """A line of the list, ready to print. Of a case with protected identity it tells the number only."""

    pk: int
    url: str
    reference: str
    name: str
    destination: str
    amount: str
    day: str
    time: str
    handler: str
    guardians: str
    complete: str
    is_complete: bool
    state: str
    state_label: str
    round: str
    phase: str
    flags: list[Tag]
    is_protected: bool


@lru_cache(maxsize=2)
def _detailed(today: date) -> QuerySet[Application]:
    """All that `with_details` adds. Putting it together takes longer than asking it, so it is kept for the day."""
    columns = ("application_id", "status", "member__birth_date", "member__status")
    approvals = newest_only(GuardianApproval.objects.select_related("member").only(*columns))
    return (
        with_handler(Application.objects.order_by())
        .annotate(
            handler_first=F("handling__user__first_name"),
            handler_last=F("handling__user__last_name"),
            handler_email=F("handling__user__email"),
            member_missing=some_member_missing(),
            **flag_columns(today),
        )
        .prefetch_related(Prefetch("approvals", queryset=approvals))
    )


def with_details(keys: Collection[int], today: date) -> QuerySet[Application]:
    """Cases that came through the door, with their handler's name, their flags and their newest approvals."""
    return _detailed(today).filter(pk__in=keys)


def rows_for(keys: Sequence[int], desk: Desk, question: str) -> list[CaseRow]:
    """The lines of the cases with these keys, in their order. `question` is the list's, for the links."""
    by_key = {case.pk: case for case in with_details(keys, desk.today)}
    link = "?" + urlencode({LIST: question})
    return [case_row(by_key[key], desk, link) for key in keys if key in by_key]


def handler_of(case: Application) -> str:
    """The handler's name as she is called elsewhere; empty where there is none."""
    if not case.handler_email:
        return ""
    return f"{case.handler_first} {case.handler_last}".strip() or case.handler_email


def case_row(case: Application, desk: Desk, link: str) -> CaseRow:
    """What the list says of a case that was fetched `with_details`."""
    case.round = desk.rounds[case.round_id]
    whole = case.round_id in desk.whole
    hidden = case.protected
    received = timezone.localtime(case.received_at)
    guardians = guardian_progress(case.approvals.all())
    done = guardians.is_complete and not case.member_missing
    return CaseRow(
        pk=case.pk,
        url=reverse("cases:case", args=[case.pk]) + link,
        reference=case.reference,
        name="" if hidden else case.applicant_name,
        destination="" if hidden else case.destination,
        amount="" if hidden else as_kronor(case.amount_applied),
        day=f"{received:%Y-%m-%d}",
        time=f"{received:%H:%M}",
        handler=handler_of(case) if whole else "",
        guardians=guardians.text if whole and not hidden and guardians.asked else "",
        complete=str(_("Complete") if done else _("Not complete")) if whole and not hidden else "",
        is_complete=done,
        state=case.state,
        state_label=str(State(case.state).label),
        round=case.round.local_name,
        phase=str(Phase(case.round.phase).label),
        flags=[Tag(flag, str(flag.label)) for flag in flags_of(case)] if whole else [],
        is_protected=hidden,
    )
