"""The demo's annual reports: examples of how one looks."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from home.demo.content import LANGUAGES, add_pages, read
from home.demo.pages import front_pages
from home.demo.registry import register_demo_loader
from home.models import AnnualReportIndexPage, AnnualReportPage

CONTENT = Path(__file__).parent / "content" / "annual_reports.toml"


@register_demo_loader
def load_annual_reports() -> None:
    """Publish the list and its reports, each with its file."""
    content = read(CONTENT)
    indexes = add_pages(front_pages(), AnnualReportIndexPage, content["index"])
    for report in content["report"]:
        add_pages(indexes, AnnualReportPage, _as_fields(report))


def _as_fields(report: dict[str, Any]) -> dict[str, Any]:
    """Turn tables into blocks, and the text of the file into a document. Without a year it is this year's."""
    fields = {"year": timezone.localdate().year, **report}
    told = fields.pop("file", None)
    if told:
        file = ContentFile(told["text"].encode(), name=told["name"])
        fields["document"] = get_document_model().objects.create(
            title=told["title"], file=file, file_size=file.size
        )
    for language in LANGUAGES:
        words = {**report[language]}
        words["reported_to"] = [("reporting", reporting) for reporting in words.pop("reported_to", [])]
        fields[language] = words
    return fields
