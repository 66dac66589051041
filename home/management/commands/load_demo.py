"""`manage.py load_demo`: the example content, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from home.demo.registry import load_all
from home.models import HomePage
from home.serving import page_cache


class Command(BaseCommand):
    """Load pages, towns, and what other apps have registered; do nothing where a front page exists."""

    help = "Load the demo content, unless the site already has a front page."

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing: a broken load leaves an empty site, not half of one."""
        if not settings.DEMO:
            raise CommandError(
                "load_demo makes people with known passwords: it is for the demo settings only."
            )
        if HomePage.objects.exists():
            self.stdout.write("The site has a front page already; nothing was loaded.")
            return
        with transaction.atomic():
            load_all()
        page_cache.empty()
        self.stdout.write("The demo content is loaded.")
