"""The rows of a proposal's page, ready to print, and what is to be noted about the line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stipend_portal.allocation import Tally, tied_places, unexplained_at
from stipend_portal.formats import as_kronor
from stipend_portal.models import PlanLine
from stipend_portal.ranking import is_live
from stipend_portal.review.ranking.words import as_number, as_points
from stipend_portal.services.plan_lock import share_of
from stipend_portal.states import State

# Cases on a page of the amounts: no more than one can look over, nor than Django takes fields in one form.
AMOUNTS_ON_PAGE = 50


@dataclass(frozen=True)
class PlanRow:
    """One case in a proposal. A board member is given no name and no way to the case."""

    pk: int
    place: int
    reference: str
    url: str
    name: str
    destination: str
    protected: bool
    mean: str
    assessments: int
    missing: int
    spread: str
    applied: str
    amount: str
    # What it takes from the pot above the line, and for how many people.
    counted: int
    people: int
    running: str
    above: bool
    tied: bool
    tie_reason: str
    assessed: bool
    # Why the case no longer counts, when it has been decided or withdrawn.
    gone: str
    # Whether the line, or the heading of those that nobody has assessed, comes just before.
    after_line: bool
    first_unassessed: bool
    # On which page of the amounts it stands.
    page: int


def plan_rows(
    lines: Sequence[PlanLine], cut: int, *, names: bool, missing: Mapping[int, int]
) -> list[PlanRow]:
    """The rows of the lines that a reader sees, where `cut` of them are above the line.

    Places are counted among these, so that a gap tells nothing of a case that is closed to her.
    """
    shares = [share_of(line) for line in lines]
    running = list(accumulate(share.counted for share in shares))
    tied = {place for start, end in tied_places([line.mean for line in lines]) for place in range(start, end)}
    rows = []
    live = 0
    for place, line in enumerate(lines):
        case = line.application
        shown = names and not case.protected
        first_unassessed = line.mean is None and (place == 0 or lines[place - 1].mean is not None)
        rows.append(
            PlanRow(
                pk=case.pk,
                place=place + 1,
                reference=case.reference,
                url=reverse("cases:case", args=[case.pk]) if names else "",
                name=case.applicant_name if shown else "",
                destination=case.destination if shown else "",
                protected=names and case.protected,
                mean=as_points(line.mean),
                assessments=line.assessments,
                missing=missing.get(case.pk, 0),
                spread=as_points(line.spread),
                applied=as_number(case.amount_applied),
                amount=as_number(line.amount),
                counted=shares[place].counted,
                people=case.people,
                running=as_number(running[place]),
                above=place < cut,
                tied=place in tied,
                tie_reason=line.tie_reason,
                assessed=line.mean is not None,
                gone="" if is_live(case) else str(State(case.state).label),
                after_line=place == cut,
                first_unassessed=first_unassessed,
                page=live // AMOUNTS_ON_PAGE + 1,
            )
        )
        live += is_live(case)
    return rows


def notes_on_line(lines: Sequence[PlanLine], cut: int, counted: Tally, *, money: bool = True) -> list[str]:
    """What whoever places the line should know about where it stands. It is told, and a person decides.

    Without `money`, nothing is said of how far it goes.
    """
    above = [line for line in lines[:cut] if is_live(line.application)]
    live = [line for line in lines if is_live(line.application)]
    means = [line.mean for line in live]
    notes = []
    if money and counted.over:
        notes.append(
            _(
                "The money is no longer enough: the cases above the line get %(over)s more than there is to "
                "share. Move the line up or lower amounts."
            )
            % {"over": as_kronor(counted.over)}
        )
    if unexplained_at(means, [line.tie_reason for line in live], len(above)):
        notes.append(
            _(
                "The line goes between cases with the same mean, %(mean)s, and nothing says why those above "
                "it go first. Write a reason with “Change the order” on their rows, or move the line."
            )
            % {"mean": as_points(means[len(above)])}
        )
    unassessed = sum(line.mean is None for line in above)
    if unassessed:
        notes.append(
            ngettext(
                "%(cases)d case above the line has not been assessed by anyone.",
                "%(cases)d cases above the line have not been assessed by anyone.",
                unassessed,
            )
            % {"cases": unassessed}
        )
    nothing = sum(not line.amount for line in above)
    if nothing:
        notes.append(
            ngettext(
                "%(cases)d case above the line has 0 kronor, and would get nothing.",
                "%(cases)d cases above the line have 0 kronor, and would get nothing.",
                nothing,
            )
            % {"cases": nothing}
        )
    return notes
