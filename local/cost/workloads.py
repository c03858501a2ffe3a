"""Three typical workflows, and what the functions around one execution call of AWS."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from local.cost.prices import TRANSITION
from local.cost.usage import HTTP_MEMORY_GB, HTTP_SECONDS, Usage, invocation

# Calls of one warm execution that is started by the API and whose end is recorded; a test counts them anew.
CALLS_OF_START: Final = 4
CALLS_OF_END: Final = 4
# Items written in transactions count twice; each of an execution's items is smaller than 1 KB here.
ITEMS_OF_START: Final = 4
ITEMS_OF_END: Final = 5
# The head is put into each index at the start. At the end it changes in two, is taken out of one part and put
# into another of two more, and is taken out of the last. Source: DynamoDB's guide, "Using Global Secondary
# Indexes", on write capacity units.
INDEXES_AT_START: Final = 5
INDEXES_AT_END: Final = 1 + 1 + 2 + 2 + 1
# An express run is started by a webhook, whose calls are counted in place of a key's.
CALLS_OF_EXPRESS: Final = 8
ITEMS_OF_EXPRESS: Final = 6
INDEXES_OF_EXPRESS: Final = 4
KEY_CHECK: Final = Usage(write_units=1)


@dataclass(frozen=True, slots=True)
class Workload:
    """A workflow, the items of its `for_each`, and the requests to others that one execution sends."""

    name: str
    workflow: Mapping[str, Any]
    items: int = 0
    requests: int = 0
    is_express: bool = False


def usage_of(workload: Workload) -> Usage:
    """Return what one execution of the workload uses."""
    return _express_usage() if workload.is_express else _standard_usage(workload)


def _express_usage() -> Usage:
    """All in the call of the webhook, which reads webhook, workflow, notifications, record and answer."""
    stored = Usage(write_units=2 * ITEMS_OF_EXPRESS + INDEXES_OF_EXPRESS, read_units=5)
    return stored + invocation(CALLS_OF_EXPRESS) + KEY_CHECK + Usage(api_requests=1, express_runs=1)


def _standard_usage(workload: Workload) -> Usage:
    start = Usage(api_requests=1, write_units=2 * ITEMS_OF_START + INDEXES_AT_START, read_units=1)
    end = Usage(write_units=2 * ITEMS_OF_END + INDEXES_AT_END, read_units=2)
    own = invocation(CALLS_OF_START) + invocation(CALLS_OF_END) + KEY_CHECK
    request = invocation(0, HTTP_SECONDS, HTTP_MEMORY_GB)
    return start + end + own + request.times(workload.requests) + Usage(transitions=transitions_of(workload))


def transitions_of(workload: Workload) -> int:
    """Return the states that one execution enters at most by the compiler's budgets, and one for its end."""
    compiled = compile_workflow(workload.workflow, fold=True)
    if not isinstance(compiled, CompiledWorkflow):
        raise TypeError(f"{workload.name} cannot be compiled")
    budgets = compiled.budgets
    item_prices: Mapping[str, float] = budgets["price_per_1000_runs"]["per_item"]
    states_per_item = round(sum(item_prices.values()) / 1_000 / TRANSITION)
    states: int = budgets["states_entered"]["max"]
    return states + states_per_item * workload.items + 1


def _chain(*nodes: Mapping[str, Any]) -> list[dict[str, str]]:
    names = ["start", *(node["id"] for node in nodes)]
    return [{"source": a, "target": b} for a, b in pairwise(names)]


_START: Final = {"id": "start", "type": "trigger", "config": {}}


def _request(identifier: str) -> dict[str, Any]:
    return {"id": identifier, "type": "http_request", "config": {"url": "https://example.com/"}}


_DECIDE: Final = {
    "name": "Decide",
    "nodes": [
        _START,
        {"id": "check", "type": "condition", "config": {"expression": "$trigger.total > 100"}},
        {"id": "review", "type": "set", "config": {"values": {"decision": "review"}}},
        {"id": "accept", "type": "set", "config": {"values": {"decision": "accept"}}},
        {"id": "reply", "type": "transform", "config": {"expression": "$input.decision"}},
    ],
    "connections": [
        {"source": "start", "target": "check"},
        {"source": "check", "target": "review", "source_handle": "true"},
        {"source": "check", "target": "accept", "source_handle": "false"},
        {"source": "review", "target": "reply"},
        {"source": "accept", "target": "reply"},
    ],
}

_SHAPE: Final = {"id": "shape", "type": "set", "config": {"values": {"name": "{{ $input.body.name }}"}}}

_INTEGRATE: Final = {
    "name": "Integrate",
    "nodes": [_START, _request("read"), _SHAPE, _request("write")],
    "connections": _chain(_request("read"), _SHAPE, _request("write")),
}

_BATCH: Final = {
    "name": "Batch",
    "nodes": [
        _START,
        {"id": "each", "type": "for_each", "config": {"items": "{{ $trigger.items }}"}},
        _request("call"),
    ],
    "connections": [
        {"source": "start", "target": "each"},
        {"source": "each", "target": "call", "source_handle": "loop"},
    ],
}

WORKLOADS: Final = (
    Workload("decide: a condition, a set, a transform", _DECIDE),
    Workload("decide express: the same, for callers that wait", _DECIDE, is_express=True),
    Workload("integrate: read from one service, shape, write to another", _INTEGRATE, requests=2),
    Workload("batch: one call for each of 20 items", _BATCH, items=20, requests=20),
)
