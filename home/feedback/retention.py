"""Readers' words about a page are kept for a while: until somebody has had time to mend what was missed."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from home.models import PageHelpText
from home.periodic import periodically

logger = logging.getLogger(__name__)


@periodically(minutes=24 * 60)
def remove_old_words(now: datetime) -> int:
    """Remove what readers wrote more than `PAGE_HELP_TEXT_DAYS` days ago. The counts stay: they are of nobody."""
    oldest = timezone.localdate(now) - timedelta(days=settings.PAGE_HELP_TEXT_DAYS)
    removed, _kinds = PageHelpText.objects.filter(day__lt=oldest).delete()
    if removed:
        logger.warning("removed %s readers' words about pages, written before %s", removed, oldest)
    return removed
