"""The pages of the log."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import RedirectView, TemplateView

from stipend_portal.models import Round
from stipend_portal.permissions import round_roles
from stipend_portal.review.audit.registry import SOURCES
from stipend_portal.review.audit.sources import CaseSource, Source, Wanted, audited_rounds
from stipend_portal.review.menu import RoleViewSet
from stipend_portal.review.pages import NO_ENTRY, Crumb, ReviewPage, list_crumbs, refuse
from stipend_portal.review.review_form import ReviewForm
from stipend_portal.states import Role

PER_PAGE = 50


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"


class LogForm(ReviewForm):
    """What to look for."""

    template_name = "stipend_portal/review/audit/filters.html"

    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    who = forms.CharField(label=gettext_lazy("Who"), required=False, max_length=100)
    reference = forms.CharField(label=gettext_lazy("Reference"), required=False, max_length=20)
    round = forms.TypedChoiceField(label=gettext_lazy("Round"), required=False, coerce=int, empty_value=None)
    since = forms.DateField(label=pgettext_lazy("day", "From"), required=False, widget=DayInput)
    until = forms.DateField(label=gettext_lazy("To and including"), required=False, widget=DayInput)

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("All"))]
        self.fields["kind"].choices = everything + list(source.kinds)  # type: ignore[attr-defined]
        rounds = sorted(source.rounds.items(), key=lambda pair: pair[1])
        self.fields["round"].choices = everything + rounds  # type: ignore[attr-defined]
        for name in {"reference", "round"} - source.knows:
            del self.fields[name]

    @property
    def wanted(self) -> Wanted:
        """What was asked for; what cannot be understood is left out, and told beside its field."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


class LogView(ReviewPage, TemplateView):
    """One log, page by page from the newest. Nothing is counted, so a long log is as quick as a short one."""

    template_name = "stipend_portal/review/audit/log.html"
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """403 for all but an auditor. Raises `Http404` for a log there is not."""
        if not self.rounds:
            return refuse(request, status=403, title=_("Not for you"), text=str(NO_ENTRY))
        if kwargs["log"] not in SOURCES:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """From the admin's front page."""
        return list_crumbs()[:1]

    def get_page_title(self) -> str:
        """Which log."""
        return _("Log: %(log)s") % {"log": self.source.title}

    @cached_property
    def rounds(self) -> dict[int, str]:
        """The rounds that are audited, by name."""
        ids = audited_rounds(round_roles(self.request.user))
        return {each.pk: each.local_name for each in Round.objects.filter(pk__in=ids)}

    @cached_property
    def source(self) -> Source:
        """The log that is read."""
        return SOURCES[self.kwargs["log"]](self.request.user, self.rounds)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        form = LogForm(request.GET, source=self.source)
        found = self.source.find(form.wanted)
        before = request.GET.get("before", "")
        if before.isascii() and before.isdigit() and len(before) < 18:
            found = found.filter(pk__lt=int(before))
        events = list(found[: PER_PAGE + 1])
        rows = [self.source.row(event) for event in events[:PER_PAGE]]
        older = self.address(before=rows[-1].pk) if len(events) > PER_PAGE else ""
        return self.render_to_response(
            self.get_context_data(
                form=form,
                rows=rows,
                older=older,
                newest=self.address() if before else "",
                logs=[
                    (each.title, each.slug, reverse("log:log", args=[each.slug])) for each in SOURCES.values()
                ],
                present=self.source.slug,
            )
        )

    def address(self, **page: Any) -> str:
        """This log with the same choices."""
        chosen = {name: value for name, value in self.request.GET.items() if value and name != "before"}
        return f"?{urlencode(chosen | page)}"


class LogViewSet(RoleViewSet):
    """The entry of the menu, for auditors."""

    name = "log"
    url_prefix = "logg"
    icon = "list-ul"
    menu_label = gettext_lazy("Log")
    shown_to = frozenset({Role.AUDITOR})

    def get_urlpatterns(self) -> list[URLPattern]:
        """The logs; the menu leads to that of the cases."""
        first = RedirectView.as_view(pattern_name="log:log", permanent=False)
        return [
            path("", first, {"log": CaseSource.slug}, name="index"),
            path("<slug:log>/", LogView.as_view(), name="log"),
        ]
