"""Calls of a webhook on the local server: each acknowledged one is one finished execution."""

import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from statistics import median
from time import perf_counter

from tests.bench.report import Section
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running
from tests.e2e.webhooks import CONCURRENCY, Sender, activated, at_once, hooked, pure
from tests.e2e.workflows import node

_CALLS = 200
_DELIVERIES = 1_000
_ANSWERS = 20


def sections() -> Iterator[Section]:
    """Yield the throughput of calls, and how many of doubled deliveries started something."""
    with tempfile.TemporaryDirectory() as folder, running("--data", folder) as server:
        api = Api(server.url, KEY)
        yield Section(
            f"Webhook, {CONCURRENCY} at once, 10 nodes",
            ["", "calls", "calls/s"],
            [_acknowledged(api), _answered(api)],
        )
        yield Section(
            "Answers at a `respond` node, while the rest works on for 2 s",
            ["calls", "p50 ms after the node", "p95", "longest", "p50 ms of the call"],
            [_answered_first(api)],
        )
        yield Section("Deliveries that come twice", ["deliveries", "executions"], [_doubled(api)])


def _acknowledged(api: Api) -> list[str]:
    sender = activated(api, pure(9))
    started = perf_counter()
    answers = at_once(lambda number: sender.send({"n": number}), range(_CALLS))
    took = perf_counter() - started
    ends = {api.finished(answer.data["execution_id"])["id"] for answer in answers}
    return ["acknowledged", str(len(ends)), f"{_CALLS / took:.0f}"]


def _answered(api: Api) -> list[str]:
    sender = activated(api, pure(9))
    started = perf_counter()
    answers = at_once(lambda number: sender.send({"n": number}, "?wait=25"), range(_CALLS))
    took = perf_counter() - started
    ends = [answer for answer in answers if answer.data["status"] == "success"]
    return ["with the output", str(len(ends)), f"{_CALLS / took:.0f}"]


def _answered_first(api: Api) -> list[str]:
    nodes = [node("ack", "respond", body={"ok": True}), node("work", "wait", seconds=2)]
    workflow = hooked(*nodes)
    workflow["connections"] = [{"source": "hook", "target": each["id"]} for each in nodes]
    sender = activated(api, workflow)
    after, calls = [], []
    for number in range(_ANSWERS):
        started = time.time()
        sender.send({"n": number}, "?wait=10")
        told = time.time()
        calls.append((told - started) * 1000)
        listed = api.get(f"/v1/executions?workflow_id={sender.workflow_id}&limit=1").data["executions"]
        steps = api.finished(listed[0]["id"])["steps"]
        [reached] = [step["started_at"] for step in steps if step["node_id"] == "ack"]
        after.append((told - datetime.fromisoformat(reached).timestamp()) * 1000)
    after.sort()
    return [
        str(_ANSWERS),
        f"{median(after):.1f}",
        f"{after[int(_ANSWERS * 0.95)]:.1f}",
        f"{after[-1]:.1f}",
        f"{median(calls):.1f}",
    ]


def _doubled(api: Api) -> list[str]:
    sender = activated(api, pure(1))
    at_once(lambda number: _deliver(sender, number // 2), range(2 * _DELIVERIES))
    listed = api.get(f"/v1/executions?workflow_id={sender.workflow_id}&limit=1").data
    return [f"2 x {_DELIVERIES:,}", f"{listed['pagination']['total']:,}"]


def _deliver(sender: Sender, number: int) -> None:
    assert sender.send({"n": number}, x_request_id=f"delivery-{number}").status == 202
