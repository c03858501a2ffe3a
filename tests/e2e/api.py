"""A client of the API that hides nothing: status, headers and body as they came."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import urllib3

_PATIENCE_SECONDS: Final = 60


@dataclass(frozen=True)
class Answer:
    """One answer."""

    status: int
    headers: urllib3.HTTPHeaderDict
    body: Any

    @property
    def data(self) -> Any:
        """What a success holds."""
        assert self.body["success"] is True, self.body
        return self.body["data"]

    @property
    def error(self) -> Any:
        """What a failure holds."""
        assert self.body["success"] is False, self.body
        return self.body["error"]


class Api:
    """Calls the API at `url` with `key` (None: without any)."""

    def __init__(self, url: str, key: str | None) -> None:
        self._url = url
        self._headers = {"authorization": f"Bearer {key}"} if key else {}
        self._pool = urllib3.PoolManager(maxsize=16, retries=False, timeout=_PATIENCE_SECONDS)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Send one request; `headers` are named with underscores, a body of bytes goes as it is."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        types = {"content-type": "application/json"} if content is not None else {}
        response = self._pool.request(
            method, self._url + path, body=content, headers={**self._headers, **types, **given}
        )
        text = response.data
        return Answer(response.status, response.headers, json.loads(text) if text else None)

    def get(self, path: str, **headers: str) -> Answer:
        """GET."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        """POST with a JSON body."""
        return self.call("POST", path, body, **headers)

    def create(self, workflow: object) -> str:
        """Create a workflow and return its id."""
        identifier: str = self.post("/v1/workflows", workflow).data["id"]
        return identifier

    def execute(self, workflow_id: str, given: object = None) -> str:
        """Start a workflow and return the id of the execution."""
        answer = self.post(f"/v1/workflows/{workflow_id}/execute", {"input": given or {}})
        identifier: str = answer.data["execution_id"]
        return identifier

    def run(self, workflow: object, given: object = None) -> Any:
        """Create, start and wait; return the execution."""
        return self.finished(self.execute(self.create(workflow), given))

    def finished(self, execution_id: str) -> Any:
        """Wait for the end of an execution and return it."""
        return self.execution_when(execution_id, lambda execution: execution["status"] != "running")

    def execution_when(self, execution_id: str, is_so: Callable[[Any], bool]) -> Any:
        """Wait until something is true of an execution and return it."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            execution = self.get(f"/v1/executions/{execution_id}").data
            if is_so(execution):
                return execution
            time.sleep(0.02)
        raise TimeoutError(execution_id)
