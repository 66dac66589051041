"""The guardian's page, reached by a mailed link and nothing else.

Opening the link changes nothing, because mail scanners open links too. A button does.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stipend_portal.answers import show_answers
from stipend_portal.models import GuardianApproval
from stipend_portal.services.errors import WrongState
from stipend_portal.services.guardian import answer
from stipend_portal.states import UNDECIDED

ANSWERS = {"approve": True, "decline": False}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """What was sent, exactly, and two buttons. Afterwards, what was answered."""
    try:
        approval = GuardianApproval.from_token(token)
    except GuardianApproval.DoesNotExist as error:
        raise Http404 from error
    if request.method == "POST":
        return _answer(request, approval)
    return _page(request, approval)


def _answer(request: HttpRequest, approval: GuardianApproval) -> HttpResponse:
    choice = request.POST.get("answer", "")
    if choice not in ANSWERS:
        return _page(request, approval, problem="no_choice", status=422)
    try:
        answer(approval=approval, approves=ANSWERS[choice])
    except WrongState:
        approval = GuardianApproval.from_token(approval.token)
        return _page(request, approval, problem="too_late", status=409)
    return redirect(approval)


def _page(
    request: HttpRequest, approval: GuardianApproval, *, problem: str = "", status: int = 200
) -> HttpResponse:
    application = approval.application
    context = {
        "approval": approval,
        "application": application,
        "round": application.round,
        "version": approval.version,
        "sections": show_answers(approval.version.answers),
        "can_answer": approval.status == approval.Status.INVITED and application.state in UNDECIDED,
        "problem": problem,
    }
    response = render(request, "stipend_portal/apply/guardian.html", context, status=status)
    # The address is a secret. The site's referrer policy keeps it from other hosts; a stricter one would
    # make browsers send no origin with the answer, which Django then refuses.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
