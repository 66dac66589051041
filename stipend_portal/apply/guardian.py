"""The guardian's page, reached by a mailed link and nothing else.

Opening the link changes nothing, because mail scanners open links too. A button does.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from home.security.rate_limits import limited
from stipend_portal.answers import SHARED, show_answers
from stipend_portal.guardian_acts import GuardianAct, acts_now, comes_along, still_needed
from stipend_portal.models import GuardianApproval
from stipend_portal.questions import ABOUT, ATTACHMENTS, TOGETHER
from stipend_portal.services.errors import WrongState
from stipend_portal.services.guardian import (
    answer,
    carried_on_as,
    change_to_yes,
    current_approvals,
    take_back,
)
from stipend_portal.states import FINAL

# What the buttons on the page say.
SAID: Mapping[str, Callable[[GuardianApproval], Any]] = {
    "approve": lambda approval: answer(approval=approval, approves=True),
    "decline": lambda approval: answer(approval=approval, approves=False),
    "take_back": lambda approval: take_back(approval=approval),
    "change_to_yes": lambda approval: change_to_yes(approval=approval),
}

# An applicant's guardian reads what the yes is about. How to reach the other guardian, and what the young
# person says of either, is for neither of them; of the others in the group she reads the names.
READ_BY_GUARDIANS = (ABOUT.key, TOGETHER.key, *SHARED, ATTACHMENTS.key)

OF_AGE, STAYS_HOME, OUTDATED, ASKED, CLOSED = "of_age", "stays_home", "outdated", "asked", "closed"
ANSWERED = frozenset({"approved", "declined", "withdrawn"})


@never_cache
@limited("guardian", per_link="10/h", per_address="1800/h")  # each answer is a mail to the applicant
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """What was sent, exactly, and two buttons. Afterwards, what was answered and how to change it."""
    try:
        approval = GuardianApproval.from_token(token)
    except GuardianApproval.DoesNotExist as error:
        raise Http404 from error
    # Where her answer stands for a newer version, she has no newer mail: her link leads on, to read there
    # and to change it.
    current = current_approvals(approval.application)
    newer = carried_on_as(approval, current)
    if request.method == "POST":
        return _answer(request, newer or approval, current)
    if newer and newer != approval:
        return redirect(newer)
    return _page(request, approval, current)


def _answer(
    request: HttpRequest, approval: GuardianApproval, current: list[GuardianApproval]
) -> HttpResponse:
    say = SAID.get(request.POST.get("answer", ""))
    if say is None:
        return _page(request, approval, current, problem="no_choice", status=422)
    try:
        say(approval)
    except WrongState:
        approval = GuardianApproval.from_token(approval.token)
        current = current_approvals(approval.application)
        return _page(request, approval, current, problem="too_late", status=409)
    return redirect(approval)


def _situation(
    approval: GuardianApproval, current: list[GuardianApproval], acts: frozenset[GuardianAct]
) -> str:
    """Which of the pages this is; what is not a guardian's business any more goes before her answer."""
    if approval.application.state in FINAL:
        return CLOSED
    if not still_needed(approval, timezone.localdate()):
        return OF_AGE
    if approval not in current:
        return OUTDATED
    if not comes_along(approval):
        return STAYS_HOME
    if approval.status in ANSWERED:
        return approval.status
    return ASKED if GuardianAct.ANSWER in acts else CLOSED


def _group(approval: GuardianApproval) -> list[str]:
    """The names of those who go along, for the guardian of the one who has written them down."""
    rows = approval.version.answers.get("members", {}).get("rows", ())
    return [] if approval.member else [row["name"] for row in rows]


def _page(
    request: HttpRequest,
    approval: GuardianApproval,
    current: list[GuardianApproval],
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    application = approval.application
    acts = acts_now(approval, current, timezone.localdate())
    situation = _situation(approval, current, acts)
    context: dict[str, Any] = {
        "situation": situation,
        "round": application.round,
        "problem": problem,
    }
    # The rest is not even handed to the page where it is none of the reader's business.
    if situation == ASKED or situation in ANSWERED:
        context |= {
            "approval": approval,
            "application": application,
            "version": approval.version,
            "young": approval.member.name if approval.member else application.applicant_name,
            "group": _group(approval),
            "sections": show_answers(
                approval.version.answers, only=SHARED if approval.member else READ_BY_GUARDIANS
            ),
            "can_take_back": GuardianAct.TAKE_BACK in acts,
            "can_change_to_yes": GuardianAct.CHANGE_TO_YES in acts,
        }
    response = render(request, "stipend_portal/apply/guardian.html", context, status=status)
    # The address is a secret. The site's referrer policy keeps it from other hosts; a stricter one would
    # make browsers send no origin with the answer, which Django then refuses.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
