"""A round with forty applications and everyone who works with it, as it stands when its last day has passed.

What each application asks for and how it is judged follows from its number, so that a test can count for
itself what the portal is to say: no two means are the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from home.models import User
from stipend_portal.models import Application, OutboxMessage, Round
from stipend_portal.phases import Phase
from stipend_portal.states import Role
from tests.factories.assessing import make_criteria
from tests.factories.portal import make_application, make_round, make_staff

HOW_MANY = 40
POT = 100_000
CRITERIA = ("Lärande", "Möten")
# How much each of the two weighs, and the end of the scale of both.
WEIGHTS = (10, 1)
HIGHEST = 10
CENT = Decimal("0.01")


def amount_of(number: int) -> int:
    """What an application asks for, in whole kronor: from 2 000 to 8 000."""
    return 2_000 + 250 * ((number * 11 + 12) % 25)


def judged(number: int, *, second: bool) -> tuple[int, int]:
    """The two scores that the first or the second of its assessors gives an application."""
    strength = (number * 7 + HOW_MANY - 1) % HOW_MANY
    return 1 + strength // 5, 1 + strength % 5 * 2 + second


def mean_of(scores: Sequence[tuple[int, int]]) -> Decimal:
    """The weighted mean of some assessments, in per cent of the most possible."""
    most = HIGHEST * sum(WEIGHTS)
    each = [
        (Decimal(100 * (WEIGHTS[0] * first + WEIGHTS[1] * second)) / most).quantize(CENT, ROUND_HALF_UP)
        for first, second in scores
    ]
    return (sum(each, Decimal(0)) / len(each)).quantize(CENT, ROUND_HALF_UP)


@dataclass
class WholeRound:
    """The round, its people, and its applications in the order they came in."""

    round: Round
    officer: User
    other_officer: User
    secretary: User
    board: list[User]
    cases: list[Application] = field(default_factory=list)

    @property
    def numbers(self) -> Mapping[int, int]:
        """The place of each application in the order they came in, by its key."""
        return {case.pk: number for number, case in enumerate(self.cases)}

    def scores(self, case: Application, person: User) -> tuple[int, int]:
        """What an assessor thinks of a case, once it is known who the two are."""
        assessors = sorted(case.assignments.filter(kind="assessor").values_list("user", flat=True))
        return judged(self.numbers[case.pk], second=assessors.index(person.pk) == 1)


def make_whole_round() -> WholeRound:
    """Forty applications by people of full age, which nobody who works here has opened yet."""
    round_ = make_round(closed=True, phase=Phase.COMPLETENESS, pot=POT, name="Exempelhösten")
    make_criteria(round_, CRITERIA)
    for criterion, weight in zip(round_.criteria.all(), WEIGHTS, strict=True):
        criterion.weight, criterion.highest = weight, HIGHEST
        criterion.save()

    def staff(role: Role, first_name: str) -> User:
        return make_staff(role, rounds=[round_], first_name=first_name, last_name="Exempeltjänst")

    whole = WholeRound(
        round=round_,
        officer=staff(Role.CASE_OFFICER, "Hanna"),
        other_officer=staff(Role.CASE_OFFICER, "Hugo"),
        secretary=staff(Role.BOARD_SECRETARY, "Siv"),
        board=[staff(Role.COMMITTEE_MEMBER, name) for name in ("Ada", "Bo", "Cleo", "Dag", "Eli")],
    )
    whole.cases = [
        make_application(
            round=round_,
            guardians=0,
            declared=False,
            received_at=round_.closes_at - timedelta(hours=HOW_MANY - number),
            full_name=f"Alva{number:02} Påhitt",
            amount=str(amount_of(number)),
        )
        for number in range(HOW_MANY)
    ]
    # The receipts have gone long ago.
    OutboxMessage.objects.update(status=OutboxMessage.Status.SENT)
    return whole
