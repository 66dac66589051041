"""All periodic work, once: for those who would rather have cron than a worker that never ends."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.periodic import JOBS, run


class Command(BaseCommand):
    """Run every periodic job once, and say how much each did."""

    help = "Do all periodic work once: reminders, clearing out, scanning."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Fails when a job has failed, after all the others have been run."""
        failed = []
        for job in JOBS.values():
            done = run(job, timezone.now())
            if done is None:
                failed.append(job.name)
            else:
                self.stdout.write(f"{job.name}: {done}")
        if failed:
            raise CommandError(f"failed, see the log: {', '.join(failed)}")
