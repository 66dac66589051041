"""The page types of this app that show what is done under a priority area."""

from django.utils.translation import gettext_lazy as _

from home.areas import register_area_pages
from home.models import OpportunityPage

register_area_pages("opportunities", OpportunityPage, _("Opportunities"))
