"""The use case `run_http_request`: from the task's payload to the node's output."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from exeoflow.http_request.credentials import Credentials
from exeoflow.http_request.errors import HttpRequestFailed
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.exchange.retry_after import pause_before
from exeoflow.http_request.exchange.session import Session
from exeoflow.http_request.messages.kept_files import KeptFile, bounded, no_files
from exeoflow.http_request.messages.pagination import parse_pagination
from exeoflow.http_request.messages.request import FILE, Request, parse_request, workspace_of
from exeoflow.model.json import Json

if TYPE_CHECKING:
    # Only the types: few nodes send files.
    from exeoflow.model.file_reference import Keep
    from exeoflow.service.files.execution_files import ExecutionFiles


class HttpRequestTask:
    """Sends what a node asks for.

    `credentials` is called only for a node that names a credential, `files_for` only for one that sends a
    file or wants the answer in one: it returns those of the execution that a payload names. `sign` makes what
    the node `hmac` asks for with a key that a credential holds.
    """

    def __init__(
        self,
        client: HttpClient,
        credentials: Callable[[], Credentials],
        pause: Callable[[float], None] = time.sleep,
        files_for: Callable[[Mapping[str, Any]], "ExecutionFiles"] = no_files,
        sign: Callable[[Mapping[str, Any]], Json] = no_files,
    ) -> None:
        self._client = client
        self._credentials = credentials
        self._files_for = files_for
        self._pause = pause
        self.sign = sign

    def run(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return `{"status", "headers", "body"}`; raises HttpRequestFailed, if need be after a pause."""
        try:
            return self._answered(payload)
        except HttpRequestFailed as failure:
            seconds = pause_before(failure, payload.get("retry"))
            if seconds:
                self._pause(seconds)
            # Machines of old show the message as it is.
            raise (failure.told() if payload.get("error_details") is True else failure) from None

    def _answered(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        request = parse_request(payload, bounded(lambda value: self._read(payload, value)))
        pagination = parse_pagination(payload.get("pagination"))
        keep: Keep = no_files
        if request.response == FILE:
            keep = self._files_for(payload).keep
        if request.credential is None and request.tls is None:
            return self._client.send(request, pagination=pagination, keep=keep)
        session = self._session(request, workspace_of(payload))
        return self._client.send(request, session, pagination, keep)

    def _read(self, payload: Mapping[str, Any], value: object) -> KeptFile:
        reference, content = self._files_for(payload).named(value)
        return KeptFile(content, reference.content_type)

    def _session(self, request: Request, workspace: str) -> Session:
        # Loaded for nodes with a credential only.
        from exeoflow.http_request.authorization import session_with  # noqa: PLC0415

        return session_with(request, workspace, self._credentials(), self._client.ask)
