"""Work by the clock: run when due, guarded from each other, and never in the way of the mail."""

import os
import signal
from collections.abc import Generator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError

from home.periodic import JOBS, Schedule, periodically
from stipend_portal.management.commands import send_outbox
from tests.factories.portal import make_application

NOON = datetime.fromisoformat("2027-02-01T12:00:00+01:00")


@pytest.fixture(autouse=True)
def _no_jobs() -> Generator[None, None, None]:
    """Begin without jobs, and put the real ones back."""
    real = dict(JOBS)
    JOBS.clear()
    yield
    JOBS.clear()
    JOBS.update(real)


@pytest.fixture
def _worker(monkeypatch: pytest.MonkeyPatch) -> Generator[None, None, None]:
    """Let the worker run inside a test: on the test's own connection, and stopped by a signal."""
    monkeypatch.setattr(send_outbox, "close_old_connections", lambda: None)
    kept = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield
    for name, handler in kept.items():
        signal.signal(name, handler)


def minutes(number: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=number)


def test_a_job_is_run_at_once_and_then_when_its_time_has_come() -> None:
    runs = []

    @periodically(minutes=30)
    def count(now: datetime) -> int:
        runs.append(now)
        return 1

    schedule = Schedule()
    for minute in (0, 1, 29.9, 30, 31, 61):
        schedule.run_due(minutes(minute))
    assert runs == [minutes(0), minutes(30), minutes(61)]


def test_each_job_has_its_own_time() -> None:
    runs = []

    @periodically(minutes=1)
    def often(now: datetime) -> int:
        runs.append("often")
        return 0

    @periodically(minutes=60)
    def seldom(now: datetime) -> int:
        runs.append("seldom")
        return 0

    schedule = Schedule()
    for minute in (0, 1, 2):
        schedule.run_due(minutes(minute))
    assert runs == ["often", "seldom", "often", "often"]


def test_a_job_stays_the_function_it_was() -> None:
    @periodically(minutes=5)
    def double(now: datetime) -> int:
        return 2

    assert double(NOON) == 2
    assert list(JOBS) == ["test_periodic.double"]


def test_a_job_that_fails_does_not_stop_the_others_and_is_tried_again_soon() -> None:
    runs = []

    @periodically(minutes=60)
    def fails(now: datetime) -> int:
        runs.append("fails")
        raise ValueError

    @periodically(minutes=60)
    def works(now: datetime) -> int:
        runs.append("works")
        return 0

    schedule = Schedule()
    for minute in (0, 0.5, 1):
        schedule.run_due(minutes(minute))
    assert runs == ["fails", "works", "fails"]


def test_what_is_logged_of_a_failure_says_which_job_and_names_no_person(
    caplog: pytest.LogCaptureFixture,
) -> None:
    @periodically(minutes=60)
    def write_to_alva(now: datetime) -> int:
        raise ValueError("alva@example.org")

    Schedule().run_due(NOON)
    [record] = caplog.records
    assert record.getMessage().startswith("periodic work test_periodic.write_to_alva failed: ValueError in ")
    assert "@" not in caplog.text


def test_the_command_runs_everything_once_and_says_how_much(capsys: pytest.CaptureFixture[str]) -> None:
    periodically(minutes=60)(lambda now: 3)
    call_command("run_periodic")
    assert capsys.readouterr().out == "test_periodic.<lambda>: 3\n"


def test_the_command_fails_when_a_job_has_failed_but_runs_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    @periodically(minutes=60)
    def fails(now: datetime) -> int:
        raise ValueError

    @periodically(minutes=60)
    def works(now: datetime) -> int:
        return 7

    with pytest.raises(CommandError, match=r"test_periodic\.fails"):
        call_command("run_periodic")
    assert capsys.readouterr().out == "test_periodic.works: 7\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("_worker")
def test_the_worker_sends_mail_and_does_the_periodic_work_until_it_is_told_to_stop() -> None:
    make_application(guardians=1)

    @periodically(minutes=60)
    def fails(now: datetime) -> int:
        raise ValueError

    @periodically(minutes=60)
    def stop(now: datetime) -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        return 1

    call_command("send_outbox", forever=True, pause=0)
    # One look: a mail and what was due. Nothing waits for the rest of the queue.
    assert len(mail.outbox) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_worker")
def test_the_worker_waits_for_a_lost_database(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks = []

    def look() -> bool:
        looks.append("look")
        if len(looks) == 1:
            raise OperationalError("server at 10.0.0.1 closed the connection")
        os.kill(os.getpid(), signal.SIGTERM)
        return False

    monkeypatch.setattr(send_outbox, "send_next", look)
    call_command("send_outbox", forever=True, pause=0)
    assert looks == ["look", "look"]
    assert capsys.readouterr().err == "database not reachable, trying again: OperationalError\n"
