"""Calls of a webhook on the local server: each acknowledged one is one finished execution."""

import tempfile
from collections.abc import Iterator
from time import perf_counter

from tests.bench.report import Section
from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running
from tests.e2e.webhooks import CONCURRENCY, Sender, activated, at_once, pure

_CALLS = 200
_DELIVERIES = 1_000


def sections() -> Iterator[Section]:
    """Yield the throughput of calls, and how many of doubled deliveries started something."""
    with tempfile.TemporaryDirectory() as folder, running("--data", folder) as server:
        api = Api(server.url, KEY)
        yield Section(
            f"Webhook, {CONCURRENCY} at once, 10 nodes",
            ["", "calls", "calls/s"],
            [_acknowledged(api), _answered(api)],
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


def _doubled(api: Api) -> list[str]:
    sender = activated(api, pure(1))
    at_once(lambda number: _deliver(sender, number // 2), range(2 * _DELIVERIES))
    listed = api.get(f"/v1/executions?workflow_id={sender.workflow_id}&limit=1").data
    return [f"2 x {_DELIVERIES:,}", f"{listed['pagination']['total']:,}"]


def _deliver(sender: Sender, number: int) -> None:
    assert sender.send({"n": number}, x_request_id=f"delivery-{number}").status == 202
