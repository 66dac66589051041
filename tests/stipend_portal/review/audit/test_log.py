"""The auditor's log: all of it, by number, to read and nothing else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import SignInEvent
from stipend_portal.models import Application, ConflictOfInterest, Round
from stipend_portal.models.event import EventKind
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.services.round_event import record_round_event
from stipend_portal.services.transition import record_event
from stipend_portal.states import STAFF_ROLES, Role
from tests.factories.portal import make_application, make_round, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """A round."""
    return make_round()


def read(client: Client, log: str = "arenden", **wanted: object) -> list[list[str]]:
    """The lines of a log, newest first, cell by cell."""
    response = client.get(reverse("log:log", args=[log]), wanted)
    assert response.status_code == 200
    body = re.search(r'<table class="review-table".*?</table>', response.content.decode(), re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", body.group(), re.DOTALL)[1:] if body else []
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_what_was_done_to_a_case_is_told_by_its_number(client: Client, round_: Round) -> None:
    case = make_application(round=round_, full_name="Hemlig Exempel")
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    [line] = read(client)
    assert line[3] == case.reference
    assert "Hemlig" not in client.get(reverse("log:log", args=["arenden"])).content.decode()


def test_a_case_with_protected_identity_is_told_without_a_way_to_it_or_reasons(
    client: Client, round_: Round
) -> None:
    case = make_application(round=round_)
    record_event(
        application=case, kind=EventKind.PROTECTED, role=Role.CASE_OFFICER, data={"reason": "Hemligt skäl"}
    )
    Application.objects.filter(pk=case.pk).update(protected=True)
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    page = client.get(reverse("log:log", args=["arenden"])).content.decode()
    assert page.count(case.reference) == 2
    assert "Hemligt" not in page
    assert reverse("cases:case", args=[case.pk]) not in page


def test_an_auditor_with_jav_reads_nothing_of_the_case(client: Client, round_: Round) -> None:
    case = make_application(round=round_)
    auditor = make_staff(Role.AUDITOR, rounds=[round_])
    ConflictOfInterest.objects.create(application=case, user=auditor, has_conflict=True)
    client.force_login(auditor)
    assert read(client) == []


def test_other_rounds_are_not_in_the_log(client: Client, round_: Round) -> None:
    make_application()
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    assert read(client) == []


def test_lines_are_found_by_kind_person_number_round_and_day(client: Client, round_: Round) -> None:
    first, second = make_application(round=round_), make_application(round=round_)
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_], first_name="Hanna", last_name="Exempel")
    record_event(application=first, kind=EventKind.ASSIGNED, role=Role.CASE_OFFICER, actor=officer)
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert len(read(client)) == 3
    assert [line[3] for line in read(client, kind=EventKind.ASSIGNED)] == [first.reference]
    assert [line[3] for line in read(client, who="hanna")] == [first.reference]
    assert {line[3] for line in read(client, reference=second.reference.lower())} == {second.reference}
    assert len(read(client, round=round_.pk)) == 3
    assert read(client, since=tomorrow.isoformat()) == []
    assert len(read(client, until=timezone.localdate().isoformat())) == 3


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.GUARDIAN, Role.GROUP_MEMBER])
def test_nobody_who_applies_can_be_looked_up_by_name(client: Client, round_: Round, role: Role) -> None:
    case = make_application(round=round_)
    record_event(application=case, kind=EventKind.MOVED, role=role, actor_name="Zyxa Skyddad")
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    assert len(read(client)) == 2
    assert read(client, who="Zyxa Skyddad") == []
    assert "Skyddad" not in str(read(client))


def test_nonsense_in_the_address_is_told_beside_its_field_and_nothing_breaks(
    client: Client, round_: Round
) -> None:
    make_application(round=round_)
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    assert len(read(client, since="inte en dag", before="x", round="0", kind="?")) == 1
    assert client.get(reverse("log:log", args=["annat"])).status_code == 404


def test_what_was_done_to_a_round_is_told_with_its_reason(client: Client, round_: Round) -> None:
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    record_round_event(
        round=round_,
        kind=RoundEventKind.PUBLISHED_CHANGED,
        actor=officer,
        reason="Fel datum.",
        data={"pot": [1000, 2000]},
    )
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    [line] = read(client, "omgangar")
    assert line[2:4] == [str(officer), round_.name]
    assert "→" in line[4]
    assert "Fel datum." in line[4]


def test_who_signed_in_is_told(client: Client, round_: Round) -> None:
    auditor = make_staff(Role.AUDITOR, rounds=[round_])
    SignInEvent.objects.create(user=auditor, user_name="Rut Exempel", kind=SignInEvent.Kind.WRONG_PASSWORD)
    client.force_login(auditor)
    assert "Rut Exempel" in {line[2] for line in read(client, "inloggningar")}


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.AUDITOR])
def test_the_log_is_for_auditors(client: Client, role: Role, round_: Round) -> None:
    client.force_login(make_staff(role, rounds=[round_]))
    assert client.get(reverse("log:log", args=["arenden"])).status_code == 403


def test_a_long_log_is_read_page_by_page(client: Client, round_: Round) -> None:
    case = make_application(round=round_)
    for _each in range(60):
        record_event(application=case, kind=EventKind.MOVED, role=Role.SYSTEM)
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    assert len(read(client)) == 50
    response = client.get(reverse("log:log", args=["arenden"]), {"kind": EventKind.MOVED})
    [older] = re.findall(r"before=(\d+)", response.content.decode())
    assert len(read(client, kind=EventKind.MOVED, before=older)) == 10


@pytest.mark.parametrize("number", [3, 30])
def test_the_number_of_queries_is_the_same_for_few_and_many(
    client: Client, number: int, round_: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(number):
        make_application(round=round_)
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    address = reverse("log:log", args=["arenden"])
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
