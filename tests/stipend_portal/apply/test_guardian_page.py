"""The guardian's page: opening it changes nothing, a button does, and a guessed link is no link."""

import re

import pytest
from django.core import mail, signing
from django.test import Client

from stipend_portal.mail.worker import send_all
from stipend_portal.models import Application, ApplicationVersion, GuardianApproval
from stipend_portal.services.withdrawal import withdraw
from stipend_portal.states import State
from tests.factories.portal import ANSWERS, make_answers, make_application
from tests.factories.snapshot import portal_snapshot, site_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db: None) -> Application:
    """An application with two guardians."""
    return make_application()


@pytest.fixture
def approval(application: Application) -> GuardianApproval:
    """The first guardian's, not answered."""
    return application.approvals.earliest("pk")


def link(approval: GuardianApproval, prefix: str = "/en") -> str:
    """The address in the guardian's mail."""
    return f"{prefix}/godkann/{approval.token}/"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_mailed_links_open_the_page(application: Application, prefix: str) -> None:
    send_all()
    [body] = [each.body for each in mail.outbox if each.to == ["gun@example.org"]]
    paths = re.findall(r"http://testserver(\S*/godkann/\S+)", body)
    assert len(paths) == 2
    for path in paths:
        assert Client().get(path).status_code == 200


@pytest.mark.sqlite
def test_opening_the_link_changes_nothing(client: Client, approval: GuardianApproval) -> None:
    before = site_snapshot()
    for method in ("get", "head"):
        assert getattr(client, method)(link(approval)).status_code == 200
    assert client.options(link(approval)).status_code == 405
    assert site_snapshot() == before


def test_the_page_shows_exactly_what_was_sent(client: Client, approval: GuardianApproval) -> None:
    page = client.get(link(approval)).content.decode()
    for words in (
        approval.application.reference,
        "version 1",
        ANSWERS["trip"]["plan"],
        ANSWERS["why"]["reason"],
        "Flyg tur och retur",
        "4,000 kronor",
        "Alva Exempel applies for a stipend and needs your answer",
    ):
        assert words in page


def test_the_page_shows_the_version_that_was_asked_about(approval: GuardianApproval) -> None:
    ApplicationVersion.objects.create(
        application=approval.application,
        number=2,
        answers=make_answers(plan="En senare plan."),
        received_at=approval.invited_at,
    )
    assert "En senare plan." not in Client().get(link(approval)).content.decode()


def test_the_address_is_kept_from_others(client: Client, approval: GuardianApproval) -> None:
    response = client.get(link(approval))
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("choice", "status", "words"),
    [("approve", "approved", "You have said yes"), ("decline", "declined", "You have said no")],
)
def test_a_button_answers(
    client: Client, approval: GuardianApproval, choice: str, status: str, words: str
) -> None:
    response = client.post(link(approval), {"answer": choice})
    assert (response.status_code, response.headers["Location"]) == (302, link(approval))
    approval.refresh_from_db()
    assert approval.status == status
    assert words in client.get(link(approval)).content.decode()


def test_five_clicks_are_one_answer(client: Client, approval: GuardianApproval) -> None:
    for _click in range(5):
        assert client.post(link(approval), {"answer": "approve"}).status_code == 302
    assert approval.application.events.filter(kind="guardian_approved").count() == 1
    assert approval.application.messages.filter(kind="guardian_answered").count() == 1


@pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "ja"}, {"answer": "approve\x00"}])
def test_no_choice_is_told_and_answers_nothing(
    client: Client, approval: GuardianApproval, data: dict[str, str]
) -> None:
    before = portal_snapshot()
    response = client.post(link(approval), data)
    assert response.status_code == 422
    assert "Choose one of the answers" in response.content.decode()
    assert portal_snapshot() == before


