"""The list as a spreadsheet."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from home.models import User
from stipend_portal.models import Application, Assignment, Round, RoundEvent
from stipend_portal.models.round_event import RoundEventKind
from stipend_portal.review import export
from stipend_portal.states import Role, State
from tests.factories.portal import make_application, make_staff
from tests.stipend_portal.review.conftest import text

URL = "/admin/arenden/exportera/"

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def rows_of(response: HttpResponse) -> list[dict[str, str]]:
    """The lines of a CSV file by heading."""
    assert response["Content-Type"] == "text/csv"
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


def exported(client: Client, question: str = "") -> list[dict[str, str]]:
    """The lines that a question gives."""
    return rows_of(client.post(URL, {"format": "csv", "lista": question}))


def test_the_file_has_the_cases_of_the_list_in_its_order(
    as_user: SignIn, officer: User, case: Application
) -> None:
    other = make_application(round=case.round, state=State.PREPARED, full_name="Aa Exempel")
    make_application()
    client = as_user(officer)
    assert [row["Reference"] for row in exported(client, "ordering=name")] == [
        other.reference,
        case.reference,
    ]
    assert [row["Reference"] for row in exported(client, "state=submitted")] == [case.reference]
    assert len(exported(client, "ordering=handler")) == 2


def test_a_line_tells_what_an_officer_works_with_and_no_more_of_anyones_person(
    as_user: SignIn, officer: User, case: Application
) -> None:
    received = datetime(2026, 7, 1, 10, 30, 15, tzinfo=UTC)
    fields = {"received_at": received, "school": "Exempelskolan 9B", "diary_number": "BUN 2027-1"}
    Application.objects.filter(pk=case.pk).update(**fields)
    Assignment.objects.create(application=case, user=officer, kind=Assignment.Kind.HANDLER)
    [row] = exported(as_user(officer))
    assert row == {
        "Reference": case.reference,
        "Diary number": "BUN 2027-1",
        "Round": case.round.name_en,
        "State": "Received",
        "Came in": "2026-07-01 12:30:00",
        "Flags": "",
        "Name": "Alva Exempel",
        "Age on the round's day": "16",
        "School and class": "Exempelskolan 9B",
        "Going to": "Türi, Estland",
        "Departure": "2027-06-14",
        "People": "1",
        "Applied for, kronor": "4000",
        "Guardians": "0 of 2",
        "Complete": "No",
        "Handler": str(officer),
        "Outcome": "",
        "Granted, kronor": "",
        "Day of decision": "",
    }


def test_excel_gets_times_and_amounts_as_such(as_user: SignIn, officer: User, case: Application) -> None:
    response = as_user(officer).post(URL, {"format": "xlsx", "lista": ""})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    headings, line = ([cell.value for cell in row] for row in sheet.iter_rows())
    row = dict(zip(headings, line, strict=True))
    local = timezone.localtime(case.received_at).replace(second=0, microsecond=0, tzinfo=None)
    assert (row["Came in"], row["Applied for, kronor"], row["Name"]) == (local, 4000, "Alva Exempel")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_a_spreadsheet_would_run_as_a_formula_is_made_into_words(
    as_user: SignIn, officer: User, case: Application, kind: str, start: str
) -> None:
    Application.objects.filter(pk=case.pk).update(applicant_name=f"{start}1+1", school=f"{start}CMD")
    response = as_user(officer).post(URL, {"format": kind})
    if kind == "csv":
        [row] = rows_of(response)
    else:
        sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
        headings, line = ([cell.value for cell in cells] for cells in sheet.iter_rows())
        row = dict(zip(headings, line, strict=True))
    assert (row["Name"], row["School and class"]) == (f"'{start}1+1", f"'{start}CMD")


def test_taking_out_the_list_is_written_in_the_log_of_each_round(
    as_user: SignIn, round_: Round, case: Application
) -> None:
    other = make_application()
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_, other.round])
    make_application(round=round_)
    exported(as_user(officer), "state=submitted&q=alva&flag=&ordering=name")
    told = {
        event.round_id: (event.kind, event.actor, event.data)
        for event in RoundEvent.objects.filter(kind=RoundEventKind.EXPORTED)
    }
    filters = {"q": "…", "state": "submitted"}
    assert told == {
        round_.pk: ("exported", officer, {"rows": 2, "format": "csv", "filters": filters}),
        other.round_id: ("exported", officer, {"rows": 1, "format": "csv", "filters": filters}),
    }


def test_the_rounds_page_tells_how_many_were_taken_out_and_by_which_filters(
    as_user: SignIn, officer: User, case: Application
) -> None:
    client = as_user(officer)
    exported(client, "state=submitted&q=alva")
    page = text(client.get(f"/admin/omgangar/{case.round_id}/"))
    told = ("1 case.", "Narrowed down by: Reference, name, place, school or diary number; State.")
    assert [words in page for words in told] == [True, True]


def test_opening_an_address_takes_nothing_out(as_user: SignIn, officer: User, case: Application) -> None:
    client = as_user(officer)
    assert client.get(URL).status_code == 405
    response = client.get("/admin/arenden/?export=csv")
    assert response["Content-Type"].startswith("text/html")
    assert RoundEvent.objects.filter(kind=RoundEventKind.EXPORTED).count() == 0


def test_finance_takes_out_who_what_for_and_how_much(as_user: SignIn, round_: Round) -> None:
    granted = make_application(round=round_, state=State.DECIDED)
    make_application(round=round_)
    [row] = exported(as_user(make_staff(Role.FINANCE, rounds=[round_])))
    assert row == {
        "Reference": granted.reference,
        "Round": round_.name_en,
        "Name": "Alva Exempel",
        "Going to": "Türi, Estland",
        "People": "1",
        "Outcome": "Granted",
        "Granted, kronor": "4000",
        "Day of decision": timezone.localdate().isoformat(),
    }


def test_whoever_reads_all_in_one_round_and_pays_in_another_gets_no_more_of_the_other(
    as_user: SignIn, case: Application
) -> None:
    granted = make_application(state=State.DECIDED)
    person = make_staff(Role.CASE_OFFICER, Role.FINANCE, rounds=[case.round])
    person.round_roles.create(round=granted.round, role=Role.FINANCE)
    rows = {row["Reference"]: row for row in exported(as_user(person))}
    assert rows[case.reference]["Guardians"] == "0 of 2"
    hidden = ("State", "Came in", "Age on the round's day", "Guardians", "Complete", "Applied for, kronor")
    assert [rows[granted.reference][name] for name in hidden] == [""] * len(hidden)


def test_of_a_protected_case_the_number_is_in_the_file_and_nothing_else_of_the_person(
    as_user: SignIn, officer: User, case: Application
) -> None:
    Assignment.objects.create(application=case, user=officer, kind=Assignment.Kind.NAMED)
    Application.objects.filter(pk=case.pk).update(protected=True)
    [row] = exported(as_user(officer))
    told = {name: value for name, value in row.items() if value}
    assert told == {"Reference": case.reference, "Round": case.round.name_en, "State": "Received"}


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.STRATEGIST, Role.COMMUNICATOR])
def test_others_take_out_nothing(as_user: SignIn, round_: Round, case: Application, role: Role) -> None:
    response = as_user(make_staff(role, rounds=[round_])).post(URL, {"format": "csv"})
    assert response.status_code == 403
    assert RoundEvent.objects.filter(kind=RoundEventKind.EXPORTED).count() == 0


def test_an_unknown_kind_of_file_and_too_many_rows_are_refused_in_words(
    as_user: SignIn, officer: User, case: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_application(round=case.round)
    client = as_user(officer)
    response = client.post(URL, {"format": "exe"})
    assert (response.status_code, "Choose what kind of file" in text(response)) == (422, True)
    monkeypatch.setattr(export, "MOST_ROWS", 1)
    response = client.post(URL, {"format": "csv"})
    assert (response.status_code, "too many cases for one file" in text(response)) == (422, True)
    assert RoundEvent.objects.filter(kind=RoundEventKind.EXPORTED).count() == 0


@pytest.mark.parametrize("extra", [0, 4])
def test_the_file_takes_as_many_queries_for_five_cases_as_for_one(
    as_user: SignIn, officer: User, case: Application, extra: int, django_assert_num_queries: Any
) -> None:
    for _number in range(extra):
        make_application(round=case.round)
    client = as_user(officer)
    exported(client)
    with django_assert_num_queries(13):
        exported(client)
