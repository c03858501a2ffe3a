"""The local server over HTTP: how soon it is ready, and how quick with 1,000 workflows stored."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from time import perf_counter

from tests.bench.report import Section, median_ms, seconds
from tests.bench.workflows import chain
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running

_STARTS = 3
_STORED = 1_000
_ROUNDS = 200
_NODES = 10
_RUNS = 20
_INPUT = {"value": 1}


def sections() -> Iterator[Section]:
    """Yield the time to be ready, and the medians of single calls."""
    with tempfile.TemporaryDirectory() as folder:
        yield Section(
            "Local server ready (median of 3 starts)",
            ["state", "s"],
            [["empty", _ready(folder)], _filled(folder)],
        )
        with running("--data", folder) as server:
            yield _calls(Api(server.url, KEY))


def _ready(folder: str) -> str:
    return f"{median(_start(folder) for _ in range(_STARTS)):.2f}"


def _start(folder: str) -> float:
    started = perf_counter()
    with running("--data", folder):
        return perf_counter() - started


def _filled(folder: str) -> list[str]:
    with running("--data", folder) as server:
        api = Api(server.url, KEY)
        for _ in range(_STORED):
            api.create(_workflow())
    return [f"{_STORED:,} workflows", _ready(folder)]


def _calls(api: Api) -> Section:
    workflow = api.create(_workflow())
    calls: dict[str, Callable[[], object]] = {
        "create": partial(api.create, _workflow()),
        "get": partial(api.get, f"/v1/workflows/{workflow}"),
        "list 20": partial(api.get, "/v1/workflows?limit=20"),
        "update": partial(api.call, "PUT", f"/v1/workflows/{workflow}", {"description": "new"}),
        "execute": partial(api.execute, workflow, _INPUT),
    }
    rows = [[name, f"{median_ms(call, _ROUNDS):.1f}"] for name, call in calls.items()]
    took = seconds(partial(_run_all, api, workflow))
    rows.append([f"execute and wait for the end, {_RUNS} in a row, each", f"{took / _RUNS * 1_000:.1f}"])
    return Section(f"Calls of {_NODES}-node workflows, {_STORED:,} stored (median ms)", ["call", "ms"], rows)


def _run_all(api: Api, workflow: str) -> None:
    for _ in range(_RUNS):
        ended = api.finished(api.execute(workflow, _INPUT))
        if ended["status"] != "success":
            raise RuntimeError(f"The execution ended otherwise: {ended}")


def _workflow() -> dict[str, object]:
    return {name: value for name, value in chain(_NODES).items() if name != "id"}
