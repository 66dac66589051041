"""The record's PDF copy of a version: the same file that the applicant has."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from stipend_portal.documents.download import download
from stipend_portal.review.access import get_whole_case
from stipend_portal.services.record_copy import record_copy


@require_safe
def version_copy(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """One version of a case, for those who read all of it; for all others it is not found."""
    case = get_whole_case(request, pk)
    version = get_object_or_404(case.versions.select_related("application"), number=number)
    return download(record_copy(version))
