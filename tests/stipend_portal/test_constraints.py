"""What the database itself refuses, whatever the code above it does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from home.models.immutable import ImmutableRow
from stipend_portal.models import (
    Application,
    ApplicationVersion,
    Decision,
    Draft,
    DraftStep,
    Event,
    GuardianApproval,
    OutboxMessage,
    Round,
    RoundRole,
)
from stipend_portal.models.decision import Basis, Outcome
from stipend_portal.states import Role, State
from tests.factories.portal import make_applicant, make_application, make_round, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def refused(name: str, act: Callable[[], Any]) -> None:
    """Assert that the database refuses an act, and on SQLite or PostgreSQL names the constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    assert name in str(error.value)


def breaking(name: str, rows: Any, **changes: Any) -> None:
    """Assert that an update breaks the constraint of this name."""
    refused(name, lambda: rows.update(**changes))


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("round_closes_after_it_opens", {"closes_at": timezone.now() - timedelta(days=99)}),
        ("round_ages_in_order", {"max_age": 12}),
        ("round_ages_in_order", {"min_age": 20}),
        ("round_ceiling_within_pot", {"ceiling": 50_001}),
        ("round_ceiling_within_pot", {"ceiling": 0}),
        ("round_ceiling_within_pot", {"pot": 7_999}),
        ("round_pot_not_exceeded", {"granted": 50_001}),
        ("granted", {"granted": -1}),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(constraint: str, changes: dict[str, Any]) -> None:
    breaking(constraint, Round.objects.filter(pk=make_round().pk), **changes)


def test_a_round_of_one_age_and_a_pot_of_one_ceiling_is_fine() -> None:
    make_round(min_age=16, max_age=16, pot=8_000, ceiling=8_000)


def test_a_person_has_a_role_in_a_round_once() -> None:
    round_ = make_round()
    user = make_staff(Role.AUDITOR, rounds=[round_])
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundRole.objects.create(round=round_, user=user, role=Role.AUDITOR)


@pytest.mark.parametrize("state", [State.DECIDED, State.CLOSED])
def test_an_application_without_a_decision_is_not_decided(state: State) -> None:
    application = make_application(state=State.PREPARED)
    breaking(
        "application_decided_when_decision_exists",
        Application.objects.filter(pk=application.pk),
        state=state,
    )


@pytest.mark.parametrize("state", sorted(set(State) - {State.DECIDED, State.CLOSED}))
def test_an_application_with_a_decision_is_decided(state: State) -> None:
    application = make_application(state=State.DECIDED)
    rows = Application.objects.filter(pk=application.pk)
    breaking("application_decided_when_decision_exists", rows, state=state)


def test_a_decided_application_does_not_lose_its_decision() -> None:
    application = make_application(state=State.DECIDED)
    rows = Application.objects.filter(pk=application.pk)
    breaking("application_decided_when_decision_exists", rows, current_decision=None)


def test_a_state_that_is_not_in_the_table_is_refused() -> None:
    rows = Application.objects.filter(pk=make_application().pk)
    breaking("application_state_known", rows, state="lost")


def test_an_amount_below_zero_is_refused() -> None:
    rows = Application.objects.filter(pk=make_application().pk)
    breaking("application_amount_not_negative", rows, amount_applied="-0.01")


def test_a_reference_names_one_application() -> None:
    first, second = make_application(), make_application()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(reference=first.reference)


def test_a_draft_becomes_one_application() -> None:
    first, second = make_application(), make_application()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(draft=first.draft)


def test_an_applicant_has_one_open_draft_in_a_round() -> None:
    round_, owner = make_round(), make_applicant()
    Draft.objects.create(owner=owner, round=round_)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(owner=owner, round=round_)


def test_a_sent_draft_leaves_room_for_another() -> None:
    application = make_application()
    Draft.objects.create(owner=application.applicant, round=application.round)


