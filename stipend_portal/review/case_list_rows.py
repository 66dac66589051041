"""The lines of the list: everything about the cases of one page, in two queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import F, Prefetch, prefetch_related_objects
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stipend_portal.arrivals import has_time
from stipend_portal.case_filters.completeness import some_member_missing
from stipend_portal.case_filters.flags import Flag, flag_columns, flags_of
from stipend_portal.completeness import newest_only
from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, GuardianApproval
from stipend_portal.phases import Phase
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import with_handler
from stipend_portal.review.case_list_query import link_to
from stipend_portal.review.guardians import guardian_progress
from stipend_portal.states import State

FLAG = '<span class="review-tag list-flag list-flag--{}">{}</span>'


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


@lru_cache(maxsize=64)
def _statement(number: int, today: date) -> tuple[str, tuple[Any, ...]]:
    """The query for so many cases, with -`number` to -1 where their keys go.

    It is the same all day, and Django takes longer to put it into words than PostgreSQL to answer it.
    """
    cases = with_handler(Application.objects.order_by()).annotate(
        handler_first=F("handling__user__first_name"),
        handler_last=F("handling__user__last_name"),
        handler_email=F("handling__user__email"),
        member_missing=some_member_missing(),
        **flag_columns(today),
    )
    return cases.filter(pk__in=range(-number, 0)).query.sql_with_params()


def with_details(keys: Sequence[int], today: date) -> list[Application]:
    """Cases that came through the door, in the order of their keys.

    Each with its handler's name, its flags, whether a member of the group is missing, and the approvals of
    its newest version.
    """
    if not keys:
        return []
    sql, params = _statement(len(keys), today)
    at = params.index(-len(keys))
    params = (*params[:at], *keys, *params[at + len(keys) :])
    cases = {case.pk: case for case in Application.objects.raw(sql, params)}
    columns = ("application_id", "status", "member__birth_date", "member__status")
    approvals = newest_only(GuardianApproval.objects.select_related("member").only(*columns))
    prefetch_related_objects(list(cases.values()), Prefetch("approvals", queryset=approvals))
    return [cases[key] for key in keys if key in cases]


class Words:
    """Words that stand in many lines, looked up once for a page in the reader's language."""

    def __init__(self) -> None:
        self.language = get_language() or ""
        self.states = {state.value: str(state.label) for state in State}
        self.phases = {phase.value: str(phase.label) for phase in Phase}
        self.flags = {flag: str(flag.label) for flag in Flag}
        self.complete = (_("Not complete"), _("Complete"))
        self.guardians = _("Guardians: %(progress)s")
        self.link = reverse("cases:case", args=[0])
        self.zone = timezone.get_default_timezone()


@lru_cache(maxsize=1024)
def _kronor(amount: Decimal, language: str) -> str:
    """The same amounts come back on every page."""
    return as_kronor(amount)


def rows_for(keys: Sequence[int], desk: Desk, question: str) -> list[CaseRow]:
    """The lines of the cases with these keys, in their order. `question` is the list's, for the links."""
    words, link = Words(), link_to(question)
    return [case_row(case, desk, words, link) for case in with_details(keys, desk.today)]


def handler_of(case: Application) -> str:
    """The handler's name as she is called elsewhere; empty where there is none."""
    if not case.handler_email:
        return ""
    return f"{case.handler_first} {case.handler_last}".strip() or case.handler_email


def case_row(case: Application, desk: Desk, words: Words, link: str) -> CaseRow:
    """What the list says of a case that was fetched `with_details`."""
    round_ = case.round = desk.rounds[case.round_id]
    hidden, whole = case.protected, case.round_id in desk.whole
    shows_guardians = whole and not hidden
    guardians = guardian_progress(case.approvals.all())
    done = guardians.is_complete and not case.member_missing
    received = timezone.localtime(case.received_at)
    # For what came on paper the time need not have been noted.
    timed = case.applicant_id or has_time(received, closes_at=round_.closes_at, zone=words.zone)
    return CaseRow(
        pk=case.pk,
        url=words.link.replace("/0/", f"/{case.pk}/") + link,
        reference=case.reference,
        name="" if hidden else case.applicant_name,
        destination="" if hidden else case.destination,
        amount="" if hidden else _kronor(case.amount_applied, words.language),
        day=received.date().isoformat(),
        time=f"{received.hour:02}:{received.minute:02}" if timed else "",
        handler=handler_of(case) if whole else "",
        guardians=words.guardians % {"progress": guardians.text}
        if shows_guardians and guardians.asked
        else "",
        complete=words.complete[done] if shows_guardians else "",
        is_complete=done,
        state=case.state,
        state_label=words.states[case.state],
        round=round_.local_name,
        phase=words.phases[round_.phase],
        flags=[Tag(flag, words.flags[flag]) for flag in flags_of(case)] if whole else [],
        is_protected=hidden,
    )


def drawn(rows: Iterable[CaseRow], **page: Any) -> SafeString:
    """The lines as HTML.

    What is the same in every line is filled into the template once for the page, the rest by `format_html`,
    which escapes it: a template engine takes longer to write twenty-five such lines than all else takes.
    """
    template = get_template("stipend_portal/review/case_list_line.html")
    usual, protected = (template.render({**page, "is_protected": each}) for each in (False, True))
    nobody = format_html('<span class="review-meta">{}</span>', _("Nobody"))
    lines = [
        format_html(
            protected if row.is_protected else usual,
            **{
                **vars(row),
                "complete_is": "complete" if row.is_complete else "incomplete",
                "handler": row.handler or nobody,
                "flags": format_html_join(" ", FLAG, ((tag.key, tag.label) for tag in row.flags)),
            },
        )
        for row in rows
    ]
    return SafeString("".join(lines))
