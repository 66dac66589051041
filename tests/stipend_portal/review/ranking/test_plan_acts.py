"""Making, copying, deleting and adopting proposals, amounts by hand and the order of equals, from their pages."""

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import AllocationPlan, Application, ConflictOfInterest, Programme, Round
from stipend_portal.review.ranking.lines import AMOUNTS_ON_PAGE
from stipend_portal.services.allocation import adopt
from stipend_portal.states import State
from tests.factories.portal import make_application
from tests.factories.ranking import in_order, make_proposal
from tests.stipend_portal.review.conftest import text
from tests.stipend_portal.review.ranking.conftest import URL, SignIn, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_user: SignIn, officer: User) -> Client:
    """The officer's browser."""
    return as_user(officer)


def new_at(round_: Round) -> str:
    """The page of a new proposal."""
    return f"{URL}{round_.pk}/nytt/"


def test_a_proposal_is_made(client: Client, officer: User, round_: Round, cases: list[Application]) -> None:
    typed = {"name": "Lika för alla", "rule": "fixed", "amount": "2 500 kr"}
    response = client.post(new_at(round_), typed)
    plan = AllocationPlan.objects.get()
    assert (response.status_code, response["Location"]) == (302, at(plan))
    assert (plan.name, plan.rule, plan.value, plan.created_by) == ("Lika för alla", "fixed", 2_500, officer)
    assert list(plan.lines.values_list("amount", flat=True)) == [2_500] * 4
    assert "2,500 kronor for each person" in text(client.get(at(plan)))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Programme.AmountRule.CEILING, ("applied", None)),
        (Programme.AmountRule.FIXED, ("fixed", 4_000)),
        # The share of the cost is the most that can be applied for, and the most that is proposed.
        (Programme.AmountRule.SHARE, ("applied", None)),
    ],
)
def test_the_rule_of_the_stipend_is_chosen_from_the_start(
    client: Client, round_: Round, rule: str, expected: tuple[str, int | None]
) -> None:
    Programme.objects.update(amount_rule=rule, share_percent=50 if rule == "share" else None)
    fields = client.get(new_at(round_)).context["form"].fields
    assert (fields["rule"].initial, fields["amount"].initial) == expected


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"name": "", "rule": "applied"}, "Write a name for the proposal."),
        ({"name": "Nytt"}, "Choose how amounts are proposed."),
        ({"name": "Nytt", "rule": "fixed"}, "Write the amount that each person gets."),
        (
            {"name": "Nytt", "rule": "fixed", "amount": "många"},
            "Write the amount with numbers, for example 1 200.",
        ),
        ({"name": "Nytt", "rule": "share"}, "Write how large a share it is, from 1 to 100."),
        ({"name": "Nytt", "rule": "share", "percent": "101"}, "Write a whole number from 1 to 100."),
        ({"name": "Nytt", "rule": "share", "percent": "hälften"}, "Write a whole number from 1 to 100."),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(
    client: Client, round_: Round, typed: dict[str, str], problem: str
) -> None:
    response = client.post(new_at(round_), typed)
    assert response.status_code == 422
    assert problem in text(response)
    assert all(response.context["form"][name].value() == value for name, value in typed.items())
    assert not AllocationPlan.objects.exists()


def test_a_name_that_is_taken_is_told(client: Client, plan: AllocationPlan) -> None:
    for address in (new_at(plan.round), at(plan, "kopiera")):
        response = client.post(address, {"name": plan.name, "rule": "applied"})
        assert response.status_code == 422
        assert "There is a proposal with that name in the round." in text(response)


def test_a_copy_is_made(client: Client, plan: AllocationPlan) -> None:
    assert client.get(at(plan, "kopiera")).context["form"]["name"].value() == f"{plan.name}, copy"
    client.post(at(plan, "kopiera"), {"name": "Ett annat"})
    copy = AllocationPlan.objects.get(name="Ett annat")
    assert in_order(copy) == in_order(plan)


def test_whoever_does_not_see_every_case_can_make_a_copy_and_change_nothing_else(
    as_user: SignIn, colleague: User, plan: AllocationPlan, cases: list[Application]
) -> None:
    ConflictOfInterest.objects.filter(user=colleague, application=cases[0]).update(has_conflict=True)
    client = as_user(colleague)
    for act in ("linje", "uppdatera", "belopp", "ta-bort", "anta"):
        response = client.post(at(plan, act), {"cut": "0"})
        assert response.status_code == 409
        assert "You can make a copy with the cases that you see." in text(response)
    client.post(at(plan, "kopiera"), {"name": "Mitt"})
    assert in_order(AllocationPlan.objects.get(name="Mitt")) == [case.reference for case in cases[1:]]


def test_a_proposal_is_deleted_after_a_question(client: Client, plan: AllocationPlan) -> None:
    assert "The proposal is gone for good." in text(client.get(at(plan, "ta-bort")))
    assert AllocationPlan.objects.exists()
    response = client.post(at(plan, "ta-bort"))
    assert response["Location"] == f"{URL}{plan.round_id}/"
    assert not AllocationPlan.objects.exists()
    assert client.get(at(plan)).status_code == 404


