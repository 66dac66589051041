"""Answering a request for supplement on the pages of the application."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries, Settings

from home.models import User
from stipend_portal.apply.typed import typed_steps
from stipend_portal.models import Application, Draft, SupplementRequest
from stipend_portal.services.supplement_request import stop_waiting
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import State
from tests.factories.portal import (
    make_answers,
    make_applicant,
    make_application,
    make_group_application,
    make_round,
    make_staff,
)
from tests.factories.snapshot import portal_snapshot
from tests.factories.supplements import ask_for_more, begin, send_answer, send_in
from tests.factories.typed import ABOUT, BUDGET, CHECK, GUARDIANS, MEMBERS, WHY, Applicant, typed

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    """Someone signed in."""
    client = Client()
    client.force_login(user)
    return client


def page(application: Application) -> str:
    """The address of the page about the request."""
    return f"/en/mina-ansokningar/{application.reference}/komplettera/"


def answering(request: SupplementRequest) -> Applicant:
    """The applicant with the draft of her answer."""
    return Applicant(begin(request))


def test_the_page_tells_what_is_missing_by_when_and_what_silence_means() -> None:
    request = ask_for_more(sections=["trip", "budget"], message="Vad kostar <tåget>?")
    shown = browser(request.application.applicant).get(page(request.application)).content.decode()
    day = f"{request.due.day} {request.due:%B} {request.due.year}"
    for words in (
        "Vad kostar &lt;tåget&gt;?",
        "<li>The trip</li><li>What it costs</li>",
        f"Answer by {day}.",
    ):
        assert words in shown
    assert "you do not lose your application: it is judged as it is." in shown


@pytest.mark.parametrize(("guardians", "told"), [(2, True), (0, False)])
def test_the_page_tells_when_others_must_say_yes_again(guardians: int, told: bool) -> None:
    application = make_application(state=State.IN_REVIEW, guardians=guardians)
    ask_for_more(application)
    shown = browser(application.applicant).get(page(application)).content.decode()
    assert ("are asked once more" in shown) is told


def test_a_guardian_written_anew_has_no_address_of_someone_in_the_group() -> None:
    application = make_group_application(guardians=2, state=State.IN_REVIEW)
    application.members.filter(email="bo@example.org").update(email="bo.ny@example.org")
    her = answering(ask_for_more(application, sections=["guardians"]))
    for _press in range(2):
        response = her.save(GUARDIANS, first_email="Bo.Ny@example.org", second_email="cecilia@example.org")
        told = "This is the address of someone else in the group. Write your guardian&#x27;s own."
        assert (response.status_code, response.content.decode().count(told)) == (422, 4)
    assert her.save(GUARDIANS, first_email="gun.ny@example.org").status_code == 302


def test_a_guardians_new_address_may_be_a_members_old_one_where_both_pages_are_open() -> None:
    round_ = make_round(programme__applicants="both")
    application = make_group_application(round=round_, guardians=2, state=State.IN_REVIEW)
    her = answering(ask_for_more(application, sections=["guardians", "members"]))
    assert her.save(GUARDIANS, first_email="bo@example.org").status_code == 302
    assert her.save(MEMBERS).status_code == 422
    assert her.save(MEMBERS, rows_email=["bo.ny@example.org", "cecilia@example.org"]).status_code == 302


def test_opening_the_page_begins_nothing() -> None:
    request = ask_for_more()
    before = portal_snapshot()
    browser(request.application.applicant).get(page(request.application))
    assert portal_snapshot() == before


def test_the_button_leads_to_the_first_page_asked_for_with_the_earlier_words_in_it() -> None:
    request = ask_for_more(sections=["budget", "why"])
    client = browser(request.application.applicant)
    response = client.post(page(request.application))
    draft = Draft.objects.get(supplement=request)
    assert response.headers["Location"] == f"/en/ansok/utkast/{draft.pk}/{BUDGET}/"
    shown = client.get(response.headers["Location"]).content.decode()
    assert 'value="Flyg tur och retur"' in shown
    assert 'value="4000"' in shown


def test_the_button_pressed_again_leads_to_the_same_draft() -> None:
    request = ask_for_more()
    client = browser(request.application.applicant)
    addresses = {client.post(page(request.application)).headers["Location"] for _press in range(3)}
    assert len(addresses) == 1
    assert "Go on with my answer" in client.get(page(request.application)).content.decode()


def test_only_the_pages_asked_for_are_open() -> None:
    her = answering(ask_for_more(sections=["why"]))
    assert her.open(WHY).status_code == 200
    for step in (ABOUT, GUARDIANS, BUDGET):
        assert her.open(step).status_code == 302
        assert her.post(step, typed(step, amount="1") if step == BUDGET else typed(step)).status_code == 302
    her.save(WHY, reason="Nya ord.")
    her.send()
    version = her.draft.supplement.application.latest_version
    assert version.answers["why"]["reason"] == "Nya ord."
    assert version.answers["budget"] == make_answers()["budget"]


@pytest.mark.sqlite
def test_an_answer_becomes_a_new_version_and_leads_to_the_application() -> None:
    request = ask_for_more(sections=["budget"])
    her = answering(request)
    her.save(BUDGET, amount="3 500 kr")
    response = her.send()
    application = Application.objects.get()
    with override("en"):
        assert response.headers["Location"] == reverse("my_application", args=[application.reference])
    assert application.state == State.IN_REVIEW
    assert application.latest_version.number == 2
    assert application.latest_version.answers["budget"]["amount"] == "3500"
    assert her.open(CHECK).headers["Location"] == response.headers["Location"]


@pytest.mark.parametrize(
    "changes",
    [{}, {"guardians": 1}, {"guardians": 0}, {"plan": 'Rad ett\nRad "två" & <tre>'}, {"amount": "0.50"}],
)
def test_pages_opened_and_sent_unchanged_give_the_same_answers(changes: dict[str, Any]) -> None:
    application = send_in(make_answers(**changes))
    sections = [key for key in application.latest_version.answers if key != "attachments"]
    her = answering(ask_for_more(application, sections=sections))
    for step in typed_steps(application.latest_version.answers):
        stored = her.draft.steps.get(step=step)
        assert her.post(step, stored.data, revision=stored.revision).status_code == 302
    her.send()
    first, second = application.versions.order_by("number")
    assert {key: second.answers[key] for key in first.answers} == first.answers


@pytest.mark.parametrize("end", ["withdrawn", "no longer waited for"])
def test_an_answer_that_comes_too_late_keeps_every_word(end: str) -> None:
    request = ask_for_more()
    application = request.application
    her = answering(request)
    her.save(WHY, reason="Ord som inte får gå bort.")
    shown = her.open(CHECK).context["shown"]
    if end == "withdrawn":
        withdraw(application=application, actor=application.applicant)
    else:
        stop_waiting(application=application, actor=request.asked_by)
    response = her.client.post(her.url(CHECK), {"shown": shown})
    assert response.status_code == 409
    assert "Nobody waits for this answer any more" in response.content.decode()
    assert her.words(WHY, "reason") == "Ord som inte får gå bort."
    assert application.versions.count() == 1


def closed_by_withdrawal(request: SupplementRequest) -> None:
    """She takes the application back."""
    withdraw(application=request.application, actor=request.application.applicant)


def closed_by_officer(request: SupplementRequest) -> None:
    """The officer goes on."""
    stop_waiting(application=request.application, actor=request.asked_by)


def closed_by_answer(request: SupplementRequest) -> None:
    """She has answered."""
    send_answer(request)


@pytest.mark.parametrize("close", [closed_by_withdrawal, closed_by_officer, closed_by_answer])
def test_a_request_that_is_closed_cannot_be_answered(close: Callable[[SupplementRequest], None]) -> None:
    request = ask_for_more()
    application = request.application
    client = browser(application.applicant)
    close(request)
    assert client.get(page(application)).headers["Location"] == page(application).replace("komplettera/", "")
    response = client.post(page(application))
    assert response.status_code == 409
    assert "Nobody waits for this answer any more" in response.content.decode()


def test_an_application_that_was_never_asked_for_more_has_nothing_to_answer() -> None:
    application = make_application()
    client = browser(application.applicant)
    assert client.get(page(application)).status_code == 302
    assert client.post(page(application)).status_code == 409


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_request_is_not_found(method: str) -> None:
    request = ask_for_more()
    before = portal_snapshot()
    for person in (make_applicant(), request.asked_by):
        assert getattr(browser(person), method)(page(request.application)).status_code == 404
    assert portal_snapshot() == before


def test_an_applicant_is_told_of_no_member_of_staff_by_name() -> None:
    application = make_application(state=State.IN_REVIEW)
    officer = make_staff("case_officer", rounds=[application.round], last_name="Handläggarsson")
    ask_for_more(application, actor=officer)
    shown = browser(application.applicant).get(page(application)).content.decode()
    assert "Handläggarsson" not in shown


@pytest.mark.parametrize("part", ["", "komplettera/"])
def test_the_timeline_and_the_pages_tell_of_the_request(part: str) -> None:
    request = ask_for_more()
    address = f"/en/mina-ansokningar/{request.application.reference}/{part}"
    assert (
        "We need something more from you"
        in browser(request.application.applicant).get(address).content.decode()
    )


def test_the_timeline_tells_of_the_request_and_the_answer() -> None:
    request = ask_for_more()
    send_answer(request)
    address = f"/en/mina-ansokningar/{request.application.reference}/"
    shown = browser(request.application.applicant).get(address).content.decode()
    assert shown.index("We asked for something more") < shown.index("You sent something more")


@pytest.mark.parametrize("times", [0, 2])
def test_the_page_takes_as_many_queries_however_often_more_was_asked_for(
    times: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PUBLIC_PAGE_CACHE_SECONDS = 30
    caches["pages"].clear()
    application = make_application(state=State.IN_REVIEW)
    for number in range(times):
        send_answer(ask_for_more(application), reason=f"Ord {number}.")
    ask_for_more(application)
    client = browser(application.applicant)
    client.get(page(application))
    with django_assert_num_queries(5):
        client.get(page(application))
