"""Mails about comments on a page, to those who follow them or take part in them.

Wagtail's editor sends its own straight from the request. This one hands them to the site's outbox, in the transaction
that saves the page.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Comment, CommentReply, Page, PageSubscription
from wagtail.users.models import UserProfile

from home.editing.approval_mails import told_of
from home.mail.outgoing import send
from home.models import User

KIND = "page_comments"
# What Wagtail calls the lists of what was done with the comments, where each is one comment.
SINGLE = ("new_comments", "resolved_comments", "deleted_comments")


def readers(page: Page, threads: list[int], by: User) -> QuerySet[User]:
    """Whoever follows the page's comments, or has written in one of the threads, but not who did it herself."""
    follows = PageSubscription.objects.filter(page=page, comment_notifications=True).values("user")
    began = Comment.objects.filter(pk__in=threads).values("user")
    replied = CommentReply.objects.filter(comment__in=threads).values("user")
    concerned = Q(pk__in=follows) | Q(pk__in=began) | Q(pk__in=replied)
    return User.objects.filter(concerned, is_active=True).exclude(pk=by.pk).exclude(email="").order_by("pk")


def tell_of_comments(page: Page, changes: dict[str, list[Any]], by: User) -> None:
    """Write one mail with all that was done to each who wants it. What was only reworded is not told."""
    told = {name: [comment.text for comment in changes[name]] for name in SINGLE}
    told["new_replies"] = [reply.text for _comment, replies in changes["new_replies"] for reply in replies]
    if not any(told.values()):
        return
    threads = [comment.pk for comment in changes["resolved_comments"]]
    threads += [comment.pk for comment, _replies in changes["new_replies"]]
    for person in readers(page, threads, by):
        profile = UserProfile.get_for_user(person)
        if profile.updated_comments_notifications:
            context = {**told_of(page, by), **told}
            send(KIND, to=person.email, language=profile.get_preferred_language(), context=context)


class CommentingEditView(EditView):
    """Wagtail's editor, whose mails about comments are saved with the page."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the page and the mails, or neither."""
        return super().post(request, *args, **kwargs)

    def send_commenting_notifications(self, changes: dict[str, list[Any]]) -> None:
        """Tell those concerned."""
        tell_of_comments(self.page, changes, self.request.user)


# Wagtail's views of all pages, with that editor.
pages_viewset = PageViewSet(edit_view_class=CommentingEditView)