def test_the_other_answer_afterwards_is_told_to_be_too_late(
    client: Client, approval: GuardianApproval
) -> None:
    client.post(link(approval), {"answer": "decline"})
    response = client.post(link(approval), {"answer": "approve"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Your answer was not changed" in page
    assert "You have said no" in page
    assert approval.application.round.contact in page


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECIDED, State.CLOSED])
def test_after_withdrawal_or_decision_no_answer_is_asked_or_taken(client: Client, state: State) -> None:
    approval = make_application(guardians=1, state=state).approvals.get()
    page = client.get(link(approval))
    assert page.status_code == 200
    assert "No answer is needed any more" in page.content.decode()
    assert 'name="answer"' not in page.content.decode()
    response = client.post(link(approval), {"answer": "approve"})
    assert response.status_code == 409
    assert approval.application.approvals.get().status == "invited"


def test_an_answer_on_a_page_opened_before_the_withdrawal_is_too_late(
    client: Client, application: Application, approval: GuardianApproval
) -> None:
    client.get(link(approval))
    withdraw(application=application, actor=application.applicant)
    assert client.post(link(approval), {"answer": "approve"}).status_code == 409


def altered(token: str) -> list[str]:
    """The token with one thing changed in each part."""
    value, stamp, signature = token.split(":")
    swapped = signature[:-1] + ("A" if signature[-1] != "A" else "B")
    return [
        f"{value}:{stamp}:{swapped}",
        f"{value[:-1]}:{stamp}:{signature}",
        f"{value}:{stamp[:-1]}:{signature}",
        f"{value}:{stamp}",
        value,
        token[::-1],
        token.upper(),
        token + "x",
    ]


@pytest.mark.parametrize("method", ["get", "post", "head", "options", "put", "delete"])
def test_an_altered_link_is_not_found(client: Client, approval: GuardianApproval, method: str) -> None:
    before = portal_snapshot()
    for token in altered(approval.token):
        response = getattr(client, method)(f"/en/godkann/{token}/", {"answer": "approve"})
        assert response.status_code == (405 if method in {"options", "put", "delete"} else 404)
    assert portal_snapshot() == before


@pytest.mark.parametrize(
    "token", ["1", "abc", "%00", "%ff", "å", "💥", "a" * 5_000, "..", "WzEsICJ4Il0:1:x", "::", "None"]
)
def test_a_guessed_link_is_not_found(client: Client, approval: GuardianApproval, token: str) -> None:
    response = client.get(f"/en/godkann/{token}/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_a_link_signed_for_something_else_is_not_found(client: Client, approval: GuardianApproval) -> None:
    forged = [
        signing.dumps([approval.pk, approval.nonce]),
        signing.dumps([approval.pk, approval.nonce], salt="annat"),
        signing.dumps([approval.pk, approval.nonce], key="x" * 50, salt="stipend_portal.guardian"),
    ]
    for token in forged:
        assert client.get(f"/en/godkann/{token}/").status_code == 404


def test_a_link_with_an_old_nonce_is_not_found(client: Client, approval: GuardianApproval) -> None:
    old = link(approval)
    GuardianApproval.objects.filter(pk=approval.pk).update(nonce="another")
    assert client.get(old).status_code == 404
    assert client.post(old, {"answer": "approve"}).status_code == 404


def test_a_reference_number_is_no_link(client: Client, application: Application) -> None:
    assert client.get(f"/en/godkann/{application.reference}/").status_code == 404


def test_the_applicant_finds_no_link_to_answer_in_her_guardians_place(application: Application) -> None:
    client = Client()
    client.force_login(application.applicant)
    for path in ("", f"{application.reference}/", f"{application.reference}/kvitto/"):
        page = client.get(f"/en/mina-ansokningar/{path}").content.decode()
        for approval in application.approvals.all():
            assert approval.token not in page
            assert approval.nonce not in page


def test_an_answer_without_its_protection_mark_is_refused(approval: GuardianApproval) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(approval), {"answer": "approve"}).status_code == 403
    approval.refresh_from_db()
    assert approval.status == "invited"
