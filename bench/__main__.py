"""Runs every row and writes `results.json`. `python -m bench step_get case_page` runs only these.

Needs an empty PostgreSQL database in DATABASE_URL: `make bench` starts one.
"""

import json
import os
import statistics
import sys
import time
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
from django.test import override_settings  # noqa: E402

from bench.measure import Figures, measure  # noqa: E402
from bench.scenario import Scenario  # noqa: E402
from bench.scenarios import ALL  # noqa: E402
from bench.server import Server, serve  # noqa: E402

RESULTS = Path(__file__).with_name("results.json")


def prepare_database() -> None:
    """Tables, example content and static files: what a new production site has after its first day."""
    print("Preparing the database; this takes a minute.", flush=True)
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    with override_settings(DEMO=True):  # production refuses example content
        call_command("load_demo", stdout=StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)


def run(scenario: Scenario, yardstick: Server) -> Figures:
    """Prepare a row's data, and measure it on a server of its own."""
    given = scenario.prepare()
    connection.close()
    with serve("amal_intl_site.wsgi") as server:
        return measure(scenario, server, given, yardstick)


def row(scenario: Scenario, figures: dict[str, Figures]) -> dict[str, Any]:
    """A row as `results.json` has it."""
    mine = figures[scenario.name]
    ratio, cpu = mine.ratio, mine.cpu
    if scenario.grown_from:
        former = figures[scenario.grown_from]
        ratio, cpu = mine.time_alone / former.time_alone, mine.cpu / former.cpu
    return {"name": scenario.name, "ratio": round(ratio, 4), "cpu": round(cpu, 2), "queries": mine.queries}


def main() -> None:
    """Measure, print, write."""
    started = time.monotonic()
    asked = set(sys.argv[1:])
    asked |= {scenario.grown_from for scenario in ALL if scenario.name in asked and scenario.grown_from}
    scenarios = [scenario for scenario in ALL if not asked or scenario.name in asked]
    prepare_database()
    print(f"\n{'row':<30}{'ratio':>9}{'cpu':>9}{'queries':>9}   goal", flush=True)
    figures: dict[str, Figures] = {}
    rows: list[dict[str, Any]] = []
    with serve("bench.bare") as yardstick:
        for scenario in scenarios:
            figures[scenario.name] = run(scenario, yardstick)
            told = row(scenario, figures)
            rows.append(told)
            words = f"{told['name']:<30}{told['ratio']:>9}{told['cpu']:>9}{told['queries']:>9}"
            print(f"{words}   {scenario.goal}", flush=True)
    floors = [figure.floor for figure in figures.values()]
    results = {"floor_rps": round(statistics.median(floors)), "rows": rows}
    print(f"\nThe bare view answered {min(floors):.0f} to {max(floors):.0f} requests a second.")
    print(f"It took {time.monotonic() - started:.0f} seconds.")
    if not asked:
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        print(f"Written: {RESULTS.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
