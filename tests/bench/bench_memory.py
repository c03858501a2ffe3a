"""The embedded stack under an even load for long: whether its memory stays flat.

`python -m tests.bench memory` takes ten minutes; `python -m tests.bench.bench_memory 2` takes two.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from threading import Event, Thread
from typing import Final

from tests.bench.report import Section
from tests.bench.workflows import chain
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, LocalServer, running

MINUTES: Final = 10
_PER_SECOND: Final = 20
_NODES: Final = 10
_SAMPLE_SECONDS: Final = 5
_SECONDS: Final = 60
# Caches fill, threads and connections come to be: what is kept once is no leak.
_WARM_UP: Final = 0.2


def sections(minutes: float = MINUTES) -> Iterator[Section]:
    """Yield the resident memory of each tenth of the time."""
    with tempfile.TemporaryDirectory() as folder, running("--data", folder) as server:
        samples: list[float] = []
        is_over = Event()
        sampler = Thread(target=_sample, args=(server, samples, is_over))
        sampler.start()
        load = _load(Api(server.url, KEY), minutes * _SECONDS)
        is_over.set()
        sampler.join()
    yield _figures(load, samples, minutes)


@dataclass(frozen=True)
class _Load:
    """What was asked, and how much of it by when; `failed` are requests and executions."""

    requests: int
    starts: int
    seconds: float
    failed: int


def _load(api: Api, duration: float) -> _Load:
    """Ask 20 times a second: start, read what was started, list, read the workflow."""
    identifier = api.create({name: value for name, value in chain(_NODES).items() if name != "id"})
    started = [api.execute(identifier, {"value": 0})]
    beginning = time.monotonic()
    requests = failed = 0
    for request in cycle(_asked(api, identifier, started)):
        due = beginning + requests / _PER_SECOND
        if due >= beginning + duration:
            break
        time.sleep(max(0.0, due - time.monotonic()))
        failed += request() >= 300
        requests += 1
    failed += api.get(f"/v1/workflows/{identifier}/stats").data["by_status"]["failed"]
    return _Load(requests, len(started), time.monotonic() - beginning, failed)


def _asked(api: Api, identifier: str, started: list[str]) -> list[Callable[[], int]]:
    """What is asked in turn; each returns the status of its answer, and a start adds to what was started."""

    def start() -> int:
        answer = api.post(f"/v1/workflows/{identifier}/execute", {"input": {"value": len(started)}})
        started.append(answer.data["execution_id"])
        return answer.status

    return [
        start,
        lambda: api.get(f"/v1/executions/{started[-1]}").status,
        start,
        lambda: api.get(f"/v1/executions?workflow_id={identifier}&limit=20").status,
        start,
        lambda: api.get(f"/v1/workflows/{identifier}").status,
    ]


def _sample(server: LocalServer, samples: list[float], is_over: Event) -> None:
    while not is_over.wait(_SAMPLE_SECONDS):
        samples.append(server.resident_mib)


def _figures(load: _Load, samples: list[float], minutes: float) -> Section:
    tenths = [samples[len(samples) * n // 10 : len(samples) * (n + 1) // 10] for n in range(10)]
    means = [sum(tenth) / max(len(tenth), 1) for tenth in tenths]
    kept = [mean for n, mean in enumerate(means) if n / 10 >= _WARM_UP]
    return Section(
        f"{load.requests:,} requests in {load.seconds:.0f} s, {load.starts:,} starts, {load.failed} failed:"
        f" {max(kept) - min(kept):.1f} MiB between the tenths after {minutes * _WARM_UP:g} minutes",
        ["minutes", "MiB resident"],
        [[f"{minutes * (n + 1) / 10:g}", f"{mean:.1f}"] for n, mean in enumerate(means)],
    )


if __name__ == "__main__":
    for section in sections(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES):
        print(section.text())
