"""Before writing: which rounds there are, whether it is for you, and the button that begins a draft."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from home.page_cache import mark_public
from stipend_portal.apply.forms.about import explain_age
from stipend_portal.apply.forms.eligibility import EligibilityForm
from stipend_portal.models import Draft, Round
from stipend_portal.queries import next_round, open_rounds, own_applications
from stipend_portal.questions import SECTIONS


def _round(slug: str) -> Round:
    return get_object_or_404(Round.objects.select_related("programme"), slug=slug)


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds that are open now, or when the next one opens."""
    context = {"open_rounds": open_rounds(), "next_round": next_round()}
    return mark_public(request, render(request, "stipend_portal/apply/rounds.html", context), 10)


@require_safe
def round_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Who, how much, until when, and every question to read beforehand. Sets no cookie."""
    context = {"round": _round(slug), "sections": SECTIONS}
    return render(request, "stipend_portal/apply/start.html", context)


def _reasons_against(form: EligibilityForm, round: Round) -> list[str]:
    answers: dict[str, Any] = form.cleaned_data
    reasons = [explain_age(answers["birth_date"], round)]
    if answers["linked"] == "no":
        reasons.append(_("The stipend is for those who live or go to school in Åmål municipality."))
    if answers["abroad"] == "no":
        reasons.append(_("The stipend is for trips to other countries."))
    return [reason for reason in reasons if reason]


# Nothing is stored and nobody is known, so there is nothing to protect, and no cookie to set for it.
@csrf_exempt
def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """Three questions; a no is a page that explains. The answers are not kept anywhere.

    Posted, although it changes nothing, so that a birth date ends up in no address and no log.
    """
    round = _round(slug)
    form = EligibilityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        context = {"round": round, "reasons": _reasons_against(form, round)}
        return render(request, "stipend_portal/apply/eligibility_answer.html", context)
    status = 422 if request.method == "POST" else 200
    return render(
        request,
        "stipend_portal/apply/eligibility.html",
        {"round": round, "form": form},
        status=status,
    )


def _staff_do_not_apply(request: HttpRequest, round: Round) -> HttpResponse:
    """An account at work shows a round's cases, not one's own: whoever works here applies privately."""
    return render(request, "stipend_portal/apply/staff_do_not_apply.html", {"round": round}, status=403)


@never_cache
@login_required
@require_safe
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The page after signing in: begin, or go on with what is begun."""
    round = _round(slug)
    if request.user.is_staff_member:
        return _staff_do_not_apply(request, round)
    draft = Draft.objects.filter(owner=request.user, round=round, submitted_at=None).first()
    sent = own_applications(request.user).filter(round=round).first()
    context = {"round": round, "draft": draft, "sent": sent}
    return render(request, "stipend_portal/apply/begin.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft, or find the one begun: five clicks are one draft.

    A round that has closed still takes one (it will be marked late); one that has not opened does not.
    """
    round = _round(slug)
    if request.method != "POST":  # where signing in leads back to, when the session had ended
        return redirect("begin", slug)
    if request.user.is_staff_member:
        return _staff_do_not_apply(request, round)
    if not round.has_opened:
        return render(request, "stipend_portal/apply/not_open.html", {"round": round}, status=409)
    draft, _created = Draft.objects.get_or_create(owner=request.user, round=round, submitted_at=None)
    return redirect("draft", draft.pk)
