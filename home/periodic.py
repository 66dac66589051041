"""Work that comes back by the clock: reminders, clearing out, scanning.

    @periodically(minutes=30)
    def remind_guardians(now: datetime) -> int:
        ...

A job is told what time it is and gives back how many things it did. The worker runs the jobs between
mails, `manage.py run_periodic` runs them all once. Several workers may run the same job at the same moment:
it must take each row under lock and look again whether it still is to be done.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

logger = logging.getLogger(__name__)

Work = Callable[[datetime], int]

# A job that failed is tried again after this long, or after its own time where that is shorter.
AFTER_FAILURE = timedelta(minutes=1)


@dataclass(frozen=True)
class Job:
    """Something to do again and again."""

    name: str
    every: timedelta
    work: Work


JOBS: dict[str, Job] = {}


def periodically(*, minutes: int) -> Callable[[Work], Work]:
    """Register a function to be run every so many minutes. The function itself stays as it is."""

    def register(work: Work) -> Work:
        name = f"{work.__module__.rpartition('.')[2]}.{work.__name__}"
        JOBS[name] = Job(name, timedelta(minutes=minutes), work)
        return work

    return register


def run(job: Job, now: datetime) -> int | None:
    """Run one job. Returns how many things it did, or None when it failed, which is logged."""
    try:
        return job.work(now)
    except Exception as error:
        # Where and what kind only: the text of an error may hold someone's name or address.
        place = traceback.extract_tb(error.__traceback__)[-1]
        logger.error(
            "periodic work %s failed: %s in %s, line %s",
            job.name,
            type(error).__name__,
            place.filename,
            place.lineno,
        )
        return None


@dataclass
class Schedule:
    """When this process is to run each job next. A job that it has not run yet is due at once."""

    due: dict[str, datetime] = field(default_factory=dict)

    def run_due(self, now: datetime) -> None:
        """Run the jobs whose time has come, each guarded from the errors of the others."""
        for job in list(JOBS.values()):
            if job.name in self.due and now < self.due[job.name]:
                continue
            done = run(job, now)
            self.due[job.name] = now + (min(job.every, AFTER_FAILURE) if done is None else job.every)
