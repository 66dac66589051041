"""The applicant's side of the messages."""

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from home.models import User
from stipend_portal.models import Application
from stipend_portal.services.message import send_message
from stipend_portal.states import FINAL, Role, State
from tests.factories.portal import make_applicant, make_application, make_staff
from tests.factories.snapshot import portal_snapshot

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    """Someone signed in."""
    client = Client()
    client.force_login(user)
    return client


def page(application: Application) -> str:
    """The address of the messages."""
    return f"/en/mina-ansokningar/{application.reference}/meddelanden/"


def hear(application: Application, words: str = "Välkommen med frågor!") -> None:
    """A message from an officer."""
    officer = make_staff(Role.CASE_OFFICER, rounds=[application.round], last_name="Handläggarsson")
    send_message(application=application, actor=officer, text=words)


@pytest.mark.sqlite
def test_a_message_is_written_and_the_conversation_is_shown_in_order() -> None:
    application = make_application()
    hear(application)
    client = browser(application.applicant)
    response = client.post(page(application), {"text": "Tack! <3\r\nFår jag byta datum?", "seen": "0"})
    assert (response.status_code, response.headers["Location"]) == (302, page(application))
    shown = client.get(page(application)).content.decode()
    assert shown.index("Välkommen med frågor!") < shown.index("Tack! &lt;3<br>Får jag byta datum?")
    assert "Handläggarsson" not in shown
    assert list(application.correspondence.values_list("from_applicant", flat=True)) == [False, True]


def test_the_field_says_who_reads_it_and_that_it_becomes_an_official_document() -> None:
    application = make_application()
    shown = browser(application.applicant).get(page(application)).content.decode()
    assert "The case officers who work with your application read this." in shown
    assert "becomes an official document" in shown


def test_opening_the_page_changes_nothing() -> None:
    application = make_application()
    before = portal_snapshot()
    assert browser(application.applicant).get(page(application)).status_code == 200
    assert portal_snapshot() == before


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "Write your message."),
        (" \n ", "Write your message."),
        ("x" * 3001, "Make the text shorter: at most 3000 characters. It is now 3001."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(words: str, error: str) -> None:
    application = make_application()
    response = browser(application.applicant).post(page(application), {"text": words, "seen": "5"})
    shown = response.content.decode()
    assert response.status_code == 422
    assert error in shown
    assert words.strip() in shown
    assert 'name="seen" value="5"' in shown
    assert not application.correspondence.exists()


def test_a_post_without_words_is_told_to_have_none() -> None:
    application = make_application()
    assert browser(application.applicant).post(page(application)).status_code == 422


def test_the_longest_message_and_signs_that_cannot_be_kept_are_taken() -> None:
    application = make_application()
    client = browser(application.applicant)
    assert client.post(page(application), {"text": "\x00" + "é" * 3000}).status_code == 302
    assert application.correspondence.get().text == "é" * 3000


def test_the_same_click_three_times_is_one_message() -> None:
    application = make_application()
    client = browser(application.applicant)
    for _click in range(3):
        client.post(page(application), {"text": "Hej!", "seen": "0"})
    assert application.correspondence.count() == 1


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nobody_is_left_to_write_to_a_case_that_nobody_works_with(state: State) -> None:
    application = make_application(state=state)
    client = browser(application.applicant)
    shown = client.get(page(application)).content.decode()
    assert "<textarea" not in shown
    assert application.round.contact in shown
    response = client.post(page(application), {"text": "Ord som inte får gå bort."})
    assert response.status_code == 409
    assert "Ord som inte får gå bort." in response.content.decode()
    assert not application.correspondence.exists()


def test_whoever_has_been_signed_out_sees_the_words_again_and_nothing_is_sent() -> None:
    application = make_application()
    response = Client().post(page(application), {"text": "Ord som inte får gå bort."})
    assert response.status_code == 403
    assert "Ord som inte får gå bort." in response.content.decode()
    assert Client().get(page(application)).headers["Location"] == f"/en/konto/?next={page(application)}"
    assert not application.correspondence.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_messages_are_not_found(method: str) -> None:
    application = make_application()
    people = [make_applicant(), make_staff(Role.CASE_OFFICER, rounds=[application.round])]
    before = portal_snapshot()
    for person in people:
        response = getattr(browser(person), method)(page(application), {"text": "Hej!"})
        assert response.status_code == 404
    assert portal_snapshot() == before


@pytest.mark.parametrize("messages", [1, 3])
def test_the_page_takes_as_many_queries_however_much_has_been_written(
    messages: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    caches["pages"].clear()
    application = make_application()
    for number in range(messages):
        hear(application, f"Meddelande {number}")
    client = browser(application.applicant)
    client.get(page(application))
    with django_assert_num_queries(4):
        client.get(page(application))
