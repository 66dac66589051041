"""Entering what came on paper: a case like any other, but for the account."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from stipend_portal.completeness import progress_of
from stipend_portal.documents.application_pdf import render_application_pdf
from stipend_portal.models import Application, Attachment, OutboxMessage
from stipend_portal.models.event import EventKind
from stipend_portal.models.stored_file import private_storage
from stipend_portal.permissions import visible_to
from stipend_portal.phases import Phase
from stipend_portal.queries import attachments_of
from stipend_portal.services.errors import NotAllowed, WrongPhase
from stipend_portal.services.guardian_record import record_on_paper
from stipend_portal.services.message import send_message
from stipend_portal.services.supplement_request import request_supplement
from stipend_portal.states import Role, State
from tests.factories.paper import BARE, enter
from tests.factories.portal import make_round, make_staff
from tests.factories.snapshot import portal_snapshot
from tests.factories.stored import stored_keys

pytestmark = pytest.mark.django_db

CHILD = {"about": {**BARE["about"], "birth_date": "2011-03-27"}}


def child(situation: str = "two", **guardians: str) -> dict[str, dict[str, str]]:
    """The answers of someone under eighteen."""
    return {**CHILD, "custody": {"situation": situation}, "guardians": guardians}


@pytest.mark.sqlite
def test_it_is_a_case_like_any_other_without_an_account() -> None:
    round_ = make_round()
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    at = timezone.now() - timedelta(days=3)
    case = enter(round=round_, actor=officer, received_at=at)
    version, event = case.latest_version, case.events.earliest("pk")
    assert (case.applicant, case.state, case.received_at, case.destination) == (
        None,
        State.SUBMITTED,
        at,
        "Oslo, Norge",
    )
    assert (version.number, version.received_at, version.is_intact) == (1, at, True)
    assert (event.kind, event.actor, event.actor_role) == (
        EventKind.ENTERED_FROM_PAPER,
        officer,
        Role.CASE_OFFICER,
    )
    document = case.documents.get()
    assert (document.kind, document.direction, document.on, document.registered_by) == (
        "application",
        "in",
        timezone.localdate(at),
        officer,
    )


def test_the_scan_is_its_attachment() -> None:
    [file] = attachments_of(enter(language="en").latest_version)
    assert (file.name, file.content_type, file.about) == (
        "ansokan.pdf",
        "application/pdf",
        "The paper, scanned",
    )


def test_the_officer_has_answered_about_jav_and_reads_the_case_and_the_others_are_asked() -> None:
    round_ = make_round()
    officer, other = (make_staff(Role.CASE_OFFICER, rounds=[round_]) for _each in range(2))
    case = enter(round=round_, actor=officer)
    assert list(visible_to(officer)) == [case]
    assert list(visible_to(other)) == []


def test_with_protected_identity_only_the_one_who_entered_it_knows_of_it() -> None:
    round_ = make_round()
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    secretary = make_staff(Role.BOARD_SECRETARY, rounds=[round_])
    case = enter(round=round_, actor=officer, protected=True)
    assert case.protected
    assert [each.user for each in case.assignments.all()] == [officer]
    assert list(visible_to(officer)) == [case]
    assert list(visible_to(secretary)) == []


def test_the_receipt_goes_by_post_without_an_address_and_leads_to_no_page_to_sign_in_to() -> None:
    letter = enter().messages.get()
    assert (letter.kind, letter.recipient, letter.status) == ("receipt", "", "to_print")
    assert "http" not in letter.body


def test_the_receipt_goes_by_mail_where_there_is_an_address() -> None:
    mail = enter(email="alva@example.org", language="en").messages.get()
    assert (mail.recipient, mail.status) == ("alva@example.org", "queued")
    assert "We have received your application on paper." in mail.body
    assert "sign in" not in mail.body


def test_the_same_form_twice_is_one_case_and_stores_the_scan_once() -> None:
    round_, token = make_round(), uuid.uuid4()
    officer = make_staff(Role.CASE_OFFICER, rounds=[round_])
    first = enter(round=round_, actor=officer, token=token)
    before = portal_snapshot(), stored_keys("paper")
    assert enter(round=round_, actor=officer, token=token) == first
    assert (portal_snapshot(), stored_keys("paper")) == before


def test_a_form_of_someone_else_is_another_case() -> None:
    round_, token = make_round(), uuid.uuid4()
    assert enter(round=round_, token=token) != enter(round=round_, token=token)
    assert Application.objects.count() == 2


@pytest.mark.parametrize("role", [Role.BOARD_SECRETARY, Role.COMMITTEE_MEMBER, Role.AUDITOR])
def test_others_than_officers_enter_nothing_and_nothing_is_stored(role: Role) -> None:
    round_ = make_round()
    actor = make_staff(role, rounds=[round_])
    before = portal_snapshot(), stored_keys("paper")
    with pytest.raises(NotAllowed):
        enter(round=round_, actor=actor)
    assert (portal_snapshot(), stored_keys("paper")) == before


def test_an_officer_of_another_round_enters_nothing() -> None:
    with pytest.raises(NotAllowed):
        enter(round=make_round(), actor=make_staff(Role.CASE_OFFICER, rounds=[make_round()]))


@pytest.mark.parametrize("phase", Phase)
def test_paper_is_entered_in_every_phase_but_a_closed_round(phase: Phase) -> None:
    round_ = make_round(phase=phase)
    if phase == Phase.CLOSED:
        with pytest.raises(WrongPhase):
            enter(round=round_)
    else:
        assert enter(round=round_).round == round_


def test_what_came_after_the_round_closed_is_received_and_marked_late() -> None:
    assert enter(round=make_round(closed=True)).received_late


def test_a_guardian_with_an_address_is_asked_by_mail_and_one_without_answers_on_paper() -> None:
    answers = child(
        first_name="Gun Exempel", first_email="gun@example.org", second_name="Gary Exempel", second_email=""
    )
    case = enter(answers=answers)
    gun, gary = case.approvals.order_by("pk")
    assert (gun.status, gun.email) == ("invited", "gun@example.org")
    assert (gary.status, gary.name, gary.email) == ("unreachable", "Gary Exempel", "")
    assert [mail.recipient for mail in case.messages.filter(kind="guardian_invitation")] == [gun.email]
    officer = make_staff(Role.CASE_OFFICER, rounds=[case.round])
    record_on_paper(approval=gary, actor=officer, approves=True, signed_on=timezone.localdate())
    gary.refresh_from_db()
    assert (gary.status, gary.on_paper) == ("approved", True)
    told = case.messages.get(kind="guardian_answered")
    assert (told.status, "http" in told.body) == ("to_print", False)


@pytest.mark.parametrize(
    ("situation", "waited_for"), [("", 2), ("two", 2), ("one", 1), ("one_unreachable", 2), ("appointed", 1)]
)
def test_a_child_whose_paper_names_no_guardian_is_not_complete(situation: str, waited_for: int) -> None:
    case = enter(answers=child(situation))
    progress = progress_of(
        case.approvals.select_related("application__round", "member"), timezone.localdate()
    )
    assert (progress.asked, progress.is_complete) == (waited_for, False)
    assert not case.messages.filter(kind="guardian_invitation").exists()


def test_nobody_at_home_is_written_to_for_a_child_who_must_not_ask() -> None:
    case = enter(answers=child("not_asked", safe_contact="Telefon efter skolan", private_reason=""))
    assert case.approvals.get().status == "not_asked"
    assert [mail.kind for mail in case.messages.all()] == ["receipt"]


def test_the_copy_of_a_version_with_missing_answers_can_be_printed() -> None:
    assert render_application_pdf(enter().latest_version).startswith(b"%PDF-")


def test_a_message_to_someone_on_paper_is_printed_with_its_words() -> None:
    case = enter()
    send_message(
        application=case, actor=make_staff(Role.CASE_OFFICER, rounds=[case.round]), text="Ring oss gärna."
    )
    letter = case.messages.get(kind="message")
    assert (letter.status, "Ring oss gärna." in letter.body, "http" in letter.body) == (
        "to_print",
        True,
        False,
    )


def test_a_request_for_more_is_printed_and_leads_to_no_page() -> None:
    case = enter()
    Application.objects.filter(pk=case.pk).update(state=State.IN_REVIEW)
    request_supplement(
        application=case,
        actor=make_staff(Role.CASE_OFFICER, rounds=[case.round]),
        sections=["why"],
        message="Skriv varför du vill åka.",
        due=timezone.localdate() + timedelta(days=14),
    )
    letter = case.messages.get(kind="supplement_request")
    assert letter.status == OutboxMessage.Status.TO_PRINT
    assert ("Skriv varför du vill åka." in letter.body, "http" in letter.body) == (True, False)


def test_the_scan_waits_for_the_scanner_where_there_is_one(settings: object) -> None:
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:1"
    enter()
    assert Attachment.objects.get().scan == "waiting"


def test_a_scan_is_stored_under_a_key_that_tells_nothing() -> None:
    case = enter()
    key = case.attachments.get().file.name
    assert private_storage().exists(key)
    assert [part for part in ("ansokan", case.reference, "Exempel") if part in key] == []
