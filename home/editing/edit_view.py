"""The editor of pages, as this site has it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet

from home.editing.comment_mails import note_comments


class CommentingEditView(EditView):
    """Wagtail's editor, which notes what was done with the comments as it saves the page."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the page and what is to be told, or neither."""
        return super().post(request, *args, **kwargs)

    def send_commenting_notifications(self, changes: dict[str, list[Any]]) -> None:
        """Note it, for those concerned."""
        note_comments(self.page, changes, self.request.user)


# Wagtail's views of all pages, with that editor.
pages_viewset = PageViewSet(edit_view_class=CommentingEditView)
