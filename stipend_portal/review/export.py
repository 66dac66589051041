"""The list as a spreadsheet, written by Wagtail. Taking it out leaves a line in the log of every round in it.

That line is why it is a POST and no link: an address that is only opened changes nothing.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from stipend_portal import rules
from stipend_portal.case_filters.flags import flags_of
from stipend_portal.models import Application, Decision
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.review.case_list_desk import Desk
from stipend_portal.review.case_list_order import HANDLER, NEWEST, in_order
from stipend_portal.review.case_list_query import LIST, CaseQuery
from stipend_portal.review.case_list_rows import handler_of, with_details
from stipend_portal.review.guardians import guardian_progress
from stipend_portal.review.pages import NO_ENTRY, list_crumbs, refuse
from stipend_portal.services.round_event import record_round_event

# All rows are held in memory while they are written.
MOST_ROWS = 10_000
AT_A_TIME = 500

# What a spreadsheet would take for a formula, and run on the machine of whoever opens it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

# What someone has typed says whom she looked for; the log says only that she did.
TYPED = ("q", "destination", "school")

HEADINGS = {
    "reference": gettext_lazy("Reference"),
    "diary_number": gettext_lazy("Diary number"),
    "round": gettext_lazy("Round"),
    "state": gettext_lazy("State"),
    "received": gettext_lazy("Came in"),
    "flags": gettext_lazy("Flags"),
    "name": gettext_lazy("Name"),
    "age": gettext_lazy("Age on the round's day"),
    "school": gettext_lazy("School and class"),
    "destination": gettext_lazy("Going to"),
    "departure": gettext_lazy("Departure"),
    "people": gettext_lazy("People"),
    "applied": gettext_lazy("Applied for, kronor"),
    "guardians": gettext_lazy("Guardians"),
    "complete": gettext_lazy("Complete"),
    "handler": gettext_lazy("Handler"),
    "outcome": gettext_lazy("Outcome"),
    "granted": gettext_lazy("Granted, kronor"),
    "decided_on": gettext_lazy("Day of decision"),
}
# Who, what for and how much: what finance may read.
FOR_FINANCE = ("reference", "round", "name", "destination", "people", "outcome", "granted", "decided_on")


@dataclass(frozen=True)
class ExportRow:
    """A line of the spreadsheet; what the reader may not see, and what there is not, is empty."""

    reference: str
    round: str
    diary_number: str = ""
    state: str = ""
    received: datetime | None = None
    flags: str = ""
    name: str = ""
    age: int | None = None
    school: str = ""
    destination: str = ""
    departure: date | None = None
    people: int | None = None
    applied: int | Decimal | None = None
    guardians: str = ""
    complete: str = ""
    handler: str = ""
    outcome: str = ""
    granted: int | None = None
    decided_on: date | None = None


def _kronor(amount: Decimal) -> int | Decimal:
    return int(amount) if amount == amount.to_integral_value() else amount


def _decided(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {}
    outcome = str(decision.get_outcome_display())
    return {"outcome": outcome, "granted": decision.amount, "decided_on": decision.decided_on}


def export_row(case: Application, desk: Desk) -> ExportRow:
    """A case that was fetched `with_details` and its decision. Of a protected one only number and state."""
    case.round = desk.rounds[case.round_id]
    row = {"reference": case.reference, "round": case.round.local_name}
    if case.protected:
        return ExportRow(**row, state=str(case.get_state_display()))
    row |= {"name": case.applicant_name, "destination": case.destination, "people": case.people}
    row |= _decided(case.current_decision)
    if case.round_id not in desk.whole:
        return ExportRow(**row)
    guardians = guardian_progress(case.approvals.all())
    done = guardians.is_complete and not case.member_missing
    return ExportRow(
        **row,
        diary_number=case.diary_number,
        state=str(case.get_state_display()),
        received=timezone.localtime(case.received_at).replace(second=0, microsecond=0, tzinfo=None),
        flags=", ".join(str(flag.label) for flag in flags_of(case)),
        age=rules.age_on(case.birth_date, case.round.age_day),
        school=case.school,
        departure=case.departure,
        applied=_kronor(case.amount_applied),
        guardians=guardians.text if guardians.asked else "",
        complete=str(_("Yes") if done else _("No")),
        handler=handler_of(case),
    )


def cases_of(query: CaseQuery) -> QuerySet[Application]:
    """All the cases, in the order of the list; by handler only a part could be sorted, so then by arrival."""
    return in_order(query.cases(), NEWEST if query.order == HANDLER else query.order)


def fetched(keys: list[int], desk: Desk) -> Iterator[Application]:
    """The cases with these keys in their order and with their decisions, some at a time."""
    for start in range(0, len(keys), AT_A_TIME):
        cases = with_details(keys[start : start + AT_A_TIME], desk.today)
        prefetch_related_objects(cases, "current_decision")
        yield from cases


class ExportView(SpreadsheetExportMixin, View):
    """CSV or XLSX of the cases that the list shows, all pages of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file. 403 for who reads no cases; 422 for an unknown kind of file, or more rows than fit."""
        desk = Desk(request.user)
        if not desk.rounds:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        kind = request.POST.get("format", "")
        query = CaseQuery(desk, request.POST.get(LIST, ""))
        keys = list(cases_of(query).values_list("pk", flat=True)[: MOST_ROWS + 1])
        problem = ""
        if kind not in self.FORMATS:
            problem = _("Choose what kind of file you want: CSV or Excel.")
        elif len(keys) > MOST_ROWS:
            problem = _("These are too many cases for one file. Narrow the list with filters.")
        if problem:
            title = _("Nothing has been downloaded")
            return refuse(request, status=422, title=title, text=problem, crumbs=list_crumbs())
        self.list_export = list(HEADINGS if desk.whole else FOR_FINANCE)
        # Now, in the reader's language: the lines are written out when the request is over.
        self.export_headings = {name: str(HEADINGS[name]) for name in self.list_export}
        self.export_filename = f"arenden-{desk.today.isoformat()}"
        return self.as_spreadsheet(self.read(query, keys, kind), kind)

    @transaction.atomic
    def read(self, query: CaseQuery, keys: list[int], kind: str) -> "Rows":
        """The lines, and the lines in the rounds' logs that tell of them."""
        desk = query.desk
        cases = list(fetched(keys, desk))
        for round_id, count in Counter(case.round_id for case in cases).items():
            record_round_event(
                round=desk.rounds[round_id],
                kind=RoundEventKind.EXPORTED,
                actor=desk.user,
                data={
                    "rows": count,
                    "format": kind,
                    "filters": {
                        name: "…" if name in TYPED else value for name, value in query.filters.items()
                    },
                },
            )
        return Rows([export_row(case, desk) for case in cases])

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """As Wagtail's, with words that a spreadsheet would run as a formula made into words."""
        shown = super().preprocess_field_value(field, value, export_format)
        if isinstance(shown, str) and shown.startswith(FORMULA):
            return f"'{shown}"
        return shown

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """As Wagtail's, with the mark by which Excel knows that å is å."""
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)


class Rows(list[ExportRow]):
    """Lines that Wagtail's writer takes as it takes a queryset."""

    model = Application
