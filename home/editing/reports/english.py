"""The report of how the English of each Swedish page stands."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.models import Page

from home.editing.languages import English, with_english
from home.editing.reports.base import DayColumn, EditorsReport, PageFilters, WayOnColumn


class EnglishFilters(PageFilters):
    """By how the English stands, who owns the page, and its type."""

    english = django_filters.ChoiceFilter(
        label=_("The English page"),
        choices=English.choices,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    def _add_locale_filter(self) -> None:
        """None: the report is about the Swedish pages."""


def english_of(page: Page) -> str:
    """How the English of a page of the report stands, in words."""
    return English(page.english).label


def way_on(page: Page) -> str:
    """Where the English page is written or begun."""
    if page.english_pk:
        return reverse("wagtailadmin_pages:edit", args=[page.english_pk])
    return reverse("simple_translation:submit_page_translation", args=[page.pk])


class EnglishReport(EditorsReport):
    """Published Swedish pages with the state of their English."""

    model = Page
    page_title = _("Swedish and English")
    header_icon = "globe"
    filterset_class = EnglishFilters
    index_url_name = "swedish_and_english"
    index_results_url_name = "swedish_and_english_results"
    columns = (
        TitleColumn("title", label=_("Swedish page"), url_name="wagtailadmin_pages:edit"),
        DayColumn("last_published_at", label=_("Swedish published")),
        StatusTagColumn("english", label=_("The English page"), accessor=english_of, primary=True),
        DayColumn("english_published", label=_("English published")),
        WayOnColumn(
            "way_on",
            label=_("Do"),
            accessor=lambda page: _("Edit the English page") if page.english_pk else _("Translate"),
            get_url=way_on,
        ),
        Column("page_type_display_name", label=_("Kind of page")),
    )
    list_export = ("title", "last_published_at", "english_state", "english_published", "full_url")
    export_headings = {
        "title": _("Swedish page"),
        "last_published_at": _("Swedish published"),
        "english_state": _("The English page"),
        "english_published": _("English published"),
        "full_url": _("Address"),
    }

    def get_queryset(self) -> QuerySet[Page]:
        """The Swedish pages in the order of the tree."""
        pages = with_english(self.pages()).select_related("content_type", "locale")
        self.queryset = pages.order_by("path")
        return super().get_queryset()

    def to_row_dict(self, item: Page) -> dict[str, Any]:
        """A line of the spreadsheet."""
        item.english_state = english_of(item)
        return super().to_row_dict(item)
