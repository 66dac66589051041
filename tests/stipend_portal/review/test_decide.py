"""Recording a decision: who may on what ground, and what the form says to slips."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, OutboxMessage, Programme, Round
from stipend_portal.states import State
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def post(client: Client, case: Application, data: dict[str, Any]) -> HttpResponse:
    """Send the form."""
    return client.post(f"/admin/arenden/{case.pk}/besluta/", data)


def bases(client: Client, case: Application) -> list[str]:
    """The grounds that the form offers."""
    form = client.get(f"/admin/arenden/{case.pk}/besluta/").context["form"]
    return [value for value, _label in form.fields["basis"].choices]


def test_an_officer_decides_on_delegation_only(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    client = as_user(officer)
    assert bases(client, prepared) == ["delegation"]
    assert post(client, prepared, {**decision, "basis": "board"}).status_code == 422
    assert post(client, prepared, decision).status_code == 302


def test_a_secretary_records_a_delegated_decision(
    as_user: SignIn, secretary: User, prepared: Application, decision: dict[str, Any]
) -> None:
    client = as_user(secretary)
    assert bases(client, prepared) == ["delegation"]
    assert post(client, prepared, decision).status_code == 302
    prepared.refresh_from_db()
    assert prepared.current_decision.basis == "delegation"


def test_what_came_late_is_granted_money_once_an_officer_has_accepted_it(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    Application.objects.update(received_late=True)
    client = as_user(officer)
    response = post(client, prepared, decision)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["__all__"])
    assert f'href="/admin/arenden/{prepared.pk}/godta-sen/"' in text(response)
    Application.objects.update(late_accepted=True)
    assert post(client, prepared, decision).status_code == 302


def test_the_form_refuses_more_than_the_share_of_the_cost(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    Programme.objects.update(amount_rule="share", share_percent=50)
    response = post(as_user(officer), prepared, {**decision, "outcome": "partly_granted", "amount": "2001"})
    [error] = response.context["form"].errors["amount"]
    assert error == "At most 2,000 kronor can be granted to this application in this round."


def test_a_decision_takes_money_from_the_pot_and_holds_the_letter(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    post(as_user(officer), prepared, decision)
    prepared.refresh_from_db()
    prepared.round.refresh_from_db()
    made = prepared.current_decision
    assert (prepared.state, prepared.round.granted) == (State.DECIDED, 4_000)
    assert (made.outcome, made.amount, made.recorded_by) == ("granted", 4_000, officer)
    mail = prepared.messages.get(kind=OutboxMessage.Kind.DECISION_LETTER)
    assert (mail.status, mail.prepared_by) == (OutboxMessage.Status.HELD, officer)
    assert decision["reason"] in mail.body


def test_a_refusal_needs_no_amount(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    assert (
        post(as_user(officer), prepared, {**decision, "outcome": "refused", "amount": ""}).status_code == 302
    )
    prepared.round.refresh_from_db()
    assert prepared.round.granted == 0


def test_a_decision_above_what_is_left_says_what_is_left(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    Round.objects.filter(pk=prepared.round_id).update(granted=47_000)
    response = post(as_user(officer), prepared, decision)
    assert response.status_code == 422
    [error] = response.context["form"].errors["amount"]
    assert error == "The round has 3,000 kronor left to grant. Write a smaller amount."
    prepared.refresh_from_db()
    assert prepared.state == State.PREPARED


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("outcome", "", "Choose an outcome."),
        ("outcome", "maybe", "Select a valid choice"),
        ("amount", "", "Write how much is granted."),
        ("amount", "0", "Write how much is granted."),
        ("amount", "-5", "The amount cannot be below zero."),
        ("amount", "många", "Write the amount with numbers"),
        ("amount", "4000,50", "Write whole kronor, without öre."),
        ("amount", "99999999999999", "The amount is too large. Check the number of zeros."),
        ("amount", "4001", "At most 4,000 kronor can be granted to this application"),
        ("amount", "3999", "Choose “Partly granted”."),
        ("reason", "   ", "Write the reason for the decision."),
        ("reason", "x" * 20_000, "at most 5000 characters"),
        ("basis", "", "Choose who has decided."),
        ("basis_reference", "", "Write the paragraph of the minutes or the point of delegation."),
        ("decided_on", "", "Write the day of the decision."),
        ("decided_on", "31/2", "Write the day as year-month-day"),
        ("decided_on", "2020-01-01", "The application came in after that day."),
    ],
)
def test_a_slip_is_explained_and_nothing_typed_is_lost(
    as_user: SignIn,
    officer: User,
    prepared: Application,
    decision: dict[str, Any],
    field: str,
    value: str,
    words: str,
) -> None:
    typed = {**decision, "reason": "Ord som inte får försvinna 🌍", field: value}
    response = post(as_user(officer), prepared, typed)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert words in unescape(text(response))
    assert f'href="#id_{field}' in text(response)
    if field != "reason":
        assert "Ord som inte får försvinna 🌍" in text(response)
    prepared.refresh_from_db()
    assert prepared.state == State.PREPARED


def test_a_decision_cannot_be_of_tomorrow(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = post(as_user(officer), prepared, {**decision, "decided_on": tomorrow.isoformat()})
    assert list(response.context["form"].errors) == ["decided_on"]


def test_part_of_the_money_is_partly_granted(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    client = as_user(officer)
    whole = post(client, prepared, {**decision, "outcome": "partly_granted"})
    part = post(client, prepared, {**decision, "outcome": "partly_granted", "amount": "2500"})
    assert (whole.status_code, part.status_code) == (422, 302)


def test_a_refusal_with_an_amount_is_a_slip(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    response = post(as_user(officer), prepared, {**decision, "outcome": "refused"})
    assert list(response.context["form"].errors) == ["amount"]


def test_the_form_tells_ceiling_applied_and_what_is_left(
    as_user: SignIn, officer: User, prepared: Application
) -> None:
    Round.objects.filter(pk=prepared.round_id).update(granted=20_000)
    response = as_user(officer).get(f"/admin/arenden/{prepared.pk}/besluta/")
    for words in ("At most 8,000 kronor", "Applied for: 4,000 kronor", "30,000 kronor"):
        assert words in text(response)


def test_a_decision_sent_twice_is_one(
    as_user: SignIn, officer: User, prepared: Application, decision: dict[str, Any]
) -> None:
    client = as_user(officer)
    assert [post(client, prepared, decision).status_code for _click in range(2)] == [302, 409]
    assert prepared.decisions.count() == 1


def test_someone_elses_faster_decision_is_a_conflict(
    as_user: SignIn,
    officer: User,
    prepared: Application,
    decision: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page was still right when it was checked, and the case moved before it was locked."""
    from stipend_portal.review import act_views

    def move_first(**_kwargs: Any) -> None:
        Application.objects.filter(pk=prepared.pk).update(state=State.WITHDRAWN)
        return original(**_kwargs)

    original = act_views.record_decision
    monkeypatch.setattr(act_views, "record_decision", move_first)
    response = post(as_user(officer), prepared, decision)
    assert response.status_code == 409
    assert "It is now: Withdrawn" in text(response)
