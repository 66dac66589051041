"""The case page: who opens it, what it shows, and what it offers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from home.models import User
from stipend_portal.models import Application, OutboxMessage, Round
from stipend_portal.models.outbox_message import LINK_PLACEHOLDER
from stipend_portal.services.guardian import answer
from stipend_portal.services.transition import move
from stipend_portal.states import Role, State
from tests.factories.portal import UserFactory, decide, make_application, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def url(case: Application) -> str:
    """The address of the case page."""
    return f"/admin/arenden/{case.pk}/"


def offers(client: Client, case: Application) -> list[str]:
    """The last parts of the addresses of what can be done now."""
    response = client.get(url(case))
    assert response.status_code == 200
    return [offer.url.removeprefix(url(case)).split("/")[0] for offer in response.context["offers"]]


def test_an_officer_of_another_round_is_told_there_is_no_such_page(
    as_user: SignIn, case: Application
) -> None:
    other = make_application()
    client = as_user(make_staff(Role.CASE_OFFICER, rounds=[other.round]))
    assert client.get(url(case)).status_code == 404
    assert client.get("/admin/arenden/999999/").status_code == 404


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.COMMUNICATOR, Role.STRATEGIST, Role.FINANCE])
def test_a_role_that_does_not_read_undecided_cases_finds_no_page(
    as_user: SignIn, case: Application, role: Role
) -> None:
    assert as_user(make_staff(role, rounds=[case.round])).get(url(case)).status_code == 404


def test_an_administrator_without_a_role_finds_no_page(as_user: SignIn, case: Application) -> None:
    assert as_user(UserFactory(is_superuser=True)).get(url(case)).status_code == 404


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.SUBMITTED, ["handlagg"]),
        (State.IN_REVIEW, ["bered", "begar-komplettering"]),
        (State.SUPPLEMENT_REQUESTED, ["sluta-vanta", "svar-pa-papper"]),
        (State.PREPARED, ["besluta"]),
        (State.WITHDRAWN, []),
    ],
)
def test_an_officer_is_offered_what_the_table_allows(
    as_user: SignIn, officer: User, round_: Round, state: State, expected: list[str]
) -> None:
    assert offers(as_user(officer), make_application(round=round_, state=state)) == expected


def test_a_decided_case_offers_the_letter_first_and_then_closing(
    as_user: SignIn, officer: User, prepared: Application
) -> None:
    decide(prepared)
    assert offers(as_user(officer), prepared) == ["brev", "avsluta"]


def test_the_one_who_decided_is_not_offered_to_release_the_letter(
    as_user: SignIn, secretary: User, prepared: Application
) -> None:
    decide(prepared, actor=secretary)
    assert offers(as_user(secretary), prepared) == []
    assert "other than the one who prepared it" in text(as_user(secretary).get(url(prepared)))


def test_a_secretary_decides_and_does_nothing_else(as_user: SignIn, secretary: User, round_: Round) -> None:
    client = as_user(secretary)
    offered = {
        state: offers(client, make_application(round=round_, state=state))
        for state in (State.SUBMITTED, State.IN_REVIEW, State.PREPARED)
    }
    assert offered == {State.SUBMITTED: [], State.IN_REVIEW: [], State.PREPARED: ["besluta"]}


@pytest.mark.parametrize("state", [State.SUBMITTED, State.PREPARED, State.DECIDED])
def test_an_auditor_reads_and_is_offered_nothing(
    as_user: SignIn, auditor: User, round_: Round, state: State
) -> None:
    assert offers(as_user(auditor), make_application(round=round_, state=state)) == []


def test_the_page_shows_the_answers_as_they_were_sent(as_user: SignIn, officer: User, round_: Round) -> None:
    case = make_application(round=round_, reason="Jag vill se <b>havet</b> 🌊", plan="Rad ett\nRad två")
    page = text(as_user(officer).get(url(case)))
    assert "Jag vill se &lt;b&gt;havet&lt;/b&gt; 🌊" in page
    assert "Rad ett<br>Rad två" in page
    assert case.latest_version.sha256 in page


def test_the_title_names_the_reference_and_no_person(
    as_user: SignIn, officer: User, case: Application
) -> None:
    page = text(as_user(officer).get(url(case)))
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert " ".join(title.split()) == f"{case.reference} - Åmål i världen"


def test_a_late_application_is_marked_on_its_page(as_user: SignIn, officer: User, round_: Round) -> None:
    late = make_application(round=round_, received_at=round_.closes_at + timedelta(minutes=1))
    in_time = make_application(round=round_)
    client = as_user(officer)
    assert "review-tag--late" in text(client.get(url(late)))
    assert "review-tag--late" not in text(client.get(url(in_time)))


def test_a_case_is_complete_when_every_guardian_has_approved(
    as_user: SignIn, officer: User, case: Application
) -> None:
    client = as_user(officer)
    first, second = case.approvals.all()
    answer(approval=first, approves=True)
    assert not client.get(url(case)).context["guardians"].is_complete
    answer(approval=second, approves=True)
    assert client.get(url(case)).context["guardians"].is_complete


def test_the_link_that_lets_a_guardian_answer_is_nowhere_on_the_page(
    as_user: SignIn, officer: User, case: Application
) -> None:
    page = text(as_user(officer).get(url(case)))
    for approval in case.approvals.all():
        assert approval.token not in page
    assert LINK_PLACEHOLDER.format(language="sv") not in page


def test_a_mail_that_came_back_says_so(as_user: SignIn, officer: User, case: Application) -> None:
    mail = case.messages.get(kind=OutboxMessage.Kind.RECEIPT)
    mail.status, mail.last_error = OutboxMessage.Status.BOUNCED, "mailbox full"
    mail.save()
    page = text(as_user(officer).get(url(case)))
    assert page.count("review-tag--mail-bounced") == 1
    assert "mailbox full" in page


def test_the_log_tells_who_did_what(as_user: SignIn, officer: User, case: Application) -> None:
    move(application=case, to=State.IN_REVIEW, actor=officer)
    lines = as_user(officer).get(url(case)).context["log"].lines
    assert [(line.event.actor_name, line.event.to_state) for line in lines] == [
        ("Alva Exempel", State.SUBMITTED),
        (str(officer), State.IN_REVIEW),
    ]


def test_finance_reads_who_what_for_and_how_much_and_nothing_private(
    as_user: SignIn, round_: Round, prepared: Application
) -> None:
    decide(prepared)
    client = as_user(make_staff(Role.FINANCE, rounds=[round_]))
    page = client.get(url(prepared))
    assert [section.slug for section in page.context["sections"]] == ["om-dig", "resan", "budget"]
    assert "gun@example.org" not in page.content.decode()
    assert client.get(f"{url(prepared)}version/1/kopia.pdf").status_code == 404
