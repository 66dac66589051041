"""Real threads on a real server: everyone starts at the same moment."""

import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import connection, connections

Together = Callable[[Sequence[Callable[[], Any]]], list[Any]]


@pytest.fixture(autouse=True)
def _february() -> Generator[None, None, None]:
    """It is the first of February 2027, so that ages and journeys stay what they are."""
    with time_machine.travel("2027-02-01T12:00:00+01:00"):
        yield


@pytest.fixture
def together(transactional_db: None) -> Together:
    """Do several things at once, each on a connection of its own; gives what each gave or raised."""
    assert connection.vendor == "postgresql", "these tests are about row locks, which SQLite does not have"

    def run(acts: Sequence[Callable[[], Any]]) -> list[Any]:
        start = threading.Barrier(len(acts), timeout=30)

        def one(act: Callable[[], Any]) -> Any:
            try:
                connection.ensure_connection()
                start.wait()
                return act()
            except Exception as error:
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    return run