def test_a_proposal_is_adopted_after_a_question_and_taken_back(client: Client, plan: AllocationPlan) -> None:
    asked = text(client.get(at(plan, "anta")))
    assert "It is a proposal: the board decides on each case" in asked
    assert "4,000 kronor" in asked
    adopted = text(client.post(at(plan, "anta"), follow=True))
    assert "The proposal is adopted." in adopted
    assert 'name="cut"' not in adopted
    again = client.post(at(plan, "ta-bort"))
    assert again.status_code == 409
    assert "take the adoption back, or make a copy" in text(again)
    back = text(client.post(at(plan, "angra"), follow=True))
    assert "The adoption is taken back." in back
    assert 'name="cut"' in back


def test_a_second_proposal_is_not_adopted(client: Client, officer: User, plan: AllocationPlan) -> None:
    adopt(plan=make_proposal(plan.round, officer, name="Det första"), actor=officer)
    response = client.post(at(plan, "anta"))
    assert response.status_code == 409
    assert "“Det första” is adopted" in text(response)


def test_a_proposal_that_is_not_up_to_date_is_not_adopted(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    Application.objects.filter(pk=cases[0].pk).update(state=State.WITHDRAWN)
    response = client.post(at(plan, "anta"))
    assert response.status_code == 409
    assert "1 case has changed since the proposal was saved. Bring it up to date first." in text(response)


def test_a_proposal_that_leaves_cases_out_is_not_adopted(
    as_user: SignIn, colleague: User, round_: Round, cases: list[Application]
) -> None:
    ConflictOfInterest.objects.filter(user=colleague, application=cases[0]).update(has_conflict=True)
    response = as_user(colleague).post(at(make_proposal(round_, colleague), "anta"))
    assert response.status_code == 409
    assert "The round has 1 case that is not in the proposal" in text(response)


def test_a_proposal_over_the_pot_is_not_adopted(client: Client, plan: AllocationPlan) -> None:
    Round.objects.filter(pk=plan.round_id).update(granted=7_000)
    response = client.post(at(plan, "anta"))
    assert response.status_code == 409
    assert "The proposal is 1,000 kronor more than there is to share." in text(response)


def box(case: Application) -> str:
    """The name of a case's box."""
    return f"amount-{case.pk}"


def test_amounts_are_written_by_hand(client: Client, plan: AllocationPlan, cases: list[Application]) -> None:
    form = client.get(at(plan, "belopp")).context["form"]
    assert list(form.fields) == [box(case) for case in cases]
    response = client.post(at(plan, "belopp"), {box(cases[0]): "3 000 kr", box(cases[1]): "0"})
    assert (response.status_code, response["Location"]) == (302, at(plan))
    assert list(plan.lines.values_list("amount", flat=True)) == [3_000, 0, 4_000, 4_000]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Write an amount, or 0 for nothing."),
        ("mycket", "Write the amount with numbers, for example 1 200."),
        ("-1", "The amount cannot be below zero."),
        ("99,50", "Write whole kronor, without öre."),
        ("4001", "At most 4,000 kronor for this application."),
    ],
)
def test_an_amount_that_cannot_be_is_told_at_its_box(
    client: Client, plan: AllocationPlan, cases: list[Application], typed: str, problem: str
) -> None:
    response = client.post(at(plan, "belopp"), {box(cases[0]): typed, box(cases[1]): "1000"})
    assert response.status_code == 422
    assert response.context["form"].errors == {box(cases[0]): [problem]}
    assert [row["field"].value() for row in response.context["rows"]] == [typed, "1000"]
    assert list(plan.lines.values_list("amount", flat=True)) == [4_000] * 4


