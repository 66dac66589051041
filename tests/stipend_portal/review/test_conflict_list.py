"""The page on which many numbers are answered about at once."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, ConflictOfInterest, Round, RoundRole
from stipend_portal.models.conflict_of_interest import Ground
from stipend_portal.review.conflict_list import PER_PAGE
from stipend_portal.states import Role
from tests.factories.portal import clear_of_conflict, make_application, make_round, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
URL = "/admin/jav/"


@pytest.fixture
def member(round_: Round) -> User:
    """A board member of the round."""
    return make_staff(Role.COMMITTEE_MEMBER, rounds=[round_])


def copies(round_: Round, number: int) -> list[Application]:
    """So many applications, made without the work of sending them in."""
    cases = [
        Application(
            reference=f"AV-2027-AB{n:04}",
            round=round_,
            received_at=round_.opens_at,
            language="sv",
            applicant_name="Alva Exempel",
            birth_date="2011-03-27",
            destination="Türi, Estland",
            departure="2027-06-14",
            amount_applied=4000,
        )
        for n in range(number)
    ]
    return Application.objects.bulk_create(cases)


def answers(user: User) -> dict[int, tuple[bool, str]]:
    """What someone has answered, by case."""
    rows = ConflictOfInterest.objects.filter(user=user)
    return {row.application_id: (row.has_conflict, row.ground) for row in rows}


def said(client: Client) -> list[str]:
    """What the next page tells."""
    return [str(message).strip() for message in client.get(URL).context["messages"]]


def test_the_page_shows_the_numbers_by_round_and_nothing_else(
    as_user: SignIn, round_: Round, member: User
) -> None:
    newer = make_round()
    RoundRole.objects.create(round=newer, user=member, role=Role.COMMITTEE_MEMBER)
    old, new = make_application(round=round_), make_application(round=newer)
    response = as_user(member).get(URL)
    shown = [(each.name, [row.reference for row in each.rows]) for each in response.context["rounds"]]
    assert shown == [(newer.name_en, [new.reference]), (round_.name_en, [old.reference])]
    page = text(response)
    assert [word for word in ("Alva", "Türi", "4 000") if word in page] == []
    assert " checked" not in page


def test_what_has_been_answered_is_no_longer_asked(as_user: SignIn, round_: Round, member: User) -> None:
    case = make_application(round=round_)
    clear_of_conflict([member], [case])
    page = text(as_user(member).get(URL))
    assert case.reference not in page
    assert "No case waits for your answer" in page


def test_each_answer_is_saved_and_counted_and_the_rest_is_left(
    as_user: SignIn, round_: Round, member: User
) -> None:
    no, yes, left = copies(round_, 3)
    client = as_user(member)
    response = client.post(
        URL,
        {
            "shown": [no.pk, yes.pk, left.pk],
            f"answer-{no.pk}": "no",
            f"ground-{no.pk}": Ground.OTHER,
            f"answer-{yes.pk}": "yes",
            f"ground-{yes.pk}": Ground.PARTY,
        },
    )
    assert response.headers["Location"] == URL
    assert answers(member) == {no.pk: (False, ""), yes.pk: (True, "party")}
    assert said(client) == ["2 answers are saved. 1 case is no longer shown to you."]


def test_no_jav_for_the_rest_answers_for_what_the_page_showed_and_nothing_more(
    as_user: SignIn, round_: Round, member: User
) -> None:
    first, second, not_shown = copies(round_, 3)
    data = {"shown": [first.pk, second.pk], "the_rest": "on"}
    data |= {f"answer-{second.pk}": "yes", f"ground-{second.pk}": Ground.SUPERVISION}
    as_user(member).post(URL, data)
    assert answers(member) == {first.pk: (False, ""), second.pk: (True, "supervision")}
    assert not ConflictOfInterest.objects.filter(application=not_shown, user=member).exists()


def test_a_yes_without_why_saves_nothing_and_keeps_what_was_chosen(
    as_user: SignIn, round_: Round, member: User
) -> None:
    first, second = copies(round_, 2)
    data = {"shown": [first.pk, second.pk], f"answer-{first.pk}": "no", f"answer-{second.pk}": "yes"}
    response = as_user(member).post(URL, data)
    assert response.status_code == 422
    assert f"{second.reference}: Choose why you have jäv." in text(response)
    [shown] = response.context["rounds"]
    assert [(row.answer, row.error != "") for row in shown.rows] == [("no", False), ("yes", True)]
    assert answers(member) == {}


def test_board_members_come_from_here_to_what_they_assess(
    as_user: SignIn, member: User, officer: User
) -> None:
    link = 'href="/admin/bedomning/"'
    assert [text(as_user(person).get(URL)).count(link) for person in (member, officer)] == [1, 0]


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_nothing_chosen_is_told(as_user: SignIn, round_: Round, member: User, answer: str) -> None:
    [case] = copies(round_, 1)
    response = as_user(member).post(URL, {"shown": [case.pk], f"answer-{case.pk}": answer})
    assert response.status_code == 422
    assert "You have not answered for any case yet." in text(response)


@pytest.mark.parametrize("shown", [["abc"], ["-1"], ["9" * 30], ["²"], []])
def test_a_page_of_nonsense_saves_nothing(
    as_user: SignIn, round_: Round, member: User, shown: list[str]
) -> None:
    copies(round_, 1)
    response = as_user(member).post(URL, {"shown": shown, "the_rest": "on"})
    assert response.status_code == 302
    assert answers(member) == {}


def test_what_is_not_hers_to_answer_for_is_left_and_told(
    as_user: SignIn, round_: Round, member: User
) -> None:
    [answered] = copies(round_, 1)
    clear_of_conflict([member], [answered])
    elsewhere = make_application()
    client = as_user(member)
    data = {"shown": [answered.pk, elsewhere.pk], f"answer-{answered.pk}": "yes", "the_rest": "on"}
    client.post(URL, data)
    assert answers(member) == {answered.pk: (False, "")}
    assert said(client) == [
        "2 cases were left as they were: you have answered already, or they are no longer yours to answer for."
    ]


def test_many_numbers_come_page_by_page(as_user: SignIn, round_: Round, member: User) -> None:
    copies(round_, PER_PAGE + 1)
    client = as_user(member)
    pages = [client.get(URL, {"p": page}).context["rounds"][0].rows for page in (1, 2)]
    assert [len(rows) for rows in pages] == [PER_PAGE, 1]
    assert "p=2" in text(client.get(URL))


@pytest.mark.parametrize("role", [role for role in Role if role in {"board_secretary", "finance", "auditor"}])
def test_those_who_are_never_asked_have_no_such_page(as_user: SignIn, round_: Round, role: Role) -> None:
    assert as_user(make_staff(role, rounds=[round_])).get(URL).status_code == 403


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_takes_as_many_queries_for_few_numbers_as_for_many(
    as_user: SignIn,
    round_: Round,
    member: User,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    copies(round_, number)
    client = as_user(member)
    client.get(URL)
    with django_assert_num_queries(13):
        client.get(URL)
