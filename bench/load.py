"""Sends requests from a process of its own, so that its work is not counted as the server's."""

import multiprocessing
import statistics
import threading
import time
from dataclasses import dataclass
from typing import Any

from bench.browser import Browser
from bench.scenario import Scenario

# Whatever happens, a run ends.
MOST_OPERATIONS = 50_000

forked = multiprocessing.get_context("fork")


@dataclass
class Load:
    """What one run of a scenario came to."""

    operations: int
    seconds: float
    median: float

    @property
    def per_second(self) -> float:
        """Operations a second over all connections."""
        return self.operations / self.seconds


def _visit(
    scenario: Scenario, port: int, given: Any, end: float, times: list[float], errors: list[str]
) -> None:
    browser = Browser(port)
    try:
        while (started := time.perf_counter()) < end and len(times) < MOST_OPERATIONS:
            if scenario.operate(browser, given) is False:
                return
            times.append(time.perf_counter() - started)
    except Exception as error:  # told in the main process, which stops the benchmark
        errors.append(f"{type(error).__name__}: {error}")
    finally:
        browser.connection.close()


def _run(scenario: Scenario, port: int, given: list[Any], seconds: float, pipe: Any) -> None:
    times: list[float] = []
    errors: list[str] = []
    started = time.perf_counter()
    threads = [
        threading.Thread(target=_visit, args=(scenario, port, each, started + seconds, times, errors))
        for each in given
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - started
    # What a connection has used up (a revision, a list of accounts) goes back to the main process.
    pipe.send((errors, len(times), taken, statistics.median(times) if times else 0.0, given))


def apply_load(scenario: Scenario, port: int, given: list[Any], seconds: float) -> Load:
    """Run the scenario on one connection for each item of `given`. Raises RuntimeError on any failure."""
    ours, theirs = forked.Pipe()
    process = forked.Process(target=_run, args=(scenario, port, given, seconds, theirs))
    process.start()
    theirs.close()
    try:
        errors, operations, taken, median, given[:] = ours.recv()
    except EOFError:
        raise RuntimeError(f"{scenario.name}: the load generator died") from None
    finally:
        process.join()
    if errors or not operations:
        raise RuntimeError(f"{scenario.name}: {errors[:3] or 'nothing was done'}")
    return Load(operations, taken, median)
