"""How much a stipend can give: the arithmetic, and how it is read from rounds and applications."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stipend_portal import rules
from stipend_portal.amount_rules import ceiling_of, cost_of, most_for
from stipend_portal.models import GroupAmount, Programme, Round
from stipend_portal.models.criterion import weighed
from tests.factories.portal import make_application, make_group_application, make_round
from tests.factories.setting_up import make_criterion

COSTS = st.decimals(min_value=0, max_value=10_000_000, places=2)
PERCENT = st.integers(1, 100)
KRONOR = st.integers(1, 1_000_000)
GROUPS = st.dictionaries(st.integers(2, 30), KRONOR, max_size=5)


@given(COSTS, PERCENT)
def test_a_share_is_the_largest_whole_amount_that_does_not_exceed_it(cost: Decimal, percent: int) -> None:
    share = rules.share_of(cost, percent)
    assert isinstance(share, int)
    assert share * 100 <= cost * percent < (share + 1) * 100


@given(COSTS, COSTS, PERCENT)
def test_a_dearer_trip_never_gives_less(one: Decimal, other: Decimal, percent: int) -> None:
    less, more = sorted((one, other))
    assert rules.share_of(less, percent) <= rules.share_of(more, percent)


@given(COSTS, KRONOR, st.none() | PERCENT)
def test_the_most_is_never_above_the_ceiling_nor_the_share(
    cost: Decimal, ceiling: int, percent: int | None
) -> None:
    most = rules.most_for(cost, ceiling=ceiling, share_percent=percent)
    assert 0 <= most <= ceiling
    if percent is None:
        assert most == ceiling
    else:
        assert most <= cost * percent / 100
        assert most in {ceiling, rules.share_of(cost, percent)}


@given(st.integers(1, 30), KRONOR, GROUPS)
def test_a_group_gets_so_many_times_what_each_gets(people: int, alone: int, groups: dict[int, int]) -> None:
    most = rules.ceiling_for(people, alone=alone, groups=groups)
    fitting = [size for size in groups if size <= people]
    each = groups[max(fitting)] if people > 1 and fitting else alone
    assert most == each * people


@given(st.lists(st.integers(1, 100), min_size=1, max_size=12))
def test_shares_of_the_weights_are_whole_and_add_up_to_a_hundred(weights: list[int]) -> None:
    shares = rules.shares_of(weights)
    exact = [100 * weight / sum(weights) for weight in weights]
    assert sum(shares) == 100
    assert all(abs(share - whole) < 1 for share, whole in zip(shares, exact, strict=True))


def test_no_weights_have_no_shares() -> None:
    assert rules.shares_of([]) == []


def test_equal_weights_give_what_is_over_to_the_first() -> None:
    assert rules.shares_of([1, 1, 1]) == [34, 33, 33]


@pytest.mark.django_db
def test_criteria_are_told_with_their_shares_in_their_order() -> None:
    round_ = make_round()
    make_criterion(round_, name="Plan", weight=1, sort_order=2)
    make_criterion(round_, name="Syfte", weight=3, sort_order=1)
    assert [(each.name, each.share) for each in weighed(round_.criteria.all())] == [
        ("Syfte", 75),
        ("Plan", 25),
    ]


# -- Read from a round -------------------------------------------------------------------------------


@pytest.fixture
def round_(db: None) -> Round:
    """A round of 8,000 kronor for one person, less for each in a group of three or more."""
    round_ = make_round(ceiling=8_000)
    GroupAmount.objects.create(programme=round_.programme, people=3, amount=5_000)
    return round_


def pay(round_: Round, rule: str, percent: int | None = None) -> None:
    """Let the stipend pay by this rule."""
    Programme.objects.filter(pk=round_.programme_id).update(amount_rule=rule, share_percent=percent)


@pytest.mark.parametrize(("people", "most"), [(1, 8_000), (2, 16_000), (3, 15_000)])
def test_the_ceiling_of_a_round_follows_the_size_of_the_group(round_: Round, people: int, most: int) -> None:
    assert ceiling_of(round_, people) == most


@pytest.mark.parametrize(
    ("rule", "percent", "most"),
    [("ceiling", None, 8_000), ("fixed", None, 8_000), ("share", 60, 2_400), ("share", 100, 4_000)],
)
def test_the_most_for_a_case_follows_the_rule_and_what_the_trip_costs(
    round_: Round, rule: str, percent: int | None, most: int
) -> None:
    pay(round_, rule, percent)
    application = make_application(round=Round.objects.get(pk=round_.pk))
    assert cost_of(application.latest_version) == 4_000
    assert most_for(application) == most


@pytest.mark.parametrize(("cost", "most"), [("20000", 10_000), ("90000", 15_000)])
def test_the_most_for_a_group_is_the_lower_of_share_and_ceiling(round_: Round, cost: str, most: int) -> None:
    pay(round_, "share", 50)
    application = make_group_application(people=3, round=Round.objects.get(pk=round_.pk))
    version = application.latest_version
    version.answers["budget"]["rows"] = [{"what": "Buss", "amount": cost, "quote": ""}]
    assert (
        rules.most_for(
            cost_of(version), ceiling=ceiling_of(application.round, application.people), share_percent=50
        )
        == most
    )
