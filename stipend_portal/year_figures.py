"""The stipends among the figures of a year."""

from django.utils import timezone
from django.utils.translation import gettext as _

from home.year_figures import YearFigure, register_year_figures
from stipend_portal.models import Round
from stipend_portal.statistics.figures import read_rows_of_year
from stipend_portal.statistics.tables import people
from stipend_portal.statistics.year import stipend_year


@register_year_figures
def stipends_of_the_year(year: int) -> list[YearFigure]:
    """Rounds, applications and money as first decided, once the year is over.

    Before that the sums would grow with each decision, and what is added tells what one person was granted.
    """
    if year >= timezone.localdate().year:
        return []
    told = stipend_year(read_rows_of_year(year), year)
    figures = [
        YearFigure(_("Rounds of stipends that closed"), Round.objects.filter(closes_at__year=year).count()),
        YearFigure(
            _("Applications for stipends"), people(told.applications).text if told.applications else 0
        ),
        YearFigure(_("Applications that were granted a stipend"), told.granted or 0),
        YearFigure(_("Granted in stipends"), told.kronor or 0, _("kronor")),
    ]
    return [figure for figure in figures if figure.value]
