"""Deleting what one has begun: asked first, then done. The owner's own; anyone else's is not found."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stipend_portal.apply.assurance import missing_level, render_missing_level
from stipend_portal.models import Draft
from stipend_portal.queries import own_drafts
from stipend_portal.services import drafts
from stipend_portal.services.errors import WrongState


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_draft(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Say what goes away, and delete it on a press of the button."""
    mine = Draft.objects.filter(owner=request.user).select_related("round")
    if request.method == "POST":
        draft = get_object_or_404(mine, pk=draft_id)
        if missing_level(request, draft.round):
            return render_missing_level(request, draft.round)
        try:
            drafts.delete_draft(draft=draft, actor=request.user)
        except WrongState:
            context = {"draft": draft, "sent": True}
            return render(request, "stipend_portal/apply/delete_draft.html", context, status=409)
        messages.success(request, _("It is deleted, with everything you wrote in it."))
        return redirect("my_applications")
    if mine.filter(pk=draft_id).exclude(submitted_at=None).exists():
        return redirect("my_applications")
    draft = get_object_or_404(own_drafts(request.user), pk=draft_id)
    if missing_level(request, draft.round):
        return render_missing_level(request, draft.round)
    return render(request, "stipend_portal/apply/delete_draft.html", {"draft": draft})
