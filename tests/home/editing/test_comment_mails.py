"""Who is told of comments on a page: through the outbox, with the page."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply, PageSubscription
from wagtail.users.models import UserProfile

from home.editing.comment_mails import QUIET, note_comments, tell_of_comments
from home.models import StandardPage, UntoldComment, User
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


def body_to(person: User) -> str:
    """The one mail to her."""
    return OutboxMessage.objects.get(recipient=person.email).body


def told() -> list[str]:
    """To whom mails wait in the outbox when all is quiet; none goes past it."""
    tell_of_comments(timezone.now() + QUIET)
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


def test_comments_made_one_by_one_are_told_in_one_mail_when_the_writer_is_quiet(about: StandardPage) -> None:
    ella, olle = make_editor(), follow(about, make_editor("olle"))
    for text in ("Först.", "Sedan."):
        comment = Comment.objects.create(page=about, user=ella, text=text, contentpath="title")
        note_comments(about, {**NOTHING, "new_comments": [comment]}, ella)
    first, last = UntoldComment.objects.order_by("done_at")
    UntoldComment.objects.filter(pk=first.pk).update(done_at=last.done_at - QUIET)
    assert tell_of_comments(last.done_at + QUIET - timedelta(seconds=1)) == 0
    assert tell_of_comments(last.done_at + QUIET) == 1
    assert told() == ["olle@example.org"]
    body = body_to(olle)
    assert body.index("Först.") < body.index("Sedan.")
    assert UntoldComment.objects.count() == 0


def test_those_who_wrote_in_a_thread_are_told_of_that_thread_alone_unless_they_want_no_such_mail(
    about: StandardPage,
) -> None:
    ella, olle, sol, kim = make_editor(), make_editor("olle"), make_editor("sol"), make_editor("kim")
    follow(about, make_editor("tove"))
    thread = Comment.objects.create(page=about, user=olle, text="Stämmer det?", contentpath="title")
    other = Comment.objects.create(page=about, user=kim, text="Fint!", contentpath="title")
    CommentReply.objects.create(comment=thread, user=sol, text="Ja.")
    reply = CommentReply.objects.create(comment=thread, user=ella, text="Nej.")
    UserProfile.objects.create(user=sol, updated_comments_notifications=False)
    done = {"new_replies": [(thread, [reply])], "resolved_comments": [other]}
    note_comments(about, {**NOTHING, **done}, ella)
    assert told() == ["kim@example.org", "olle@example.org", "tove@example.org"]
    words = {person: (reply.text in body_to(person), other.text in body_to(person)) for person in (kim, olle)}
    assert words == {kim: (False, True), olle: (True, False)}
    everything = body_to(User.objects.get(email="tove@example.org"))
    assert reply.text in everything
    assert other.text in everything


def test_whoever_may_no_longer_change_the_page_is_not_told(about: StandardPage) -> None:
    ella, olle = make_editor(), follow(about, make_editor("olle"))
    comment = Comment.objects.create(page=about, user=ella, text="Hej.", contentpath="title")
    note_comments(about, {**NOTHING, "new_comments": [comment]}, ella)
    olle.groups.clear()
    assert told() == []


def test_what_was_only_reworded_is_not_told(about: StandardPage) -> None:
    follow(about, make_editor("olle"))
    note_comments(about, {**NOTHING, "edited_comments": [Comment(text="Nytt.")]}, make_editor())
    assert told() == []
