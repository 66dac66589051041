"""The register of documents: what the site registers by itself, and what people register by hand."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from home.models import User
from stipend_portal.models import Application, CaseDocument
from stipend_portal.services.case_document import REGISTRARS, register, register_by_hand
from stipend_portal.services.errors import NotAllowed
from stipend_portal.services.guardian import answer
from stipend_portal.services.guardian_record import record_on_paper
from stipend_portal.services.letter import release
from stipend_portal.services.message import send_message
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.portal import decide, make_application, make_staff
from tests.factories.supplements import ask_for_more, send_answer

pytestmark = pytest.mark.django_db

Direction, Kind = CaseDocument.Direction, CaseDocument.Kind


@pytest.fixture
def case() -> Application:
    return make_application(state=State.IN_REVIEW)


@pytest.fixture
def officer(case: Application) -> User:
    return make_staff(Role.CASE_OFFICER, rounds=[case.round])


def rows(case: Application) -> list[tuple[int, str, str, str]]:
    """The register: number, direction, kind and title."""
    return list(case.documents.values_list("number", "direction", "kind", "title"))


@pytest.mark.sqlite
def test_what_is_sent_in_is_the_first_document_on_the_day_it_came() -> None:
    case = make_application()
    assert rows(case) == [(1, "in", "application", "Alva Exempel")]
    document = case.documents.get()
    assert (document.on, document.registered_by) == (timezone.localdate(case.received_at), None)


def supplement(case: Application, officer: User) -> None:
    send_answer(ask_for_more(case, actor=officer))


def messages(case: Application, officer: User) -> None:
    send_message(application=case, actor=case.applicant, text="Hej!")
    send_message(application=case, actor=officer, text="Hej själv!")


def guardians(case: Application, officer: User) -> None:
    first, second = case.approvals.all()
    answer(approval=first, approves=True)
    record_on_paper(approval=second, actor=officer, approves=False, signed_on=timezone.localdate())


def decision(case: Application, officer: User) -> None:
    Application.objects.filter(pk=case.pk).update(state=State.PREPARED)
    decide(case)
    release(message=case.messages.get(kind="decision_letter"), actor=officer)


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (
            supplement,
            [("out", "supplement_request", "Alva Exempel"), ("in", "supplement", "Alva Exempel")],
        ),
        (messages, [("in", "message", "Alva Exempel"), ("out", "message", "{officer}")]),
        (guardians, [("in", "guardian_answer", "Gun Exempel"), ("in", "guardian_answer", "Gary Exempel")]),
        (decision, [("own", "decision", "§ 12"), ("out", "letter", "{letter}")]),
    ],
)
def test_the_site_registers_what_comes_and_goes(
    case: Application,
    officer: User,
    happens: Callable[[Application, User], None],
    expected: list[tuple[str, str, str]],
) -> None:
    happens(case, officer)
    letter = case.messages.filter(kind="decision_letter").first()
    words = {"officer": str(officer), "letter": letter.subject if letter else ""}
    assert rows(case)[1:] == [
        (number, direction, kind, title.format(**words))
        for number, (direction, kind, title) in enumerate(expected, start=2)
    ]


def test_the_same_message_sent_twice_is_one_document(case: Application, officer: User) -> None:
    for _click in range(2):
        send_message(application=case, actor=officer, text="Hej!", seen=0)
    assert len(rows(case)) == 2


def test_each_case_has_its_own_numbers(case: Application) -> None:
    other = make_application(round=case.round)
    register(application=other, kind=Kind.OTHER, direction=Direction.INCOMING)
    assert [number for number, *_rest in rows(other)] == [1, 2]
    assert [number for number, *_rest in rows(case)] == [1]


def by_hand(case: Application, actor: User, *, seen: int = 1) -> CaseDocument:
    return register_by_hand(
        application=case,
        actor=actor,
        kind=Kind.TELEPHONE,
        direction=Direction.INCOMING,
        title="Gun Exempel, om beslutet",
        on=date(2026, 10, 1),
        seen=seen,
    )


@pytest.mark.parametrize("role", sorted(REGISTRARS))
def test_a_telephone_call_is_registered_by_hand(case: Application, role: Role) -> None:
    actor = make_staff(role, rounds=[case.round])
    document = by_hand(case, actor)
    document.refresh_from_db()
    assert (document.number, document.on, document.registered_by) == (2, date(2026, 10, 1), actor)
    event = case.events.latest("pk")
    assert (event.kind, event.actor_role, event.data) == (
        "document_registered",
        role,
        {"number": 2, "kind": "telephone", "title": "Gun Exempel, om beslutet"},
    )


def test_the_same_click_twice_is_one_document(case: Application, officer: User) -> None:
    assert by_hand(case, officer).number == by_hand(case, officer).number == 2
    assert by_hand(case, officer, seen=2).number == 3


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role not in REGISTRARS])
def test_nobody_else_registers(case: Application, role: Role) -> None:
    with pytest.raises(NotAllowed):
        by_hand(case, make_staff(role, rounds=[case.round]))
    assert len(rows(case)) == 1
