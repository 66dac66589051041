"""Mails about comments on a page, to those who follow them or take part in them.

Wagtail's editor sends its own straight from the request, and saves by itself at every comment. Here what was done is
written down in the transaction that saves the page, and told in one mail, through the site's outbox, once the writer
has been quiet for a while.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from wagtail.models import Comment, CommentReply, Page, PageSubscription
from wagtail.users.models import UserProfile

from home.editing.approval_mails import told_of
from home.mail.outgoing import send
from home.models import UntoldComment, User
from home.periodic import periodically

KIND = "page_comments"
# Whoever has written nothing more for so long has read the page through.
QUIET = timedelta(minutes=10)
Act = UntoldComment.Act
# What Wagtail calls the lists of what was done with the comments, where each is one comment.
SINGLE = (Act.NEW, Act.RESOLVED, Act.DELETED)
# What those who wrote in a thread are told of it.
IN_THREADS = (Act.REPLY, Act.RESOLVED)


def note_comments(page: Page, changes: dict[str, list[Any]], by: User) -> None:
    """Write down all that was done, to be told later. What was only reworded is not told."""
    done = [(act, comment.pk, comment.text) for act in SINGLE for comment in changes[act]]
    done += [(Act.REPLY, thread.pk, reply.text) for thread, new in changes[Act.REPLY] for reply in new]
    UntoldComment.objects.bulk_create(
        UntoldComment(page_id=page.pk, by=by, act=act, thread=thread, text=text) for act, thread, text in done
    )


@periodically(minutes=1)
def tell_of_comments(now: datetime) -> int:
    """Tell what each writer has done on each page where she is quiet. Returns of how many pages and writers."""
    done = UntoldComment.objects.order_by().values_list("page", "by").annotate(last=Max("done_at"))
    return sum(_tell(page, by) for page, by, _last in list(done.filter(last__lte=now - QUIET)))


@transaction.atomic
def _tell(page_id: int, by_id: int) -> bool:
    # Held, so that another worker waits and then finds nothing more to tell.
    by = User.objects.select_for_update().get(pk=by_id)
    noted = list(UntoldComment.objects.filter(page=page_id, by=by))
    if not noted:
        return False
    page = Page.objects.get(pk=page_id)
    followers = set(
        PageSubscription.objects.filter(page=page, comment_notifications=True).values_list("user", flat=True)
    )
    for person in _readers(followers, noted, by):
        _write(person, page, by, noted if person.pk in followers else _in_threads_of(person, noted))
    UntoldComment.objects.filter(pk__in=[each.pk for each in noted]).delete()
    return True


def _readers(followers: set[int], noted: Iterable[UntoldComment], by: User) -> QuerySet[User]:
    """Whoever follows the page's comments, or has written in one of the threads, but not who did it herself."""
    threads = {each.thread for each in noted if each.act in IN_THREADS}
    began = Comment.objects.filter(pk__in=threads).values("user")
    replied = CommentReply.objects.filter(comment__in=threads).values("user")
    concerned = Q(pk__in=followers) | Q(pk__in=began) | Q(pk__in=replied)
    return User.objects.filter(concerned, is_active=True).exclude(pk=by.pk).exclude(email="").order_by("pk")


def _in_threads_of(person: User, noted: Iterable[UntoldComment]) -> list[UntoldComment]:
    """What was done in the threads that she has written in."""
    hers = Comment.objects.filter(Q(user=person) | Q(replies__user=person)).values_list("pk", flat=True)
    threads = set(hers.filter(pk__in=[each.thread for each in noted]))
    return [each for each in noted if each.act in IN_THREADS and each.thread in threads]


def _write(person: User, page: Page, by: User, noted: Iterable[UntoldComment]) -> None:
    """One mail, where she wants such mails and may still change the page."""
    profile = UserProfile.get_for_user(person)
    if profile.updated_comments_notifications and page.permissions_for_user(person).can_edit():
        told = {act.value: [each.text for each in noted if each.act == act] for act in Act}
        language = profile.get_preferred_language()
        send(KIND, to=person.email, language=language, context={**told_of(page, by), **told})
