"""The applicant's PDF copy of what she sent: the same file that the record keeps."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from stipend_portal.documents.download import download
from stipend_portal.queries import own_applications
from stipend_portal.services.record_copy import record_copy


@login_required
@require_safe
def application_copy(request: HttpRequest, reference: str) -> FileResponse:
    """What she sent last. Anyone else's application is not found, as if it did not exist."""
    application = get_object_or_404(own_applications(request.user), reference=reference)
    return download(record_copy(application.latest_version))
