"""A file of a case, for those who assess it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from stipend_portal.review.access import get_case_to_assess
from stipend_portal.review.assessing.list_view import assessing_crumbs
from stipend_portal.review.assessing.people import is_blind
from stipend_portal.review.attachments import hand_out_scanned


@require_safe
def attachment(request: HttpRequest, pk: int, file_id: uuid.UUID) -> HttpResponse:
    """One file. Not found while the round is blind: its content may tell who applies."""
    case = get_case_to_assess(request, pk)
    if is_blind(case.round):
        raise Http404
    file = get_object_or_404(case.attachments, pk=file_id)
    return hand_out_scanned(request, file, crumbs=assessing_crumbs())
