"""The ASGI application: takes a request to the function of its route and its answer back."""

import asyncio
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from local.functions import FunctionError
from local.gateway.asgi import Message, Receive, Send
from local.gateway.event import build_event
from local.gateway.heads import LARGEST_HEAD, first_line, head_size, head_too_large
from local.gateway.request import Request
from local.gateway.response import Response, refusal, response_of, send_response
from local.gateway.routing import Router

_LARGEST_BODY: Final = 10 * 1024 * 1024  # API Gateway's quota, like that of `heads`
# So many calls with `?wait` wait at once; further ones are asked to come again.
MOST_WAITS: Final = 64
_MILLISECONDS: Final = 1_000
_VERSION: Final = "/v1"
_WEBHOOKS: Final = "/webhook"
# A server takes a target in the form that proxies are sent, too (RFC 9112, 3.2.2).
_WHOLE_ADDRESS: Final = re.compile(r"^https?://[^/]*", re.IGNORECASE)

Log = Callable[[str], None]


class Gateway:
    """Serves the routes of a stack; handlers block, some for 25 s, so each request runs on a thread.

    Those that may wait have threads of their own, so that nobody else waits with them: calls with `?wait`, of
    which there is a bound, and those of webhooks, which queue, for a refused one may be lost.
    What lies under `base_path` is what lies under `/v1`.
    """

    def __init__(
        self, router: Router, account_id: str, log: Log, base_path: str = "", threads: int = 64
    ) -> None:
        self.router = router
        self._base_path = base_path
        self._account_id = account_id
        self._log = log
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="request")
        self._webhooks = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="webhook")
        self._waits = ThreadPoolExecutor(max_workers=MOST_WAITS, thread_name_prefix="wait")
        self._waiting = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (the ASGI protocol)."""
        if scope["type"] != "http":
            return
        started = time.perf_counter()
        try:
            response = await self._received(scope, receive)
        except _ClientGoneError:
            return
        duration = (time.perf_counter() - started) * _MILLISECONDS
        self._log(f"{first_line(scope)} {response.status} {duration:.0f} ms")
        await send_response(response, send)

    def close(self) -> None:
        """Wait for the requests that are being answered."""
        for threads in (self._threads, self._webhooks, self._waits):
            threads.shutdown()

    async def _received(self, scope: Message, receive: Receive) -> Response:
        request = _request(scope)
        if _waits_to_send_too_much(request):
            return _too_large(request)
        try:
            body = await _read_body(receive)
        except _BodyTooLargeError:
            return _too_large(request)
        if head_size(scope) > LARGEST_HEAD:
            return head_too_large(request.header("accept-language"))
        return await self._answered(replace(request, body=body))

    async def _answered(self, request: Request) -> Response:
        run = asyncio.get_running_loop().run_in_executor
        if request.path_in(_WEBHOOKS):
            return await run(self._webhooks, self._answer, request)
        if not request.has_parameter("wait"):
            return await run(self._threads, self._answer, request)
        if self._waiting == MOST_WAITS:
            return _too_many(request)
        self._waiting += 1
        try:
            return await run(self._waits, self._answer, request)
        finally:
            self._waiting -= 1

    def _answer(self, request: Request) -> Response:
        if self._base_path and request.path_in(self._base_path):
            request = replace(request, raw_path=_VERSION + request.raw_path.removeprefix(self._base_path))
        match = self.router.find(request.method, request.raw_path)
        if match is None:
            return refusal(HTTPStatus.NOT_FOUND, "ROUTE_NOT_FOUND", request.header("accept-language"))
        try:
            return response_of(match.function.invoke(build_event(request, match, self._account_id)))
        except FunctionError as error:
            self._log(f"{match.function.declared.name} raised {error}")
            return refusal(
                HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", request.header("accept-language")
            )


class _ClientGoneError(Exception):
    """The connection was closed in the middle of a request: there is nothing to do and nobody to tell."""


class _BodyTooLargeError(Exception):
    """The body is larger than the gateway takes."""


async def _read_body(receive: Receive) -> bytes:
    """Return the body; what is too large is read to its end, so that the answer arrives, but not kept."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _ClientGoneError
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= _LARGEST_BODY:
            chunks.append(chunk)
        if message.get("more_body"):
            continue
        if size > _LARGEST_BODY:
            raise _BodyTooLargeError
        return b"".join(chunks)


def _waits_to_send_too_much(request: Request) -> bool:
    """Whether a client waits to be asked for a body (RFC 9110, 10.1.1) that would only be thrown away."""
    expected, size = request.header("expect"), request.header("content-length")
    return (expected or "").lower() == "100-continue" and int(size or 0) > _LARGEST_BODY


def _request(scope: Message) -> Request:
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]
    )
    client = scope.get("client") or ("127.0.0.1", 0)
    server = scope.get("server") or ("127.0.0.1", 0)
    return Request(
        method=scope["method"],
        raw_path=_WHOLE_ADDRESS.sub("", scope["raw_path"].decode("latin-1")) or "/",
        query_string=scope["query_string"].decode("latin-1"),
        headers=headers,
        body=b"",
        source_ip=client[0],
        protocol=f"HTTP/{scope['http_version']}",
        port=server[1] or 0,
    )


def _too_large(request: Request) -> Response:
    return refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "PAYLOAD_TOO_LARGE",
        request.header("accept-language"),
        limit=_LARGEST_BODY,
    )


def _too_many(request: Request) -> Response:
    language = request.header("accept-language")
    refused = refusal(HTTPStatus.SERVICE_UNAVAILABLE, "SERVICE_UNAVAILABLE", language)
    return replace(refused, headers=(*refused.headers, ("retry-after", "1")))
