"""What the sources of “What waits for me” share: whose day it is, and what a thing that waits looks like."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from home.models import User
from stipend_portal.formats import Text
from stipend_portal.models import Application, Assignment
from stipend_portal.permissions import RoundRoles, round_roles, rounds_with
from stipend_portal.phases import Work, phases_for
from stipend_portal.review.access import cases_for
from stipend_portal.states import Role

# Each source reads so many and one more: whoever has a hundred things to do needs no exact number.
MOST = 99


@dataclass(frozen=True)
class Item:
    """One thing that waits: since when, by which day it is to be done, and whether it is hers and nobody else's."""

    label: str
    url: str
    since: date | None = None
    due: date | None = None
    late: int = 0
    mine: bool = False


@dataclass(frozen=True)
class Waiting:
    """All that waits for the same thing, the oldest first, at most one more than `MOST`.

    `query` is how the list of cases shows them, and `url` where else all of them are shown. With `by_handler`
    the list is asked for one's own cases and for nobody's apart.
    """

    title: Text
    items: list[Item]
    query: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    by_handler: bool = False


class Day:
    """One person's day."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.today = timezone.localdate()

    @cached_property
    def roles(self) -> RoundRoles:
        """What she does in which rounds."""
        return round_roles(self.user)

    def rounds(self, *wanted: Role) -> set[int]:
        """The rounds in which she has one of these roles."""
        return rounds_with(self.roles, wanted)

    def has(self, *wanted: Role) -> bool:
        """Whether she has one of these roles in any round."""
        return bool(self.rounds(*wanted))

    def cases(self, *wanted: Role, work: Work | None = None) -> QuerySet[Application]:
        """The cases of the rounds in which she has one of these roles, where this work is done now."""
        cases = cases_for(self.user, self.roles).filter(round_id__in=self.rounds(*wanted)).order_by()
        return cases.filter(round__phase__in=sorted(phases_for(work))) if work else cases

    def hers_or_nobodys(self, rows: QuerySet, case: str = "application") -> QuerySet:
        """Those whose case she handles (`mine`) or nobody does: what a colleague handles waits for the colleague.

        `case` is how a row names its application. Her own come first.
        """
        handled = Assignment.objects.filter(application=OuterRef(case), kind=Assignment.Kind.HANDLER)
        rows = rows.annotate(mine=Exists(handled.filter(user=self.user.pk)))
        return rows.filter(Q(mine=True) | ~Q(Exists(handled))).order_by("-mine")

    def item(
        self,
        label: str,
        url: str,
        *,
        since: date | datetime | None = None,
        due: date | datetime | None = None,
        mine: bool = False,
    ) -> Item:
        """One thing that waits; days are Swedish days, and the due day counts to its end."""
        due = _day(due)
        late = max(0, (self.today - due).days) if due else 0
        return Item(label, url, _day(since), due, late, mine)


def _day(value: date | datetime | None) -> date | None:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def case_url(pk: int) -> str:
    """The page of a case."""
    return reverse("cases:case", args=[pk])


def first(rows: QuerySet, *columns: str) -> Collection[tuple]:
    """The first rows as tuples, one more than is ever told."""
    return list(rows.values_list(*columns)[: MOST + 1])


def oldest_first(items: Iterable[Item]) -> list[Item]:
    """Those with a day first, by day."""
    return sorted(items, key=lambda item: (item.due or item.since or date.max, item.label))
