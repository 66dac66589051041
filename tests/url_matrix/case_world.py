"""The world of the matrix with hidden and other cases, and the ways in which a case can stand to someone."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from home.models import User
from stipend_portal.documents.letter_document import letter_document
from stipend_portal.models import (
    AgendaItem,
    AllocationPlan,
    Application,
    Assignment,
    ConflictOfInterest,
    Decision,
    OutboxMessage,
    PlanLine,
    Round,
    RoundRole,
    SupplementRequest,
)
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.states import Role, State
from tests.factories import portal
from tests.factories.meetings import put_on
from tests.factories.portal import clear_of_conflict, decide, make_application, make_round, make_staff
from tests.factories.stored import make_attachment
from tests.factories.world import World
from tests.stipend_portal.test_leaks_conflict import add_words, answers
from tests.url_matrix.case_rule import WORKING

# What the others are called, whom everyone may see who works in the round.
OTHERS = "Ylva Synlig"


class CaseWorld:
    """The world in words that occur nowhere else, and beside its cases some that stay as they are.

    Everyone who works in the round has answered that she has no jäv, until a state says otherwise.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        with patch.context() as written:
            written.setattr(portal, "ANSWERS", answers())
            self.world = World()
            add_words(self.world)
        self.hidden = list(Application.objects.order_by("pk").values_list("pk", flat=True))
        self.elsewhere = make_round()
        self.secretary = make_staff(Role.BOARD_SECRETARY, rounds=[self.elsewhere])
        self._add_others()
        others = Application.objects.exclude(pk__in=self.hidden)
        # Their name, and their numbers.
        self.words_of_others = frozenset(others.values_list("reference", flat=True)) | {OTHERS}
        working = [self.world.people[name] for name in WORKING]
        clear_of_conflict(working, Application.objects.all())
        self.clients = dict(self.world.clients())

    def _add_others(self) -> None:
        """One where each page that tells of many cases tells of it: list, letters, meeting, ranking."""
        round_ = Round.objects.get(slug=self.world.parts[""]["slug:slug"])
        make_attachment(make_application(round=round_, full_name=OTHERS))
        decided = decide(make_application(round=round_, full_name=OTHERS, state=State.PREPARED))
        receipt = decided.messages.filter(kind=OutboxMessage.Kind.RECEIPT)
        receipt.update(status=OutboxMessage.Status.TO_PRINT, recipient="")
        waiting = make_application(round=round_, full_name=OTHERS, state=State.PREPARED)
        waiting.messages.filter(status=OutboxMessage.Status.QUEUED).update(
            status=OutboxMessage.Status.BOUNCED
        )
        put_on(
            AgendaItem.objects.get(pk=self.world.parts["admin/sammantraden/"]["int:item"]).meeting, waiting
        )
        plan = AllocationPlan.objects.get(pk=self.world.parts["admin/rangordning/"]["int:plan"])
        ranked = make_application(round=plan.round, full_name=OTHERS)
        PlanLine.objects.create(plan=plan, application=ranked, position=plan.lines.count() + 1, amount=0)

    @property
    def cases(self) -> QuerySet[Application]:
        """The cases that the states are about."""
        return Application.objects.filter(pk__in=self.hidden)

    @property
    def references(self) -> frozenset[str]:
        """Their numbers."""
        return frozenset(self.cases.values_list("reference", flat=True))


def own(made: CaseWorld, person: User) -> None:
    """The person has applied herself."""
    made.cases.update(applicant=person)


def jav(made: CaseWorld, person: User) -> None:
    """The person has said that she has jäv."""
    answers_of(made, person).update(has_conflict=True, ground=Ground.PARTY)


def undeclared(made: CaseWorld, person: User) -> None:
    """The person has not answered about jäv."""
    answers_of(made, person).delete()


def answers_of(made: CaseWorld, person: User) -> QuerySet[ConflictOfInterest]:
    """What a person has answered about jäv in the cases."""
    return ConflictOfInterest.objects.filter(user=person, application__in=made.hidden)


def protected(made: CaseWorld, person: User | None) -> None:
    """The cases have protected identity, and nobody is named on them."""
    Assignment.objects.filter(application__in=made.hidden, user=person).delete()
    made.cases.update(protected=True)


def named(made: CaseWorld, person: User) -> None:
    """The cases have protected identity, and the person is named on each."""
    protected(made, person)
    Assignment.objects.bulk_create(
        Assignment(application_id=pk, user=person, kind=Assignment.Kind.NAMED) for pk in made.hidden
    )


def elsewhere(made: CaseWorld, person: User) -> None:
    """The person does the same work as before, in another round."""
    roles = set(RoundRole.objects.filter(user=person).values_list("role", flat=True))
    RoundRole.objects.filter(user=person).delete()
    RoundRole.objects.bulk_create(RoundRole(round=made.elsewhere, user=person, role=role) for role in roles)


def closed(made: CaseWorld, person: User | None) -> None:
    """The cases have been granted and closed, and their letters have gone."""
    for case in made.cases.filter(current_decision=None):
        case.current_decision = Decision.objects.create(
            application=case,
            outcome=Outcome.GRANTED,
            amount=1_000,
            reason="Resan följer reglerna för stipendiet.",
            basis=Basis.DELEGATION,
            basis_reference="3.1",
            decided_on=timezone.localdate(),
            recorded_by=made.secretary,
        )
        case.state = State.DECIDED
        case.save(update_fields=["current_decision", "state"])
    made.cases.update(state=State.CLOSED)
    SupplementRequest.objects.filter(application__in=made.hidden).update(closed_at=timezone.now())
    letters = OutboxMessage.objects.filter(
        application__in=made.hidden, kind=OutboxMessage.Kind.DECISION_LETTER
    )
    letters.update(status=OutboxMessage.Status.SENT)
    # Whoever asks first has the copy stored, and it is the same ever after.
    letter = OutboxMessage.objects.create(
        application=made.cases.get(reference=made.world.parts[""]["slug:reference"]),
        kind=OutboxMessage.Kind.DECISION_LETTER,
        recipient="granris@example.org",
        subject="Beslut",
        body="Du får stipendiet.",
        status=OutboxMessage.Status.SENT,
    )
    letter_document(letter)


APPLY: Mapping[str, Callable[[CaseWorld, Any], None]] = {
    "own": own,
    "jäv": jav,
    "undeclared": undeclared,
    "protected": protected,
    "named": named,
    "elsewhere": elsewhere,
    "closed": closed,
}
