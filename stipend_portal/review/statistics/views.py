"""The page of statistics, and the same as PDF and spreadsheet."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from home.models import User
from stipend_portal.case_filters.ages import AgeBand, bands_for
from stipend_portal.documents.statistics_pdf import render_statistics_pdf
from stipend_portal.documents.statistics_sheets import SPREADSHEET, render_statistics_sheets
from stipend_portal.models import Round
from stipend_portal.permissions import round_roles, rounds_with
from stipend_portal.review.menu import RoleViewSet
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, list_crumbs, refuse
from stipend_portal.states import Role
from stipend_portal.statistics.figures import RoundFigures, figures_of
from stipend_portal.statistics.small_numbers import FEWEST_SHOWN
from stipend_portal.statistics.tables import Table, tables_of

READERS = frozenset({Role.CASE_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR, Role.STRATEGIST})
MOST_ROUNDS = 4


def rounds_counted_for(user: User) -> list[Round]:
    """The rounds whose statistics this person may see, the newest first."""
    ids = rounds_with(round_roles(user), READERS)
    return list(Round.objects.filter(pk__in=ids).select_related("programme"))


def usual_choice(rounds: list[Round]) -> list[Round]:
    """The newest round, and the one before it of the same stipend."""
    return [each for each in rounds if each.programme_id == rounds[0].programme_id][:2] if rounds else []


class StatisticsView(ReviewPage, TemplateView):
    """Some rounds side by side. Opening it changes nothing, and no case is opened by it."""

    template_name = "stipend_portal/review/statistics/index.html"
    page_title = gettext_lazy("Statistics")
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """403 for those who have no round to count."""
        if not self.rounds:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """From the admin's front page."""
        return list_crumbs()[:1]

    @cached_property
    def rounds(self) -> list[Round]:
        """The rounds to choose among."""
        return rounds_counted_for(self.request.user)

    @cached_property
    def chosen(self) -> list[Round]:
        """The rounds that were asked for, or the usual ones."""
        wanted = set(self.request.GET.getlist("round"))
        return [each for each in self.rounds if str(each.pk) in wanted][:MOST_ROUNDS] or usual_choice(
            self.rounds
        )

    @cached_property
    def tables(self) -> list[Table]:
        """What is shown, in every form."""
        bands = bands_for(self.chosen)
        return tables_of(self.figures(bands), {band.key: band.label for band in bands})

    def figures(self, bands: list[AgeBand]) -> list[RoundFigures]:
        """The figures of the chosen rounds."""

        def band_of(age: int) -> str:
            return next(band.key for band in bands if band.holds(age))

        return figures_of(self.chosen, band_of)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tables, the choice of rounds, and the ways to take it along."""
        chosen = {each.pk for each in self.chosen}
        query = "&".join(f"round={each.pk}" for each in self.chosen)
        return super().get_context_data(
            tables=self.tables,
            choices=[(each, each.pk in chosen) for each in self.rounds],
            most_rounds=MOST_ROUNDS,
            fewest=FEWEST_SHOWN,
            pdf_url=f"{reverse('statistics:pdf')}?{query}",
            sheets_url=f"{reverse('statistics:sheets')}?{query}",
            **kwargs,
        )


class StatisticsFile(StatisticsView):
    """Base of the files: the same tables, to keep."""

    extension = ""
    content_type = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        name = f"{_('statistics')}-{timezone.localdate():%Y-%m-%d}.{self.extension}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(self.render(), content_type=self.content_type, headers=headers)

    def render(self) -> bytes:
        """Its bytes."""
        raise NotImplementedError


class StatisticsPdf(StatisticsFile):
    """To print, and to put before the board."""

    extension = "pdf"
    content_type = "application/pdf"

    def render(self) -> bytes:
        """A tagged PDF."""
        return render_statistics_pdf(self.tables, at=timezone.now())


class StatisticsSheets(StatisticsFile):
    """To count on."""

    extension = "xlsx"
    content_type = SPREADSHEET

    def render(self) -> bytes:
        """A workbook with a sheet for each table."""
        return render_statistics_sheets(self.tables)


class StatisticsViewSet(RoleViewSet):
    """The entry of the menu."""

    name = "statistics"
    url_prefix = "statistik"
    icon = "history"
    menu_label = gettext_lazy("Statistics")
    shown_to = READERS

    def get_urlpatterns(self) -> list[URLPattern]:
        """The page and its files."""
        return [
            path("", StatisticsView.as_view(), name="index"),
            path("statistik.pdf", StatisticsPdf.as_view(), name="pdf"),
            path("statistik.xlsx", StatisticsSheets.as_view(), name="sheets"),
        ]