def test_amounts_that_the_pot_does_not_hold_are_told_by_how_much(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    AllocationPlan.objects.update(cut=2)
    Round.objects.filter(pk=plan.round_id).update(granted=3_000)
    plan.lines.update(amount=3_000)
    response = client.post(at(plan, "belopp"), {box(cases[0]): "4000", box(cases[1]): "3500"})
    assert response.status_code == 422
    assert "the cases above the line would get 500 kronor too much" in text(response)
    assert response.context["form"][box(cases[0])].value() == "4000"


def test_boxes_that_are_not_of_the_list_are_left_alone(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    other = make_application()
    typed = {box(other): "1", "amount-x": "1", "amount-²": "1", f"amount-{'9' * 40}": "1", box(cases[0]): "1"}
    assert client.post(at(plan, "belopp"), typed).status_code == 302
    assert list(plan.lines.values_list("amount", flat=True)) == [1, 4_000, 4_000, 4_000]


def test_typed_amounts_are_shown_when_it_is_too_late(
    client: Client, officer: User, plan: AllocationPlan, cases: list[Application]
) -> None:
    adopt(plan=plan, actor=officer)
    response = client.post(at(plan, "belopp"), {box(cases[0]): "1 234"})
    assert response.status_code == 409
    assert f"{cases[0].reference}: 1 234" in text(response)


def test_the_amounts_come_page_by_page(client: Client, officer: User, round_: Round) -> None:
    for _number in range(2):
        make_application(round=round_)
    plan = make_proposal(round_, officer)
    pages = "stipend_portal.review.ranking"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{pages}.lines.AMOUNTS_ON_PAGE", 1)
        patch.setattr(f"{pages}.rows.AMOUNTS_ON_PAGE", 1)
        [first, second] = [line.application for line in plan.lines.all()]
        assert [row.page for row in client.get(at(plan)).context["rows"]] == [1, 2]
        assert list(client.get(f"{at(plan, 'belopp')}?p=2").context["form"].fields) == [box(second)]
        response = client.post(at(plan, "belopp"), {box(first): "7", "next": "1"})
    assert response["Location"] == f"{at(plan, 'belopp')}?p=2"
    assert AMOUNTS_ON_PAGE == 50


def order_at(plan: AllocationPlan, case: Application) -> str:
    """The page on which a case is placed among its equals."""
    return at(plan, f"ordning/{case.pk}")


def test_equals_are_placed_with_a_reason(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    page = client.get(order_at(plan, cases[2]))
    assert [line.application for line in page.context["equals"]] == cases[1:3]
    assert (page.context["is_first"], page.context["is_last"]) == (False, True)
    response = client.post(order_at(plan, cases[2]), {"step": "-1", "reason": "Reser för första gången."})
    assert response["Location"] == at(plan)
    assert in_order(plan) == [cases[place].reference for place in (0, 2, 1, 3)]
    again = client.get(order_at(plan, cases[2])).context["form"]
    assert again["reason"].value() == "Reser för första gången."


@pytest.mark.parametrize("typed", [{"step": "-1", "reason": " "}, {"step": "5", "reason": "Skäl."}, {}])
def test_without_a_reason_the_order_is_not_changed(
    client: Client, plan: AllocationPlan, cases: list[Application], typed: dict[str, str]
) -> None:
    assert client.post(order_at(plan, cases[2]), typed).status_code == 422
    assert in_order(plan) == [case.reference for case in cases]


def test_an_order_that_the_pot_does_not_hold_is_told(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    plan.lines.filter(application=cases[1]).update(amount=100)
    AllocationPlan.objects.update(cut=2)
    Round.objects.filter(pk=plan.round_id).update(granted=5_500)
    response = client.post(order_at(plan, cases[2]), {"step": "-1", "reason": "Skäl."})
    assert response.status_code == 422
    assert "it would be 3,500 kronor too much" in text(response)
    assert response.context["form"]["reason"].value() == "Skäl."


def test_only_a_case_of_the_proposal_with_an_equal_is_placed(
    client: Client, plan: AllocationPlan, cases: list[Application]
) -> None:
    assert client.get(order_at(plan, make_application())).status_code == 404
    assert client.get(order_at(plan, cases[0])).status_code == 409


def compare_at(round_: Round, *plans: AllocationPlan) -> str:
    """The comparison of some proposals."""
    return f"{URL}{round_.pk}/jamfor/?" + "&".join(f"forslag={plan.pk}" for plan in plans)


def test_proposals_are_compared_side_by_side(
    client: Client, officer: User, plan: AllocationPlan, cases: list[Application]
) -> None:
    other = make_proposal(plan.round, officer, rule="fixed", value=1_000, cut=2)
    late = make_application(round=plan.round)
    third = make_proposal(plan.round, officer)
    response = client.get(compare_at(plan.round, plan, other, third))
    assert [each.name for each in response.context["chosen"]] == [third.name, other.name, plan.name]
    compared = {row.reference: [amount for _name, amount in row.amounts] for row in response.context["rows"]}
    assert compared == {
        cases[0].reference: ["–", "1,000", "4,000"],
        cases[1].reference: ["–", "1,000", "–"],
        cases[2].reference: ["–", "–", "–"],
        cases[3].reference: ["–", "–", "–"],
        late.reference: ["–", "", ""],
    }
    told = [
        (each.figures["total"], each.figures["people"], each.figures["left"])
        for each in response.context["chosen"]
    ]
    assert told == [
        ("0 kronor", "0", "10,000 kronor"),
        ("2,000 kronor", "2", "8,000 kronor"),
        ("4,000 kronor", "1", "6,000 kronor"),
    ]


def test_two_or_three_proposals_are_compared(client: Client, officer: User, plan: AllocationPlan) -> None:
    plans = [plan, *(make_proposal(plan.round, officer) for _number in range(3))]
    assert client.get(f"{URL}{plan.round_id}/jamfor/").status_code == 200
    for number, status in ((1, 422), (2, 200), (3, 200), (4, 422)):
        response = client.get(compare_at(plan.round, *plans[:number]))
        assert response.status_code == status
        assert ("Choose two or three proposals." in text(response)) is (status == 422)
    assert client.get(f"{URL}{plan.round_id}/jamfor/?forslag=x&forslag=²").status_code == 422
