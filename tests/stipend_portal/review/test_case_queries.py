"""The case page asks the database as often for much as for little, and not too often."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, CaseDocument, Round
from stipend_portal.services.asking import ask_members
from stipend_portal.services.assignment import set_assessors, set_handler
from stipend_portal.services.case_document import register_by_hand
from stipend_portal.services.message import send_message
from stipend_portal.services.note import write_note
from stipend_portal.states import Role, State
from tests.factories.assessing import assess, make_assessed_round, make_assessor
from tests.factories.portal import make_group_application, make_staff
from tests.factories.stored import as_answer, make_attachment
from tests.factories.supplements import ask_for_more, send_answer

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]

# What the goal of the bench allows, see `docs/performance.md`.
MOST = 30


@pytest.fixture
def round_() -> Round:
    """A round that is being assessed."""
    return make_assessed_round()


def full_case(round_: Round, officer: User, rows: int) -> Application:
    """A case of a group in review with so many rows of everything there can be."""
    case = make_group_application(rows + 1, round=round_, guardians=2, state=State.IN_REVIEW)
    for number in range(rows):
        send_answer(ask_for_more(case, actor=officer), reason=f"Ord {number}.")
        send_message(application=case, actor=case.applicant, text=f"Fråga {number}?")
        write_note(application=case, actor=officer, text=f"Anteckning {number}.")
        register_by_hand(
            application=case,
            actor=officer,
            kind=CaseDocument.Kind.OTHER,
            direction=CaseDocument.Direction.INCOMING,
            title=f"Brev {number}",
            on=timezone.localdate(),
        )
    files = [make_attachment(case, name=f"{number}.pdf") for number in range(rows)]
    newest = case.latest_version
    answers: dict[str, Any] = newest.answers | {"attachments": {"files": [as_answer(file) for file in files]}}
    ask_members(case.versions.create(number=newest.number + 1, answers=answers, received_at=case.received_at))
    board = [make_assessor(round_) for _number in range(rows)]
    set_handler(application=case, actor=officer, person=officer)
    set_assessors(application=case, actor=officer, people=board)
    for person in board:
        assess(case, person, 4, 5)
    return case


def queries_of(client: Client, address: str) -> int:
    """How often an address asks, once what is kept between requests is kept."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_three_rows_of_everything_take_as_many_queries_as_one(as_user: SignIn, round_: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    client, counts = as_user(officer), []
    for rows in (1, 3):
        case = full_case(round_, officer, rows)
        page = client.get(f"/admin/arenden/{case.pk}/").context
        assert [len(page[name]) for name in ("attachments", "notes", "supplements", "conversation")] == [
            rows
        ] * 4
        assert len(page["assessments"].rows) == len(page["group"].members) == rows
        counts.append(queries_of(client, f"/admin/arenden/{case.pk}/"))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST


def test_three_hundred_notes_and_messages_take_as_many_queries_as_three(
    as_user: SignIn, round_: Round
) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    client, counts = as_user(officer), []
    case = full_case(round_, officer, 3)
    for rows in (3, 300):
        for number in range(rows - 3):
            send_message(application=case, actor=case.applicant, text=f"Ny fråga {number}?")
            write_note(application=case, actor=officer, text=f"Ny anteckning {number}.")
        assert case.notes.count() == case.correspondence.count() == rows
        counts.append(queries_of(client, f"/admin/arenden/{case.pk}/"))
    assert counts[0] == counts[1]
