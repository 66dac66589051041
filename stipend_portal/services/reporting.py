"""Reporting to the board what was decided on delegation (kommunallagen 6:40, 7:8), and what was corrected."""

from collections.abc import Collection

from django.db import transaction

from home.models import User
from stipend_portal.meetings import meeting_roles, unreported
from stipend_portal.models import Application, Meeting, ReportedDecision
from stipend_portal.models.event import EventKind
from stipend_portal.permissions import roles_in
from stipend_portal.services.errors import NotAllowed, WrongState
from stipend_portal.services.meeting import lock_meeting, log_act
from stipend_portal.services.transition import record_event
from stipend_portal.states import Role


@transaction.atomic
def report_decisions(*, meeting: Meeting, actor: User, decisions: Collection[int]) -> list[ReportedDecision]:
    """Write down that the board was told of these decisions at the meeting. All of them or none.

    `decisions` are keys. Raises `WrongState` when one has been reported already, `NotAllowed` for one that
    is not the actor's to report or another body's, and `MeetingClosed`.
    """
    locked = lock_meeting(meeting, actor)
    wanted = set(decisions)
    found = list(unreported(actor, meeting_roles(actor)).filter(pk__in=wanted))
    cases = {row.application_id for row in found}
    list(Application.objects.filter(pk__in=cases).order_by("pk").select_for_update(no_key=True))
    if len(found) < len(wanted):
        raise WrongState if ReportedDecision.objects.filter(decision__in=wanted).exists() else NotAllowed
    # Asked again under the lock: another meeting may have been told of it just now.
    if ReportedDecision.objects.filter(decision__in=wanted).exists():
        raise WrongState
    rows = []
    for decision in found:
        application = decision.application
        right_body = application.round.deciding_body == locked.body
        if not right_body or Role.BOARD_SECRETARY not in roles_in(actor, application):
            raise NotAllowed
        rows.append(ReportedDecision.objects.create(meeting=locked, decision=decision))
        record_event(
            application=application,
            kind=EventKind.REPORTED,
            role=Role.BOARD_SECRETARY,
            actor=actor,
            data={"meeting": locked.pk, "on": locked.on.isoformat(), "point": decision.basis_reference},
        )
    log_act(locked, actor, "reported", count=len(rows))
    return rows
