"""Looking at the attached files of a case one after the other, without leaving the workspace."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from stipend_portal.documents.download import can_be_shown, show_inside
from stipend_portal.models import Application, Attachment
from stipend_portal.queries import attachments_of
from stipend_portal.review.access import get_whole_case
from stipend_portal.review.case.loading import CaseFile
from stipend_portal.review.pages import Crumb, ReviewPage, case_crumbs


@dataclass(frozen=True)
class Beside:
    """Where the file stands among those of its version, and the addresses of those beside it."""

    number: int
    total: int
    previous_url: str
    next_url: str


@require_safe
def attachment_content(request: HttpRequest, pk: int, file_id: uuid.UUID) -> HttpResponse:
    """The content that the viewer shows. 404 until the scanner has passed it: the page around says why."""
    case = get_whole_case(request, pk)
    file = get_object_or_404(case.attachments, pk=file_id)
    if not file.can_be_opened_by_staff:
        raise Http404
    return show_inside(file)


class AttachmentPageView(ReviewPage, TemplateView):
    """One file, with the way to the others of the version it was sent with."""

    template_name = "stipend_portal/review/attachment.html"
    http_method_names = ["get", "head", "options"]
    case: Application
    file: Attachment

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, if this person reads all of the case."""
        self.case = get_whole_case(request, kwargs["pk"])
        self.file = get_object_or_404(self.case.attachments, pk=kwargs["file_id"])
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The case and nothing personal: titles end up in browser histories, and a file may be called anything."""
        return _("Attachment in %(reference)s") % {"reference": self.case.reference}

    def crumbs(self) -> list[Crumb]:
        """The way to the case."""
        return case_crumbs(self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file, and those beside it in the chosen version."""
        asked_for = self.request.GET.get("version")
        version = CaseFile(self.case, asked_for).version
        files = attachments_of(version)
        return super().get_context_data(
            case=self.case,
            file=next((each for each in files if each == self.file), self.file),
            is_picture=self.file.content_type.startswith("image/"),
            can_be_shown=self.file.can_be_opened_by_staff and can_be_shown(self.file),
            beside=self._beside(files, f"?version={version.number}" if asked_for else ""),
            version=version,
            **kwargs,
        )

    def _beside(self, files: list[Attachment], query: str) -> Beside | None:
        """None for a file of another version than the one that is looked at."""
        if self.file not in files:
            return None
        at = files.index(self.file)

        def url(index: int) -> str:
            if not 0 <= index < len(files):
                return ""
            return reverse("cases:attachment_page", args=[self.case.pk, files[index].pk]) + query

        return Beside(at + 1, len(files), url(at - 1), url(at + 1))
