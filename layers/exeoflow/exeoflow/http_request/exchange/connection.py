"""One exchange over one connection that goes to a checked address."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from exeoflow.http_request.errors import ConnectionFailed
from exeoflow.http_request.exchange.deadline import Deadline
from exeoflow.http_request.messages.packing import NotPackedSo
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import Url


class _LastResponse(HTTPResponse):
    """Passes over what a server says before its answer, such as 103 Early Hints (RFC 9110, 15.2)."""

    def begin(self) -> None:
        """Read heads until one is that of the answer; the standard library passes over 100 only."""
        super().begin()
        while (
            HTTPStatus.CONTINUE <= self.status < HTTPStatus.OK
            and self.status != HTTPStatus.SWITCHING_PROTOCOLS
        ):
            # As it is before the first head.
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


class _PinnedConnection(HTTPConnection):
    """Goes to the given addresses and asks no resolver; `host` still names the server to TLS and in `Host`.

    urllib3's own connection through SOCKS overrides the same method.
    """

    response_class = _LastResponse
    addresses: Sequence[str]
    deadline: Deadline

    def _new_conn(self) -> socket.socket:
        failure = OSError("the name has no address")
        for position, address in enumerate(self.addresses):
            # An address that swallows packets must leave time for the next one.
            share = self.deadline.remaining() / (len(self.addresses) - position)
            try:
                connection = socket.create_connection((address, self.port), timeout=share)
            except OSError as error:
                failure = error
                continue
            self.deadline.watch(connection)
            connection.settimeout(self.deadline.remaining())
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
        raise failure


class _PinnedTlsConnection(_PinnedConnection, HTTPSConnection):
    """The same over TLS; the certificate must be for `host`."""


@contextmanager
def exchange(
    request: Request, addresses: Sequence[str], tls: ssl.SSLContext | None, deadline: Deadline
) -> Iterator[BaseHTTPResponse]:
    """Send a request and yield the answer, whose body is still to be read; `tls` is needed for https only.

    Raises ConnectionFailed, also for what goes wrong while the body is read.
    """
    connection = _connection(request.url, tls, deadline)
    connection.addresses = addresses
    connection.deadline = deadline
    try:
        connection.request(
            request.method, request.url.target, request.body, request.headers, preload_content=False
        )
        with closing(connection.getresponse()) as response:
            yield response
    except NotPackedSo as error:
        raise ConnectionFailed(f"{request.subject}: {error}") from error
    except (HTTPError, HTTPException, OSError) as error:
        raise ConnectionFailed(f"{request.subject}: {_reason(error)}") from error
    finally:
        connection.close()


def _connection(url: Url, tls: ssl.SSLContext | None, deadline: Deadline) -> _PinnedConnection:
    if url.scheme == "https":
        return _PinnedTlsConnection(url.host, url.port, timeout=deadline.remaining(), ssl_context=tls)
    return _PinnedConnection(url.host, url.port, timeout=deadline.remaining())


def _reason(error: Exception) -> str:
    # The libraries' own texts may repeat URLs and bytes of the answer.
    match error:
        case ssl.SSLCertVerificationError():
            return f"the server's certificate is not valid: {error.verify_message}"
        case ssl.SSLError():
            return f"no TLS connection ({error.reason or 'broken off'})"
        case OSError() if not isinstance(error, HTTPException):
            return f"no connection ({error.strerror or 'timed out'})"
        case _:
            return f"the server does not answer in proper HTTP ({type(error).__name__})"