def test_a_page_of_a_draft_is_one_row() -> None:
    draft = Draft.objects.create(owner=make_applicant(), round=make_round())
    DraftStep.objects.create(draft=draft, step="resan", data={})
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftStep.objects.create(draft=draft, step="resan", data={})


def make_decision(application: Application, **changes: Any) -> Decision:
    """A decision written past the services."""
    fields = {
        "application": application,
        "outcome": Outcome.GRANTED,
        "amount": 100,
        "reason": "Följer reglerna.",
        "basis": Basis.BOARD,
        "basis_reference": "§ 1",
        "decided_on": timezone.localdate(),
        "recorded_by": application.applicant,
    }
    return Decision.objects.create(**{**fields, **changes})


@pytest.mark.parametrize(
    ("outcome", "amount"),
    [
        (Outcome.GRANTED, 0),
        (Outcome.PARTLY_GRANTED, 0),
        (Outcome.REFUSED, 1),
        (Outcome.DISMISSED, 1),
    ],
)
def test_money_goes_with_a_yes_and_only_with_a_yes(outcome: Outcome, amount: int) -> None:
    application = make_application(state=State.PREPARED)
    refused(
        "decision_amount_fits_outcome",
        lambda: make_decision(application, outcome=outcome, amount=amount),
    )


@pytest.mark.parametrize("field", ["reason", "basis_reference"])
def test_a_decision_has_a_reason_and_a_basis(field: str) -> None:
    application = make_application(state=State.PREPARED)
    refused("decision_has_reason_and_basis", lambda: make_decision(application, **{field: ""}))


def test_a_decision_is_corrected_by_one_other() -> None:
    application = make_application(state=State.DECIDED)
    first = application.current_decision
    make_decision(application, corrects=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_decision(application, corrects=first)


def test_a_version_number_is_used_once() -> None:
    version = make_application().latest_version
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationVersion.objects.create(
            application=version.application, number=1, answers={}, received_at=timezone.now()
        )


def test_a_guardian_is_asked_once_about_a_version() -> None:
    approval = make_application(guardians=1).approvals.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        GuardianApproval.objects.create(
            application=approval.application, version=approval.version, name="X", email=approval.email
        )


@pytest.mark.parametrize("status", ["approved", "declined", "withdrawn"])
def test_an_answer_has_a_time(status: str) -> None:
    approval = make_application(guardians=1).approvals.get()
    breaking("guardian_answered_has_time", GuardianApproval.objects.filter(pk=approval.pk), status=status)


def test_what_is_not_answered_has_no_time() -> None:
    approval = make_application(guardians=1).approvals.get()
    rows = GuardianApproval.objects.filter(pk=approval.pk)
    breaking("guardian_answered_has_time", rows, answered_at=timezone.now())


def test_a_letter_is_not_released_by_the_one_who_prepared_it() -> None:
    letter = make_application(state=State.DECIDED).messages.get(kind="decision_letter")
    breaking(
        "outbox_released_by_another",
        OutboxMessage.objects.filter(pk=letter.pk),
        released_by=letter.prepared_by,
    )


def test_a_letter_with_no_author_on_record_can_be_released() -> None:
    application = make_application()
    rows = OutboxMessage.objects.filter(application=application, kind="receipt")
    assert rows.update(released_by=application.applicant) == 1


WRITTEN_ONCE = {
    ApplicationVersion: "answers = '{}'",
    Decision: "reason = 'Nej.'",
    Event: "actor_name = 'Någon annan'",
}


@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_the_database_refuses_to_change_what_is_written_once(model: type[Any]) -> None:
    make_application(state=State.DECIDED)
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET {WRITTEN_ONCE[model]}")  # noqa: S608


@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_the_models_refuse_to_change_or_delete_what_is_written_once(model: type[Any]) -> None:
    make_application(state=State.DECIDED)
    row = model.objects.first()
    acts: list[Callable[[], Any]] = [
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(application=row.application),
    ]
    for act in acts:
        with pytest.raises(ImmutableRow):
            act()
    assert model.objects.get(pk=row.pk) == row
