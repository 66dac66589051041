"""What every test shares: which database, and the rule that nothing is skipped in silence."""

import gc
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pluggy import Result
from pytest_django import DjangoDbBlocker

from tests.tools.clamd import clamav_daemon
from tests.tools.kept_rows import keep_rows, put_back

# How fast the machine is on which the tests run is no fault of the code.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


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
    the root page: `_what_migrations_made` puts them back, and `serialized_rollback` keeps Django from making
    half of them anew. The others rely on them too, and pytest's own grouping of tests that share a browser
    must not put them after.
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
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Keep what migrations made, where tests that commit are going to empty the tables.

    Django then believes that it has contents to put back, and so leaves it at emptying them; it has none.
    That is noted on the class: once Playwright's event loop runs in this thread, Django hands out another
    connection.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if getattr(connection, "_test_serialized_contents", None) is not None:
        connection._test_serialized_contents = type(connection)._test_serialized_contents = "[]"
        with django_db_blocker.unblock():
            keep_rows(connection)


@pytest.fixture(autouse=True)
def _what_migrations_made(request: pytest.FixtureRequest) -> None:
    """Begin a test that commits with the rows that migrations made: the one before has removed them."""
    if commits(request.node):
        request.getfixturevalue("transactional_db")
        put_back(connections[DEFAULT_DB_ALIAS])


@pytest.fixture(autouse=True)
def _in_the_sites_own_language() -> None:
    """Begin in Swedish: a request to an English page leaves its language behind in the thread."""
    translation.deactivate()


@pytest.fixture(scope="session")
def clamd() -> Iterator[str]:
    """The address of a real ClamAV daemon that knows the EICAR test file."""
    with clamav_daemon() as address:
        yield address
