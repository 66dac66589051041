"""Proposing a co-operation, and handling what has been proposed."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from pytest_django.fixtures import Settings

from home.models.immutable import ImmutableRow
from partners.models import PartnerIndexPage, PartnershipProposal, ProposalPurge
from partners.proposals.clearing import clear_closed_proposals, months_before
from stipend_portal.models import OutboxMessage
from stipend_portal.states import Role
from tests.factories.partners import PROPOSAL, make_proposal
from tests.factories.portal import make_staff

FORM, THANKS = "/foresla-samarbete/", "/foresla-samarbete/tack/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried() -> None:
    """No address has sent anything."""
    cache.clear()


def test_a_proposal_is_stored_and_both_sides_get_a_mail_that_repeats_nothing(
    demo: None, client: Client
) -> None:
    with time_machine.travel(datetime(2026, 12, 18, 10, tzinfo=UTC)):
        response = client.post(FORM, PROPOSAL)
    assertRedirects(response, THANKS)
    assert not response.cookies
    proposal = PartnershipProposal.objects.get()
    assert {name: getattr(proposal, name) for name in PROPOSAL} == PROPOSAL
    # Ten weekdays from Friday 18 December, past Christmas, New Year and Epiphany.
    assert (proposal.status, proposal.language, proposal.answer_by) == ("new", "sv", date(2027, 1, 8))
    mails = {mail.recipient: mail for mail in OutboxMessage.objects.all()}
    assert set(mails) == {"kim@example.org", "internationellt@example.org"}
    for mail in mails.values():
        assert proposal.reference in mail.subject
        for typed in ("Exempelföreningen", "Kim", "kör"):
            assert typed not in mail.body
    assert f"/admin/samarbetsforslag/inspect/{proposal.pk}/" in mails["internationellt@example.org"].body


def test_pages_of_other_sites_cannot_propose(client: Client) -> None:
    response = client.post(FORM, PROPOSAL, headers={"sec-fetch-site": "cross-site"})
    assert (response.status_code, PartnershipProposal.objects.count()) == (403, 0)


def test_a_proposal_in_english_is_thanked_in_english(demo: None, client: Client) -> None:
    assertRedirects(client.post(f"/en{FORM}", PROPOSAL), f"/en{THANKS}")
    receipt = OutboxMessage.objects.get(recipient="kim@example.org")
    assert PartnershipProposal.objects.get().language == "en"
    assert "Thank you for proposing" in receipt.body


def test_errors_keep_what_was_typed_and_say_how_to_mend(client: Client) -> None:
    response = client.post(FORM, {**PROPOSAL, "email": "kim", "organisation": "", "idea": "\0"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"email", "organisation", "idea"}
    assertContains(response, 'value="kim"', status_code=422)
    assertContains(response, 'value="Nästa höst"', status_code=422)
    assert not PartnershipProposal.objects.exists()
    assert not response.cookies


def test_someone_who_writes_for_herself_needs_no_organisation(demo: None, client: Client) -> None:
    client.post(FORM, {**PROPOSAL, "proposer": "other", "organisation": ""})
    assert PartnershipProposal.objects.get().organisation == ""


def test_a_button_pressed_twice_is_one_proposal(demo: None, client: Client) -> None:
    for _press in range(2):
        assertRedirects(client.post(FORM, PROPOSAL), THANKS)
    assert PartnershipProposal.objects.count() == 1
    assert OutboxMessage.objects.count() == 2


def test_a_machine_that_fills_in_the_trap_is_thanked_and_forgotten(client: Client) -> None:
    assertRedirects(client.post(FORM, {**PROPOSAL, "comment": "köp"}), THANKS)
    assert not PartnershipProposal.objects.exists()


def test_an_address_that_sends_without_end_is_told_to_wait(client: Client) -> None:
    statuses = [client.post(FORM, {}).status_code for _try in range(61)]
    assert statuses == [422] * 60 + [429]


def test_where_nobody_is_named_to_ask_the_proposal_is_kept_all_the_same(client: Client) -> None:
    PartnerIndexPage.objects.update(contact=None)
    client.post(FORM, PROPOSAL)
    assert [mail.recipient for mail in OutboxMessage.objects.all()] == ["kim@example.org"]
    assert PartnershipProposal.objects.count() == 1


def signed_in(role: Role) -> Client:
    """A client of someone with a role."""
    client = Client()
    client.force_login(make_staff(role))
    return client


def test_a_communicator_finds_reads_answers_and_exports_a_proposal(client: Client) -> None:
    old, new = (
        make_proposal(organisation="=2+2", status="closed", status_set_at=datetime.now(UTC)),
        make_proposal(),
    )
    staff = signed_in(Role.COMMUNICATOR)
    listed = staff.get("/admin/samarbetsforslag/", {"status": "new"})
    assertContains(listed, new.reference)
    assertNotContains(listed, old.reference)
    assertContains(staff.get(f"/admin/samarbetsforslag/inspect/{new.pk}/"), "En kör som sjunger")
    response = staff.post(
        f"/admin/samarbetsforslag/edit/{new.pk}/", {"status": "answered", "note": "Vi ses.", "idea": "annat"}
    )
    assert response.status_code == 302
    new.refresh_from_db()
    assert (new.status, new.note, new.idea) == ("answered", "Vi ses.", PROPOSAL["idea"])
    assert new.handled_by is not None
    assert new.status_set_at is not None
    exported = b"".join(staff.get("/admin/samarbetsforslag/", {"export": "csv"}).streaming_content).decode()
    assert "'=2+2" in exported


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.COMMITTEE_MEMBER, Role.FINANCE, Role.AUDITOR])
def test_nobody_else_sees_the_proposals(role: Role) -> None:
    proposal, staff = make_proposal(), signed_in(role)
    for address in ("", f"inspect/{proposal.pk}/", f"edit/{proposal.pk}/"):
        assert staff.get(f"/admin/samarbetsforslag/{address}").status_code == 302


def test_nothing_is_deleted_without_a_rule(settings: Settings) -> None:
    make_proposal(status="closed", status_set_at=datetime(2000, 1, 1, tzinfo=UTC))
    settings.PARTNERSHIP_PROPOSAL_MONTHS = None
    assert clear_closed_proposals(datetime.now(UTC)) == 0
    assert PartnershipProposal.objects.count() == 1


def test_a_rule_deletes_what_was_closed_long_ago_and_leaves_a_trace(settings: Settings) -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    make_proposal(status="closed", status_set_at=datetime(2026, 4, 30, tzinfo=UTC))
    kept = [
        make_proposal(status="closed", status_set_at=datetime(2026, 5, 2, tzinfo=UTC)),
        make_proposal(status="answered", status_set_at=datetime(2020, 1, 1, tzinfo=UTC)),
    ]
    settings.PARTNERSHIP_PROPOSAL_MONTHS = 6
    assert clear_closed_proposals(now) == 1
    assert set(PartnershipProposal.objects.all()) == set(kept)
    purge = ProposalPurge.objects.get()
    assert (purge.number, purge.months, purge.at) == (1, 6, now)
    with pytest.raises(ImmutableRow):
        purge.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE partners_proposalpurge SET number = 9")


def test_months_are_counted_back_to_a_day_that_exists() -> None:
    assert months_before(datetime(2027, 3, 31, tzinfo=UTC), 13) == datetime(2026, 2, 28, tzinfo=UTC)
