"""The checklist of the case page: the facts gathered from what the page has fetched."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import timezone

from stipend_portal.amount_rules import ceiling_of, cost_of
from stipend_portal.answers import total_of
from stipend_portal.checklist import Facts, Line, Person, Standing
from stipend_portal.completeness import GuardianProgress, MemberProgress
from stipend_portal.models import Application, ApplicationVersion, Attachment, SupplementRequest
from stipend_portal.questions import ABOUT, ATTACHMENTS, BUDGET, MEMBERS


def _people(version: ApplicationVersion) -> tuple[Person, ...]:
    about = version.answers[ABOUT.key]
    rows = version.answers.get(MEMBERS.key, {}).get("rows", ())
    named = [(about["full_name"], about["birth_date"], about.get("connection", ""))]
    named += [(row["name"], row["birth_date"], row["connection"]) for row in rows]
    return tuple(Person(name, date.fromisoformat(born), connection) for name, born, connection in named)


def _missing_money(version: ApplicationVersion) -> Decimal:
    """What the trip costs less the applicant's own and others' money, in kronor."""
    budget = version.answers.get(BUDGET.key, {})
    others = total_of(BUDGET["other_funding"], budget.get("other_funding") or [])
    return cost_of(version) - others - Decimal(budget.get("own_contribution") or 0)


def facts_of(
    case: Application,
    *,
    newest: ApplicationVersion,
    guardians: GuardianProgress,
    group: MemberProgress,
    files: Iterable[Attachment],
    requests: Iterable[SupplementRequest],
) -> Facts:
    """The facts of a case. Only the most for a group is asked of the database; `case.round.programme` is read."""
    people = _people(newest)
    budget = newest.answers.get(BUDGET.key, {})
    named = {file["id"] for file in newest.answers.get(ATTACHMENTS.key, {}).get("files", ())}
    open_requests = [request for request in requests if request.closed_at is None]
    return Facts(
        round=case.round,
        today=timezone.localdate(),
        people=people,
        received_at=case.received_at,
        received_late=case.received_late,
        late_accepted=case.late_accepted,
        guardians=guardians,
        group=group,
        amount=case.amount_applied,
        cost=cost_of(newest),
        missing_money=_missing_money(newest),
        ceiling=ceiling_of(case.round, len(people)),
        quotes=len(budget.get("quotes") or ()),
        quotes_promised=sum(bool(row.get("quote")) for row in budget.get("rows") or ()),
        scans=tuple(file.scan for file in files if str(file.pk) in named),
        supplement_due=open_requests[0].due if open_requests else None,
    )


def to_look_at(lines: Iterable[Line]) -> int:
    """How many lines are not in order."""
    return sum(line.standing != Standing.OK for line in lines)
