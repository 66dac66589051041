"""The door to a draft: its owner's alone, signed in as surely as the round asks for, and not sent yet."""

from datetime import datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from stipend_portal.apply.assurance import missing_level, render_missing_level
from stipend_portal.apply.too_late import render_gone, render_signed_out, words_posted
from stipend_portal.models import Draft
from stipend_portal.questions import BY_SLUG
from stipend_portal.services.errors import DraftGone


class OwnDraftMixin(LoginRequiredMixin):
    """Finds `self.draft`. Whoever cannot go on gets back the words that were just posted."""

    raise_exception = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Prove that the draft is the reader's own: anyone else's is not found, as if it did not exist."""
        if not request.user.is_authenticated:
            return self.render_signed_out(kwargs.get("step"))
        self.received_at: datetime = timezone.now()
        drafts = Draft.objects.select_related("round__programme", "application", "supplement__application")
        try:
            self.draft = drafts.get(pk=kwargs["draft_id"], owner=request.user)
            if self.draft.submitted_at:
                return self.render_sent()
            if missing_level(request, self.draft.round):
                return self.render_missing_level(kwargs.get("step"))
            request.draft = self.draft  # type: ignore[attr-defined]
            return super().dispatch(request, *args, **kwargs)
        except (Draft.DoesNotExist, DraftGone):
            return self.render_gone(kwargs.get("step"))

    def render_signed_out(self, step: str | None) -> HttpResponse:
        """Ask who it is; first show the words of a page that was posted too late, or they would be gone."""
        if self.request.method != "POST" or step not in BY_SLUG:
            return self.handle_no_permission()
        return render_signed_out(self.request, words_posted(self.request, step))

    def render_gone(self, step: str | None) -> HttpResponse:
        """No such draft, or not any more: 404, with the words that could not be saved."""
        return render_gone(self.request, words_posted(self.request, step))

    def render_sent(self) -> HttpResponse:
        """Where someone is led who writes in a draft that has been sent."""
        return redirect(self.sent_url())

    def render_missing_level(self, step: str | None) -> HttpResponse:
        """403: the round asks for a surer sign-in than this session's; words just typed are shown."""
        return render_missing_level(self.request, self.draft.round, words_posted(self.request, step))
