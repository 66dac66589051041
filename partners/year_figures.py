"""With whom Åmål worked abroad in a year, each counted once for both languages."""

from datetime import date

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from home.year_figures import YearFigure, register_year_figures
from partners.models import PartnerProjectPage, PartnerTownPage
from partners.models.partnership import PartnershipKind, PartnershipStatus


@register_year_figures
def partners_of_the_year(year: int) -> list[YearFigure]:
    """Partnerships in force, projects that went on, and the money granted to those that began.

    A partnership's page says how it stands today, not how it stood then, and its label says so.
    """
    projects = _projects(year)
    counted = [
        YearFigure(_("Twin towns and partner cities, as they stand today"), _partnerships(year)),
        YearFigure(_("Projects with partners abroad"), projects["number"]),
        YearFigure(_("Granted to the projects that began in the year"), projects["money"] or 0, _("kronor")),
    ]
    return [figure for figure in counted if figure.value]


def _partnerships(year: int) -> int:
    """How many have not ended, without those whose agreement is of a later year."""
    towns = PartnerTownPage.objects.live().filter(
        locale__language_code=settings.LANGUAGE_CODE,
        kind__in=[PartnershipKind.TWIN_TOWN, PartnershipKind.PARTNER_CITY],
    )
    later = Q(agreement_date__gt=date(year, 12, 31))
    return towns.exclude(Q(status=PartnershipStatus.FORMER) | later).order_by().count()


def _projects(year: int) -> dict[str, int | None]:
    """How many went on some day of the year, and kronor granted to those that began in it."""
    projects = PartnerProjectPage.objects.live().filter(
        Q(ends__isnull=True) | Q(ends__gte=date(year, 1, 1)),
        locale__language_code=settings.LANGUAGE_CODE,
        begins__lte=date(year, 12, 31),
    )
    began = Q(begins__year=year)
    return projects.order_by().aggregate(number=Count("pk"), money=Sum("amount_granted", filter=began))
