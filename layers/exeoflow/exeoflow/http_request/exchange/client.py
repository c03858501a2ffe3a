"""Sends a request, follows its redirects and pages, and checks every address on the way."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from exeoflow.http_request.errors import (
    AddressNotAllowed,
    ConnectionFailed,
    RedirectNotAllowed,
    RequestInvalid,
    RequestTimedOut,
    StatusRefused,
    TooManyRedirects,
    refusal_of_status,
)
from exeoflow.http_request.exchange.addresses import AllowedHosts, Resolver, system_resolver
from exeoflow.http_request.exchange.connection import exchange
from exeoflow.http_request.exchange.deadline import Deadline, run_within
from exeoflow.http_request.exchange.retry_after import pause_between_pages, wish_of
from exeoflow.http_request.exchange.session import Session, is_same_server
from exeoflow.http_request.messages.answer import (
    Answer,
    check_size,
    details_of,
    excerpt_of,
    header_text,
    kept_output,
    masked,
    output_of,
    read_answer,
    read_refusal,
    read_start,
)
from exeoflow.http_request.messages.kept_files import no_files
from exeoflow.http_request.messages.pagination import (
    Gathered,
    Page,
    Pagination,
    first_request,
    gather,
    next_request,
    place_of,
)
from exeoflow.http_request.messages.request import FILE, Request
from exeoflow.http_request.messages.url import Url
from exeoflow.model.file_reference import Keep

T = TypeVar("T")

MAX_REDIRECTS = 10
# Two for a scheme that learns from a refusal: a challenge, and one that came in place of a stale one.
_MAX_TRIES = 3
MOST_ASKED_BYTES = 64 * 1024
"""Of the answer to a question of our own, for a token or for keys."""
_FIRST_ERROR_STATUS = 400
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Another server gets no other header of the author's: any may be a key, whatever it is called.
_HEADERS_FOR_STRANGERS = frozenset({"accept", "accept-language", "content-type", "user-agent"})
_DEFAULT_HEADERS = {"accept": "*/*", "user-agent": "exeoflow"}


@dataclass(frozen=True)
class _Run:
    """One run of a node, until its deadline."""

    session: Session
    deadline: Deadline
    keep: Keep


class HttpClient:
    """Carries requests to public hosts, and to private ones that are allowed by name or address."""

    def __init__(
        self,
        allowed_hosts: AllowedHosts,
        *,
        resolve: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._allowed_hosts = allowed_hosts
        self._resolve = resolve
        self._given_tls = tls

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # Reading the system's certificates takes longer than many a request without TLS.
        return self._given_tls or ssl.create_default_context()

    def send(
        self,
        request: Request,
        session: Session | None = None,
        pagination: Pagination | None = None,
        keep: Keep = no_files,
    ) -> dict[str, Any]:
        """Return the node's output for the last answer, or for all pages; raises HttpRequestFailed.

        `keep` takes an answer that the request wants in a file.
        """
        of_node = session or Session(request.url)
        return self._within_time(
            request,
            lambda prepared, deadline: self._output(prepared, _Run(of_node, deadline, keep), pagination),
        )

    def status(self, request: Request) -> int:
        """Return the status of the first answer, whose body is not read; raises HttpRequestFailed."""
        return self._within_time(request, lambda prepared, deadline: self._once(prepared, deadline, 0).status)

    def ask(self, request: Request) -> tuple[int, bytes]:
        """Return status and body of the first answer, whatever it is; raises HttpRequestFailed."""
        answer = self._within_time(
            request, lambda prepared, deadline: self._once(prepared, deadline, MOST_ASKED_BYTES)
        )
        return answer.status, answer.content

    def _within_time(self, request: Request, run: Callable[[Request, Deadline], T]) -> T:
        prepared = replace(request, headers=_DEFAULT_HEADERS | dict(request.headers))
        try:
            return run_within(request.timeout, lambda deadline: run(prepared, deadline))
        except TimeoutError:
            raise RequestTimedOut(
                f"{request.subject}: no complete answer within {request.timeout:g} s"
            ) from None

    def _once(self, request: Request, deadline: Deadline, size: int) -> Answer:
        addresses = self._addresses(request)
        with exchange(request, addresses, self._tls_of(request.url, None), deadline) as response:
            return read_start(response, size) if size else Answer(response.status, {}, b"")

    def _output(self, request: Request, run: _Run, pagination: Pagination | None) -> dict[str, Any]:
        # Secrets are asked for after the answer, for some are fetched on the way.
        if request.response == FILE:
            answer = self._follow(request, run)
            return kept_output(answer, run.keep, run.session.authentication.secrets)
        if pagination is not None:
            output = self._pages(request, run, pagination)
        else:
            output = output_of(self._follow(request, run), request.response, request.subject)
        check_size(output, request.subject)
        shown: dict[str, Any] = masked(output, run.session.authentication.secrets)
        return shown

    def _pages(self, request: Request, run: _Run, pagination: Pagination) -> dict[str, Any]:
        first = first_request(request, pagination)
        gathered, asked = Gathered(seen={place_of(first)}), first
        page: dict[str, Any] = {}
        while True:
            answer = self._page(asked, run, pagination) if gathered.pages else self._follow(asked, run)
            if answer is None:
                return gathered.output(page, pagination, is_over=True)
            page = output_of(answer, request.response or "auto", request.subject)
            count = gather(gathered, pagination, page["body"])
            check_size(gathered.items, f"{request.subject}: {gathered.pages} pages")
            read = Page(asked, answer.headers, page["body"], count)
            following = next_request(first, pagination, gathered, read)
            if following is None or gathered.is_enough(pagination):
                return gathered.output(page, pagination, is_over=following is None)
            asked = _led_on(asked, following)

    def _page(self, asked: Request, run: _Run, pagination: Pagination) -> Answer | None:
        """Return a page behind the first, None if its refusal says that there is none.

        A server may ask for patience while the node has time: a failure would throw the pages before it away;
        what the first page needs, the node's `retry` says.
        """
        while True:
            try:
                return self._follow(asked, run)
            except StatusRefused as refusal:
                if refusal.status in pagination.end_statuses:
                    return None
                seconds = pause_between_pages(refusal)
                if seconds is None or not run.deadline.leaves(seconds):
                    raise
            self._pause(seconds)

    def _follow(self, request: Request, run: _Run) -> Answer:
        for _ in range(MAX_REDIRECTS + 1):
            outcome = self._exchange(request, run)
            if not isinstance(outcome, Request):
                return outcome
            request = outcome
        raise TooManyRedirects(f"{request.subject}: more than {MAX_REDIRECTS} redirects")

    def _exchange(self, request: Request, run: _Run) -> Answer | Request:
        """Return the answer, or the request to which it leads on."""
        for _ in range(_MAX_TRIES):
            outcome = self._tried(request, run)
            if outcome is not None:
                return outcome
        raise ConnectionFailed(
            f"{request.subject}: the server asks for another authorization again and again"
        )

    def _tried(self, request: Request, run: _Run) -> Answer | Request | None:
        """Return the same; None if another try, which is authorized anew, may be answered otherwise."""
        session = run.session
        addresses = self._addresses(request)
        prepared = session.prepared(request)
        tls = self._tls_of(request.url, session.tls_for(request))
        with exchange(prepared, addresses, tls, run.deadline) as response:
            session.note(request, response)
            if request.follow_redirects and response.status in _REDIRECTS and "location" in response.headers:
                return _redirected(request, response.headers["location"], response.status)
            if response.status < _FIRST_ERROR_STATUS:
                return read_answer(response, request.subject, request.response)
            refusal = read_refusal(response)
        is_at_home = session.is_at_home(request)
        if is_at_home and session.authentication.learns_from(prepared, refusal.status, refusal.headers):
            return None
        raise _refusal(request, refusal, session.authentication.secrets)

    def _tls_of(self, url: Url, own: ssl.SSLContext | None) -> ssl.SSLContext | None:
        return (own or self._tls) if url.scheme == "https" else None

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


def _redirected(request: Request, location: str, status: int) -> Request:
    try:
        url = request.url.join(header_text(location))
    except RequestInvalid as error:
        raise RedirectNotAllowed(f"{request.subject}: it redirects to what is no HTTP URL") from error
    following = _led_on(request, replace(request, url=url))
    return following.as_get() if _turns_into_get(request.method, status) else following


def _led_on(request: Request, following: Request) -> Request:
    """Return the request to which a server leads, without what is not for its server."""
    if request.url.scheme == "https" and following.url.scheme == "http":
        raise RedirectNotAllowed(f"{request.subject}: it leads from https to http")
    if is_same_server(request.url, following.url):
        return following
    return replace(following.only_with(_HEADERS_FOR_STRANGERS), was_led_away=True)


def _turns_into_get(method: str, status: int) -> bool:
    # What browsers do (Fetch standard, HTTP-redirect fetch).
    return (status == 303 and method != "HEAD") or (status in {301, 302} and method == "POST")  # noqa: PLR2004


def _refusal(request: Request, answer: Answer, secrets: frozenset[str]) -> StatusRefused:
    reason = masked(f" {answer.reason}" if answer.reason else "", secrets)
    start = excerpt_of(answer, secrets)
    message = f"{request.subject}: answered {answer.status}{reason}" + (f": {start}" if start else "")
    wish = wish_of(answer.headers.get("retry-after"))
    return refusal_of_status(answer.status, message, details_of(answer, secrets), wish)
