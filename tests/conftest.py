"""What every test shares: which database, and the rule that nothing is skipped in silence."""

import gc
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import translation
from pluggy import Result

from tests.tools.clamd import clamav_daemon


def commits(item: pytest.Item) -> bool:
    """Whether a test writes for real instead of inside a transaction that is rolled back."""
    marker = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    marked = marker is not None and marker.kwargs.get("transaction", False)
    return marked or "transactional_db" in fixtures or "live_server" in fixtures


@pytest.hookimpl(hookwrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Run tests that commit last, and give them the rows that migrations made.

    Such a test ends by emptying every table, so the next one would miss the languages, the groups and
    the root page; Django puts them back where `serialized_rollback` is asked for. The others rely on them
    too, and pytest's own grouping of tests that share a browser must not put them after.
    """
    for item in filter(commits, items):
        kept = pytest.mark.django_db(transaction=True, serialized_rollback=True)
        item.add_marker(kept, append=False)
    yield
    items.sort(key=commits)


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every later collection of garbage: it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Result, None]:
    """Count a skipped test as failed, unless it is marked `may_skip`."""
    outcome = yield
    report = outcome.get_result()
    expected = hasattr(report, "wasxfail") or item.get_closest_marker("may_skip")
    if report.skipped and not expected:
        report.outcome = "failed"
        report.longrepr = f"Skipped, which this suite does not allow: {report.longrepr}"


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report() -> Generator[None, Result, None]:
    """Count a skipped module as failed."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped, which this suite does not allow: {report.longrepr}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """On SQLite, use a real file when one is named: in memory, nothing ever waits for a lock."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and database["NAME"] != ":memory:":
        path = Path(database["NAME"])
        database["TEST"] = {**database.get("TEST", {}), "NAME": str(path.with_stem("test"))}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let every connection know what migrations made.

    Django notes it on the connection it has then. Once Playwright's event loop runs in this thread, Django
    hands out another one, which would put nothing back.
    """
    noted_on = connections[DEFAULT_DB_ALIAS]
    contents = getattr(noted_on, "_test_serialized_contents", None)
    if contents is not None:
        type(noted_on)._test_serialized_contents = contents


@pytest.fixture(autouse=True)
def _in_the_sites_own_language() -> None:
    """Begin in Swedish: a request to an English page leaves its language behind in the thread."""
    translation.deactivate()


@pytest.fixture(scope="session")
def clamd() -> Iterator[str]:
    """The address of a real ClamAV daemon that knows the EICAR test file."""
    with clamav_daemon() as address:
        yield address
