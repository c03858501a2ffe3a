"""Workflows with a webhook, and senders that call it."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from tests.e2e.api import Answer, Api
from tests.e2e.workflows import node

CONCURRENCY = 8
T = TypeVar("T")


@dataclass(frozen=True)
class Sender:
    """Somebody who knows a webhook's address and token, and no API key."""

    api: Api
    path: str
    token: str
    workflow_id: str

    def send(self, body: object = None, query: str = "", **headers: str) -> Answer:
        """Call the webhook."""
        return self.api.post(self.path + query, body, authorization=f"Bearer {self.token}", **headers)


def pure(count: int = 8) -> dict[str, Any]:
    """Return an active-to-be workflow of a webhook and `count` pure nodes, one after the other."""
    steps = [node(f"n{number}", "set", values={"n": number}) for number in range(count)]
    return hooked(*steps)


def hooked(*nodes: dict[str, Any]) -> dict[str, Any]:
    """Return a workflow of a webhook's trigger and `nodes`, one after the other."""
    everything = [node("hook", "trigger", mode="webhook"), *nodes]
    connections = [{"source": a["id"], "target": b["id"]} for a, b in pairwise(everything)]
    return {"name": "Hooked", "nodes": everything, "connections": connections}


def mixed(size: int) -> dict[str, Any]:
    """A webhook and a line of nodes of several kinds, each reading what came before."""
    kinds: list[Callable[[int], dict[str, Any]]] = [
        lambda n: node(f"n{n}", "set", values={"n": n, "body": "{{ $trigger.body.n }}"}),
        lambda n: node(f"n{n}", "transform", expression='$merge([$input, {"doubled": $input.n * 2}])'),
        lambda n: node(f"n{n}", "condition", expression="$input.n >= 0"),
        lambda n: node(f"n{n}", "transform", expression='{"n": $input.n, "text": "n is " & $input.n}'),
    ]
    nodes = [node("hook", "trigger", mode="webhook"), *(kinds[n % len(kinds)](n) for n in range(size - 1))]
    connections = []
    for before, after in pairwise(nodes):
        handle = {"source_handle": "true"} if before["type"] == "condition" else {}
        connections.append({"source": before["id"], "target": after["id"], **handle})
    return {"name": "Mixed", "nodes": nodes, "connections": connections}


def activated(api: Api, workflow: dict[str, Any]) -> Sender:
    """Create and activate the workflow; return a sender to the webhook of its trigger."""
    workflow_id = api.create(workflow)
    assert api.post(f"/v1/workflows/{workflow_id}/status", {"status": "active"}).status == 200
    [webhook] = api.get(f"/v1/webhooks?workflow_id={workflow_id}").data["webhooks"]
    token = api.post(f"/v1/webhooks/{webhook['id']}/rotate").data["token"]
    return Sender(api, f"/webhook/{webhook['id']}", token, workflow_id)


def at_once(call: Callable[[int], T], numbers: Iterable[int]) -> list[T]:
    """Call for every number, some at a time."""
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        return list(pool.map(call, numbers))
