"""The list of cases that a board member assesses."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import User
from stipend_portal.models import Application, Assignment, Round, RoundRole
from stipend_portal.phases import Phase
from stipend_portal.states import STAFF_ROLES, Role, State
from tests.factories.assessing import assess, make_assessed_round, make_case, save
from tests.factories.guardians import send_newer_version
from tests.factories.portal import make_group_application, make_staff
from tests.stipend_portal.review.assessing.conftest import SignIn

pytestmark = pytest.mark.django_db

LIST = "/admin/bedomning/"


def rounds(client: Client) -> list[Any]:
    """What the list shows."""
    response = client.get(LIST)
    assert response.status_code == 200
    return response.context["rounds"]


def test_it_says_what_she_has_done_in_each_and_how_many_are_left(
    client: Client, case: Application, person: User
) -> None:
    begun, done = make_case(case.round, person), make_case(case.round, person)
    save(begun, person, 4)
    assess(done, person)
    send_newer_version(done, reason="Nytt.")
    Round.objects.update(assessment_due=date(2027, 3, 15))
    [found] = rounds(client)
    assert found.left == 2
    assert {row.reference: (row.standing, row.has_newer) for row in found.expected} == {
        case.reference: ("not_begun", False),
        begun.reference: ("saved", False),
        done.reference: ("handed_in", True),
    }
    page = client.get(LIST).content.decode()
    assert "2 of 3 left to hand in." in page
    assert "Hand in by 15 March 2027." in page
    assert "Türi, Estland" in page
    assert "4,000 kronor" in page


def test_the_cases_stand_in_the_order_of_their_numbers(
    client: Client, case: Application, person: User
) -> None:
    cases = [case, *(make_case(case.round, person) for _number in range(4))]
    [found] = rounds(client)
    assert [row.reference for row in found.expected] == sorted(each.reference for each in cases)


def test_without_assignments_all_are_hers_and_with_them_her_own_with_the_others_apart(
    client: Client, case: Application, person: User, other: User
) -> None:
    theirs = make_case(case.round, person)
    [found] = rounds(client)
    assert (len(found.expected), found.others) == (2, [])
    Assignment.objects.create(application=case, user=person, kind=Assignment.Kind.ASSESSOR)
    Assignment.objects.create(application=theirs, user=other, kind=Assignment.Kind.ASSESSOR)
    [found] = rounds(client)
    assert [row.reference for row in found.expected] == [case.reference]
    assert [row.reference for row in found.others] == [theirs.reference]
    assert found.left == 1


def test_a_case_in_which_she_has_jav_or_has_not_answered_is_not_there(
    client: Client, case: Application, person: User
) -> None:
    gone, asked = make_case(case.round, person), make_case(case.round)
    gone.conflicts.filter(user=person).update(has_conflict=True)
    [found] = rounds(client)
    assert [row.reference for row in found.expected] == [case.reference]
    page = client.get(LIST).content.decode()
    assert "1 case waits for your answer about jäv." in page
    assert 'href="/admin/jav/"' in page
    assert gone.reference not in page
    assert asked.reference not in page


def test_a_case_that_was_taken_back_waits_for_nobody(client: Client, case: Application) -> None:
    Application.objects.update(state=State.WITHDRAWN)
    [found] = rounds(client)
    assert (found.left, found.expected[0].ended) == (0, "Withdrawn")


def test_of_a_case_with_protected_identity_it_tells_the_number_only(
    client: Client, case: Application, person: User
) -> None:
    Application.objects.update(protected=True)
    assert rounds(client)[0].expected == []
    Assignment.objects.create(application=case, user=person, kind=Assignment.Kind.ASSESSOR)
    page = client.get(LIST).content.decode()
    assert case.reference in page
    assert "Protected identity" in page
    assert "Türi" not in page
    assert "4,000" not in page


def test_when_all_is_handed_in_it_says_so(client: Client, case: Application, person: User) -> None:
    assess(case, person)
    assert "Everything is handed in. Thank you." in client.get(LIST).content.decode()


@pytest.mark.parametrize("phase", list(Phase))
def test_a_round_is_there_while_the_board_reads(client: Client, case: Application, phase: Phase) -> None:
    Round.objects.update(phase=phase)
    found = rounds(client)
    reads = phase in {Phase.ASSESSMENT, Phase.RANKING, Phase.MEETING}
    assert [each.is_open for each in found] == ([phase is Phase.ASSESSMENT] if reads else [])
    assert [each.left for each in found] == ([1 if phase is Phase.ASSESSMENT else 0] if reads else [])


def test_rounds_are_kept_apart(client: Client, case: Application, person: User) -> None:
    second = make_assessed_round()
    RoundRole.objects.create(round=second, user=person, role=Role.COMMITTEE_MEMBER)
    make_case(second, person)
    make_case(make_assessed_round(), person)
    assert {each.round.pk: len(each.expected) for each in rounds(client)} == {case.round_id: 1, second.pk: 1}


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.COMMITTEE_MEMBER])
def test_for_other_roles_it_is_not(as_user: SignIn, case: Application, role: Role) -> None:
    client = as_user(make_staff(role, rounds=[case.round]))
    assert client.get(LIST).status_code in {302, 403}


def test_the_menu_leads_board_members_here(client: Client, as_user: SignIn, case: Application) -> None:
    assert LIST in client.get("/admin/").content.decode()
    officer = as_user(make_staff(Role.CASE_OFFICER, rounds=[case.round]))
    assert LIST not in officer.get("/admin/").content.decode()


@pytest.mark.parametrize("blind", [False, True])
def test_it_asks_the_database_as_often_for_thirty_cases_as_for_three(
    client: Client, case: Application, person: User, other: User, blind: bool
) -> None:
    Round.objects.update(blind=blind)
    counts = []
    for more in (2, 27):
        for _number in range(more):
            each = make_case(case.round, person, other)
            assess(each, other)
            save(each, person, 4)
        each = make_group_application(round=case.round)
        make_case(case.round)
        client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]
