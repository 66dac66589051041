"""Pages that are to be shown, or taken down, at a set time."""

from datetime import datetime
from io import StringIO

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page, Revision

from home.periodic import periodically


@periodically(minutes=1)
@transaction.atomic
def publish_scheduled_pages(now: datetime) -> int:
    """Let Wagtail publish and take down what is due. Returns how many pages.

    The rows are held meanwhile, so that another worker finds nothing left to do. Publishing empties the kept
    pages, here at once and in the web processes within their time limit.
    """
    due = Revision.objects.page_revisions().filter(approved_go_live_at__lt=now)
    expired = Page.objects.filter(live=True, expire_at__lt=now)
    count = len(due.select_for_update(of=("self",))) + len(expired.select_for_update(of=("self",)))
    if count:
        call_command("publish_scheduled", stdout=StringIO())
    return count
