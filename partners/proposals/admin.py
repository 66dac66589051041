"""Proposals of co-operation in the admin: read, answered and closed, never written or deleted there."""

from datetime import datetime
from typing import Any

import django_filters
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from home.spreadsheets import SafeSpreadsheetMixin
from partners.models import PartnershipProposal


class ProposalFilterSet(WagtailFilterSet):
    """By how far it has come, who proposes, and when it came."""

    arrived_at = django_filters.DateFromToRangeFilter(label=_("Arrived"))

    class Meta:
        model = PartnershipProposal
        fields = ["status", "proposer", "language", "arrived_at"]


class ProposalListView(SafeSpreadsheetMixin, generic.IndexView):
    """The list and its export."""


class ProposalReadView(generic.InspectView):
    """All that was sent in, and what has been done about it."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Times in Swedish time; nothing where there is nothing yet."""
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        return "" if value is None else value


class ProposalHandlingView(generic.EditView):
    """Sets how far it has come. The row is locked meanwhile, and remembers who did it and when."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge and save while nobody else changes it."""
        with transaction.atomic():
            self.object = self.get_object(self.model.objects.select_for_update())
            return super().post(request, *args, **kwargs)

    def save_instance(self) -> PartnershipProposal:
        """Say who did it, and since when it stands so."""
        proposal: PartnershipProposal = self.form.instance
        proposal.handled_by = self.request.user
        if "status" in self.form.changed_data:
            proposal.status_set_at = timezone.now()
        return super().save_instance()


class ProposalViewSet(ModelViewSet):
    """The proposals."""

    model = PartnershipProposal
    name = "partnership_proposals"
    url_prefix = "samarbetsforslag"
    icon = "globe"
    menu_label = _("Proposals of co-operation")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "reference",
        "proposer",
        "organisation",
        "contact_name",
        "email",
        "where",
        "idea",
        "when",
        "language",
        "arrived_at",
        "answer_by",
        "status",
        "status_set_at",
        "handled_by",
        "note",
    ]
    index_view_class = ProposalListView
    inspect_view_class = ProposalReadView
    edit_view_class = ProposalHandlingView
    filterset_class = ProposalFilterSet
    form_fields = ["status", "note"]
    search_fields = ["organisation", "idea", "where"]
    list_display = [
        TitleColumn("reference", label=_("Reference"), url_name="partnership_proposals:inspect"),
        "organisation",
        "where",
        "arrived_at",
        "answer_by",
        Column("get_status_display", label=_("Status"), sort_key="status"),
        Column("lateness", label=pgettext_lazy("proposal", "Answer")),
    ]
    export_headings = {
        "reference": _("Reference"),
        "get_proposer_display": _("Who proposes"),
        "get_status_display": _("Status"),
    }
    list_export = [
        "reference",
        "get_proposer_display",
        "organisation",
        "contact_name",
        "email",
        "where",
        "idea",
        "when",
        "language",
        "arrived_at",
        "answer_by",
        "get_status_display",
        "note",
    ]
    left_out = frozenset({"add", "delete", "usage"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No links to what is left out."""
        closed = {f"{name}_url_name": None for name in self.left_out}
        return super().get_common_view_kwargs(**{**kwargs, **closed})

    def get_urlpatterns(self) -> list[URLPattern]:
        """All but what is left out."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.left_out]
