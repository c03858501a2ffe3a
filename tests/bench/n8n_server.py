"""A server of n8n that runs already, driven by its public API, and workflows as ours are."""

import time
import uuid
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any, Final

import urllib3

from tests.bench.workflows import Workflow

_PATIENCE_SECONDS: Final = 120
_OK: Final = 200
_FAILURE: Final = 400


class N8nServer:
    """Calls n8n at `url` with a key of its public API; `close` deletes what was made."""

    def __init__(self, url: str, key: str) -> None:
        self._url = url.rstrip("/")
        self._key = {"X-N8N-API-KEY": key}
        self._pool = urllib3.PoolManager(maxsize=16, retries=False, timeout=_PATIENCE_SECONDS)
        self._made: list[str] = []

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Call the public API; return what it answers."""
        response = self._pool.request(method, f"{self._url}/api/v1{path}", json=body, headers=self._key)
        if response.status >= _FAILURE:
            raise RuntimeError(f"n8n: {method} {path}: {response.status} {response.data[:200]!r}")
        return response.json()

    def create(self, workflow: Workflow) -> str:
        """Create a workflow and return its id."""
        identifier = str(self.call("POST", "/workflows", workflow)["id"])
        self._made.append(identifier)
        return identifier

    def activate(self, workflow: Workflow) -> str:
        """Create and activate a workflow of a webhook; return the path that calls it."""
        identifier = self.create(workflow)
        self.call("POST", f"/workflows/{identifier}/activate")
        path = str(workflow["nodes"][0]["parameters"]["path"])
        self._until(lambda: self._answers(path))  # it is registered a while later
        return path

    def send(self, path: str, body: object) -> Any:
        """Call a webhook, and wait for what its last node puts out."""
        response = self._pool.request("POST", f"{self._url}/webhook/{path}", json=body)
        if response.status != _OK:
            raise RuntimeError(f"n8n: webhook: {response.status} {response.data[:200]!r}")
        return response.json()

    def close(self) -> None:
        """Delete all workflows that were made here."""
        for identifier in self._made:
            self.call("POST", f"/workflows/{identifier}/deactivate")
            self._until(partial(self._deletes, identifier))  # it is deactivated a while later

    def _answers(self, path: str) -> bool:
        return self._pool.request("POST", f"{self._url}/webhook/{path}", json={"n": 0}).status == _OK

    def _deletes(self, identifier: str) -> bool:
        url = f"{self._url}/api/v1/workflows/{identifier}"
        return self._pool.request("DELETE", url, headers=self._key).status == _OK

    def _until(self, happens: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not happens():
            if time.monotonic() > deadline:
                raise RuntimeError(f"n8n: not done after {_PATIENCE_SECONDS} seconds")
            time.sleep(0.1)


def line_of_sets(count: int) -> Workflow:
    """What `tests.e2e.webhooks.pure` is, for n8n."""
    return _line([_set(f"n{number}", {"n": number}) for number in range(count)])


def mixed(size: int) -> Workflow:
    """What `tests.bench.workflows.mixed` is, for n8n."""
    kinds = [
        lambda n: _set(f"n{n}", {"n": n, "body": "={{ $('hook').item.json.body.n }}"}),
        lambda n: _set(f"n{n}", {"doubled": "={{ $json.n * 2 }}"}, keep=True),
        lambda n: _condition(f"n{n}"),
        lambda n: _set(f"n{n}", {"n": "={{ $json.n }}", "text": "={{ 'n is ' + $json.n }}"}),
    ]
    return _line([kinds[n % len(kinds)](n) for n in range(size - 1)])


def _line(steps: list[dict[str, Any]]) -> Workflow:
    hook = {
        "name": "hook",
        "type": "n8n-nodes-base.webhook",
        "typeVersion": 2,
        "webhookId": str(uuid.uuid4()),
        "parameters": {"httpMethod": "POST", "path": str(uuid.uuid4()), "responseMode": "lastNode"},
    }
    nodes = [hook, *steps]
    return {
        "name": "Bench",
        "nodes": [
            {"id": str(uuid.uuid4()), "position": [220 * n, 0], **node} for n, node in enumerate(nodes)
        ],
        "connections": {
            before["name"]: {"main": [[{"node": after["name"], "type": "main", "index": 0}]]}
            for before, after in pairwise(nodes)
        },
        "settings": {"executionOrder": "v1"},
    }


def _set(name: str, values: dict[str, Any], *, keep: bool = False) -> dict[str, Any]:
    assignments = [
        {"id": str(uuid.uuid4()), "name": key, "value": value, "type": _type(key)}
        for key, value in values.items()
    ]
    parameters = {"assignments": {"assignments": assignments}, "includeOtherFields": keep, "options": {}}
    return {"name": name, "type": "n8n-nodes-base.set", "typeVersion": 3.4, "parameters": parameters}


def _type(field: str) -> str:
    return "string" if field == "text" else "number"


def _condition(name: str) -> dict[str, Any]:
    condition = {
        "id": str(uuid.uuid4()),
        "leftValue": "={{ $json.n }}",
        "rightValue": 0,
        "operator": {"type": "number", "operation": "gte"},
    }
    options = {"caseSensitive": True, "leftValue": "", "typeValidation": "strict", "version": 2}
    conditions = {"options": options, "conditions": [condition], "combinator": "and"}
    return {
        "name": name,
        "type": "n8n-nodes-base.if",
        "typeVersion": 2.2,
        "parameters": {"conditions": conditions, "options": {}},
    }
