"""Runs every row and writes `results.json`. `python -m bench step_get case_page` runs only these.

Needs an empty PostgreSQL database in DATABASE_URL: `make bench` starts one.
"""

import json
import os
import statistics
import sys
import time
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "amal_intl_site.settings.bench",
    "SECRET_KEY": "bench-only-" + "x" * 50,
    "ALLOWED_HOSTS": "127.0.0.1,testserver",
    "BASE_URL": "http://127.0.0.1",
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    "DEFAULT_FROM_EMAIL": "exempel@example.org",
}

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.browser import Browser  # noqa: E402
from bench.load import apply_load  # noqa: E402
from bench.scenario import CONNECTIONS, Scenario  # noqa: E402
from bench.scenarios import ALL  # noqa: E402
from bench.server import Server, serve  # noqa: E402

RESULTS = Path(__file__).with_name("results.json")
WARM_UP, MEASURED, ALONE = 1.5, 5.0, 4.0
BARE = Scenario("bare", "", lambda browser, _given: browser.get("/") and None)


@dataclass
class Figures:
    """What was measured of one row, before it is set against the bare view."""

    per_second: float
    cpu: float
    queries: int
    median_alone: float


def prepare_database() -> None:
    """Tables, example content and static files: what a new production site has after its first day."""
    print("Preparing the database; this takes a minute.", flush=True)
    for command in ("migrate", "createcachetable", "load_demo"):
        call_command(command, verbosity=0, stdout=StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)


def measure(scenario: Scenario, server: Server, given: list[Any]) -> Figures:
    """Warm up, load for some seconds, and then look at one request at a time."""
    apply_load(scenario, server.port, given, WARM_UP)
    before = server.cpu_seconds()
    load = apply_load(scenario, server.port, given, MEASURED)
    cpu = (server.cpu_seconds() - before) / load.operations
    alone = apply_load(scenario, server.port, given[:1], ALONE).median if scenario in COMPARED else 0.0
    counting = Browser(server.port, count_queries=True)
    scenario.operate(counting, given[-1])
    counting.connection.close()
    return Figures(load.per_second, cpu, counting.queries, alone)


COMPARED = [
    scenario
    for scenario in ALL
    if scenario.grown_from or scenario.name in {other.grown_from for other in ALL}
]


def run(scenario: Scenario) -> Figures:
    """Prepare a row's data, and measure it on a server of its own."""
    given = scenario.prepare()
    connection.close()
    with serve("amal_intl_site.wsgi") as server:
        return measure(scenario, server, given)


def run_bare() -> Figures:
    """The yardstick, measured anew beside each row: other work on the machine then slows both."""
    with serve("bench.bare") as server:
        return measure(BARE, server, [None] * CONNECTIONS)


def between(one: Figures, other: Figures) -> Figures:
    """The bare view as it was between two looks at it."""
    return Figures((one.per_second + other.per_second) / 2, (one.cpu + other.cpu) / 2, 0, 0.0)


def row(scenario: Scenario, figures: dict[str, Figures], bare: Figures) -> dict[str, Any]:
    """A row as `results.json` has it."""
    mine = figures[scenario.name]
    if scenario.grown_from:
        former = figures[scenario.grown_from]
        ratio, cpu = mine.median_alone / former.median_alone, mine.cpu / former.cpu
    else:
        ratio, cpu = mine.per_second / bare.per_second, mine.cpu / bare.cpu
    return {"name": scenario.name, "ratio": round(ratio, 4), "cpu": round(cpu, 2), "queries": mine.queries}


def main() -> None:
    """Measure, print, write."""
    started = time.monotonic()
    asked = set(sys.argv[1:])
    asked |= {scenario.grown_from for scenario in ALL if scenario.name in asked and scenario.grown_from}
    scenarios = [scenario for scenario in ALL if not asked or scenario.name in asked]
    prepare_database()
    print(f"\n{'row':<24}{'ratio':>9}{'cpu':>9}{'queries':>9}   goal", flush=True)
    figures: dict[str, Figures] = {}
    rows: list[dict[str, Any]] = []
    floors = [run_bare()]
    for scenario in scenarios:
        figures[scenario.name] = run(scenario)
        floors.append(run_bare())
        told = row(scenario, figures, between(*floors[-2:]))
        rows.append(told)
        words = f"{told['name']:<24}{told['ratio']:>9}{told['cpu']:>9}{told['queries']:>9}"
        print(f"{words}   {scenario.goal}", flush=True)
    speeds = [floor.per_second for floor in floors]
    results = {"floor_rps": round(statistics.median(speeds)), "rows": rows}
    print(f"\nThe bare view answered {min(speeds):.0f} to {max(speeds):.0f} requests a second.")
    print(f"It took {time.monotonic() - started:.0f} seconds.")
    if not asked:
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        print(f"Written: {RESULTS.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
