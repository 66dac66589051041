"""The page of a proposal: the list, the line and the money."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import User
from stipend_portal.models import AllocationPlan, Application, Round
from stipend_portal.phases import Phase
from stipend_portal.states import State
from tests.factories.portal import make_application
from tests.factories.ranking import assess, in_order, make_assessor, make_proposal, make_ranked, write_line
from tests.stipend_portal.review.conftest import text
from tests.stipend_portal.review.ranking.conftest import URL, SignIn, at

pytestmark = pytest.mark.django_db

AS_SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def client(as_user: SignIn, officer: User) -> Client:
    """The officer's browser."""
    return as_user(officer)


def cut_of(plan: AllocationPlan) -> int:
    """Where the line stands in the table."""
    plan.refresh_from_db()
    return plan.cut


def test_the_rows_say_how_each_case_stands(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    make_assessor(plan.round)
    rows = client.get(at(plan)).context["rows"]
    told = [(row.place, row.reference, row.mean, row.assessments, row.missing, row.spread) for row in rows]
    assert told == [
        (1, cases[0].reference, "100.00", 1, 1, "0.00"),
        (2, cases[1].reference, "80.00", 1, 1, "0.00"),
        (3, cases[2].reference, "80.00", 1, 1, "0.00"),
        (4, cases[3].reference, "", 0, 2, ""),
    ]
    assert [(row.above, row.tied, row.assessed) for row in rows] == [
        (True, False, True),
        (False, True, True),
        (False, True, True),
        (False, False, False),
    ]
    assert [(row.applied, row.amount, row.running) for row in rows] == [
        ("4,000", "4,000", "4,000"),
        ("4,000", "4,000", "8,000"),
        ("4,000", "4,000", "12,000"),
        ("4,000", "4,000", "16,000"),
    ]


def test_those_not_assessed_stand_apart_last(client: Client, plan: AllocationPlan) -> None:
    page = text(client.get(at(plan)))
    assert page.count("Not assessed") == 1
    assert page.index("Not assessed") > page.index("Change the order")
    assert [row.first_unassessed for row in client.get(at(plan)).context["rows"]] == [False] * 3 + [True]


def test_the_page_says_that_it_is_a_proposal(client: Client, plan: AllocationPlan) -> None:
    assert "This is a proposal. The board decides on each case" in text(client.get(at(plan)))


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [({"cut": "2"}, 2), ({"cut": "1", "here": "2"}, 2), ({"cut": "1", "here": "0"}, 0), ({"fit": "1"}, 2)],
)
def test_the_line_moves_without_a_script(
    client: Client, plan: AllocationPlan, pressed: dict[str, str], expected: int
) -> None:
    response = client.post(at(plan, "linje"), pressed)
    assert (response.status_code, response["Location"]) == (302, f"{at(plan)}#line")
    assert cut_of(plan) == expected
    assert client.get(at(plan)).context["tally"].total == expected * 4_000


def test_the_script_is_answered_with_figures(client: Client, plan: AllocationPlan) -> None:
    response = client.post(at(plan, "linje"), {"here": "2"}, **AS_SCRIPT)
    assert response.json() == {
        "cut": 2,
        "figures": {"total": "8,000 kronor", "left": "2,000 kronor", "people": "2", "cases": "2"},
        "notes": [
            "The line goes between cases with the same mean, 80.00, and nothing says why those above it go "
            "first. Write a reason with “Change the order” on their rows, or move the line."
        ],
    }


TOO_MUCH = "The money is not enough: it would be 2,000 kronor too much. The line has not been moved."


def test_a_move_over_the_pot_says_by_how_much(client: Client, plan: AllocationPlan) -> None:
    response = client.post(at(plan, "linje"), {"here": "3"})
    assert response.status_code == 422
    assert TOO_MUCH in text(response)
    assert response.context["tally"].total == 4_000
    scripted = client.post(at(plan, "linje"), {"here": "3"}, **AS_SCRIPT)
    assert (scripted.status_code, scripted.json()) == (422, {"problem": TOO_MUCH})
    assert cut_of(plan) == 1


@pytest.mark.parametrize("pressed", [{}, {"cut": ""}, {"cut": "x"}, {"here": "1.5"}, {"cut": "9" * 5000}])
def test_a_place_that_is_no_number_is_told_how_to_mend(
    client: Client, plan: AllocationPlan, pressed: dict[str, str]
) -> None:
    response = client.post(at(plan, "linje"), pressed)
    assert response.status_code == 422
    assert "Write the place after which the line goes, with numbers" in text(response)
    assert cut_of(plan) == 1


def test_the_script_is_told_in_words_why_not(client: Client, plan: AllocationPlan) -> None:
    Round.objects.filter(pk=plan.round_id).update(phase=Phase.MEETING)
    response = client.post(at(plan, "linje"), {"here": "2"}, **AS_SCRIPT)
    assert response.status_code == 409
    assert response.json()["problem"].startswith("The round is in the phase “Meeting”.")


