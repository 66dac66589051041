"""Before writing: which rounds there are, whether it is for you, and the button that begins a draft."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from home.accounts.assurance import eid_name
from home.security.rate_limits import limited
from home.serving.page_cache import mark_public
from home.serving.page_view import serve
from stipend_portal import rules
from stipend_portal.apply.assurance import missing_level, render_missing_level
from stipend_portal.apply.forms.about import FOR_WHOM, explain_age
from stipend_portal.apply.forms.eligibility import EligibilityForm
from stipend_portal.models import Draft, Programme, Round
from stipend_portal.models.round import Residence
from stipend_portal.models.start_page import (
    ADDRESS,
    rounds_now,
    seconds_of_truth,
    start_context,
    stays_true,
)
from stipend_portal.queries import own_applications
from stipend_portal.services.drafts import begin as begin_draft


def _round(slug: str) -> Round:
    return get_object_or_404(Round.objects.select_related("programme"), slug=slug)


def _written(request: HttpRequest, path: str) -> HttpResponse | None:
    """The page that an editor has published at an address, in the reader's language; None where none is."""
    try:
        return serve(request, path)
    except Http404:
        return None


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds that are open now, or when the next one opens; with an editor's words where there are any."""
    page = _written(request, f"{ADDRESS}/")
    if page:
        return page
    context = rounds_now()
    response = render(request, "stipend_portal/apply/rounds.html", context)
    return mark_public(request, response, stays_true(context))


@require_safe
def round_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Who, how much, until when, and every question to read beforehand. Sets no cookie.

    Nobody is turned away because a page is missing: the facts are the round's own.
    """
    page = _written(request, f"{ADDRESS}/{slug}/")
    if page:
        return page
    round = _round(slug)
    response = render(request, "stipend_portal/apply/start.html", start_context(round))
    return mark_public(request, response, seconds_of_truth([round]))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What happens to what one writes, in full, and how long each stipend keeps it.

    Whom to ask is the newest round's contact.
    """
    kept = Programme.objects.filter(Exists(Round.objects.filter(programme=OuterRef("pk"))))
    context = {"round": Round.objects.first(), "programmes": kept}
    return mark_public(request, render(request, "stipend_portal/apply/privacy.html", context))


def _reasons_against(form: EligibilityForm, round: Round) -> list[str]:
    answers: dict[str, Any] = form.cleaned_data
    reasons = [explain_age(answers["birth_date"], round)]
    if answers["linked"] == "no":
        reasons.append(str(FOR_WHOM[Residence(round.residence)]))
    if answers["abroad"] == "no":
        reasons.append(_("The stipend is for trips to other countries."))
    return [reason for reason in reasons if reason]


def _worth_knowing(form: EligibilityForm, round: Round) -> list[str]:
    """What goes on to apply for her to whom the stipend is open."""
    born, found = form.cleaned_data["birth_date"], []
    if rules.needs_guardians(born, age_day=round.age_day, today=timezone.localdate()):
        found.append(
            _(
                "You are under 18 on %(day)s. So your guardians are asked to say yes, when you have sent the "
                "application. If you cannot or must not ask them, you say so in the application, and a person "
                "helps you on."
            )
            % {"day": date_format(round.age_day, "j F Y")}
        )
    if round.programme.applicants == Programme.Applicants.GROUP:
        found.append(_("This stipend is for groups. One of you writes the application for all of you."))
    return found


# Nothing is stored and nobody is known, so there is nothing to protect, and no cookie to set for it.
@csrf_exempt
def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """Three questions; a no is a page that explains. The answers are not kept anywhere.

    Posted, although it changes nothing, so that a birth date ends up in no address and no log.
    """
    round = _round(slug)
    form = EligibilityForm(request.POST if request.method == "POST" else None, round=round)
    if form.is_valid():
        context = {
            "round": round,
            "reasons": _reasons_against(form, round),
            "worth_knowing": _worth_knowing(form, round),
            "eid_name": eid_name(),
        }
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
    if missing_level(request, round):
        return render_missing_level(request, round)
    draft = Draft.objects.filter(owner=request.user, round=round, submitted_at=None, supplement=None).first()
    sent = own_applications(request.user).filter(round=round).first()
    context = {"round": round, "draft": draft, "sent": sent}
    return render(request, "stipend_portal/apply/begin.html", context)


@never_cache
@login_required
@limited("begin", per_account="30/h", per_address="900/h")
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
    if missing_level(request, round):
        return render_missing_level(request, round)
    if not round.has_opened:
        return render(request, "stipend_portal/apply/not_open.html", {"round": round}, status=409)
    draft = begin_draft(owner=request.user, round=round, language=get_language() or "sv")
    return redirect("draft", draft.pk)
