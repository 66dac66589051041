"""The applicant's page for a request for supplement: what is missing, and the button that begins the answer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from home.security.rate_limits import limited
from stipend_portal.apply.assurance import missing_level, render_missing_level
from stipend_portal.apply.progress import words_for
from stipend_portal.apply.typed import typed_steps
from stipend_portal.models import Application, Draft, SupplementRequest
from stipend_portal.queries import own_applications
from stipend_portal.questions import BY_KEY, CUSTODY, MEMBERS
from stipend_portal.services.errors import WrongState
from stipend_portal.services.supplement import begin_answer


def open_request(application: Application) -> SupplementRequest | None:
    """What the applicant is asked for now, with the version before it."""
    return application.supplement_requests.filter(closed_at=None).select_related("before").first()


@never_cache
@login_required
@limited("supplement", per_account="60/h", per_address="1800/h")
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what is asked for; on a press of the button, open the pages for change."""
    application = get_object_or_404(own_applications(request.user), reference=reference)
    if request.method == "POST" and missing_level(request, application.round):
        return render_missing_level(request, application.round)
    asked = open_request(application)
    if request.method == "POST":
        return _begin(request, application, asked)
    if asked is None:
        return redirect(application)
    context = {
        "application": application,
        "supplement": asked,
        "pages": [BY_KEY[key].title for key in asked.sections],
        "others_say_yes": not {CUSTODY.key, MEMBERS.key}.isdisjoint(asked.before.answers),
        "draft": Draft.objects.filter(supplement=asked).first(),
    }
    return render(request, "stipend_portal/apply/supplement.html", context)


def _begin(request: HttpRequest, application: Application, asked: SupplementRequest | None) -> HttpResponse:
    """Go to the first of the pages asked for; a second press finds the same draft."""
    try:
        if asked is None:
            raise WrongState
        draft = begin_answer(
            request=asked,
            actor=request.user,
            language=get_language() or "sv",
            typed=typed_steps(asked.before.answers),
        )
    except WrongState:
        context = {"application": application, "words": words_for(application)}
        return render(request, "stipend_portal/apply/supplement_closed.html", context, status=409)
    return redirect("draft_step", draft.pk, BY_KEY[asked.sections[0]].slug)
