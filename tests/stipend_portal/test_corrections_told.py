"""A correction says which decision it replaces, and has its own time to appeal."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from home.models import User
from stipend_portal.appeals import appeal_until, last_day_words
from stipend_portal.documents.letter_pdf import render_letter_pdf
from stipend_portal.letters import replacing
from stipend_portal.models import Application, OutboxMessage
from stipend_portal.services.letter import change, release, write_anew
from stipend_portal.services.reporting import report_decisions
from stipend_portal.states import Role
from tests.factories.corrections import correct
from tests.factories.meetings import close, fix, item_at, make_meeting_of
from tests.factories.portal import make_round, make_staff
from tests.stipend_portal.documents.reading import read_tags

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def secretary() -> User:
    """The secretary of a round."""
    return make_staff(Role.BOARD_SECRETARY, rounds=[make_round()])


def decided(secretary: User, *, announced_on: date | None = None, language: str = "en") -> Application:
    """A case that the board decided at a meeting, with § 7."""
    [work] = secretary.round_roles.all()
    meeting = make_meeting_of(work.round, secretary=secretary)
    item = item_at(meeting)
    Application.objects.filter(pk=item.application_id).update(language=language)
    fix(item, "§ 7")
    close(meeting, adjusted_on=announced_on, announced_on=announced_on)
    return Application.objects.get(pk=item.application_id)


def letter_of(case: Application) -> OutboxMessage:
    """The letter that waits."""
    return case.messages.get(kind="decision_letter", status="held")


def start_of(case: Application) -> str:
    """What the letter must begin with."""
    case.refresh_from_db()
    with override(case.language):
        return replacing(case.current_decision)


@pytest.mark.parametrize(
    ("language", "day"), [("en", lambda: f"{TODAY():%-d %B %Y}"), ("sv", lambda: str(TODAY().year))]
)
def test_the_letter_says_first_which_decision_it_replaces(
    secretary: User, language: str, day: Callable[[], str]
) -> None:
    case = decided(secretary, language=language)
    assert replacing(case.current_decision) == ""
    correct(case, secretary, basis_reference="§ 30")
    body = letter_of(case).body
    first, _empty, rest = body.partition("\n\n")
    assert first == start_of(case)
    assert "§ 7" in first
    assert day() in first
    assert rest.startswith("H")
    assert "§ 30" in rest


def test_no_one_who_changes_the_letter_takes_those_words_away(secretary: User) -> None:
    case = decided(secretary)
    correct(case, secretary)
    start, letter = start_of(case), letter_of(case)
    change(message=letter, actor=secretary, subject="Rättat", body="Hej!\n")
    letter.refresh_from_db()
    assert letter.body == f"{start}\n\nHej!\n"
    change(message=letter, actor=secretary, subject="Rättat", body=f"{start}\n\nHej igen!\n")
    letter.refresh_from_db()
    assert letter.body == f"{start}\n\nHej igen!\n"
    write_anew(message=letter, actor=secretary)
    letter.refresh_from_db()
    assert letter.body.count(start) == 1


def test_the_page_that_changes_a_letter_shows_them_apart(secretary: User, client: Client) -> None:
    case = decided(secretary)
    correct(case, secretary)
    UserProfile.objects.update_or_create(user=secretary, defaults={"preferred_language": "en"})
    client.force_login(secretary)
    page = client.get(reverse("cases:change_letter", args=[case.pk, letter_of(case).pk]))
    assert page.context["start"] == start_of(case)
    assert page.context["start"] not in page.context["form"]["body"].value()
    assert "cannot be changed" in page.content.decode()


def test_the_pdf_holds_them(secretary: User) -> None:
    case = decided(secretary)
    correct(case, secretary)
    letter = OutboxMessage.objects.select_related("application__round").get(pk=letter_of(case).pk)
    words = " ".join(read_tags(render_letter_pdf(letter)).text.split())
    assert "This decision replaces the decision of" in words


def test_the_applicant_reads_them_on_her_page_when_the_letter_has_gone(
    secretary: User, client: Client
) -> None:
    case = decided(secretary)
    correct(case, secretary)
    client.force_login(case.applicant)
    page = f"/en/mina-ansokningar/{case.reference}/"
    assert "replaces" not in client.get(page).content.decode()
    release(message=letter_of(case), actor=make_staff(Role.BOARD_SECRETARY, rounds=[case.round]))
    assert "This decision replaces the decision of" in client.get(page).content.decode()


def test_a_correction_is_appealed_from_its_own_announcement(secretary: User, client: Client) -> None:
    today = TODAY()
    case = decided(secretary, announced_on=today)
    wrong = case.current_decision
    assert appeal_until(wrong) == today + 21 * DAY
    right = correct(case, secretary)
    assert appeal_until(right) is None
    later = make_meeting_of(case.round, secretary=secretary)
    report_decisions(meeting=later, actor=secretary, decisions=[right.pk])
    assert appeal_until(right) is None
    close(later, adjusted_on=today + 3 * DAY, announced_on=today + 5 * DAY)
    assert appeal_until(right) == today + 26 * DAY
    assert appeal_until(wrong) == today + 21 * DAY


def test_the_case_tells_of_it_before_and_after_the_announcement(secretary: User, client: Client) -> None:
    case = decided(secretary, announced_on=TODAY())
    right = correct(case, secretary)
    UserProfile.objects.update_or_create(user=secretary, defaults={"preferred_language": "en"})
    client.force_login(secretary)
    page = reverse("cases:case", args=[case.pk])
    words = client.get(page).content.decode()
    assert f"the decision of {TODAY()}, § 7" in words
    assert "three weeks are counted anew" in words
    later = make_meeting_of(case.round, secretary=secretary)
    report_decisions(meeting=later, actor=secretary, decisions=[right.pk])
    close(later, adjusted_on=TODAY(), announced_on=TODAY())
    with override("en"):
        last = last_day_words(TODAY() + 21 * DAY)
    assert f"<dd>{last}</dd>" in client.get(page).content.decode()
