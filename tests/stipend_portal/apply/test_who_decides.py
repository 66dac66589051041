"""Guardians: each situation at home asks its own questions, and leads to the right people."""

from typing import Any

import pytest

from stipend_portal.mail.worker import send_all
from stipend_portal.models import GuardianApproval, OutboxMessage
from tests.factories.typed import CUSTODY, GUARDIANS, TRIP, Applicant, typed

pytestmark = pytest.mark.django_db

GUN = {"first_name": "Gun Exempel", "first_email": "gun@example.org"}
GARY = {"second_name": "Gary Exempel", "second_email": "gary@example.org"}
MISSING = {"missing_name": "Gary Exempel", "missing_reason": "Vi vet inte var han är."}
ALONE = {"safe_contact": "070-000 00 00 efter skolan", "private_reason": ""}

SITUATIONS = [
    ("two", {**GUN, **GARY}, [("Gun Exempel", "invited", False), ("Gary Exempel", "invited", False)]),
    ("one", GUN, [("Gun Exempel", "invited", False)]),
    (
        "one_unreachable",
        {**GUN, **MISSING},
        [("Gun Exempel", "invited", False), ("Gary Exempel", "unreachable", False)],
    ),
    ("appointed", GUN, [("Gun Exempel", "invited", True)]),
    ("not_asked", ALONE, [("", "not_asked", False)]),
]


def answer(applicant: Applicant, situation: str, words: dict[str, str]) -> Any:
    """Choose a situation and fill in the page that follows."""
    applicant.save(CUSTODY, situation=situation)
    return applicant.post(GUARDIANS, {f"{GUARDIANS}-{name}": value for name, value in words.items()})


@pytest.mark.parametrize(("situation", "words", "expected"), SITUATIONS)
def test_each_situation_asks_what_it_needs_and_writes_to_those_it_names(
    filled: Applicant, situation: str, words: dict[str, str], expected: list[tuple[str, str, bool]]
) -> None:
    saved = answer(filled, situation, words)
    assert (saved.status_code, saved.headers["Location"]) == (302, filled.url(TRIP))
    assert set(filled.open(GUARDIANS).context["form"].fields) == set(words)
    filled.send()
    approvals = filled.application.approvals.all()
    assert [(each.name, each.status, each.appointed) for each in approvals] == expected
    asked = filled.application.messages.filter(kind=OutboxMessage.Kind.GUARDIAN_INVITATION)
    assert asked.count() == sum(status == "invited" for _name, status, _appointed in expected)


@pytest.mark.parametrize(("situation", "words", "_expected"), SITUATIONS)
def test_what_is_missing_is_told_with_how_to_mend_it(
    filled: Applicant, situation: str, words: dict[str, str], _expected: object
) -> None:
    filled.save(CUSTODY, situation=situation)
    response = filled.post(GUARDIANS, {})
    needed = {name for name in words if name != "private_reason"}
    assert response.status_code == 422
    assert set(response.context["form"].errors) == needed


def test_one_who_cannot_ask_reaches_a_person_and_nobody_at_home_gets_a_mail(filled: Applicant) -> None:
    answer(filled, "not_asked", {**ALONE, "private_reason": "Jag är rädd."})
    page = filled.open(GUARDIANS).content.decode()
    assert filled.draft.round.contact.split(", ")[1] in page
    filled.send()
    send_all()
    application = filled.application
    assert {mail.recipient for mail in application.messages.all()} == {"alva@example.org"}
    approval = application.approvals.get()
    assert (approval.status, approval.reason) == (GuardianApproval.Status.NOT_ASKED, "Jag är rädd.")
    receipt = filled.client.get(f"/en/mina-ansokningar/{application.reference}/kvitto/").content.decode()
    assert "A case officer gets in touch with you about your guardian." in receipt


def test_another_situation_asks_again_and_keeps_what_still_fits(filled: Applicant) -> None:
    filled.save(CUSTODY, situation="one_unreachable")
    assert filled.open("kontrollera").headers["Location"] == filled.url(GUARDIANS)
    page = filled.open(GUARDIANS).content.decode()
    assert 'value="gun@example.org"' in page
    filled.save(CUSTODY, situation="two")
    assert filled.open("kontrollera").status_code == 200


def test_an_address_of_ones_own_is_caught_in_every_situation(filled: Applicant) -> None:
    for situation in ("two", "one", "one_unreachable", "appointed"):
        filled.save(CUSTODY, situation=situation)
        response = filled.post(GUARDIANS, typed(GUARDIANS, first_email="ALVA@example.org"))
        assert response.status_code == 422
        assert "This is your own address." in response.content.decode()
