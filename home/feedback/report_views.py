"""Where readers tell what they cannot use, or need in another form (lag 2018:1937, 13 and 15 §§)."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from home.feedback.forms import ReportForm, page_of_ours
from home.models import AccessibilityReport
from home.models.accessibility_report import WEEKDAYS_TO_ANSWER
from home.security.anonymous_forms import anonymous_form
from home.security.rate_limits import limited
from home.weekdays import weekdays_after

logger = logging.getLogger(__name__)


@anonymous_form
@never_cache
@limited("accessibility_report", per_address="300/h")
@require_http_methods(["GET", "HEAD", "POST"])
def report_accessibility(request: HttpRequest) -> HttpResponse:
    """The form. `?sida=` names the page that the reader came from."""
    if request.method != "POST":
        page = page_of_ours(request.GET.get("sida", ""), request)
        form = ReportForm(request=request, initial={"page": page[:300]})
        return render(request, "home/feedback/report.html", {"form": form})
    form = ReportForm(request.POST, request=request)
    if not form.is_valid():
        return render(request, "home/feedback/report.html", {"form": form}, status=422)
    if form.is_trapped:
        logger.warning("The trap in the form about accessibility was filled in.")
    else:
        save(form)
    return redirect("report_accessibility_thanks")


def save(form: ReportForm) -> AccessibilityReport:
    """Keep what was told. An address is kept only where an answer is wanted."""
    given = form.cleaned_data
    return AccessibilityReport.objects.create(
        kind=given["kind"],
        page=given["page"],
        text=given["text"],
        email=given["email"] if given["wants_answer"] else "",
        language=get_language() or "sv",
    )


@require_safe
def report_accessibility_thanks(request: HttpRequest) -> HttpResponse:
    """It has come in, and when it is answered at the latest."""
    context = {"answer_by": weekdays_after(timezone.localdate(), WEEKDAYS_TO_ANSWER)}
    return render(request, "home/feedback/report_thanks.html", context)
