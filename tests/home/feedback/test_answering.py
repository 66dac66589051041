"""Reports are answered once, in words, by those who look after the site; the answer is mailed with it."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from home.feedback.answering import NotWaiting, answer_report, mark_mended
from home.feedback.waiting import waiting_reports
from home.models import AccessibilityReport, User
from stipend_portal.models import OutboxMessage
from stipend_portal.states import Role
from tests.factories.feedback import State, make_overdue_report, make_report
from tests.factories.portal import make_applicant, make_staff

LIST = "/admin/tillganglighet/"
GIVEN = {"state": "refused", "answer": "Nej.\n\nDet skulle kosta mer än det ger & du kan få texten uppläst."}


def test_the_answer_is_kept_and_mailed_in_the_readers_language(desk: Client, communicator: User) -> None:
    report = make_report(email="alva@example.org", language="en", text="I can't read <this> & that.")
    address = f"{LIST}{report.pk}/"
    assertContains(desk.get(address), "I can&#x27;t read &lt;this&gt; &amp; that.")
    assertRedirects(desk.post(address, GIVEN), address)
    report.refresh_from_db()
    assert (report.state, report.handled_by, report.answered_at is None) == (
        State.REFUSED,
        communicator,
        False,
    )
    mail = OutboxMessage.objects.get()
    assert (mail.recipient, mail.subject) == (
        "alva@example.org",
        "Answer to what you told us about accessibility",
    )
    for words in (report.answer, report.text, "15 §", "within three weeks"):
        assert words in mail.body


def test_nothing_is_mailed_where_there_is_no_address(desk: Client) -> None:
    report = make_report()
    desk.post(f"{LIST}{report.pk}/", {"state": "mended", "answer": "Tack!"})
    report.refresh_from_db()
    assert (report.state, report.mended_at, OutboxMessage.objects.count()) == (
        State.MENDED, report.answered_at, 0,
    )  # fmt: skip


def test_only_a_refusal_tells_how_to_appeal(communicator: User) -> None:
    report = make_report(email="alva@example.org")
    answer_report(report_id=report.pk, by=communicator, state=State.ANSWERED, answer="Vi lagar det i mars.")
    assert "15 §" not in OutboxMessage.objects.get().body


def test_an_answer_without_words_is_not_taken_and_what_was_chosen_stays(desk: Client) -> None:
    report = make_report()
    answer = desk.post(f"{LIST}{report.pk}/", {"state": "mended", "answer": " "})
    assert (answer.status_code, answer.context["form"]["state"].value()) == (422, "mended")
    report.refresh_from_db()
    assert report.state == State.NEW


def test_whoever_is_slower_than_a_colleague_keeps_her_words_and_sends_nothing(desk: Client) -> None:
    report = make_report(email="alva@example.org", state=State.ANSWERED, answer="Tack, från en kollega.")
    answer = desk.post(f"{LIST}{report.pk}/", GIVEN)
    assertContains(answer, "Tack, från en kollega.", status_code=409)
    assertContains(answer, "Det skulle kosta mer än det ger &amp; du", status_code=409)
    assert OutboxMessage.objects.count() == 0


def test_what_was_answered_can_be_mended_later_once(desk: Client, communicator: User) -> None:
    report = make_report(email="alva@example.org", state=State.ANSWERED)
    for _press in range(2):
        assertRedirects(desk.post(f"{LIST}{report.pk}/atgardad/"), f"{LIST}{report.pk}/")
    report.refresh_from_db()
    assert (report.state, OutboxMessage.objects.count()) == (State.MENDED, 1)
    with pytest.raises(NotWaiting):
        mark_mended(report_id=make_report().pk, by=communicator)


@pytest.mark.django_db
def test_others_who_work_here_see_no_report() -> None:
    report = make_report(email="alva@example.org")
    client = Client()
    client.force_login(make_staff(Role.CASE_OFFICER))
    for address in (LIST, f"{LIST}{report.pk}/"):
        assert client.get(address).status_code == 302
    assert client.post(f"{LIST}{report.pk}/", GIVEN).status_code == 302
    assertNotContains(client.get("/admin/"), LIST)
    report.refresh_from_db()
    assert report.state == State.NEW


def test_the_most_urgent_wait_first_on_the_front_page(desk: Client, communicator: User) -> None:
    later, late = make_report(), make_overdue_report()
    make_report(state=State.REFUSED)
    assert waiting_reports(communicator) == [late, later]
    assert waiting_reports(make_applicant()) == []
    panel = desk.get("/admin/")
    assertContains(panel, f'href="{LIST}{late.pk}/"')
    assertContains(panel, f'href="{LIST}?state=new"')


def test_the_list_has_those_that_wait_on_top_and_costs_the_same_for_many(
    desk: Client, django_assert_max_num_queries: object
) -> None:
    answered, later, late = make_report(state=State.ANSWERED), make_report(), make_overdue_report()
    assert list(desk.get(LIST).context["object_list"]) == [late, later, answered]
    assert list(desk.get(LIST, {"state": "answered"}).context["object_list"]) == [answered]
    for _report in range(30):
        make_report(state=State.REFUSED, handled_by=make_staff(Role.COMMUNICATOR))
    with django_assert_max_num_queries(20):
        desk.get(LIST)


def test_strangers_words_stay_words_in_a_spreadsheet(desk: Client) -> None:
    make_report(text="=HYPERLINK(1)\x0b", email="alva@example.org")
    sheet = load_workbook(BytesIO(b"".join(desk.get(LIST, {"export": "xlsx"}).streaming_content))).active
    words = [cell.value for cell in sheet[2]]
    assert "'=HYPERLINK(1)" in words
    assert "alva@example.org" not in words


@pytest.mark.django_db
def test_the_day_to_answer_by_is_over_when_it_has_passed() -> None:
    report = make_report()
    assert report.is_overdue() is False
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        assert report.is_overdue() is True
        assert make_report(state=State.ANSWERED, answer_by=report.answer_by).is_overdue() is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values", [{"state": "answered"}, {"state": "new", "answer": "x"}, {"state": "mended", "answer": "x"}]
)
def test_the_database_refuses_what_contradicts_itself(values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessibilityReport.objects.create(text="x", language="sv", **values)
