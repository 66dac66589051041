"""The agenda of a meeting: which cases, in which order, with which proposal."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from home.models import User
from stipend_portal.meetings import AGENDA_ROLES, cases_at_meetings, known_conflicts, meeting_roles
from stipend_portal.models import AgendaItem, Application, Meeting, PlanLine, Round
from stipend_portal.models.decision import WITH_MONEY, Outcome
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.phases import Work
from stipend_portal.ranking import outdated, standings
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.meeting import SECRETARY, lock_meeting, log_act
from stipend_portal.services.transition import hold_phase, lock, record_event
from stipend_portal.states import UNDECIDED, Role, State


def acting_role(actor: User, application: Application, allowed: Collection[Role] = AGENDA_ROLES) -> Role:
    """The role in which someone works with a case of an agenda. Raises `NotAllowed` without one."""
    roles = roles_in(actor, application) & frozenset(allowed)
    if not roles:
        raise NotAllowed
    return min(roles)


def _log(
    item: AgendaItem, actor: User, kind: EventKind, allowed: Collection[Role] = AGENDA_ROLES, **data: Any
) -> None:
    record_event(
        application=item.application,
        kind=kind,
        role=acting_role(actor, item.application, allowed),
        actor=actor,
        data={"meeting": item.meeting_id, "on": item.meeting.on.isoformat(), "number": item.number, **data},
    )


def proposal_from(application: Application, line: PlanLine | None) -> tuple[str, int]:
    """Outcome and whole kronor that the adopted plan proposes; ("", 0) where it says nothing of the case.

    A case above the plan's cut line gets its amount, one below it nothing.
    """
    if line is None:
        return "", 0
    if line.position > line.plan.cut or not line.amount:
        return Outcome.REFUSED, 0
    whole = line.amount >= int(application.amount_applied)
    return (Outcome.GRANTED if whole else Outcome.PARTLY_GRANTED), line.amount


def adopted_lines(applications: Iterable[Application]) -> dict[int, PlanLine]:
    """What the adopted plans say of these cases, by key of case."""
    lines = PlanLine.objects.filter(application__in=list(applications), plan__adopted_at__isnull=False)
    return {line.application_id: line for line in lines.select_related("plan__round__programme")}


def outdated_cases(lines: Iterable[PlanLine], user: User) -> set[int]:
    """The cases, by key, whose lines of `adopted_lines` rest on assessments that have changed since.

    So it is when someone who assessed has said that she has jäv: what she has had a part in is no ground for
    a proposal (kommunallagen 6:30). The ranking is then made anew.
    """
    by_round: defaultdict[Round, list[PlanLine]] = defaultdict(list)
    for line in lines:
        by_round[line.plan.round].append(line)
    return {
        line.application_id
        for round_, planned in by_round.items()
        for line in outdated(round_, planned, standings(round_, user))
    }


def plan_order(application: Application, lines: Mapping[int, PlanLine]) -> tuple[Any, ...]:
    """What to sort cases by: their places in the adopted plans; those without one come last, oldest first."""
    line = lines.get(application.pk)
    place = (line.plan.round_id, line.position) if line else (0, 0)
    return (line is None, *place, application.received_at, application.pk)


def _lock_all(applications: Collection[int], actor: User) -> list[Application]:
    """The cases, locked in the order of their keys. Raises `NotAllowed` when one is not the actor's to see."""
    seen = cases_at_meetings(actor, meeting_roles(actor)).filter(pk__in=applications)
    locked = list(
        Application.objects.filter(pk__in=seen)
        .select_related("round")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if len(locked) < len(set(applications)):
        raise NotAllowed
    return locked


@transaction.atomic
def put_on_agenda(
    *, meeting: Meeting, actor: User, applications: Collection[int], reasons: Mapping[str, str] | None = None
) -> list[AgendaItem]:
    """Put prepared cases last on the agenda, with what the adopted plan proposes. All of them or none.

    They stand in the order of the plan, those without a place in it last, in the order they came in.
    `reasons` are proposed reasons by outcome. A case that this meeting has put off comes back to its place.
    One whose assessments have changed since the plan was adopted comes without a proposal.
    Raises `WrongState` for a case that is not prepared or waits on an agenda already, `WrongPhase` outside
    the phase of meetings, `NotAllowed` for a case the actor does not work with or another body's.
    """
    locked = lock_meeting(meeting, actor, allowed=AGENDA_ROLES)
    cases = _lock_all(applications, actor)
    for round_ in sorted({case.round for case in cases}, key=lambda round_: round_.pk):
        hold_phase(round_, Work.DECIDE_IN_MEETING)
    lines = adopted_lines(cases)
    cases.sort(key=lambda case: plan_order(case, lines))
    current = {pk: lines[pk] for pk in lines.keys() - outdated_cases(lines.values(), actor)}
    last = locked.items.aggregate(last=Max("number"))["last"] or 0
    items = [
        _put(locked, case, actor, number=last + at, line=current.get(case.pk), reasons=reasons or {})
        for at, case in enumerate(cases, start=1)
    ]
    log_act(locked, actor, "put_on", numbers=[item.number for item in items])
    return items


def _put(
    meeting: Meeting,
    case: Application,
    actor: User,
    *,
    number: int,
    line: PlanLine | None,
    reasons: Mapping[str, str],
) -> AgendaItem:
    if case.round.deciding_body != meeting.body:
        raise NotAllowed
    waiting = AgendaItem.objects.filter(application=case, decision=None, put_off=False)
    if case.state != State.PREPARED or waiting.exists():
        raise WrongState
    item = AgendaItem.objects.filter(meeting=meeting, application=case).first()
    if item:
        item.put_off = False
    else:
        outcome, amount = proposal_from(case, line)
        item = AgendaItem(
            meeting=meeting,
            application=case,
            number=number,
            proposed_outcome=outcome,
            proposed_amount=amount,
            proposed_reason=reasons.get("money" if outcome in WITH_MONEY else outcome, ""),
        )
    item.save()
    _log(item, actor, EventKind.ON_AGENDA)
    return item


def lock_item(
    item: AgendaItem, actor: User, meeting: Meeting, *, application: Application | None = None
) -> AgendaItem:
    """The item with its case, both locked, where it still waits. The meeting must be locked already.

    Raises `NotAllowed` for a case the actor may not see, `WrongState` when it is decided, put off or gone.
    """
    case = application or lock(item.application, actor)
    locked = AgendaItem.objects.select_for_update(no_key=True).filter(pk=item.pk, meeting=meeting).first()
    if locked is None or locked.decision_id or locked.put_off:
        raise WrongState
    locked.meeting, locked.application = meeting, case
    return locked


def _require_undecided(application: Application) -> None:
    """Raise `WrongState` for a case that has been decided or withdrawn while it stood on the agenda."""
    if application.state not in UNDECIDED:
        raise WrongState


@transaction.atomic
def propose(*, item: AgendaItem, actor: User, outcome: Outcome | str, amount: int, reason: str) -> None:
    """Change what is proposed; `amount` in whole kronor. Raises `NotAllowed`, `WrongState` or `MeetingClosed`."""
    meeting = lock_meeting(item.meeting, actor, allowed=AGENDA_ROLES)
    locked = lock_item(item, actor, meeting)
    acting_role(actor, locked.application)
    _require_undecided(locked.application)
    locked.proposed_outcome, locked.proposed_amount, locked.proposed_reason = outcome, amount, reason
    locked.save(update_fields=["proposed_outcome", "proposed_amount", "proposed_reason"])
    log_act(meeting, actor, "proposed", numbers=[locked.number])


@transaction.atomic
def take_off_agenda(*, item: AgendaItem, actor: User) -> None:
    """Take a case off the agenda as if it had never been there; those after it move up."""
    meeting = lock_meeting(item.meeting, actor, allowed=AGENDA_ROLES)
    locked = lock_item(item, actor, meeting)
    _log(locked, actor, EventKind.OFF_AGENDA)
    log_act(meeting, actor, "taken_off", numbers=[locked.number])
    locked.delete()
    _number(meeting.items.order_by("number", "pk"))


@transaction.atomic
def put_off(*, item: AgendaItem, actor: User, reason: str = "") -> None:
    """Put a case off to another meeting. It stays on this agenda as put off, and is free for another.

    Those known to have jäv are written down as having left. For the secretary: it is the board that puts off.
    """
    meeting = lock_meeting(item.meeting, actor)
    locked = lock_item(item, actor, meeting)
    _require_undecided(locked.application)
    locked.put_off = True
    locked.save(update_fields=["put_off"])
    conflicts = known_conflicts(meeting.attendance.filter(present=True), [locked.application])
    locked.recused.add(*conflicts.get(locked.application_id, ()))
    _log(locked, actor, EventKind.OFF_AGENDA, SECRETARY, put_off=True, reason=reason)
    log_act(meeting, actor, "put_off", numbers=[locked.number])


@transaction.atomic
def reorder(*, meeting: Meeting, actor: User, places: Mapping[int, int]) -> None:
    """Give the items the order of `places` (place by key of item); items it does not name keep theirs."""
    locked = lock_meeting(meeting, actor, allowed=AGENDA_ROLES)
    items = list(locked.items.order_by("number", "pk"))
    items.sort(key=lambda item: (places.get(item.pk, item.number), item.number, item.pk))
    if _number(items):
        log_act(locked, actor, "reordered")


def _number(items: Iterable[AgendaItem]) -> bool:
    """Number the items from 1 and tell whether that changed any of them."""
    changed = []
    for number, item in enumerate(items, start=1):
        if item.number != number:
            item.number = number
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["number"])
    return bool(changed)
