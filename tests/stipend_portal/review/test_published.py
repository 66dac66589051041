"""What has been published is frozen: what changes later needs a reason and stays written."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import User
from stipend_portal.models import Programme, Round, RoundEvent
from stipend_portal.phases import Phase
from stipend_portal.states import Role
from tests.factories.portal import make_round, make_staff
from tests.factories.setting_up import (
    begin_assessing,
    criteria_as_sent,
    make_criterion,
    programme_as_sent,
    round_as_sent,
)
from tests.factories.snapshot import portal_snapshot
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
ASKED = "Why do you change this?"


def url(round_: Round) -> str:
    """Where a round is edited."""
    return reverse("rounds:edit", args=[round_.pk])


def told(round_: Round) -> list[tuple[str, str, dict[str, Any]]]:
    """The round's log: kind, reason, data."""
    return list(RoundEvent.objects.filter(round=round_).values_list("kind", "reason", "data"))


# -- Rounds ------------------------------------------------------------------------------------------


def test_the_form_of_a_published_round_asks_for_no_reason_before_anything_is_changed(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    client = as_user(officer)
    assert ASKED not in text(client.get(url(round_)))
    assert client.post(url(round_), round_as_sent(round_)).status_code == 302
    assert told(round_) == []


def test_the_late_cases_of_a_round_are_locked_before_the_round_as_everywhere_else(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    client, sent = as_user(officer), round_as_sent(round_)
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url(round_), sent).status_code == 302
    locking = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    locked = [re.search(r'FROM "stipend_portal_(application|round)"', sql) for sql in locking]
    assert [found.group(1) for found in locked if found] == ["application", "round", "application", "round"]


@pytest.mark.parametrize(
    ("changes", "field", "difference"),
    [
        ({"opens_at": "2020-01-02 08:00"}, "Opens", None),
        ({"closes_at": "2035-01-02 08:00"}, "Closes", ("closes_at", "2035-01-02T08:00+01:00")),
        ({"min_age": "14"}, "Lowest age", ("min_age", 14)),
        ({"max_age": "20"}, "Highest age", ("max_age", 20)),
        ({"age_day": "2027-08-01"}, "Day on which ages are counted", ("age_day", "2027-08-01")),
        ({"residence": "lives"}, "Link to Åmål", ("residence", "lives")),
        ({"pot": "60000"}, "Money to grant", ("pot", 60_000)),
        ({"ceiling": "9000"}, "Most for one person", ("ceiling", 9_000)),
        ({"blind": "on"}, "Blind assessment", ("blind", True)),
        ({"deciding_body": "Exempelnämnden"}, "Who decides", ("deciding_body", "Exempelnämnden")),
        ({"decision_planned": "2035-05-01"}, "Planned day of decision", ("decision_planned", "2035-05-01")),
    ],
)
def test_a_change_of_what_is_published_is_saved_with_a_reason_and_not_without(
    as_user: SignIn,
    officer: User,
    round_: Round,
    changes: dict[str, str],
    field: str,
    difference: tuple[str, Any] | None,
) -> None:
    client, sent = as_user(officer), round_as_sent(round_, **changes)
    before = portal_snapshot()
    refused = client.post(url(round_), sent)
    assert refused.status_code == 200
    assert ASKED in text(refused)
    assert f"apply by it: {field}" in text(refused)
    assert portal_snapshot() == before
    saved = client.post(url(round_), {**sent, "change_reason": "Nämnden har ändrat sig."})
    assert saved.status_code == 302
    [(kind, reason, data)] = told(round_)
    assert (kind, reason) == ("published_changed", "Nämnden har ändrat sig.")
    if difference:
        assert {name: after for name, (_before, after) in data.items()} == dict([difference])
    assert RoundEvent.objects.get().actor == officer


def test_nothing_typed_is_lost_when_a_reason_is_asked_for(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    new = {"name": "Nyfiket", "name_en": "Curious", "weight": 2, "highest": 4, "guidance": "Vägledningen."}
    auditor = make_staff(Role.AUDITOR, first_name="Rut", last_name="Revisor")
    sent = round_as_sent(round_, [(auditor, "auditor")], [new | {"ORDER": 1}], contact="Nya enheten")
    page = as_user(officer).post(url(round_), sent)
    for words in ("Nyfiket", "Vägledningen.", "Nya enheten", f'value="{auditor.pk}" selected'):
        assert words in text(page)
    assert not round_.roles.filter(user=auditor).exists()
    assert not round_.criteria.exists()


def test_what_a_round_is_called_and_whom_to_ask_need_no_reason(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    sent = round_as_sent(round_, name="Ny", name_en="New", contact="En annan enhet")
    assert as_user(officer).post(url(round_), sent).status_code == 302
    assert told(round_) == []


def test_before_a_round_opens_anything_is_changed_without_a_reason(as_user: SignIn, officer: User) -> None:
    round_ = make_round(coming=True)
    sent = round_as_sent(round_, pot="60000", blind="on", min_age="15")
    assert as_user(officer).post(url(round_), sent).status_code == 302
    assert told(round_) == []
    round_.refresh_from_db()
    assert (round_.pot, round_.blind, round_.min_age) == (60_000, True, 15)


def test_criteria_that_change_after_publishing_are_told_as_they_were_and_became(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    make_criterion(round_)
    [row] = criteria_as_sent(round_)
    sent = round_as_sent(round_, criteria=[{**row, "weight": 3}])
    client = as_user(officer)
    assert "apply by it: Criteria" in text(client.post(url(round_), sent))
    assert client.post(url(round_), {**sent, "change_reason": "Fel vikt."}).status_code == 302
    [(_kind, _reason, data)] = told(round_)
    before, after = data["criteria"]
    assert [row["weight"] for row in before] == [1]
    assert [row["weight"] for row in after] == [3]


def test_who_comes_and_goes_is_written_in_the_log(as_user: SignIn, officer: User, round_: Round) -> None:
    auditor = make_staff(Role.AUDITOR)
    client = as_user(officer)
    assert client.post(url(round_), round_as_sent(round_, [(auditor, "auditor")])).status_code == 302
    assert told(round_) == [
        ("roles_changed", "", {"added": [[str(auditor), "auditor"]], "removed": []}),
    ]
    mine = round_.roles.get(user=auditor)
    sent = round_as_sent(round_, [(auditor, "auditor")])
    sent |= {"roles-INITIAL_FORMS": "1", "roles-0-id": str(mine.pk), "roles-0-DELETE": "on"}
    assert client.post(url(round_), sent).status_code == 302
    assert told(round_)[1] == ("roles_changed", "", {"added": [], "removed": [[str(auditor), "auditor"]]})


# -- When someone has begun to assess ----------------------------------------------------------------


@pytest.fixture
def assessed(round_: Round) -> Round:
    """A round with one criterion, in which someone has begun to assess."""
    make_criterion(round_)
    begin_assessing(round_)
    return round_


def test_the_form_of_a_round_that_is_being_assessed_shows_the_criteria_to_read(
    as_user: SignIn, officer: User, assessed: Round
) -> None:
    page = text(as_user(officer).get(url(assessed)))
    assert "This cannot be changed any more, because someone has begun to assess." in page
    assert "criteria-0-weight" not in page
    assert "100% (weight 1)" in page


def test_the_rest_of_such_a_round_is_still_changed(as_user: SignIn, officer: User, assessed: Round) -> None:
    held = criteria_as_sent(assessed, held_still=True)
    sent = round_as_sent(assessed, criteria=held, contact="Nya enheten")
    assert as_user(officer).post(url(assessed), sent).status_code == 302
    assessed.refresh_from_db()
    assert assessed.contact == "Nya enheten"
    assert assessed.criteria.get().weight == 1


@pytest.mark.parametrize("change", ["weight", "delete", "add", "blind"])
def test_what_is_being_assessed_by_cannot_be_changed_from_a_page_that_was_opened_before(
    as_user: SignIn, officer: User, assessed: Round, change: str
) -> None:
    [row] = criteria_as_sent(assessed)
    criteria: list[dict[str, Any]] = {
        "weight": [{**row, "weight": 7}],
        "delete": [{**row, "DELETE": "on"}],
        "add": [row, {**row, "id": "", "name": "Ny", "ORDER": 2}],
        "blind": criteria_as_sent(assessed, held_still=True),
    }[change]
    blind = {"blind": "on"} if change == "blind" else {}
    sent = round_as_sent(assessed, criteria=criteria, change_reason="Jag vill.", **blind)
    before = portal_snapshot()
    response = as_user(officer).post(url(assessed), sent)
    assert response.status_code == 200
    assert "Someone has begun to assess since you opened this page." in text(response)
    assert portal_snapshot() == before


# -- Stipends ----------------------------------------------------------------------------------------


def test_a_change_of_a_stipend_is_told_in_its_rounds_that_are_published_and_not_closed(
    as_user: SignIn, officer: User, round_: Round
) -> None:
    programme = round_.programme
    over = make_round(programme=programme, phase=Phase.CLOSED)
    coming = make_round(programme=programme, coming=True)
    address = reverse("programmes:edit", args=[programme.pk])
    client, before = as_user(officer), portal_snapshot()
    sent = programme_as_sent(programme, [("3", "6000")], asks_school="on", rules="Nya regler.")
    refused = client.post(address, sent)
    assert "apply by it: Rules in Swedish, Ask for school and class, Amounts in groups" in text(refused)
    assert "Nya regler." in text(refused)
    assert portal_snapshot() == before
    assert client.post(address, {**sent, "change_reason": "Beslut i nämnden."}).status_code == 302
    assert told(round_) == [
        (
            "programme_changed",
            "Beslut i nämnden.",
            {"rules": ["", "Nya regler."], "asks_school": [False, True], "group_amounts": [[], [[3, 6000]]]},
        )
    ]
    assert (told(over), told(coming)) == ([], [])


def test_a_stipend_without_a_published_round_is_changed_without_a_reason(
    as_user: SignIn, officer: User
) -> None:
    programme = make_round(coming=True).programme
    address = reverse("programmes:edit", args=[programme.pk])
    sent = programme_as_sent(programme, asks_school="on")
    assert as_user(officer).post(address, sent).status_code == 302
    assert Programme.objects.get(pk=programme.pk).asks_school is True
    assert not RoundEvent.objects.exists()


def test_other_ends_of_lines_are_no_change(as_user: SignIn, officer: User, round_: Round) -> None:
    Programme.objects.filter(pk=round_.programme_id).update(rules="En rad.\nEn till.")
    programme = Programme.objects.get(pk=round_.programme_id)
    sent = programme_as_sent(programme, rules="En rad.\r\nEn till.")
    assert as_user(officer).post(reverse("programmes:edit", args=[programme.pk]), sent).status_code == 302
    assert told(round_) == []
