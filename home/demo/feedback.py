"""What readers of the demo have told, and how often its pages were shown. All of it is made up."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from home.demo.pages import front_pages
from home.demo.registry import register_demo_loader
from home.models import AccessibilityReport, PageHelp, PageHelpText, PageViews, StandardPage

DAYS = 70
# Visits on an ordinary day, by how deep the page lies.
BUSY = {2: 40, 3: 15, 4: 6}


@register_demo_loader
def load_feedback() -> None:
    """Reports in every state, counts and words about a few pages, and visits of some weeks."""
    _load_reports()
    _load_page_help()
    _load_visits()


def _load_reports() -> None:
    now = timezone.now()
    State, Kind = AccessibilityReport.State, AccessibilityReport.Kind
    told = [
        (21, Kind.FAULT, "/vanorter/", "Exempel: Jag ser inte skillnad på linjerna på kartan.", State.NEW),
        (2, Kind.OTHER_FORM, "/strategi/", "Exempel: Jag vill ha strategin uppläst i telefon.", State.NEW),
        (40, Kind.FAULT, "/ansok/", "Exempel: Knappen syntes inte när jag förstorade texten.", State.MENDED),
    ]
    for days, kind, page, text, state in told:
        then = now - timedelta(days=days)
        answered = then + timedelta(days=3) if state != State.NEW else None
        AccessibilityReport.objects.create(
            arrived_at=then,
            kind=kind,
            page=page,
            text=text,
            language="sv",
            state=state,
            answer="Exempel: Tack för att du sa till. Nu är det lagat." if answered else "",
            answered_at=answered,
            mended_at=answered,
        )


def _load_page_help() -> None:
    today = timezone.localdate()
    pages = list(StandardPage.objects.child_of(front_pages()["sv"]).order_by("path"))
    for number, page in enumerate(pages):
        for days in (1, 4, 9):
            day = today - timedelta(days=days)
            PageHelp.objects.create(page=page, day=day, yes=6 + days - number, no=number + 1)
    PageHelpText.objects.create(
        page=pages[0], text="Exempel: Jag hittade inte när nämnden har möte nästa gång."
    )
    PageHelpText.objects.create(
        page=pages[-1], text="Exempel: Det stod bra, men jag vill ha en kortare text."
    )


def _load_visits() -> None:
    today = timezone.localdate()
    pages = [(page.get_url(), page.depth, page.pk) for page in Page.objects.live().filter(depth__in=BUSY)]
    PageViews.objects.bulk_create(
        PageViews(
            path=path, day=today - timedelta(days=days), count=1 + BUSY[depth] * ((pk + days) % 7 + 2) // 5
        )
        for days in range(1, DAYS)
        for path, depth, pk in pages
    )
