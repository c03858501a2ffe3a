"""The use case `run_http_request`: from the task's payload to the node's output."""

from collections.abc import Callable, Mapping
from typing import Any

from exeoflow.http_request.client import HttpClient
from exeoflow.http_request.credentials import CredentialStore
from exeoflow.http_request.errors import RequestInvalid
from exeoflow.http_request.request import Request, parse_request


class HttpRequestTask:
    """Sends what a node asks for; `credentials` is called only for a node that names a credential."""

    def __init__(self, client: HttpClient, credentials: Callable[[], CredentialStore]) -> None:
        self._client = client
        self._credentials = credentials

    def run(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return `{"status", "headers", "body"}`; raises HttpRequestFailed."""
        request = parse_request(payload)
        return self._client.send(self._authorized(request, payload.get("workspace")))

    def _authorized(self, request: Request, workspace: object) -> Request:
        credential = request.credential
        if credential is None:
            return request
        if not isinstance(workspace, str) or not workspace or "/" in workspace:
            raise RequestInvalid("a credential can only be used by a workflow of a workspace")
        return request.authorized(credential, self._credentials().secret(workspace, credential.name))
