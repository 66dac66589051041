"""Proposing something to do together: the form, and what happens next. No account, no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from home.anonymous_forms import anonymous_form
from home.page_cache import mark_public
from home.rate_limits import limited
from partners.proposals.form import ProposalForm
from partners.proposals.receive import WEEKDAYS_TO_ANSWER, receive


@anonymous_form
@limited("propose", per_address="60/h")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The form; what is wrong is told with all that was typed still there (422)."""
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_trapped:
        return redirect("propose_thanks")
    if form.is_valid():
        receive(proposal=form.save(commit=False), language=get_language() or "sv")
        return redirect("propose_thanks")
    context = {"form": form, "weekdays": WEEKDAYS_TO_ANSWER}
    response = render(request, "partners/propose.html", context, status=422 if form.is_bound else 200)
    return mark_public(request, response)


@require_safe
def propose_thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, and when."""
    response = render(request, "partners/propose_thanks.html", {"weekdays": WEEKDAYS_TO_ANSWER})
    return mark_public(request, response)
