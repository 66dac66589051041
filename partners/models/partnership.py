"""Words about a partnership: of what kind it is, and how alive."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnershipStatus(models.TextChoices):
    """How alive the co-operation is, as far as the source says."""

    ACTIVE = "active", pgettext_lazy("co-operation", "Active")
    DORMANT = "dormant", _("Dormant")
    FORMER = "former", _("Former")


class PartnershipKind(models.TextChoices):
    """What binds the two: an agreement between towns, a looser co-operation, or projects only."""

    TWIN_TOWN = "twin_town", _("Twin town")
    PARTNER_CITY = "partner_city", _("Partner city")
    PROJECT_PARTNER = "project_partner", _("Project partner")


class PartnerGroup(models.TextChoices):
    """The headings of the list. What has ended stands last, of whatever kind it was."""

    TWIN_TOWN = PartnershipKind.TWIN_TOWN.value, _("Twin towns")
    PARTNER_CITY = PartnershipKind.PARTNER_CITY.value, _("Partner cities")
    PROJECT_PARTNER = PartnershipKind.PROJECT_PARTNER.value, _("Partners in projects")
    FORMER = "former", _("Former contacts")
