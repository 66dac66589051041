"""What a round says of itself to those who apply: for whom, by which rules, and how long it is kept."""

import pytest
from django.test import Client

from stipend_portal.models import Programme, Round
from tests.factories.portal import ProgrammeFactory, make_round
from tests.factories.setting_up import make_criterion
from tests.factories.typed import ABOUT, MEMBERS, Applicant

pytestmark = pytest.mark.django_db

YES = {"birth_date_0": "27", "birth_date_1": "3", "birth_date_2": "2011", "linked": "yes", "abroad": "yes"}
ASKED = [
    ("either", "Do you live or go to school in Åmål municipality?", "live or go to school in"),
    ("lives", "Do you live in Åmål municipality?", "live in"),
    ("studies", "Do you go to school in Åmål municipality?", "go to school in"),
]


def start(client: Client, round_: Round) -> str:
    """The start page in English."""
    return client.get(f"/en/ansok/{round_.slug}/").content.decode()


@pytest.mark.parametrize(("residence", "question", "whom"), ASKED)
def test_the_check_asks_for_the_link_that_the_round_wants(
    client: Client, residence: str, question: str, whom: str
) -> None:
    round_ = make_round(residence=residence)
    address = f"/en/ansok/{round_.slug}/passar-det/"
    assert question in client.get(address).content.decode()
    page = client.post(address, YES | {"linked": "no"}).content.decode()
    assert f"The stipend is for those who {whom} Åmål municipality." in page
    assert f"You who {whom} Åmål municipality and are 13 to 19 years old" in start(client, round_)


@pytest.mark.parametrize(
    ("residence", "connection", "fits"),
    [
        ("either", "lives", True),
        ("either", "studies", True),
        ("lives", "lives", True),
        ("lives", "both", True),
        ("lives", "studies", False),
        ("studies", "studies", True),
        ("studies", "both", True),
        ("studies", "lives", False),
    ],
)
def test_the_page_about_you_holds_to_the_link_that_the_round_wants(
    filled: Applicant, residence: str, connection: str, fits: bool
) -> None:
    Round.objects.update(residence=residence)
    response = filled.save(ABOUT, connection=connection)
    assert response.status_code == (302 if fits else 422)
    if not fits:
        page = response.content.decode()
        assert "The stipend is for those who" in page
        assert filled.draft.round.contact in page


def test_the_others_in_a_group_need_the_link_too(filled: Applicant) -> None:
    Round.objects.update(residence="lives")
    Programme.objects.update(applicants="group")
    response = filled.save(MEMBERS)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Row 2: the stipend is for those who live in Åmål municipality." in page
    assert "Row 1: the stipend is for" not in page


def test_the_start_page_tells_the_rules_and_what_applications_are_judged_by(client: Client) -> None:
    round_ = make_round(deciding_body="Exempelnämnden")
    assert "Rules of the stipend" not in start(client, round_)
    assert "How applications are compared" not in start(client, round_)
    Programme.objects.update(rules="Svenska.", rules_en="What we pay:\n- tickets\n\nNot <b>food</b>.")
    make_criterion(round_, name_en="Purpose", weight=3, guidance="Hemlig vägledning.")
    make_criterion(round_, name_en="Plan", weight=1)
    page = start(client, round_)
    for words in (
        "<li>tickets</li>",
        "Not &lt;b&gt;food&lt;/b&gt;.",
        "<li>Purpose: 75 per cent</li>",
        "<li>Plan: 25 per cent</li>",
        "Exempelnämnden",
    ):
        assert words in page
    assert "Hemlig" not in page


def test_how_long_each_stipend_is_kept_is_told_in_plain_words(client: Client) -> None:
    make_round(programme=ProgrammeFactory(name_en="Kept"))
    make_round(
        programme=ProgrammeFactory(name_en="Removed", retention_years=5, retention_basis="Exempelplanen § 3")
    )
    ProgrammeFactory(name_en="Never announced")
    page = client.get("/en/ansok/sa-hanterar-vi-dina-uppgifter/").content.decode()
    kept, removed = page.index("<dt>Kept</dt>"), page.index("<dt>Removed</dt>")
    assert "For good, in the municipality's archive." in page[kept:removed]
    assert "5 years, counted from the end of the year of the decision." in page[removed:]
    assert "This follows from: Exempelplanen § 3" in page[removed:]
    assert "Never announced" not in page
