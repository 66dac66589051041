"""The decision letter as a PDF, for the one it is to."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from stipend_portal.documents.download import download_letter
from stipend_portal.documents.letter_document import letter_document
from stipend_portal.queries import own_applications, released_letters


@login_required
@require_safe
def decision_letter(request: HttpRequest, reference: str) -> FileResponse:
    """The newest letter that has been released. Anyone else's, and one that waits, is not found."""
    application = get_object_or_404(own_applications(request.user), reference=reference)
    letter = get_object_or_404(released_letters(application)[:1])
    return download_letter(letter_document(letter))
