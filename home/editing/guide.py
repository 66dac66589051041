"""The guide for those who write the pages: one page in sections, with one text a language."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import user_has_any_page_permission


@dataclass(frozen=True)
class Section:
    """A part of the guide; `name` is its place on the page and the name of its template."""

    name: str
    title: Promise
    template: str = ""


SECTIONS = (
    Section("pages", _("Write a page")),
    Section("headings", _("Headings and plain language")),
    Section("links", _("Links")),
    Section("pictures", _("Pictures and descriptions")),
    Section("checker", _("The accessibility checker")),
    Section("approve", _("Submit and approve")),
    Section("schedule", _("Publish at a set time")),
    Section("translate", _("Translate into English")),
    Section("move", _("Move, rename and take down")),
    Section("look_over", _("Look pages over")),
    Section("readers", _("Listen to the readers")),
    Section("map", _("What the map shows")),
    Section("records", _("What becomes a public record")),
)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The whole guide, in the language of the admin. For those who write pages."""
    if not user_has_any_page_permission(request.user):
        raise PermissionDenied
    language = get_language() if get_language() in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    sections = [
        Section(each.name, each.title, f"home/editing/guide/{language}/{each.name}.html") for each in SECTIONS
    ]
    context = {"sections": sections, "page_title": _("Guide"), "header_icon": "doc-full"}
    return TemplateResponse(request, "home/editing/guide/index.html", context)