def test_the_page_gives_the_script_what_the_server_counts_with(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    Application.objects.filter(pk=cases[1].pk).update(state=State.WITHDRAWN)
    rows = client.get(at(plan)).context["rows"]
    assert [(row.counted, row.people) for row in rows] == [(4_000, 1), (0, 1), (4_000, 1), (4_000, 1)]
    assert 'data-available="10000"' in text(client.get(at(plan)))


@pytest.mark.parametrize(
    ("cut", "note"),
    [
        (2, "The line goes between cases with the same mean, 80.00"),
        (4, "1 case above the line has not been assessed by anyone."),
        (1, "1 case above the line has 0 kronor, and would get nothing."),
    ],
)
def test_what_to_know_about_the_line_is_told(
    client: Client, plan: AllocationPlan, cases: list[Application], cut: int, note: str
) -> None:
    for case in cases:
        write_line(plan, case, amount=0 if case == cases[0] else 1_000)
    AllocationPlan.objects.update(cut=cut)
    assert note in text(client.get(at(plan)))


def test_a_reason_silences_the_note_about_equals_and_is_shown(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    write_line(plan, cases[1], tie_reason="Reser för första gången.")
    AllocationPlan.objects.update(cut=2)
    page = text(client.get(at(plan)))
    assert "nothing says why" not in page
    assert "Why first: Reser för första gången." in page


def test_a_pot_that_has_shrunk_is_told(client: Client, plan: AllocationPlan) -> None:
    Round.objects.filter(pk=plan.round_id).update(granted=6_500)
    page = text(client.get(at(plan)))
    assert "the cases above the line get 500 kronor more than there is to share" in page
    assert "not enough money" in text(client.get(f"{URL}{plan.round_id}/"))


def test_the_list_holds_when_cases_change_and_is_brought_up_to_date(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    best, first, second, unassessed = cases
    Application.objects.filter(pk=best.pk).update(state=State.WITHDRAWN)
    assess(unassessed, 5)
    new = make_application(round=plan.round)
    response = client.get(at(plan))
    assert [row.gone for row in response.context["rows"]] == ["Withdrawn", "", "", ""]
    assert response.context["tally"].total == 0
    assert "3 cases have changed since the proposal was saved" in text(response)
    done = client.post(at(plan, "uppdatera"), follow=True)
    assert "The list is up to date." in text(done)
    assert in_order(plan) == [case.reference for case in (unassessed, first, second, new)]
    assert "changed since" not in text(done)


def test_a_decided_case_counts_in_what_is_granted_and_not_in_the_proposal(
    client: Client, officer: User, round_: Round
) -> None:
    Round.objects.filter(pk=round_.pk).update(phase=Phase.MEETING)
    make_application(round=round_, state=State.DECIDED)
    Round.objects.filter(pk=round_.pk).update(phase=Phase.RANKING)
    open_case = make_application(round=round_)
    plan = make_proposal(round_, officer, cut=1)
    tally = client.get(at(plan)).context["tally"]
    assert in_order(plan) == [open_case.reference]
    assert (tally.available, tally.total, tally.left) == (6_000, 4_000, 2_000)


def queries(client: Client, address: str) -> int:
    """How many queries a page takes."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_pages_take_as_many_queries_for_three_hundred_cases_as_for_three(
    client: Client, officer: User, round_: Round
) -> None:
    def fill(number: int) -> list[int]:
        made = [make_application(round=round_) for _number in range(number)]
        make_ranked(made, *[1 + place % 5 for place in range(number)])
        plans = [make_proposal(round_, officer, cut=2) for _number in range(2)]
        for plan in plans:
            plan.lines.update(amount=100)
        asked = "&".join(f"forslag={plan.pk}" for plan in plans)
        pages = (
            at(plans[0]),
            at(plans[0], "belopp"),
            at(plans[0], "anta"),
            f"{URL}{round_.pk}/",
            f"{URL}{round_.pk}/jamfor/?{asked}",
        )
        return [queries(client, page) for page in pages]

    few = fill(3)
    assert fill(297) == few
    assert max(few) <= 30


def test_moving_the_line_takes_as_many_queries_for_three_hundred_cases_as_for_three(
    client: Client, officer: User, round_: Round
) -> None:
    def move(number: int) -> int:
        made = [make_application(round=round_) for _number in range(number)]
        make_ranked(made, *[1 + place % 5 for place in range(number)])
        plan = make_proposal(round_, officer)
        with CaptureQueriesContext(connection) as captured:
            assert client.post(at(plan, "linje"), {"here": "1"}).status_code == 302
        return len(captured)

    assert move(3) == move(297)


def test_the_round_tells_which_cases_came_late_and_are_in_no_proposal(
    client: Client, round_: Round, cases: list[Application]
) -> None:
    assert "came late" not in text(client.get(f"{URL}{round_.pk}/"))
    Application.objects.filter(pk=cases[0].pk).update(received_late=True)
    page = text(client.get(f"{URL}{round_.pk}/"))
    assert "1 case came late and has not been accepted" in page
    assert f'<a href="/admin/arenden/{cases[0].pk}/">{cases[0].reference}</a>' in page
