"""The applicant's own pages: what was sent, where it stands, and what happens next."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stipend_portal.answers import show_answers
from stipend_portal.appeals import appeal_until
from stipend_portal.apply.progress import can_withdraw, timeline, words_for
from stipend_portal.apply.supplement import open_request
from stipend_portal.completeness import group_standing, progress_of
from stipend_portal.letters import replacing
from stipend_portal.models import Application
from stipend_portal.queries import attachments_of, own_applications, own_drafts
from stipend_portal.services.errors import ActRefused
from stipend_portal.services.withdrawal import withdraw


def _own(request: HttpRequest, reference: str) -> Application:
    """The applicant's own application. Anyone else's is not found, as if it did not exist."""
    return get_object_or_404(own_applications(request.user), reference=reference)


def _told(application: Application) -> dict[str, Any]:
    """Which decision is replaced and until when the court can be asked, when the letter has been let go."""
    decision = application.current_decision
    if decision is None or application.letter_held:
        return {}
    return {"replacing": replacing(decision), "appeal_until": appeal_until(decision)}


@never_cache
@login_required
@require_safe
def my_applications(request: HttpRequest) -> HttpResponse:
    """Drafts to go on with and applications sent."""
    applications = [(each, words_for(each)) for each in own_applications(request.user)]
    context = {"applications": applications, "drafts": own_drafts(request.user)}
    return render(request, "stipend_portal/apply/my_applications.html", context)


@never_cache
@login_required
@require_safe
def my_application(request: HttpRequest, reference: str) -> HttpResponse:
    """One application: its state in words, the guardians' answers, and what was sent."""
    application = _own(request, reference)
    version = application.latest_version
    approvals = list(version.approvals.select_related("application__round", "member"))
    today = timezone.localdate()
    context = {
        "application": application,
        "words": words_for(application),
        "timeline": timeline(application),
        "supplement": open_request(application),
        "approvals": [each for each in approvals if each.member is None],
        "guardians": progress_of(approvals, today),
        "members": group_standing(version.members.all(), approvals, today),
        "messages_count": application.correspondence.count(),
        "sections": show_answers(version.answers),
        "attachments": attachments_of(version),
        "version": version,
        "can_withdraw": can_withdraw(application),
        **_told(application),
    }
    return render(request, "stipend_portal/apply/my_application.html", context)


@never_cache
@login_required
@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt: reference, the server's time, and what happens next."""
    application = _own(request, reference)
    approvals = application.approvals.filter(member=None, version__number=1)
    context = {
        "application": application,
        "guardians": approvals.exclude(email="").count(),
        # Those whom a case officer settles: who cannot be reached, or is not to be asked.
        "unsettled": approvals.filter(email="").count(),
        "members": application.people - 1,
    }
    return render(request, "stipend_portal/apply/receipt.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_application(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask first, then withdraw."""
    application = _own(request, reference)
    if request.method == "POST":
        try:
            withdraw(application=application, actor=request.user)
        except ActRefused:
            application = _own(request, reference)
            context = {"application": application, "words": words_for(application)}
            return render(request, "stipend_portal/apply/cannot_withdraw.html", context, status=409)
        return redirect(application)
    if not can_withdraw(application):
        return redirect(application)
    return render(request, "stipend_portal/apply/withdraw.html", {"application": application})
