"""Readers tell what they cannot use: nothing typed is lost, no cookie is set, and it waits for an answer."""

import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from home.models import AccessibilityReport

ADDRESS = "/tillganglighet/rapportera/"
TOLD = {
    "kind": "fault",
    "text": "Knappen syns inte.",
    "page": "/vanorter/turi/?q=x",
    "email": "",
    "comment": "",
}

pytestmark = pytest.mark.django_db


@time_machine.travel("2027-03-22T23:30:00+01:00", tick=False)
def test_what_is_told_waits_for_an_answer_within_ten_weekdays(client: Client) -> None:
    sent = client.post(ADDRESS, TOLD)
    assertRedirects(sent, f"{ADDRESS}tack/")
    assertContains(client.get(sent.url), "7 april 2027")
    report = AccessibilityReport.objects.get()
    assert (report.text, report.page, report.email, report.language, report.state, str(report.answer_by)) == (
        "Knappen syns inte.", "/vanorter/turi/", "", "sv", "new", "2027-04-07",
    )  # fmt: skip
    assert client.cookies == {}


def test_the_form_is_there_in_english_and_remembers_that(client: Client) -> None:
    assertContains(client.get(f"/en{ADDRESS}"), "Tell us about accessibility")
    client.post(f"/en{ADDRESS}", TOLD)
    assert AccessibilityReport.objects.get().language == "en"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/vanorter/?sida=2#x", "/vanorter/"),
        ("http://testserver/en/", "/en/"),
        ("https://example.org/vanorter/", ""),
        ("//example.org/", ""),
        ("javascript:alert(1)", ""),
        ("vanorter", ""),
        ("/a\x00\n/", ""),
        ("http://[", ""),
        ("/godkann/hemlig-nyckel/", "/godkann/…"),
    ],
)
def test_the_page_that_the_reader_comes_from_stands_in_the_form_when_it_is_ours(
    client: Client, asked: str, shown: str
) -> None:
    form = client.get(ADDRESS, {"sida": asked}).context["form"]
    assert form["page"].value() == shown


def test_what_was_typed_stays_when_something_is_missing(client: Client) -> None:
    answer = client.post(f"/en{ADDRESS}", {"text": "x" * 4001, "page": "kartan", "wants_answer": "on"})
    assert answer.status_code == 422
    assertContains(answer, "x" * 4001, status_code=422)
    assertContains(answer, 'value="kartan"', status_code=422)
    assert dict(answer.context["form"].errors) == {
        "kind": ["Choose what you want to tell us."],
        "text": ["Write at most 4,000 characters."],
        "email": ["Write your e-mail address, or untick that you want an answer."],
    }
    assert " maxlength=" not in answer.content.decode()


def test_an_address_is_kept_only_when_an_answer_is_wanted(client: Client) -> None:
    client.post(ADDRESS, {**TOLD, "email": "alva@example.org", "wants_answer": "on"})
    client.post(ADDRESS, {**TOLD, "email": "bo@example.org"})
    emails = AccessibilityReport.objects.order_by("pk").values_list("email", flat=True)
    assert list(emails) == ["alva@example.org", ""]


def test_a_machine_in_the_trap_is_thanked_and_nothing_is_kept(client: Client) -> None:
    sent = client.post(ADDRESS, {**TOLD, "comment": "Buy now"})
    assert (sent.status_code, AccessibilityReport.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 302),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://testserver"}, 302),
        ({"origin": "https://example.org"}, 403),
        ({"origin": "null"}, 403),
        ({}, 302),
    ],
)
def test_pages_of_other_sites_cannot_send_the_form(headers: dict[str, str], status: int) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, TOLD, headers=headers).status_code == status
