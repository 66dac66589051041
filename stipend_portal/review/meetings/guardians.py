"""What the board must know of the guardians before it decides: numbers only, no names."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stipend_portal.completeness import GuardianProgress, newest_only, progress_of
from stipend_portal.models import Application, GuardianApproval


def guardians_missing(cases: Iterable[Application]) -> dict[int, str]:
    """What is missing of guardians' approvals, in words, by key of case; cases with all of them are left out.

    Guardians decide together about someone under eighteen (föräldrabalken 6:13, 9:1). Asks one query.
    """
    by_key = {case.pk: case for case in cases}
    if not by_key:
        return {}
    found: defaultdict[int, list[GuardianApproval]] = defaultdict(list)
    rows = GuardianApproval.objects.filter(application__in=by_key).select_related("member")
    for approval in newest_only(rows):
        approval.application = by_key[approval.application_id]
        found[approval.application_id].append(approval)
    today = timezone.localdate()
    progress = {pk: progress_of(approvals, today) for pk, approvals in found.items()}
    return {pk: _words(each) for pk, each in progress.items() if not each.is_complete}


def _words(progress: GuardianProgress) -> str:
    silent = progress.asked - progress.settled - progress.declined
    told = []
    if silent:
        words = ngettext(
            "%(count)d guardian has not answered.", "%(count)d guardians have not answered.", silent
        )
        told.append(words % {"count": silent})
    if progress.declined:
        words = ngettext(
            "%(count)d guardian has said no.", "%(count)d guardians have said no.", progress.declined
        )
        told.append(words % {"count": progress.declined})
    told.append(_("Guardians decide together about someone under eighteen (föräldrabalken 6:13)."))
    return " ".join(told)
