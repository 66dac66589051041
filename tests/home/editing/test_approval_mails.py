"""Who is told of a page that waits, was approved or came back: once each, and through the outbox."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.users.models import UserProfile

from home.models import StandardPage, User
from stipend_portal.models import OutboxMessage
from tests.home.editing.people import change, make_editor, page, submit

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def ella() -> User:
    """Whoever submits the page."""
    return make_editor()


@pytest.fixture
def olle() -> User:
    """Whoever reads it."""
    return make_editor("olle")


def sent() -> list[tuple[str, str]]:
    """To whom, and with what subject; taken from the outbox, and none past it."""
    assert mail.outbox == []
    found = list(OutboxMessage.objects.order_by("recipient").values_list("recipient", "subject"))
    OutboxMessage.objects.all().delete()
    return found


def about() -> StandardPage:
    """The page that they write."""
    return page("om-webbplatsen")


def answer(of: StandardPage, by: User, action: str, comment: str = "") -> None:
    """Approve the page or send it back."""
    fresh = Page.objects.get(pk=of.pk).specific
    fresh.current_workflow_task.on_action(fresh.current_workflow_task_state, by, action, comment=comment)


def test_the_other_editors_are_told_once_that_a_page_waits_and_administrators_are_not(
    ella: User, olle: User
) -> None:
    User.objects.create_superuser("admin@example.org")
    olle.groups.add(*ella.groups.all())
    make_editor("sol")
    subject = gettext("To read and approve: %(title)s") % {"title": "En ny rubrik"}
    submit(about(), ella)
    assert sent() == [("olle@example.org", subject), ("sol@example.org", subject)]


def test_administrators_are_told_where_nobody_else_can_approve(ella: User) -> None:
    User.objects.create_superuser("admin@example.org")
    submit(about(), ella)
    assert [to for to, _subject in sent()] == ["admin@example.org"]


def test_the_last_to_change_a_page_is_not_asked_to_approve_it(ella: User, olle: User) -> None:
    make_editor("sol")
    waiting = change(about(), olle)
    waiting.get_workflow().start(waiting, ella)
    assert [to for to, _subject in sent()] == ["sol@example.org"]


def test_whoever_submitted_is_told_that_the_page_is_published_or_when_it_will_be(
    ella: User, olle: User
) -> None:
    for later in (None, timezone.now() + timedelta(days=3)):
        waiting = about()
        waiting.go_live_at = later
        submit(waiting, ella)
        OutboxMessage.objects.all().delete()
        answer(waiting, olle, "approve")
        body = OutboxMessage.objects.get().body
        subject = gettext("Approved: %(title)s") % {"title": "En ny rubrik"}
        assert sent() == [("ella@example.org", subject)]
        assert "Olle" in body
        assert (gettext("It is now published.") in body) is (later is None)


def test_what_the_reader_wrote_comes_with_the_page_that_is_sent_back(ella: User, olle: User) -> None:
    waiting = submit(about(), ella)
    OutboxMessage.objects.all().delete()
    answer(waiting, olle, "reject", comment="Skriv <kortare> & rakare.")
    message = OutboxMessage.objects.get()
    assert message.recipient == "ella@example.org"
    assert "Skriv <kortare> & rakare." in message.body


def test_whoever_wants_no_such_mail_gets_none_and_others_get_it_in_their_language(
    ella: User, olle: User
) -> None:
    UserProfile.objects.create(user=olle, submitted_notifications=False)
    UserProfile.objects.create(user=make_editor("sol"), preferred_language="en")
    waiting = submit(about(), ella)
    assert sent() == [("sol@example.org", "To read and approve: En ny rubrik")]
    UserProfile.objects.create(user=ella, rejected_notifications=False)
    answer(waiting, olle, "reject")
    assert sent() == []
