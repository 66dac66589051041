"""The worker: sends what waits in the outbox, and between mails does what comes back by the clock."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from home.periodic import Schedule
from stipend_portal.mail.worker import send_all, send_next


class Command(BaseCommand):
    """Send waiting mails once, or with `--forever` mails and periodic work until told to stop."""

    help = "Send the mails that wait in the outbox; with --forever also do the periodic work."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--forever", action="store_true", help="go on until stopped")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between looks")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. A lost database is waited for, not died of."""
        if not options["forever"]:
            self.stdout.write(f"{send_all()} mails tried")
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        schedule = Schedule()
        while not stop.is_set():
            close_old_connections()
            sent = False
            try:
                sent = send_next()
            except OperationalError as error:
                self.stderr.write(f"database not reachable, trying again: {type(error).__name__}")
            else:
                schedule.run_due(timezone.now())
            if not sent:
                stop.wait(options["pause"])
