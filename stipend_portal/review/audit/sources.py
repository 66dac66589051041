"""The logs that the portal and the site keep themselves: of cases, of rounds, and of who signed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.models import SignInEvent, User
from stipend_portal.formats import Choices, Text
from stipend_portal.models import Event, RoundEvent
from stipend_portal.models.event import EventKind
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.permissions import logged_for, rounds_with
from stipend_portal.review.case.log import details_of
from stipend_portal.review.round_log import line_of
from stipend_portal.states import STAFF_ROLES, Role


@dataclass(frozen=True)
class Wanted:
    """What is looked for. Empty means all."""

    kind: str = ""
    who: str = ""
    reference: str = ""
    round: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class LogRow:
    """One line, ready to print. Of an applicant there is a reference and no more."""

    pk: int
    at: datetime
    what: str
    who: str
    about: str
    url: str = ""
    details: Sequence[str] = field(default_factory=list)


class Source:
    """One of the logs."""

    slug: str
    title: Text
    kinds: Choices
    # Which of the choices of `Wanted` the log knows beside kind, who and days.
    knows: frozenset[str] = frozenset()
    kind_field = "kind"
    at_field = "at"
    name_field = "actor_name"

    def __init__(self, user: User, rounds: Mapping[int, str]) -> None:
        self.user = user
        self.rounds = rounds

    def everything(self) -> QuerySet[Any]:
        """All lines that the person may read."""
        raise NotImplementedError

    def row(self, event: Any) -> LogRow:
        """One of them in words."""
        raise NotImplementedError

    def find(self, wanted: Wanted) -> QuerySet[Any]:
        """The lines that are looked for, the newest first."""
        found = Q()
        if wanted.kind:
            found &= Q(**{self.kind_field: wanted.kind})
        if wanted.who:
            found &= self.by(wanted.who)
        if wanted.since:
            found &= Q(**{f"{self.at_field}__date__gte": wanted.since})
        if wanted.until:
            found &= Q(**{f"{self.at_field}__date__lte": wanted.until})
        return self.everything().filter(found, self.also(wanted)).order_by("-pk")

    def by(self, who: str) -> Q:
        """The lines of those whose name holds this."""
        return Q(**{f"{self.name_field}__icontains": who})

    def also(self, wanted: Wanted) -> Q:
        """What the log knows beside the rest."""
        return Q()


class CaseSource(Source):
    """What was done to cases: by number only, also where the identity is protected."""

    slug = "arenden"
    title = _("Cases")
    kinds = EventKind.choices
    knows = frozenset({"reference", "round"})

    def everything(self) -> QuerySet[Event]:
        """Those of the auditor's rounds, but for cases in which she has jäv."""
        cases = logged_for(self.user, self.rounds)
        return Event.objects.filter(application__in=cases).select_related("application")

    def also(self, wanted: Wanted) -> Q:
        """One case, or one round."""
        found = Q()
        if wanted.reference:
            found &= Q(application__reference=wanted.reference.strip().upper())
        if wanted.round:
            found &= Q(application__round=wanted.round)
        return found

    def row(self, event: Event) -> LogRow:
        """With the states, where it moved."""
        moved = event.from_state and event.to_state and event.from_state != event.to_state
        details = [f"{event.get_from_state_display()} → {event.get_to_state_display()}"] if moved else []
        case = event.application
        return LogRow(
            pk=event.pk,
            at=event.at,
            what=event.get_kind_display(),
            who=self.who(event),
            about=case.reference,
            url="" if case.protected else reverse("cases:case", args=[case.pk]),
            # What was written about a protected case stays with those who are named on it.
            details=[*details, *filter(None, [] if case.protected else [details_of(event.data)])],
        )

    def who(self, event: Event) -> str:
        """Those who work here by name; applicants, guardians and members by what they are."""
        role = event.get_actor_role_display()
        named = event.actor_role in STAFF_ROLES and event.actor_name
        return f"{event.actor_name} ({role})" if named else role

    def by(self, who: str) -> Q:
        """Only of those who work here: a name that finds a line tells whose case it is."""
        return Q(actor_role__in=STAFF_ROLES) & super().by(who)


class RoundSource(Source):
    """What was done to rounds."""

    slug = "omgangar"
    title = _("Rounds")
    kinds = RoundEventKind.choices
    knows = frozenset({"round"})

    def everything(self) -> QuerySet[RoundEvent]:
        """Those of the auditor's rounds."""
        return RoundEvent.objects.filter(round__in=self.rounds).select_related("round")

    def also(self, wanted: Wanted) -> Q:
        """One round."""
        return Q(round=wanted.round) if wanted.round else Q()

    def row(self, event: RoundEvent) -> LogRow:
        """With what it was before and became."""
        line = line_of(event)
        changes = [f"{change.label}: {change.before} → {change.after}" for change in line.changes]
        return LogRow(
            pk=event.pk,
            at=event.at,
            what=str(line.kind),
            who=line.who,
            about=event.round.local_name,
            url=reverse("rounds:round", args=[event.round_id]),
            details=[*line.details, *changes, *filter(None, [line.reason])],
        )


class SignInSource(Source):
    """Who came in, and who tried. Of staff only."""

    slug = "inloggningar"
    title = _("Signing in")
    kinds = SignInEvent.Kind.choices
    name_field = "user_name"

    def everything(self) -> QuerySet[SignInEvent]:
        """All: an account is no round's."""
        return SignInEvent.objects.all()

    def row(self, event: SignInEvent) -> LogRow:
        """With how, and by whom where it was someone else."""
        by = event.by_name if event.by_name != event.user_name else ""
        details = [event.get_method_display(), str(_("by %(name)s") % {"name": by}) if by else ""]
        return LogRow(
            pk=event.pk,
            at=event.at,
            what=event.get_kind_display(),
            who=event.user_name,
            about="",
            details=[words for words in details if words],
        )


def audited_rounds(roles: list[tuple[int, Role]]) -> set[int]:
    """The rounds that someone with these roles audits."""
    return rounds_with(roles, {Role.AUDITOR})
