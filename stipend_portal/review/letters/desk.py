"""Whose letters a person reads. Every page in this folder starts here."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404

from home.models import User
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.permissions import READING_ROLES, RELEASING_ROLES, RoundRoles, round_roles, rounds_with
from stipend_portal.review.access import cases_for
from stipend_portal.states import Role


@dataclass(frozen=True)
class Desk:
    """One person and the letters of the cases that she reads in whole."""

    user: User

    @cached_property
    def roles(self) -> RoundRoles:
        """What she does in which rounds."""
        return round_roles(self.user)

    @property
    def reads_letters(self) -> bool:
        """Whether there is anything here for her."""
        return bool(rounds_with(self.roles, READING_ROLES))

    @property
    def cases(self) -> QuerySet[Application]:
        """The cases whose letters she reads."""
        rounds = rounds_with(self.roles, READING_ROLES)
        return cases_for(self.user, self.roles).filter(round_id__in=rounds)

    @property
    def own_cases(self) -> QuerySet[Application]:
        """Those whose letters she may do something about."""
        rounds = rounds_with(self.roles, RELEASING_ROLES)
        return cases_for(self.user, self.roles).filter(round_id__in=rounds)

    def acts_in(self, round_id: int) -> bool:
        """Whether she may release letters of the round."""
        return round_id in rounds_with(self.roles, RELEASING_ROLES)

    def mail(self, key: object) -> OutboxMessage:
        """One mail of a case that she reads. Raises `Http404` for every other."""
        mails = OutboxMessage.objects.filter(application__in=self.cases.order_by().values("pk"))
        found = mails.select_related("application__round", "prepared_by").filter(pk=key).first()
        if found is None:
            raise Http404
        return found


SHOWN_TO = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR})
