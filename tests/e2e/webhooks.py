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
