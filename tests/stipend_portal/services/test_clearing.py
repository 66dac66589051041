"""The worker keeps the table of production's cache small."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from amal_intl_site.settings.storage import DATABASE_CACHE
from home.periodic import JOBS

pytestmark = pytest.mark.django_db


def test_every_ten_minutes_what_is_past_its_time_is_removed(settings: Settings) -> None:
    settings.CACHES = {**settings.CACHES, "default": DATABASE_CACHE}
    call_command("createcachetable", verbosity=0)
    job = JOBS["clearing.clear_cache"]
    assert job.every == timedelta(minutes=10)
    with time_machine.travel("2027-02-01T12:00:00+01:00", tick=False) as clock:
        cache.set("short", 1, timeout=60)
        cache.set("long", 2, timeout=3600)
        clock.shift(120)
        assert job.work(timezone.now()) == 1
        assert cache.get("long") == 2
