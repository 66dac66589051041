"""Owners are told when their pages are to be looked over."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.editing.look_over import LookOver, reminder_day, state
from home.editing.reminders import remind_owners
from home.models import User
from stipend_portal.models import OutboxMessage
from tests.home.editing.people import make_editor, page, signed_in

DAY = date(2027, 3, 15)


def days(number: int) -> date:
    """So many days after the day."""
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("today", "reminded"),
    [(-15, None), (-14, -14), (-1, -14), (0, 0), (6, 0), (7, 7), (20, 14)],
)
def test_a_reminder_comes_two_weeks_before_on_the_day_and_then_every_week(
    today: int, reminded: int | None
) -> None:
    assert reminder_day(DAY, days(today)) == (None if reminded is None else days(reminded))


def test_the_day_itself_is_not_too_late() -> None:
    stands = [state(each, DAY) for each in (None, days(-1), DAY, days(14), days(15))]
    assert stands == [LookOver.NEVER, LookOver.OVERDUE, LookOver.SOON, LookOver.SOON, LookOver.LATER]


def own(slug: str, owner: User, review_by: date | None) -> None:
    """Give a page an owner and a day."""
    owned = page(slug)
    owned.owner, owned.review_by = owner, review_by
    owned.save()


def remind(number: int) -> int:
    """The periodic work, so many days after the day."""
    return remind_owners(timezone.make_aware(datetime.combine(days(number), datetime.min.time())))


@pytest.mark.usefixtures("demo")
def test_an_owner_gets_one_mail_about_all_her_pages_and_then_none_until_it_is_time_again() -> None:
    ella, olle = make_editor(), make_editor("olle")
    own("om-webbplatsen", ella, DAY)
    own("kakor", ella, days(-1))
    own("personuppgifter", olle, days(60))
    own("personuppgifter", User.objects.create_user("slutat@example.org", is_active=False), DAY)
    counts = [remind(number) for number in (-16, -15, -14, -13, 0)]
    # Ella's earlier page comes first, and each mail counts as a reminder of both.
    assert counts == [0, 1, 1, 0, 1]
    mails = OutboxMessage.objects.filter(kind="site").order_by("created_at")
    assert {mail.recipient for mail in mails} == {"ella@example.org"}
    body = mails.last().body
    assert body.index(page("kakor").title) < body.index("Om webbplatsen")
    assert f"http://testserver/admin/pages/{page('kakor').pk}/edit/" in body


@pytest.mark.usefixtures("demo")
def test_an_owner_is_chosen_among_those_who_write_and_counts_at_once_while_the_words_wait() -> None:
    ella, olle = make_editor(), make_editor("olle")
    young = User.objects.create_user("ung@example.org")
    about = page("om-webbplatsen")
    address = reverse("wagtailadmin_pages:edit", args=[about.pk])
    client = signed_in(ella)
    choices = {each.pk for each in client.get(address).context["form"].fields["owner"].queryset}
    assert {ella.pk, olle.pk} <= choices
    assert young.pk not in choices
    data = {"title": "Ny rubrik", "slug": about.slug, "summary": "", "body-count": "0", "review_by": ""}
    client.post(address, {**data, "owner": olle.pk, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0})
    about.refresh_from_db()
    assert (about.owner, about.title) == (olle, "Om webbplatsen")
