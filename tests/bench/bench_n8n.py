"""Beside n8n on the same machine in the same run: webhook calls that wait, and what an editor asks for."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from time import perf_counter
from typing import Final

from tests.bench import n8n_server
from tests.bench.n8n_server import N8nServer
from tests.bench.report import Section, median_ms
from tests.bench.workflows import Workflow
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running
from tests.e2e.webhooks import CONCURRENCY, Sender, activated, at_once, mixed, pure

_ROUNDS: Final = 3
_CALLS: Final = 30
_AT_ONCE: Final = 80
_STORED: Final = 100
_SHAPES: Final[dict[str, tuple[Workflow, Workflow]]] = {
    "2": (pure(1), n8n_server.line_of_sets(1)),
    "10 mixed": (mixed(10), n8n_server.mixed(10)),
    "50 mixed": (mixed(50), n8n_server.mixed(50)),
}


def sections() -> Iterator[Section]:
    """Yield the tables; a ratio above 1 says how many times exeoflow is better."""
    url, key = os.environ.get("N8N_URL"), os.environ.get("N8N_API_KEY")
    if not url or not key:
        sys.exit("n8n: say in N8N_URL where it runs, and in N8N_API_KEY a key for its public API")
    with (
        tempfile.TemporaryDirectory() as folder,
        running("--data", folder) as server,
        closing(N8nServer(url, key)) as n8n,
    ):
        api = Api(server.url, KEY)
        yield _webhooks(api, n8n)
        yield _stored(api, n8n)


def _webhooks(api: Api, n8n: N8nServer) -> Section:
    rows = []
    for name, (ours, theirs) in _SHAPES.items():
        calls: list[Callable[[int], object]] = [
            partial(_send, activated(api, ours)),
            partial(_post, n8n, n8n.activate(theirs)),
        ]
        for call in calls:
            at_once(call, range(CONCURRENCY * 2))
        alone, together = _in_turns(calls)
        rows.append([name, *_beside(alone, lower_is_better=True), *_beside(together, lower_is_better=False)])
    return Section(
        f"Webhook calls that wait for the output, the best of {_ROUNDS} rounds in turns",
        ["nodes", "p50 ms", "n8n", "ratio", f"{CONCURRENCY} at once: calls/s", "n8n ", "ratio "],
        rows,
    )


def _in_turns(calls: list[Callable[[int], object]]) -> tuple[list[float], list[float]]:
    """Return the least time of a call, and the highest rate of several at once, of both servers."""
    alone = [[median_ms(partial(call, 1), _CALLS) for call in calls] for _ in range(_ROUNDS)]
    rates = [[_rate(call) for call in calls] for _ in range(_ROUNDS)]
    least = [min(times) for times in zip(*alone, strict=True)]
    return least, [max(each) for each in zip(*rates, strict=True)]


def _rate(call: Callable[[int], object]) -> float:
    started = perf_counter()
    at_once(call, range(_AT_ONCE))
    return _AT_ONCE / (perf_counter() - started)


def _stored(api: Api, n8n: N8nServer) -> Section:
    ours, theirs = _SHAPES["10 mixed"]
    for _ in range(_STORED):
        api.create(ours)
        n8n.create(theirs)
    identifiers = api.create(ours), n8n.create(theirs)
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "create": (partial(api.create, ours), partial(n8n.create, theirs)),
        "get": (
            partial(api.get, f"/v1/workflows/{identifiers[0]}"),
            partial(n8n.call, "GET", f"/workflows/{identifiers[1]}"),
        ),
        f"list {_STORED}": (
            partial(api.get, f"/v1/workflows?limit={_STORED}"),
            partial(n8n.call, "GET", f"/workflows?limit={_STORED}"),
        ),
    }
    rows = [
        [name, *_beside([median_ms(call, _CALLS) for call in calls], lower_is_better=True)]
        for name, calls in pairs.items()
    ]
    return Section("Workflows of 10 mixed nodes", ["", "p50 ms", "n8n", "ratio"], rows)


def _beside(figures: list[float], *, lower_is_better: bool) -> list[str]:
    ours, theirs = figures
    ratio = theirs / ours if lower_is_better else ours / theirs
    return [f"{ours:.1f}", f"{theirs:.1f}", f"{ratio:.1f}"]


def _send(sender: Sender, number: int) -> None:
    answer = sender.send({"n": number}, "?wait=25")
    if answer.data["status"] != "success":
        raise RuntimeError(answer)


def _post(n8n: N8nServer, path: str, number: int) -> None:
    n8n.send(path, {"n": number})
