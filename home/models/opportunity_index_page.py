"""All opportunities, and the way to find one's own among them."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models.listing import ListingPage
from home.models.opportunity_page import Cost, Kind, OpportunityPage
from home.opportunity_filter import BANDS, OpportunityFilter
from home.validity import seconds_to_midnight


class OpportunityIndexPage(ListingPage):
    """Cards of the opportunities: those that can be applied for first, the nearest last day before the others."""

    search_kind = "opportunity"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.OpportunityPage", "home.EasyReadPage"]

    class Meta:
        verbose_name = _("list of opportunities")
        verbose_name_plural = _("lists of opportunities")

    def _asked(self, request: HttpRequest) -> OpportunityFilter:
        return OpportunityFilter.from_address(request.GET, timezone.localdate())

    def entries(self, request: HttpRequest) -> QuerySet[Any]:
        """The published opportunities that fit what the address asks; those past their last day come last."""
        past = Q(deadline__isnull=False, deadline__lt=timezone.localdate())
        found = OpportunityPage.objects.child_of(self).live()
        found = found.annotate(past=ExpressionWrapper(past, output_field=BooleanField()))
        found = found.order_by("past", F("deadline").asc(nulls_last=True), "title", "pk")
        return self._asked(request).narrow(found)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what was asked for and what can be."""
        context = super().get_context(request, *args, **kwargs)
        asked = self._asked(request)
        context["asked"] = asked
        context["query"] = asked.query
        context["bands"] = [(band, band.replace("-", "–")) for band in BANDS]
        context["kinds"] = Kind.choices
        context["costs"] = Cost.choices
        return context

    def stays_true_for(self, response: HttpResponse) -> int | None:
        """Until midnight: then a last day may have passed."""
        return seconds_to_midnight()
