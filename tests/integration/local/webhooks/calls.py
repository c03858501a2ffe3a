"""Webhooks of a local server, configured and called as strangers do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import urllib3

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, LocalServer
from tests.e2e.workflows import node

OPEN = {"authentication": {"enabled": False}}
"""A webhook that asks its callers for nothing."""

SEEN = node("out", "transform", expression="$trigger")


@dataclass(frozen=True)
class Reply:
    """What a caller was answered, as bytes."""

    status: int
    headers: urllib3.HTTPHeaderDict
    body: bytes

    @property
    def content(self) -> Any:
        """The envelope."""
        return json.loads(self.body)

    @property
    def code(self) -> Any:
        """The code of a failure."""
        return self.content["error"]["code"]


@dataclass(frozen=True)
class Hook:
    """A webhook and whoever calls it."""

    api: Api
    url: str
    id: str
    workflow_id: str

    def set(self, **fields: Any) -> Any:
        """Change the webhook; return it."""
        answer = self.api.call("PUT", f"/v1/webhooks/{self.id}", fields)
        assert answer.status == 200, answer.body
        return answer.data

    def send(
        self,
        raw: bytes | str = b"",
        headers: Mapping[str, str] | None = None,
        method: str = "POST",
        query: str = "",
        suffix: str = "",
    ) -> Reply:
        """Call it with nothing but what is given."""
        return self.call(method, f"/webhook/{self.id}{suffix}{query}", raw, headers)

    def call(
        self, method: str, path: str, raw: bytes | str = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Call any path."""
        body = raw.encode() if isinstance(raw, str) else raw
        answer = urllib3.request(
            method, self.url + path, body=body or None, headers=dict(headers or {}), retries=False, timeout=60
        )
        return Reply(answer.status, answer.headers, answer.data)

    def trigger(
        self,
        raw: bytes | str = b"",
        headers: Mapping[str, str] | None = None,
        *,
        query: str = "?wait=20",
        **sent: str,
    ) -> Any:
        """Call it as `send` does, wait, and return what the workflow found in `$trigger`."""
        answer = self.send(raw, headers, query=query, **sent)
        assert answer.status == 200, answer.body
        return answer.content["data"]["output"]

    @property
    def executions(self) -> int:
        """How many there have been."""
        listed = self.api.get(f"/v1/executions?workflow_id={self.workflow_id}").data
        return int(listed["pagination"]["total"])


def hook(server: LocalServer, *nodes: dict[str, Any], connections: Any = None, **config: Any) -> Hook:
    """Make and activate a workflow of a trigger and `nodes`; without any it shows `$trigger`."""
    api = Api(server.url, KEY)
    steps = nodes or (SEEN,)
    everything = [node("hook", "trigger", mode="webhook", **config), *steps]
    drawn = connections or [{"source": a["id"], "target": b["id"]} for a, b in pairwise(everything)]
    workflow_id = api.create({"name": "case", "nodes": everything, "connections": drawn})
    assert api.post(f"/v1/workflows/{workflow_id}/status", {"status": "active"}).status == 200
    [webhook] = api.get(f"/v1/webhooks?workflow_id={workflow_id}").data["webhooks"]
    return Hook(api, server.url, webhook["id"], workflow_id)
