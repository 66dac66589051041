"""“Did this page help?”: two buttons under a page, then a place for a few words.

Nothing is known of who answers, so the same reader may answer twice; limits keep a machine from doing so often.
"""

import logging

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from home.feedback.forms import MissedForm
from home.models import PageHelp, PageHelpText
from home.security.anonymous_forms import anonymous_form
from home.security.rate_limits import limited

logger = logging.getLogger(__name__)

# What the buttons send, and the column that counts it.
ANSWERS = {"ja": "yes", "nej": "no"}


@anonymous_form
@never_cache
@limited("page_help", per_address="300/h", per_link="900/h")
@require_http_methods(["GET", "HEAD", "POST"])
def page_help(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take an answer, or the words after it; show the next thing to do.

    The address after an answer says what was answered (`?svar=`), so that reading it again counts nothing.
    """
    page = get_object_or_404(Page.objects.live().public().exclude(depth=1), pk=page_id)
    if request.method != "POST":
        return _show(request, page, MissedForm(), step=request.GET.get("svar", ""))
    answer = request.POST.get("svar")
    if answer in ANSWERS:
        count_answer(page, ANSWERS[answer])
        return _next(page, answer)
    form = MissedForm(request.POST)
    if not form.is_valid():
        return _show(request, page, form, step="ja", status=422)
    if form.is_trapped:
        logger.warning("The trap in the form about what readers miss was filled in.")
    else:
        PageHelpText.objects.create(page=page, text=form.cleaned_data["text"])
    return _next(page, "tack")


def count_answer(page: Page, column: str) -> None:
    """Add one to today's answers about a page (Swedish time). `column` is `yes` or `no`."""
    with transaction.atomic():
        row, _made = PageHelp.objects.get_or_create(page=page, day=timezone.localdate())
        PageHelp.objects.filter(pk=row.pk).update(**{column: F(column) + 1})


def _next(page: Page, step: str) -> HttpResponse:
    return redirect(reverse("page_help", args=[page.pk], query={"svar": step}))


def _show(
    request: HttpRequest, page: Page, form: MissedForm, *, step: str, status: int = 200
) -> HttpResponse:
    context = {"about": page, "form": form, "step": step}
    return render(request, "home/feedback/page_help.html", context, status=status)
