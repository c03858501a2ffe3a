"""The embedded stack: CPU and time of webhook calls, lists of many, long loops, a start with much stored."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from tests.bench.report import Section, median_ms
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, LocalServer, running
from tests.e2e.webhooks import CONCURRENCY, Sender, activated, at_once, mixed, pure
from tests.e2e.workflows import node

_CALLS = 60
_CALLS_AT_ONCE = 400
_STARTS = 4_000
_ITEMS = 10_000
_BYTES = 2_000
_STORED = (1_000, 10_000)
_EXECUTIONS = 100_000
_TICKS = os.sysconf("SC_CLK_TCK")


def sections() -> Iterator[Section]:
    """Yield the tables, each from a server of its own."""
    with tempfile.TemporaryDirectory() as folder, running("--data", folder) as server:
        yield _webhooks(server)
        yield _starts(server)
        yield _loop(server)
        yield _large_loop(server)
    with tempfile.TemporaryDirectory() as folder:
        yield _stored(folder)


def _webhooks(server: LocalServer) -> Section:
    api = Api(server.url, KEY)
    rows = []
    for name, workflow in _shapes().items():
        sender = activated(api, workflow)
        at_once(lambda number, sender=sender: _call(sender, number), range(CONCURRENCY * 2))  # type: ignore[misc]
        before = _cpu_seconds(server)
        took = [_seconds(partial(_call, sender, number)) for number in range(_CALLS)]
        cpu = (_cpu_seconds(server) - before) / _CALLS
        started = perf_counter()
        at_once(lambda number, sender=sender: _call(sender, number), range(_CALLS_AT_ONCE))  # type: ignore[misc]
        rate = _CALLS_AT_ONCE / (perf_counter() - started)
        rows.append([name, f"{cpu * 1000:.1f}", f"{median(took) * 1000:.1f}", f"{rate:.0f}"])
    return Section(
        f"Webhook calls that wait for the output ({CONCURRENCY} at once in the last column)",
        ["nodes", "CPU ms a call", "p50 ms", "calls/s"],
        rows,
    )


def _starts(server: LocalServer) -> Section:
    api = Api(server.url, KEY)
    sender = activated(api, mixed(10))
    running_ones = f"/v1/executions?workflow_id={sender.workflow_id}&status=running"
    started = perf_counter()
    at_once(lambda number: sender.send({"n": number}), range(_STARTS))
    acknowledged = perf_counter() - started
    while api.get(running_ones).data["pagination"]["total"]:
        time.sleep(0.02)
    ended = perf_counter() - started
    stats = api.get(f"/v1/workflows/{sender.workflow_id}/stats").data
    return Section(
        f"{_STARTS:,} starts by webhook, {CONCURRENCY} at once, 10 mixed nodes",
        ["acknowledged/s", "ended/s", "succeeded"],
        [[f"{_STARTS / acknowledged:.0f}", f"{_STARTS / ended:.0f}", f"{stats['by_status']['success']:,}"]],
    )


def _shapes() -> dict[str, dict[str, Any]]:
    return {"2": pure(1), "10 mixed": mixed(10), "50 mixed": mixed(50)}


def _call(sender: Sender, number: int) -> None:
    answer = sender.send({"n": number}, "?wait=25")
    if answer.data["status"] != "success":
        raise RuntimeError(answer)


def _loop(server: LocalServer) -> Section:
    body = [node(f"b{n}", "set", values={"n": "{{ $item }}"}) for n in range(3)]
    return _items(server, f"for_each over {_ITEMS:,} items of 3 nodes", body, "{{ $trigger.items }}")


def _large_loop(server: LocalServer) -> Section:
    body = [node("b0", "set", values={"n": "{{ $item.n }}", "text": "y" * _BYTES})]
    made = f"{{{{ $map($trigger.items, function($i) {{ {{'n': $i, 'text': '{'x' * _BYTES}'}} }}) }}}}"
    title = f"for_each over {_ITEMS:,} items of {_BYTES:,} bytes, as many put out"
    return _items(server, title, body, made)


def _loop_of(body: list[dict[str, Any]], items: str) -> dict[str, Any]:
    ids = ["each", *(each["id"] for each in body), "each"]
    connections = [{"source": source, "target": target} for source, target in pairwise(ids)]
    connections[0]["source_handle"] = "loop"
    count = node("count", "transform", expression="$count($input)")
    return {
        "name": "Loop",
        "nodes": [node("start", "trigger"), node("each", "for_each", items=items), *body, count],
        "connections": [
            {"source": "start", "target": "each"},
            *connections,
            {"source": "each", "target": "count", "source_handle": "done"},
        ],
    }


def _items(server: LocalServer, title: str, body: list[dict[str, Any]], items: str) -> Section:
    """Run nodes one after the other for each item, and ask other things meanwhile."""
    api = Api(server.url, KEY)
    identifier = api.create(_loop_of(body, items))
    started = perf_counter()
    execution = api.execute(identifier, {"items": list(range(_ITEMS))})
    beside = []
    running_ones = f"/v1/executions?workflow_id={identifier}&status=running"
    while api.get(running_ones).data["pagination"]["total"]:
        beside.append(_seconds(partial(api.get, f"/v1/workflows/{identifier}")))
        time.sleep(0.05)
    took = perf_counter() - started
    ended = api.get(f"/v1/executions/{execution}").data
    row = [ended["status"], f"{ended['output']:,}", f"{took:.1f}", str(len(beside))]
    times = [f"{median(beside) * 1000:.0f}", f"{max(beside) * 1000:.0f}"]
    return Section(title, ["end", "results", "s", "calls beside", "p50 ms", "longest ms"], [[*row, *times]])


def _stored(folder: str) -> Section:
    rows = []
    workflow = mixed(10)
    for stored in _STORED:
        with running("--data", folder) as server:
            identifier = Api(server.url, KEY).create(workflow)
        _copy(Path(folder) / "state.sqlite", identifier, stored)
        with running("--data", folder) as server:
            api = Api(server.url, KEY)
            calls: list[Callable[[], object]] = [
                partial(api.get, "/v1/workflows?limit=100"),
                partial(api.get, f"/v1/workflows/{identifier}"),
                partial(api.create, workflow),
            ]
            figures = [f"{median_ms(call, 40):.1f}" for call in calls]
        rows.append([f"{stored:,}", *figures, "-", "-", "-"])
    rows[-1][-3:] = _start_with_executions(Path(folder))
    columns = ["workflows", "list 100 ms", "get ms", "create ms", "ready s", "ready CPU s", "MiB idle"]
    return Section(f"With much stored (ready: {_EXECUTIONS:,} executions too)", columns, rows)


def _copy(path: Path, identifier: str, count: int) -> None:
    """Store so many workflows like one, more quickly than by the API."""
    with sqlite3.connect(path) as database:
        for table, column in (("workflows", "id"), ("revisions", "workflow_id")):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            chosen = ", ".join("printf('wf_%026d', n.value)" if c == column else f"t.{c}" for c in columns)
            database.execute(
                f"INSERT OR IGNORE INTO {table} SELECT {chosen} FROM {table} AS t,"
                " (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n"
                f" WHERE value < {count}) SELECT value FROM n) AS n WHERE t.{column} = ?",
                (identifier,),
            )
    database.close()


def _start_with_executions(folder: Path) -> list[str]:
    with running("--data", str(folder)) as server:
        api = Api(server.url, KEY)
        api.finished(api.execute(api.create(mixed(10)), {"body": {"n": 1}}))
    with sqlite3.connect(folder / "state.sqlite") as database:
        for table in ("execution_records", "runs"):
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            chosen = ", ".join("printf('exec_%026d', n.value)" if c == "id" else f"t.{c}" for c in columns)
            database.execute(
                f"INSERT INTO {table} SELECT {chosen} FROM (SELECT * FROM {table} LIMIT 1) AS t,"
                " (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n"
                f" WHERE value < {_EXECUTIONS}) SELECT value FROM n) AS n"
            )
    database.close()
    started = perf_counter()
    with running("--data", str(folder)) as server:
        ready, cpu = perf_counter() - started, _cpu_seconds(server)
        time.sleep(2)
        return [f"{ready:.2f}", f"{cpu:.2f}", f"{server.resident_mib:.0f}"]


def _seconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started


def _cpu_seconds(server: LocalServer) -> float:
    fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
