"""Rounds that have not gone on though their day has passed."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stipend_portal.models import Round
from stipend_portal.phases import Phase
from stipend_portal.review.my_day.day import Day, Waiting, oldest_first
from stipend_portal.states import Role

# By which day each phase is to be over.
DUE = {
    Phase.COMPLETENESS: "completeness_due",
    Phase.ASSESSMENT: "assessment_due",
    Phase.RANKING: "decision_planned",
    Phase.MEETING: "decision_planned",
}


def rounds_to_move_on(day: Day) -> Waiting | None:
    """For an officer: nothing moves a round on but a person."""
    if not day.has(Role.CASE_OFFICER):
        return None
    passed = Q(phase=Phase.OPEN, closes_at__lt=timezone.now())
    for phase, due in DUE.items():
        passed |= Q(**{"phase": phase, f"{due}__lt": day.today})
    rounds = Round.objects.filter(passed, pk__in=day.rounds(Role.CASE_OFFICER))
    items = [
        day.item(
            f"{each.local_name}: {Phase(each.phase).label}",
            reverse("rounds:round", args=[each.pk]),
            due=each.closes_at if each.phase == Phase.OPEN else getattr(each, DUE[Phase(each.phase)]),
        )
        for each in rounds
    ]
    return Waiting(_("Rounds to move to the next phase"), oldest_first(items), url=reverse("rounds:index"))
