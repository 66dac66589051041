"""The report of broken links."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page

from home.editing.links.found import DOCUMENT, PAGE
from home.editing.owners import possible_owners
from home.editing.reports.base import DayColumn, EditorsReport
from home.models import LinkCheck


class BrokenLinkFilters(WagtailFilterSet):
    """By what is wrong, and by who owns the page."""

    problem = django_filters.ChoiceFilter(
        label=_("Problem"),
        choices=[choice for choice in LinkCheck.Problem.choices if choice[0]],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Owner"),
        field_name="page__owner",
        queryset=lambda request: possible_owners(),
        empty_label=_("Everyone"),
        null_label=_("Nobody"),
    )

    class Meta:
        model = LinkCheck
        fields: list[str] = []


def name_targets(checks: Iterable[LinkCheck]) -> None:
    """Give each its `target`: the address, or the title of the page or a word for the file that it led to."""
    keys = {check.url.removeprefix(PAGE) for check in checks if check.url.startswith(PAGE)}
    titles = {
        f"{PAGE}{pk}": title
        for pk, title in Page.objects.filter(pk__in=filter(str.isdecimal, keys)).values_list("pk", "title")
    }
    for check in checks:
        if check.url.startswith(PAGE):
            check.target = titles.get(check.url, _("a page that is gone"))
        elif check.url.startswith(DOCUMENT):
            check.target = _("a file that is gone")
        else:
            check.target = check.url


class BrokenLinksReport(EditorsReport):
    """Broken links, those that have been so longest first, each with the way to the page that it stands on."""

    model = LinkCheck
    page_title = _("Broken links")
    header_icon = "link-external"
    filterset_class = BrokenLinkFilters
    index_url_name = "broken_links"
    index_results_url_name = "broken_links_results"
    columns = (
        TitleColumn(
            "page",
            label=_("Page"),
            accessor="page.title",
            url_name="wagtailadmin_pages:edit",
            id_accessor="page_id",
        ),
        Column("text", label=_("Link text")),
        Column("target", label=_("Leads to")),
        Column("problem", label=_("Problem"), accessor="get_problem_display"),
        DayColumn("first_failed", label=_("Broken since")),
    )
    list_export = ("page", "text", "target", "get_problem_display", "first_failed")
    export_headings = {
        "page": _("Page"),
        "text": _("Link text"),
        "target": _("Leads to"),
        "get_problem_display": _("Problem"),
        "first_failed": _("Broken since"),
    }

    def get_queryset(self) -> QuerySet[LinkCheck]:
        """The broken links of the pages that this person may write."""
        broken = LinkCheck.objects.filter(status=LinkCheck.Status.BROKEN, page__in=self.pages().values("pk"))
        self.queryset = broken.select_related("page").order_by("first_failed", "pk")
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say in words where each link led."""
        name_targets(object_list)
        return object_list
