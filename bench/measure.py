"""One row, measured turn by turn with the bare view.

Both servers run all the while and take turns under load, so that whatever else the machine does slows
both. Speed is the middle of the turns; processor time is the least of them, since disturbance only adds.
"""

import statistics
from dataclasses import dataclass
from typing import Any

from bench.browser import Browser
from bench.load import apply_load
from bench.scenario import CONNECTIONS, Scenario
from bench.server import Server

WARM_UP, ALONE = 1.5, 4.0
TURNS, TURN, BARE_TURN = 5, 2.0, 1.0
BARE = Scenario("bare", "", lambda browser, _given: browser.get("/") and None)


@dataclass
class Figures:
    """What was measured of one row."""

    ratio: float
    cpu: float
    queries: int
    time_alone: float
    floor: float


def turn(scenario: Scenario, server: Server, given: list[Any], seconds: float) -> tuple[float, float]:
    """Operations a second, and processor seconds for each."""
    before = server.cpu_seconds()
    load = apply_load(scenario, server.port, given, seconds)
    return load.per_second, (server.cpu_seconds() - before) / load.operations


def count_queries(scenario: Scenario, server: Server, given: Any) -> int:
    """Database queries of one operation, when everything has been warmed up."""
    browser = Browser(server.port, count_queries=True)
    scenario.operate(browser, given)
    browser.connection.close()
    return browser.queries


def measure(scenario: Scenario, server: Server, given: list[Any], yardstick: Server) -> Figures:
    """Warm up, take turns, and then look at one request at a time."""
    nothing = [None] * CONNECTIONS
    apply_load(scenario, server.port, given, WARM_UP)
    apply_load(BARE, yardstick.port, nothing, WARM_UP / 2)
    bare, mine = [], []
    for _number in range(TURNS):
        bare.append(turn(BARE, yardstick, nothing, BARE_TURN))
        mine.append(turn(scenario, server, given, TURN))
    queries = count_queries(scenario, server, given[-1])
    return Figures(
        ratio=statistics.median(speed / floor for (speed, _), (floor, _) in zip(mine, bare, strict=True)),
        cpu=min(cpu for _, cpu in mine) / min(cpu for _, cpu in bare),
        queries=queries,
        time_alone=apply_load(scenario, server.port, given[:1], ALONE).median if scenario.compared else 0.0,
        floor=statistics.median(speed for speed, _ in bare),
    )
