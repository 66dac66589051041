"""Applying together: who the others are, each judged by the round's rules, and what they can get."""

from datetime import date
from typing import Any

import pytest

from home.models import User
from stipend_portal.models import GroupAmount, OutboxMessage, Programme
from tests.factories.portal import ProgrammeFactory, make_round
from tests.factories.typed import (
    BUDGET,
    GUARDIANS,
    MEMBERS,
    STEPS,
    TOGETHER,
    TRIP,
    Applicant,
    make_draft,
    typed,
)

pytestmark = pytest.mark.django_db

WITH_OTHERS = (*STEPS[:3], TOGETHER, MEMBERS, *STEPS[3:])


@pytest.fixture
def group(user: User) -> Applicant:
    """Someone who has written everything for a group of three."""
    programme = ProgrammeFactory(applicants=Programme.Applicants.BOTH, largest_group=4)
    GroupAmount.objects.create(programme=programme, people=3, amount=3_000)
    return Applicant(make_draft(user, make_round(programme=programme), done=WITH_OTHERS))


def rows(**changes: Any) -> dict[str, Any]:
    """The members as typed, with a column of the first row changed."""
    data = typed(MEMBERS)
    for column, value in changes.items():
        name = f"{MEMBERS}-rows-{column}"
        data[name] = [value, *data[name][1:]]
    return data


def test_each_member_becomes_a_row_and_gets_a_mail_of_her_own(group: Applicant) -> None:
    group.send()
    application = group.application
    assert application.people == 3
    assert list(application.members.values_list("name", "birth_date", "connection", "email", "status")) == [
        ("Bo Exempel", date(2010, 5, 1), "lives", "bo@example.org", "invited"),
        ("Cecilia Exempel", date(2011, 2, 3), "studies", "cecilia@example.org", "invited"),
    ]
    mails = application.messages.filter(kind=OutboxMessage.Kind.MEMBER_INVITATION)
    assert sorted(mails.values_list("recipient", flat=True)) == ["bo@example.org", "cecilia@example.org"]


def test_one_who_applies_alone_after_all_sends_nobody_else(group: Applicant) -> None:
    assert group.save(TOGETHER, how="alone").headers["Location"] == group.url(TRIP)
    group.send()
    assert "members" not in group.application.latest_version.answers
    assert (group.application.people, group.application.members.count()) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Row 1: write the name."),
        ({"name": "B" * 121}, "Row 1: write it shorter, at most 120 characters."),
        ({"birth_date": ""}, "Row 1: write the day of birth, for example 27 3 2011."),
        ({"birth_date": "31 2 2010"}, "Row 1: there is no such day. Write it like 27 3 2011."),
        ({"birth_date": "1 5 2030"}, "Row 1: check the year of birth."),
        ({"birth_date": "2 6 2014"}, "This person turns 13 on 2 June 2027."),
        ({"birth_date": "1 6 2007"}, "On that day this person is 20."),
        ({"connection": ""}, "Row 1: choose the link to Åmål."),
        ({"connection": "månen"}, "Row 1: choose the link to Åmål."),
        ({"email": "bo"}, "Row 1: write an e-mail address like namn@example.org."),
        ({"email": "Alva@example.org"}, "Row 1: this is your own address."),
        ({"email": "GUN@example.org"}, "your guardian&#x27;s address."),
        ({"email": "cecilia@example.org"}, "Row 2: two people have the same address."),
    ],
)
def test_what_is_wrong_with_a_member_is_told_with_her_row(
    group: Applicant, changes: dict[str, str], message: str
) -> None:
    response = group.post(MEMBERS, rows(**changes))
    assert response.status_code == 422
    assert message in response.content.decode()
    for anchor, _message in response.context["form"].all_errors():
        assert f'id="{anchor}"' in response.content.decode()


def test_a_group_that_is_too_large_is_told_how_many_it_may_be(group: Applicant) -> None:
    data = {name: [*cells, *cells] for name, cells in typed(MEMBERS).items()}
    response = group.post(MEMBERS, data)
    assert "The group may have at most 3 people beside you." in response.content.decode()


def test_a_group_of_one_is_told_to_go_back(group: Applicant) -> None:
    data = {name: ["" for _cell in cells] for name, cells in typed(MEMBERS).items()}
    response = group.post(MEMBERS, data)
    assert "Write at least one more person. If you are alone, go back one page." in response.content.decode()


def test_a_row_is_taken_away_without_a_script(group: Applicant) -> None:
    response = group.post(MEMBERS, typed(MEMBERS) | {"remove_row": f"{MEMBERS}-rows:1"})
    assert response.headers["Location"] == f"{group.url(MEMBERS)}#fler-id_{MEMBERS}-rows"
    page = group.open(MEMBERS).content.decode()
    assert "Bo Exempel" not in page
    assert 'value="cecilia@example.org"' in page


@pytest.mark.parametrize(
    "mark", ["", ":", "x:1", f"{MEMBERS}-rows:0", f"{MEMBERS}-rows:x", f"{MEMBERS}-rows"]
)
def test_a_mark_that_names_no_row_takes_none_away(group: Applicant, mark: str) -> None:
    group.post(MEMBERS, typed(MEMBERS) | {"remove_row": mark})
    assert "Bo Exempel" in group.open(MEMBERS).content.decode()


def test_the_most_that_a_group_gets_follows_its_size_and_is_told_early(group: Applicant) -> None:
    page = group.open(BUDGET).content.decode()
    assert "You are 3 people and can apply for at most 9,000 kronor together." in page
    costs = {"rows_what": ["Flyg"], "rows_amount": ["20 000"]}
    assert group.save(BUDGET, **costs, amount="9 000").status_code == 302
    response = group.save(BUDGET, **costs, amount="9 001")
    assert "3 people can apply for at most 9,000 kronor together" in response.content.decode()


def test_fewer_people_than_any_step_get_as_much_each_as_one_alone(group: Applicant) -> None:
    group.post(MEMBERS, typed(MEMBERS) | {"remove_row": f"{MEMBERS}-rows:2"})
    assert (
        "You are 2 people and can apply for at most 16,000 kronor together."
        in group.open(BUDGET).content.decode()
    )


def test_a_stipend_for_groups_only_does_not_ask_whether_one_is_alone(user: User) -> None:
    programme = ProgrammeFactory(applicants=Programme.Applicants.GROUP)
    she = Applicant(make_draft(user, make_round(programme=programme), done=STEPS[:2]))
    assert she.save(GUARDIANS).headers["Location"] == she.url(MEMBERS)
