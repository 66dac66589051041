"""What a person works with when she looks at the list: her rounds, and the officers of them."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.functional import cached_property

from home.models import User
from stipend_portal.models import Application, Round, RoundRole
from stipend_portal.permissions import (
    ASKED_ABOUT_CONFLICT,
    HANDLING_ROLES,
    READING_ROLES,
    RoundRoles,
    round_roles,
    rounds_with,
    to_be_asked,
)
from stipend_portal.review.access import cases_for
from stipend_portal.review.case_list_order import MOST, NEWEST_FIRST
from stipend_portal.states import Role


def newest_to_be_asked(user: User, roles: RoundRoles) -> QuerySet[Application]:
    """The cases that wait for a person's answer about jäv, among the newest of her rounds; numbers only.

    Only those are looked at: where all are answered, looking through everything would grow with the table.
    """
    rounds = rounds_with(roles, ASKED_ABOUT_CONFLICT)
    newest = Application.objects.filter(round_id__in=rounds).order_by(*NEWEST_FIRST)[:MOST].values("pk")
    return to_be_asked(user, roles).filter(pk__in=newest).order_by()


class Desk:
    """One person's rounds, asked for once for each request."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def today(self) -> date:
        """The day it is in Sweden."""
        return timezone.localdate()

    @cached_property
    def roles(self) -> RoundRoles:
        """What she does in which rounds."""
        return round_roles(self.user)

    @cached_property
    def _people(self) -> list[RoundRole]:
        """The officers of her rounds and herself, with the rounds: both in one query."""
        ids = rounds_with(self.roles, HANDLING_ROLES)
        rows = RoundRole.objects.filter(Q(role=Role.CASE_OFFICER) | Q(user=self.user.pk), round__in=ids)
        rows = rows.annotate(unanswered=Subquery(self._unanswered(), output_field=IntegerField()))
        return list(rows.select_related("round", "user").order_by("-round__opens_at", "-round", "pk"))

    def _unanswered(self) -> QuerySet[Application]:
        """How many of the newest cases wait for her answer about jäv."""
        asked = newest_to_be_asked(self.user, self.roles)
        return asked.values(everything=Value(1)).annotate(number=Count("pk")).values("number")

    @property
    def unanswered(self) -> int:
        """How many cases wait for her answer about jäv; they are in no list until she has answered."""
        return next((row.unanswered or 0 for row in self._people), 0)

    @cached_property
    def rounds(self) -> Mapping[int, Round]:
        """The rounds whose cases she handles or reads, the newest first."""
        return {row.round_id: row.round for row in self._people}

    @cached_property
    def officers(self) -> Mapping[int, str]:
        """The names of the case officers of those rounds."""
        found = {row.user_id: str(row.user) for row in self._people if row.role == Role.CASE_OFFICER}
        return dict(sorted(found.items(), key=lambda item: item[1].casefold()))

    @cached_property
    def whole(self) -> set[int]:
        """The rounds in which she reads all of a case. Finance needs who, what for and how much only."""
        return rounds_with(self.roles, READING_ROLES)

    @property
    def reads_in_part(self) -> bool:
        """Whether there are rounds in which she sees a few things only."""
        return bool(set(self.rounds) - self.whole)

    @cached_property
    def handles(self) -> set[int]:
        """The rounds in which she is a case officer."""
        return rounds_with(self.roles, {Role.CASE_OFFICER})

    def cases(self) -> QuerySet[Application]:
        """The only door."""
        return cases_for(self.user, self.roles)
