"""The checklist: what each line says, and when."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from stipend_portal.checklist import Facts, Person, Standing, checklist
from stipend_portal.completeness import GuardianProgress, MemberProgress
from stipend_portal.models import Programme, Round
from tests.factories.portal import ProgrammeFactory, RoundFactory

OK, MISSING, JUDGE = Standing.OK, Standing.MISSING, Standing.JUDGE
ALVA = Person("Alva Exempel", date(2011, 3, 27), "lives")
BO = Person("Bo Exempel", date(2011, 3, 27), "studies")


def a_round(*, residence: str = "either", **programme: Any) -> Round:
    """A round that is in no database."""
    return RoundFactory.build(programme=ProgrammeFactory.build(**programme), residence=residence)


def facts(round_: Round | None = None, **changes: Any) -> Facts:
    """An application in which all is in order."""
    round_ = round_ or a_round()
    usual = Facts(
        round=round_,
        today=date(2027, 2, 1),
        people=(ALVA,),
        received_at=round_.opens_at,
        received_late=False,
        late_accepted=False,
        guardians=GuardianProgress(("approved", "approved")),
        group=MemberProgress(()),
        amount=Decimal(4000),
        cost=Decimal(5000),
        missing_money=Decimal(4500),
        ceiling=8000,
    )
    return replace(usual, **changes)


def line(key: str, found: Facts) -> tuple[Standing, str] | None:
    """How a line stands and what it says, in the language of the source; None when there is none."""
    with override("en"):
        return next(
            (
                (each.standing, f"{each.text} {each.todo}".strip())
                for each in checklist(found)
                if each.key == key
            ),
            None,
        )


def standing(key: str, found: Facts) -> Standing | None:
    """How a line stands."""
    said = line(key, found)
    return said[0] if said else None


def test_where_all_is_in_order_every_line_says_so() -> None:
    with override("en"):
        lines = checklist(facts())
    assert {each.standing for each in lines} == {OK}
    assert [each.key for each in lines] == ["age", "link", "time", "guardians", "amount", "supplement"]
    assert [each.todo for each in lines] == [""] * len(lines)


def test_whatever_is_not_in_order_says_what_to_do() -> None:
    wrong = facts(
        a_round(residence="studies", attachments="required", asks_two_quotes=True, applicants="group"),
        people=(replace(ALVA, birth_date=date(2000, 1, 1)),),
        received_late=True,
        guardians=GuardianProgress(("invited",)),
        amount=Decimal(9000),
        supplement_due=date(2027, 1, 1),
    )
    with override("en"):
        lines = checklist(wrong)
    assert OK not in {each.standing for each in lines}
    assert all(each.todo for each in lines)
    assert len(lines) == 9


@pytest.mark.parametrize(
    ("born", "expected"),
    [(date(2014, 6, 1), OK), (date(2014, 6, 2), JUDGE), (date(2007, 6, 2), OK), (date(2007, 6, 1), JUDGE)],
)
def test_age_is_counted_on_the_day_of_the_round(born: date, expected: Standing) -> None:
    assert standing("age", facts(people=(replace(ALVA, birth_date=born),))) == expected


def test_everyone_in_a_group_must_be_of_the_age_and_those_who_are_not_are_named() -> None:
    old = replace(BO, birth_date=date(2000, 1, 1))
    said = line("age", facts(people=(ALVA, old)))
    assert said is not None
    assert said[0] == JUDGE
    assert said[1].startswith(
        "Bo Exempel is 27. The round is for those who are 13 to 19 years old on 2027-06-01."
    )


@pytest.mark.parametrize(("residence", "expected"), [("either", OK), ("lives", JUDGE), ("studies", JUDGE)])
def test_everyone_must_have_the_link_that_the_round_asks_for(residence: str, expected: Standing) -> None:
    assert standing("link", facts(a_round(residence=residence), people=(ALVA, BO))) == expected


def test_someone_with_both_links_fits_any_round() -> None:
    both = replace(ALVA, connection="both")
    found = [
        standing("link", facts(a_round(residence=each), people=(both,))) for each in ("lives", "studies")
    ]
    assert found == [OK, OK]


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (timedelta(minutes=5), "Up to 1 hour late."),
        (timedelta(hours=5), "About 5 hours late."),
        (timedelta(days=2), "2 days late."),
    ],
)
def test_lateness_is_told_and_judged_until_it_is_accepted(late: timedelta, words: str) -> None:
    round_ = a_round()
    found = facts(round_, received_late=True, received_at=round_.closes_at + late)
    said = line("time", found)
    assert said is not None
    assert (said[0], said[1].startswith(words)) == (JUDGE, True)
    assert standing("time", replace(found, late_accepted=True)) == OK


@pytest.mark.parametrize(
    ("statuses", "expected", "words"),
    [
        ((), OK, "No guardian's answer is needed."),
        (("approved", "approved"), OK, "All have approved."),
        (("approved", "waived"), OK, "Done. It goes on without an answer from 1, by an officer's decision."),
        (("approved", "invited"), MISSING, "1 of 2 are done."),
        (("approved", "unreachable"), JUDGE, "1 of 2 are done. A guardian cannot be reached."),
        (("approved", "declined"), JUDGE, "1 of 2 are done. A guardian has said no."),
        (("withdrawn", "approved"), JUDGE, "1 of 2 are done. A guardian has said no."),
        (("not_asked",), JUDGE, "0 of 1 are done. Someone cannot or must not ask a guardian."),
    ],
)
def test_guardians(statuses: tuple[str, ...], expected: Standing, words: str) -> None:
    said = line("guardians", facts(guardians=GuardianProgress(statuses)))
    assert said is not None
    assert (said[0], said[1].startswith(words)) == (expected, True)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [((), None), (("confirmed",), OK), (("confirmed", "invited"), MISSING), (("invited", "declined"), JUDGE)],
)
def test_the_others_of_a_group(statuses: tuple[str, ...], expected: Standing | None) -> None:
    assert standing("group", facts(group=MemberProgress(statuses))) == expected


def test_a_stipend_for_groups_wants_others() -> None:
    assert standing("group", facts(a_round(applicants=Programme.Applicants.GROUP))) == JUDGE


@pytest.mark.parametrize(
    ("rule", "scans", "expected"),
    [
        ("none", (), None),
        ("optional", (), OK),
        ("required", (), MISSING),
        ("required", ("clean",), OK),
        ("none", ("clean",), OK),
    ],
)
def test_attachments(rule: str, scans: tuple[str, ...], expected: Standing | None) -> None:
    assert standing("attachments", facts(a_round(attachments=rule), scans=scans)) == expected


@pytest.mark.parametrize(
    ("scans", "expected"),
    [
        ((), None),
        (("clean", "clean"), OK),
        (("not_needed",), OK),
        (("clean", "waiting"), MISSING),
        (("waiting", "infected"), MISSING),
    ],
)
def test_scanned_files(scans: tuple[str, ...], expected: Standing | None) -> None:
    assert standing("scanned", facts(a_round(attachments="optional"), scans=scans)) == expected


@pytest.mark.parametrize(
    ("asked", "quotes", "promised", "scans", "expected"),
    [
        (False, 0, 0, (), None),
        (True, 1, 0, ("clean",), MISSING),
        (True, 2, 0, (), JUDGE),
        (True, 2, 0, ("clean",), OK),
        (False, 0, 1, (), JUDGE),
        (False, 0, 1, ("clean",), OK),
    ],
)
def test_quotes(
    asked: bool, quotes: int, promised: int, scans: tuple[str, ...], expected: Standing | None
) -> None:
    found = facts(a_round(asks_two_quotes=asked), quotes=quotes, quotes_promised=promised, scans=scans)
    assert standing("quotes", found) == expected


@pytest.mark.parametrize(("amount", "expected"), [(4500, OK), (4501, JUDGE), (8001, JUDGE)])
def test_the_amount_is_held_against_the_rule_and_against_what_is_missing(
    amount: int, expected: Standing
) -> None:
    assert standing("amount", facts(amount=Decimal(amount))) == expected


def test_a_share_of_the_cost_is_the_most() -> None:
    round_ = a_round(amount_rule="share", share_percent=50)
    said = line("amount", facts(round_, amount=Decimal(3000)))
    assert said is not None
    assert said[0] == JUDGE
    assert "At most 50 per cent of the cost: 2,500 kronor." in said[1]
    assert standing("amount", facts(round_, amount=Decimal(2500))) == OK


def test_the_same_for_everyone_is_told() -> None:
    said = line("amount", facts(a_round(amount_rule="fixed")))
    assert said == (OK, "Applied for: 4,000 kronor. Everyone who is granted gets the same: 8,000 kronor.")


@pytest.mark.parametrize(
    ("due", "expected"),
    [(None, OK), (date(2027, 2, 1), MISSING), (date(2027, 1, 31), JUDGE)],
)
def test_an_open_request_waits_until_its_last_day_has_passed(due: date | None, expected: Standing) -> None:
    assert standing("supplement", facts(supplement_due=due)) == expected
