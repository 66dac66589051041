"""Very many example cases, written in bulk: sending in each of them would take an hour."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from stipend_portal.models import Application, ApplicationVersion, GuardianApproval, Round
from stipend_portal.models.version import fingerprint
from stipend_portal.states import UNDECIDED, State
from tests.factories.portal import make_answers, make_applicant

BATCH = 5_000
STATES = sorted(UNDECIDED)
PLACES = ["Türi, Estland", "Kubrat, Bulgarien", "Gadebusch, Tyskland", "Oslo, Norge"]


def fill_up_to(number: int, round: Round) -> None:
    """Add cases to the round until it has `number`, and let PostgreSQL see how many there are."""
    applicant = make_applicant()
    have = Application.objects.filter(round=round).count()
    for start in range(have, number, BATCH):
        add_batch(range(start, min(start + BATCH, number)), round, applicant.pk)
    settle()


def settle() -> None:
    """Let PostgreSQL see how many rows there are, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@transaction.atomic
def add_batch(numbers: range, round: Round, applicant_id: int) -> None:
    """Write one batch: case, version and one guardian each, received a minute apart."""
    now = timezone.now()
    answers = make_answers(guardians=1)
    mark = fingerprint(answers)
    cases = Application.objects.bulk_create(
        Application(
            reference=f"AV-BENCH-{round.pk}-{number}",
            round=round,
            applicant_id=applicant_id,
            state=State(STATES[number % len(STATES)]),
            received_at=now - timedelta(minutes=number),
            language="sv",
            applicant_name=f"Person {number} Exempel",
            birth_date=date(2011, 3, 27),
            destination=PLACES[number % len(PLACES)],
            departure=date(2027, 6, 14),
            amount_applied=1000 + number % 7000,
        )
        for number in numbers
    )
    versions = ApplicationVersion.objects.bulk_create(
        ApplicationVersion(
            application=case, number=1, answers=answers, sha256=mark, received_at=case.received_at
        )
        for case in cases
    )
    GuardianApproval.objects.bulk_create(
        GuardianApproval(
            application=case, version=version, name="Gun Exempel", email=f"gun{case.pk}@example.org"
        )
        for case, version in zip(cases, versions, strict=True)
    )
