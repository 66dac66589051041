"""The addresses of the list of cases and of what is done from it."""

from django.urls import URLPattern, path

from stipend_portal.review.bulk_views import BulkView
from stipend_portal.review.case_list import CaseListView
from stipend_portal.review.export import ExportView
from stipend_portal.review.saved_views import remove_view, save_view


def list_urls() -> list[URLPattern]:
    """The list, acts on many cases, the spreadsheet, and saved views."""
    return [
        path("", CaseListView.as_view(), name="index"),
        path("flera/", BulkView.as_view(), name="bulk"),
        path("exportera/", ExportView.as_view(), name="export"),
        path("vyer/spara/", save_view, name="save_view"),
        path("vyer/<int:pk>/ta-bort/", remove_view, name="remove_view"),
    ]
