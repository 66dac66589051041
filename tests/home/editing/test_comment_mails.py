"""Who is told of comments on a page: through the outbox, with the page."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Comment, CommentReply, PageSubscription
from wagtail.users.models import UserProfile

from home.editing.comment_mails import tell_of_comments
from home.models import StandardPage, User
from stipend_portal.models import OutboxMessage
from tests.home.editing.people import make_editor, page, signed_in

pytestmark = pytest.mark.usefixtures("demo")

NOTHING = {"new_comments": [], "new_replies": [], "resolved_comments": [], "deleted_comments": []}


@pytest.fixture
def about() -> StandardPage:
    """A page with an empty body."""
    new = StandardPage(title="Ny sida", slug="ny-sida", summary="Kort.")
    page("om-webbplatsen").get_parent().add_child(instance=new)
    return new


def follow(of: StandardPage, person: User) -> User:
    """Let a person follow the page's comments."""
    PageSubscription.objects.create(page=of, user=person, comment_notifications=True)
    return person


def told() -> list[str]:
    """To whom mails wait in the outbox; none goes past it."""
    assert mail.outbox == []
    return list(OutboxMessage.objects.order_by("recipient").values_list("recipient", flat=True))


def test_a_comment_written_in_the_editor_is_told_to_those_who_follow_the_page(about: StandardPage) -> None:
    ella, _olle = follow(about, make_editor()), follow(about, make_editor("olle"))
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comments-0-text": "Är <det> sant & visst?",
        "comments-0-contentpath": "title",
        "comments-0-resolved": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    typed = {"title": about.title, "slug": about.slug, "summary": about.summary, "body-count": "0"}
    edit = reverse("wagtailadmin_pages:edit", args=[about.pk])
    answer = signed_in(ella).post(edit, {**typed, **comment, "comment_notifications": "on"})
    assert answer.status_code == 302
    assert Comment.objects.get(page=about).user == ella
    assert told() == ["olle@example.org"]
    assert "Är <det> sant & visst?" in OutboxMessage.objects.get().body


def test_those_who_wrote_in_a_thread_are_told_of_it_once_unless_they_want_no_such_mail(
    about: StandardPage,
) -> None:
    ella, olle, sol = make_editor(), follow(about, make_editor("olle")), make_editor("sol")
    thread = Comment.objects.create(page=about, user=olle, text="Stämmer det?", contentpath="title")
    other = Comment.objects.create(page=about, user=make_editor("kim"), text="Fint!", contentpath="title")
    replies = [CommentReply.objects.create(comment=thread, user=each, text="Ja.") for each in (sol, ella)]
    tell_of_comments(about, {**NOTHING, "new_replies": [(thread, replies[1:])]}, ella)
    assert told() == ["olle@example.org", "sol@example.org"]
    UserProfile.objects.filter(user=sol).update(updated_comments_notifications=False)
    OutboxMessage.objects.all().delete()
    tell_of_comments(about, {**NOTHING, "resolved_comments": [thread]}, ella)
    assert told() == ["olle@example.org"]
    assert "Stämmer det?" in OutboxMessage.objects.get().body
    assert other.text not in OutboxMessage.objects.get().body


def test_what_was_only_reworded_is_not_told(about: StandardPage) -> None:
    follow(about, make_editor("olle"))
    tell_of_comments(about, NOTHING, make_editor())
    assert told() == []
