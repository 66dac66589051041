"""Prepared cases that no meeting is to decide."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from stipend_portal.meetings import AGENDA_ROLES
from stipend_portal.models import AgendaItem
from stipend_portal.phases import Work
from stipend_portal.review.my_day.day import Day, Waiting, case_url, first
from stipend_portal.states import State


def cases_to_decide(day: Day) -> Waiting | None:
    """For an officer or a secretary: to put on an agenda, or to decide on delegation."""
    if not day.has(*AGENDA_ROLES):
        return None
    on_agenda = AgendaItem.objects.filter(application=OuterRef("pk"), decision=None, put_off=False)
    cases = day.cases(*AGENDA_ROLES, work=Work.DECIDE_IN_MEETING).filter(
        ~Exists(on_agenda), state=State.PREPARED
    )
    columns = ("pk", "reference", "received_at", "round__decision_planned")
    items = [
        day.item(reference, case_url(pk), since=received, due=due)
        for pk, reference, received, due in first(cases.order_by("received_at", "pk"), *columns)
    ]
    query = {"state": State.PREPARED, "ordering": "received_at"}
    return Waiting(_("Prepared, to decide or put on an agenda"), items, query)
