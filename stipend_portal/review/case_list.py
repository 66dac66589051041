"""The list of cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import IndexView

from stipend_portal.completeness import newest_only
from stipend_portal.formats import as_kronor
from stipend_portal.models import Application, GuardianApproval, Round
from stipend_portal.permissions import RoundRoles, round_roles
from stipend_portal.review.access import cases_for
from stipend_portal.review.guardians import ShownProgress, guardian_progress
from stipend_portal.review.messages import unanswered
from stipend_portal.review.pages import NO_ENTRY, ReviewPage, list_crumbs, refuse
from stipend_portal.review.paginator import CappedPaginator
from stipend_portal.states import State

# How every reference begins, see `new_reference`.
REFERENCE_PREFIX = "AV-"

# Both run along an index, in whole and within a round.
NEWEST_FIRST = ("-received_at", "-pk")
OLDEST_FIRST = ("received_at", "pk")


@dataclass(frozen=True)
class CaseRow:
    """A line of the list, ready to print."""

    url: str
    reference: str
    name: str
    destination: str
    amount: str
    received: str
    late: bool
    guardians: ShownProgress
    state: str
    state_label: str
    round: str


def case_row(case: Application, round_: Round) -> CaseRow:
    """What the list says of a case whose approvals have been fetched."""
    case.round = round_
    return CaseRow(
        url=reverse("cases:case", args=[case.pk]),
        reference=case.reference,
        name=case.applicant_name,
        destination=case.destination,
        amount=as_kronor(case.amount_applied),
        received=timezone.localtime(case.received_at).strftime("%Y-%m-%d %H:%M"),
        late=case.received_late,
        guardians=guardian_progress(case.approvals.all()),
        state=case.state,
        state_label=str(State(case.state).label),
        round=round_.local_name,
    )


class CaseFilters(WagtailFilterSet):
    """State, round and late; the choice of round is there only for someone who works in several."""

    state = django_filters.ChoiceFilter(
        choices=State.choices, empty_label=gettext_lazy("All"), label=gettext_lazy("State")
    )
    round = django_filters.ChoiceFilter(
        choices=[], empty_label=gettext_lazy("All"), label=gettext_lazy("Round")
    )
    late = django_filters.BooleanFilter(
        method="only_late", widget=forms.CheckboxInput, label=gettext_lazy("Only those received late")
    )

    unanswered = django_filters.BooleanFilter(
        method="only_unanswered",
        widget=forms.CheckboxInput,
        label=gettext_lazy("Only those with a message to answer"),
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def __init__(self, *args: Any, round_names: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(round_names) > 1:
            self.filters["round"].extra["choices"] = list(round_names.items())
        else:
            del self.filters["round"]

    def only_late(self, cases: QuerySet[Application], name: str, value: bool | None) -> QuerySet[Application]:
        """An empty box asks for all, not for those in time."""
        return cases.filter(received_late=True) if value else cases

    def only_unanswered(
        self, cases: QuerySet[Application], name: str, value: bool | None
    ) -> QuerySet[Application]:
        """Cases whose newest message is from the applicant."""
        return cases.filter(pk__in=unanswered().values("application")) if value else cases


class CaseListView(ReviewPage, IndexView):
    """The cases a person may see, newest first, found by state, round, lateness or words.

    Nothing in it grows with the table: the count stops at a thousand and guardians are counted for the
    rows of the page only.
    """

    model = Application
    template_name = "stipend_portal/review/case_list.html"
    page_title = gettext_lazy("Cases")
    paginator_class = CappedPaginator
    filterset_class = CaseFilters
    search_fields = ["reference", "applicant_name", "destination"]
    is_searchable = True
    columns: list[Any] = []

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's, without its spreadsheet export: a file of names leaves no trace in the log."""
        super().setup(request, *args, **kwargs)
        self.is_export = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 403 in plain words where Wagtail would send the person elsewhere."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))

    def crumbs(self) -> list[dict[str, Any]]:
        """The list is itself the last step."""
        return list_crumbs()[:1]

    def get_base_queryset(self) -> QuerySet[Application]:
        """The only door."""
        columns = ("application_id", "status", "member__birth_date", "member__status")
        approvals = newest_only(GuardianApproval.objects.select_related("member").only(*columns))
        cases = cases_for(self.request.user, self.roles)
        return cases.prefetch_related(Prefetch("approvals", queryset=approvals))

    @cached_property
    def roles(self) -> RoundRoles:
        """What this person does in which rounds."""
        return round_roles(self.request.user)

    @cached_property
    def rounds(self) -> Mapping[int, Round]:
        """The rounds this person works in, the newest first."""
        ids = {round_id for round_id, _role in self.roles}
        return {each.pk: each for each in Round.objects.filter(pk__in=ids)}

    @property
    def round_names(self) -> Mapping[int, str]:
        """Their names."""
        return {key: each.local_name for key, each in self.rounds.items()}

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Let the filters know the rounds."""
        return {**super().get_filterset_kwargs(), "round_names": self.round_names}

    @cached_property
    def is_filtering(self) -> bool:
        """Whether anything was asked for; to Wagtail an empty box would count as a choice."""
        form = self.filters.form
        return form.is_valid() and any(form.cleaned_data.values())

    def get_ordering(self) -> tuple[str, str]:
        """By time of arrival; `?ordering=received_at` puts the oldest first."""
        return OLDEST_FIRST if self.request.GET.get("ordering") == "received_at" else NEWEST_FIRST

    def search_queryset(self, cases: QuerySet[Application]) -> QuerySet[Application]:
        """Words anywhere in reference, name or place; what begins like a reference goes by its index."""
        words = self.search_query.strip().upper()
        if words.startswith(REFERENCE_PREFIX):
            return cases.filter(reference__startswith=words)
        return super().search_queryset(cases)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The rows of the page."""
        context = super().get_context_data(*args, **kwargs)
        context["rows"] = [case_row(case, self.rounds[case.round_id]) for case in context["object_list"]]
        context["oldest_first"] = self.ordering == OLDEST_FIRST
        context["several_rounds"] = len(self.round_names) > 1
        return context
