"""The pages of letters: read, released, sent again, printed."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from home.models import User
from stipend_portal.models import Application, LetterTemplate, OutboxMessage, Round
from stipend_portal.services.letter import fingerprint
from stipend_portal.states import Role, State
from tests.factories.portal import decide, make_application, make_round, make_staff
from tests.stipend_portal.documents.reading import read_tags

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """A round."""
    return make_round(pot=200_000)


@pytest.fixture
def officer(round_: Round, client: Client) -> User:
    """An officer, signed in."""
    user = make_staff(Role.CASE_OFFICER, rounds=[round_])
    client.force_login(user)
    return user


def waiting(round_: Round, number: int = 2, actor: User | None = None) -> list[OutboxMessage]:
    """Letters that wait."""
    actor = actor or make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    cases = [make_application(round=round_, state=State.PREPARED) for _each in range(number)]
    return [decide(case, actor=actor).messages.get(kind="decision_letter") for case in cases]


def to_print(round_: Round, **fields: str) -> OutboxMessage:
    """A receipt for someone without e-mail."""
    case = make_application(round=round_)
    Application.objects.filter(pk=case.pk).update(postal_address="Exempelgatan 1\n123 45 Exempelby", **fields)
    message = case.messages.get(kind="receipt")
    OutboxMessage.objects.filter(pk=message.pk).update(recipient="", status="to_print")
    return message


def test_every_word_of_the_letters_that_wait_is_shown(client: Client, round_: Round, officer: User) -> None:
    messages = waiting(round_)
    page = client.get(reverse("letters:index")).content.decode()
    for message in messages:
        assert message.body.splitlines()[2] in page
        assert f'value="{message.pk}"' in page


def test_letters_are_shown_once_more_and_then_released(client: Client, round_: Round, officer: User) -> None:
    messages = waiting(round_)
    keys = [str(message.pk) for message in messages]
    page = client.post(reverse("letters:release"), {"letter": keys}).content.decode()
    shown = re.findall(r'name="letter" value="([^"]+)"', page)
    assert sorted(shown) == sorted(f"{message.pk}:{fingerprint(message)}" for message in messages)
    assert OutboxMessage.objects.filter(status="queued", kind="decision_letter").count() == 0
    answer = client.post(reverse("letters:release"), {"letter": shown, "confirmed": "yes"})
    assert answer["Location"] == reverse("letters:index")
    assert OutboxMessage.objects.filter(status="queued", kind="decision_letter").count() == 2


def test_a_letter_that_was_changed_meanwhile_stops_the_batch(
    client: Client, round_: Round, officer: User
) -> None:
    [message] = waiting(round_, 1)
    pair = f"{message.pk}:{fingerprint(message)}"
    OutboxMessage.objects.filter(pk=message.pk).update(body="Annat.")
    answer = client.post(reverse("letters:release"), {"letter": [pair], "confirmed": "yes"})
    assert answer.status_code == 409
    assert message.application.reference in answer.content.decode()


@pytest.mark.parametrize("pair", ["x", "x:y", "", "00000000-0000-0000-0000-000000000000:abc"])
def test_nonsense_releases_nothing(client: Client, round_: Round, officer: User, pair: str) -> None:
    answer = client.post(reverse("letters:release"), {"letter": [pair], "confirmed": "yes"})
    assert answer.status_code == 403


def test_without_a_choice_one_is_asked_to_choose(client: Client, round_: Round, officer: User) -> None:
    waiting(round_)
    assert client.post(reverse("letters:release")).status_code == 302


def test_ones_own_letters_cannot_be_chosen(client: Client, round_: Round) -> None:
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    [message] = waiting(round_, 1, actor=secretary)
    client.force_login(secretary)
    assert f'value="{message.pk}"' not in client.get(reverse("letters:index")).content.decode()
    client.post(reverse("letters:release"), {"letter": [str(message.pk)]})
    message.refresh_from_db()
    assert message.status == "held"


def test_an_auditor_reads_and_releases_nothing(client: Client, round_: Round) -> None:
    [message] = waiting(round_, 1)
    client.force_login(make_staff(Role.AUDITOR, rounds=[round_]))
    page = client.get(reverse("letters:index")).content.decode()
    assert message.application.reference in page
    assert 'name="letter"' not in page


def test_a_letter_is_changed_by_hand(client: Client, round_: Round, officer: User) -> None:
    [message] = waiting(round_, 1)
    address = reverse("cases:change_letter", args=[message.application_id, message.pk])
    assert client.post(address, {"subject": "", "body": "Mina ord."}).status_code == 422
    client.post(address, {"subject": "Beslut", "body": "Mina ord."})
    message.refresh_from_db()
    assert (message.subject, message.body) == ("Beslut", "Mina ord.")
    client.post(address, {"anew": "yes"})
    message.refresh_from_db()
    assert "Mina ord." not in message.body


def test_a_mail_that_came_back_is_sent_again_from_its_page(
    client: Client, round_: Round, officer: User
) -> None:
    [message] = waiting(round_, 1)
    OutboxMessage.objects.filter(pk=message.pk).update(status="bounced")
    assert message.application.reference in client.get(reverse("letters:trouble")).content.decode()
    address = reverse("cases:send_again", args=[message.application_id, message.pk])
    refused = client.post(address, {"recipient": "inte en adress", "reason": "Hon ringde."})
    assert refused.status_code == 422
    assert "Hon ringde." in refused.content.decode()
    client.post(address, {"recipient": "ny@example.org", "reason": "Hon ringde."})
    assert OutboxMessage.objects.filter(recipient="ny@example.org", status="queued").count() == 1
    assert message.application.reference not in client.get(reverse("letters:trouble")).content.decode()


def test_letters_are_printed_with_the_address_and_noted_as_posted(
    client: Client, round_: Round, officer: User
) -> None:
    first, second = to_print(round_), to_print(round_)
    content = client.get(reverse("letters:print_all")).content
    text = " ".join(tag.text for tag in read_tags(content).walk())
    assert "Exempelgatan 1" in text
    assert first.subject in text
    assert second.subject in text
    today = timezone.localdate().isoformat()
    assert (
        client.post(reverse("letters:print"), {"letter": [first.pk], "on": "2999-01-01"}).status_code == 422
    )
    client.post(reverse("letters:print"), {"letter": [first.pk, "x"], "on": today})
    statuses = OutboxMessage.objects.in_bulk([first.pk, second.pk])
    assert (statuses[first.pk].status, statuses[second.pk].status) == ("posted", "to_print")


def test_a_protected_address_is_on_the_printed_page_only(
    client: Client, round_: Round, officer: User
) -> None:
    message = to_print(round_)
    message.application.assignments.create(user=officer, kind="named")
    Application.objects.filter(pk=message.application_id).update(protected=True)
    page = client.get(reverse("letters:print")).content.decode()
    assert message.application.reference in page
    assert "Exempelgatan" not in page


def test_a_pdf_is_given_of_decision_letters_and_of_what_is_posted_only(
    client: Client, round_: Round, officer: User
) -> None:
    [held] = waiting(round_, 1)
    receipt = held.application.messages.get(kind="receipt")
    assert client.get(reverse("letters:pdf", args=[held.pk]))["Content-Type"] == "application/pdf"
    assert client.get(reverse("letters:pdf", args=[receipt.pk])).status_code == 404
    [elsewhere] = waiting(make_round(), 1)
    assert client.get(reverse("letters:pdf", args=[elsewhere.pk])).status_code == 404


def test_a_template_is_seen_as_a_letter_before_it_is_saved(
    client: Client, round_: Round, officer: User
) -> None:
    waiting(round_, 1)
    template = LetterTemplate.objects.get(outcome="granted", language="sv")
    address = reverse("letter_templates:edit", args=[template.pk])
    typed = {"subject": "Om {reference}", "body": "Hej {name}! {reason} NYTT"}
    page = client.post(address, {**typed, "preview": "yes"}).content.decode()
    assert "Hej Alva Exempel! Resan följer reglerna för stipendiet. NYTT" in page
    template.refresh_from_db()
    assert "NYTT" not in template.body
    client.post(address, typed)
    template.refresh_from_db()
    assert template.body == typed["body"]
    history = client.get(reverse("letter_templates:history", args=[template.pk])).content.decode()
    assert "NYTT" in history


def test_the_applicant_fetches_her_letter_when_it_has_been_released(
    client: Client, round_: Round, officer: User
) -> None:
    [message] = waiting(round_, 1)
    address = reverse("decision_letter", args=[message.application.reference])
    client.force_login(message.application.applicant)
    assert client.get(address).status_code == 404
    OutboxMessage.objects.filter(pk=message.pk).update(status="sent")
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert message.application.reference in response["Content-Disposition"]
    client.force_login(make_application(round=round_).applicant)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_number_of_queries_is_the_same_for_few_and_many(
    client: Client,
    round_: Round,
    officer: User,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    waiting(round_, number)
    client.get(reverse("letters:index"))
    with django_assert_num_queries(11):
        client.get(reverse("letters:index"))
