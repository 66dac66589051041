"""Closing, the days of the minutes, the annex as a file, and correcting a decision."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from pikepdf import Pdf

from home.models import User
from stipend_portal.models import Decision, Meeting, Round
from stipend_portal.services.conflict import declare
from stipend_portal.states import Role, State
from tests.factories.meetings import close, fix, item_at
from tests.factories.portal import clear_of_conflict, decide, make_application, make_staff
from tests.stipend_portal.review.conftest import text

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
TODAY = timezone.localdate


def at(meeting: Meeting, page: str) -> str:
    """The address of a page of the meeting."""
    return f"/admin/sammantraden/{meeting.pk}/{page}"


def words_of(content: bytes) -> str:
    """All text of a Word file."""
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_meeting_is_closed_on_a_page_of_its_own(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    item = item_at(meeting)
    client = as_user(secretary)
    refused = client.post(at(meeting, "stang/"))
    assert refused.status_code == 409
    assert "The case with number 1 is neither decided nor put off." in text(refused)
    fix(item)
    assert client.post(at(meeting, "stang/")).status_code == 302
    meeting.refresh_from_db()
    assert meeting.closed_at


def test_a_secretary_is_told_who_settles_a_case_that_is_closed_to_her(
    as_user: SignIn, meeting: Meeting, secretary: User, officer: User
) -> None:
    item = item_at(meeting)
    officer.first_name, officer.last_name = "Ola", "Exempel"
    officer.save()
    clear_of_conflict([officer], [item.application])
    declare(application=item.application, actor=secretary, has_conflict=True, ground="other")
    refused = as_user(secretary).post(at(meeting, "stang/"))
    assert refused.status_code == 409
    assert "Number 1 waits and is closed to you" in text(refused)
    assert "These can open it: Ola Exempel." in text(refused)
    assert item.application.reference not in text(refused)
    officer.round_roles.all().delete()
    assert "closed to you and to everyone else" in text(as_user(secretary).post(at(meeting, "stang/")))


def test_the_days_of_the_minutes_are_written_when_the_meeting_is_closed(
    as_user: SignIn, meeting: Meeting, secretary: User
) -> None:
    client = as_user(secretary)
    day = TODAY().isoformat()
    assert client.get(at(meeting, "protokoll/")).status_code == 409
    close(meeting)
    client.post(at(meeting, "protokoll/"), {"adjusted_on": day, "announced_on": day})
    meeting.refresh_from_db()
    assert (meeting.adjusted_on, meeting.announced_on) == (TODAY(), TODAY())


@pytest.mark.parametrize(
    ("adjusted", "announced", "words"),
    [
        (-1, None, "The minutes cannot be adjusted before the meeting."),
        (1, None, "That day has not come yet."),
        (None, 0, "The minutes are announced when they have been adjusted."),
    ],
)
def test_days_that_cannot_be_are_told(
    as_user: SignIn,
    meeting: Meeting,
    secretary: User,
    adjusted: int | None,
    announced: int | None,
    words: str,
) -> None:
    close(meeting)
    given = {"adjusted_on": adjusted, "announced_on": announced}
    days = {
        name: (TODAY() + timedelta(days=shift)).isoformat()
        for name, shift in given.items()
        if shift is not None
    }
    response = as_user(secretary).post(at(meeting, "protokoll/"), days)
    assert (response.status_code, words in text(response)) == (422, True)
    meeting.refresh_from_db()
    assert (meeting.adjusted_on, meeting.announced_on) == (None, None)


def test_the_annex_is_a_file_that_no_cache_keeps(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    client = as_user(secretary)
    pdf, word = client.get(at(meeting, "bilaga.pdf")), client.get(at(meeting, "bilaga.docx"))
    with Pdf.open(io.BytesIO(pdf.content)) as opened:
        assert "/StructTreeRoot" in opened.Root
    assert words_of(word.content)
    for response, ending in ((pdf, "pdf"), (word, "docx")):
        name = f"bilaga-protokoll-{meeting.on}.{ending}"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "no-store" in response["Cache-Control"]


def test_reasons_can_be_left_out_of_the_annex(as_user: SignIn, meeting: Meeting, secretary: User) -> None:
    fix(item_at(meeting), reason="Skälet är gott.")
    client = as_user(secretary)
    assert "Skälet är gott." in words_of(client.get(at(meeting, "bilaga.docx")).content)
    assert "Skälet är gott." not in words_of(client.get(at(meeting, "bilaga.docx?utan-skal")).content)


def test_the_annex_holds_what_whoever_asks_may_see(as_user: SignIn, meeting: Meeting, member: User) -> None:
    seen, hidden = fix(item_at(meeting), "§ 1"), fix(item_at(meeting), "§ 2")
    clear_of_conflict([member], [seen.application])
    hidden.application.conflicts.create(user=member, has_conflict=True)
    words = words_of(as_user(member).get(at(meeting, "bilaga.docx")).content)
    assert seen.application.reference in words
    assert hidden.application.reference not in words


def correction(case: Any, **changes: Any) -> dict[str, Any]:
    """What the secretary types to correct a decision to 3 000 kronor."""
    return {
        "corrects": case.current_decision_id,
        "outcome": "partly_granted",
        "amount": "3000",
        "reason": "Beloppet skrevs fel.",
        "basis_reference": "§ 12",
        "decided_on": case.current_decision.decided_on.isoformat(),
        "why": "Ett skrivfel.",
        **changes,
    }


@pytest.fixture
def decided(round_: Round, secretary: User) -> Any:
    """A case that was granted 4 000 kronor by the board."""
    return decide(make_application(round=round_, state=State.PREPARED), actor=secretary)


def test_a_secretary_corrects_a_decision(as_user: SignIn, decided: Any, secretary: User) -> None:
    page = f"/admin/arenden/{decided.pk}/ratta-beslut/"
    client = as_user(secretary)
    assert client.get(page).context["form"]["amount"].value() == 4_000
    assert client.post(page, correction(decided)).status_code == 302
    wrong = decided.current_decision
    decided.refresh_from_db()
    assert (decided.current_decision.amount, decided.current_decision.corrects) == (3_000, wrong)


def test_a_correction_of_what_has_been_corrected_meanwhile_is_a_conflict(
    as_user: SignIn, decided: Any, secretary: User
) -> None:
    page, client = f"/admin/arenden/{decided.pk}/ratta-beslut/", as_user(secretary)
    data = correction(decided)
    client.post(page, data)
    again = client.post(page, data)
    assert (again.status_code, "Beloppet skrevs fel." in text(again)) == (409, True)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"why": ""}, "Write why the decision is corrected."),
        ({"amount": "4000"}, "Choose “Granted”."),
        ({"outcome": "granted", "amount": "4001"}, "At most 4,000 kronor"),
        ({"outcome": "refused", "amount": ""}, "A changed decision needs a new decision"),
    ],
)
def test_slips_in_a_correction_are_told(
    as_user: SignIn, decided: Any, secretary: User, changes: dict[str, str], words: str
) -> None:
    page = f"/admin/arenden/{decided.pk}/ratta-beslut/"
    response = as_user(secretary).post(page, correction(decided, **changes))
    assert (response.status_code, words in text(response)) == (422, True)
    assert Decision.objects.count() == 1


def test_a_correction_offers_no_other_outcome(as_user: SignIn, decided: Any, secretary: User) -> None:
    page = f"/admin/arenden/{decided.pk}/ratta-beslut/"
    form = as_user(secretary).get(page).context["form"]
    assert [value for value, _label in form.fields["outcome"].choices] == ["granted", "partly_granted"]
    assert "basis" not in form.fields


def test_a_closed_round_offers_no_correction(as_user: SignIn, decided: Any, secretary: User) -> None:
    Round.objects.update(phase="closed")
    page, client = f"/admin/arenden/{decided.pk}/ratta-beslut/", as_user(secretary)
    assert page not in text(client.get(f"/admin/arenden/{decided.pk}/"))
    assert [client.get(page).status_code, client.post(page, correction(decided)).status_code] == [409, 409]


def test_only_the_secretary_is_offered_to_correct(
    as_user: SignIn, decided: Any, secretary: User, officer: User, round_: Round
) -> None:
    page = f"/admin/arenden/{decided.pk}/ratta-beslut/"
    assert page in text(as_user(secretary).get(f"/admin/arenden/{decided.pk}/"))
    clear_of_conflict([officer], [decided])
    assert page not in text(as_user(officer).get(f"/admin/arenden/{decided.pk}/"))
    finance = make_staff(Role.FINANCE, rounds=[round_])
    assert [as_user(person).get(page).status_code for person in (officer, finance)] == [403, 403]
