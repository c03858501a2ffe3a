"""Sends a request, follows its redirects, and checks every address on the way."""

import ssl
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from urllib3.response import BaseHTTPResponse

from exeoflow.http_request.addresses import AllowedHosts, Resolver, system_resolver
from exeoflow.http_request.answer import excerpt, read_answer
from exeoflow.http_request.connection import exchange
from exeoflow.http_request.deadline import Deadline, run_within
from exeoflow.http_request.errors import (
    AddressNotAllowed,
    ConnectionFailed,
    RedirectNotAllowed,
    RequestInvalid,
    RequestTimedOut,
    TooManyRedirects,
    refusal_of_status,
)
from exeoflow.http_request.request import Request
from exeoflow.http_request.url import Url

T = TypeVar("T")

MAX_REDIRECTS = 10
_FIRST_ERROR_STATUS = 400
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Another server gets no other header of the author's: any may be a key, whatever it is called.
_HEADERS_FOR_STRANGERS = frozenset({"accept", "accept-language", "content-type", "user-agent"})
_DEFAULT_HEADERS = {"accept": "*/*", "user-agent": "exeoflow"}


class HttpClient:
    """Carries requests to public hosts, and to private ones that are allowed by name or address."""

    def __init__(
        self,
        allowed_hosts: AllowedHosts,
        *,
        resolve: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed_hosts = allowed_hosts
        self._resolve = resolve
        self._given_tls = tls

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # Reading the system's certificates takes longer than many a request without TLS.
        return self._given_tls or ssl.create_default_context()

    def send(self, request: Request) -> dict[str, Any]:
        """Return the node's output for the last answer; raises HttpRequestFailed."""
        return self._within_time(request, self._follow)

    def status(self, request: Request) -> int:
        """Return the status of the first answer, whose body is not read; raises HttpRequestFailed."""
        return self._within_time(request, self._status)

    def _within_time(self, request: Request, run: Callable[[Request, Deadline], T]) -> T:
        prepared = replace(request, headers=_DEFAULT_HEADERS | dict(request.headers))
        try:
            return run_within(request.timeout, lambda deadline: run(prepared, deadline))
        except TimeoutError:
            raise RequestTimedOut(
                f"{request.subject}: no complete answer within {request.timeout:g} s"
            ) from None

    def _status(self, request: Request, deadline: Deadline) -> int:
        addresses = self._addresses(request)
        with exchange(request, addresses, self._tls_for(request.url), deadline) as response:
            return response.status

    def _follow(self, request: Request, deadline: Deadline) -> dict[str, Any]:
        for _ in range(MAX_REDIRECTS + 1):
            outcome = self._exchange(request, deadline)
            if not isinstance(outcome, Request):
                return outcome
            request = outcome
        raise TooManyRedirects(f"{request.subject}: more than {MAX_REDIRECTS} redirects")

    def _exchange(self, request: Request, deadline: Deadline) -> dict[str, Any] | Request:
        """Return the answer, or the request to which it leads on."""
        addresses = self._addresses(request)
        with exchange(request, addresses, self._tls_for(request.url), deadline) as response:
            if request.follow_redirects and response.status in _REDIRECTS and "location" in response.headers:
                return _redirected(request, response)
            if response.status >= _FIRST_ERROR_STATUS:
                raise refusal_of_status(response.status, _refusal(request, response))
            return read_answer(response, request.subject)

    def _tls_for(self, url: Url) -> ssl.SSLContext | None:
        return self._tls if url.scheme == "https" else None

    def _addresses(self, request: Request) -> list[str]:
        host = request.url.host
        try:
            addresses = self._resolve(host, request.url.port)
        except (OSError, UnicodeError) as error:
            raise ConnectionFailed(f"{request.subject}: the host's name cannot be resolved") from error
        # Public addresses do not excuse a private one: whoever mixes them wants it to be called.
        if not all(self._allowed_hosts.permits(host, address) for address in addresses):
            raise AddressNotAllowed(f"{request.subject}: the host has an address that is not public")
        return addresses


def _redirected(request: Request, response: BaseHTTPResponse) -> Request:
    try:
        url = request.url.join(response.headers["location"])
    except RequestInvalid as error:
        raise RedirectNotAllowed(f"{request.subject}: it redirects to what is no HTTP URL") from error
    if request.url.scheme == "https" and url.scheme == "http":
        raise RedirectNotAllowed(f"{request.subject}: it redirects from https to http")
    following = replace(request, url=url)
    if not _is_same_server(request.url, url):
        following = following.only_with(_HEADERS_FOR_STRANGERS)
    return following.as_get() if _turns_into_get(request.method, response.status) else following


def _is_same_server(before: Url, after: Url) -> bool:
    is_upgrade = (before.scheme, before.port, after.scheme, after.port) == ("http", 80, "https", 443)
    return before.host == after.host and (before.origin == after.origin or is_upgrade)


def _turns_into_get(method: str, status: int) -> bool:
    # What browsers do (Fetch standard, HTTP-redirect fetch).
    return (status == 303 and method != "HEAD") or (status in {301, 302} and method == "POST")  # noqa: PLR2004


def _refusal(request: Request, response: BaseHTTPResponse) -> str:
    reason = f" {response.reason}" if response.reason else ""
    start = excerpt(response)
    if request.secret:
        start = start.replace(request.secret, "***")
    return f"{request.subject}: answered {response.status}{reason}" + (f": {start}" if start else "")
