"""Reading a file of a case."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stipend_portal.documents.download import hand_out
from stipend_portal.models import Attachment
from stipend_portal.review.access import get_whole_case
from stipend_portal.review.pages import Crumb, case_crumbs, refuse


@require_safe
def attachment(request: HttpRequest, pk: int, file_id: uuid.UUID) -> HttpResponse:
    """One file of a case, for those who read all of it; for all others it is not found.

    409 until the scanner has passed it, and when it was removed.
    """
    case = get_whole_case(request, pk)
    file = get_object_or_404(case.attachments, pk=file_id)
    return hand_out_scanned(request, file, crumbs=case_crumbs(case))


def hand_out_scanned(request: HttpRequest, file: Attachment, *, crumbs: list[Crumb]) -> HttpResponse:
    """The file, or 409 and the reason while the scanner has not passed it."""
    if file.can_be_opened_by_staff:
        return hand_out(file)
    if file.scan == Attachment.Scan.INFECTED:
        title = _("The file has been removed")
        text = _("The scanner found something harmful in it. The applicant has been told.")
    else:
        title = _("The file is waiting to be scanned")
        text = _("It can be opened as soon as the scanner has passed it. Try again in a few minutes.")
    return refuse(request, status=409, title=title, text=text, crumbs=crumbs)
