"""Names and a server on the loopback address whose answers a test writes itself."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme

LOOPBACK = "127.0.0.1"


class Names:
    """A resolver by table, which counts; an unknown name does not exist."""

    def __init__(self, table: Mapping[str, list[list[str]]]) -> None:
        self._table = {name: list(answers) for name, answers in table.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, _port: int) -> list[str]:
        """Return the next of the name's answers; the last one stays."""
        self.asked.append(host)
        answers = self._table.get(host)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Received:
    """What one request brought along."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Call:
    """One request at the server, with short ways to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, received: Received) -> None:
        self.received = received
        self._handler = handler

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer; `content_type` stands for `content-type`."""
        self._handler.send_response(status)
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        if "content_length" not in headers:
            self._handler.send_header("content-length", str(len(body)))
        self._handler.end_headers()
        if self.received.method != "HEAD":
            self.write(body)

    def write(self, data: bytes) -> bool:
        """Send bytes as they are; false when the other side has gone."""
        try:
            self._handler.wfile.write(data)
            self._handler.wfile.flush()
        except OSError:
            return False
        return True


@dataclass
class LoopbackServer:
    """Routes by path; a request to another path gets 404."""

    port: int = 0
    routes: dict[str, Callable[[Call], None]] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def dispatch(self, handler: BaseHTTPRequestHandler) -> None:
        """Note the request and answer it by its route."""
        length = int(handler.headers.get("content-length", "0"))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        received = Received(handler.command, handler.path, headers, handler.rfile.read(length))
        self.received.append(received)
        call = Call(handler, received)
        route = self.routes.get(handler.path.partition("?")[0])
        if route is None:
            call.answer(404)
        else:
            route(call)


def _handler_class(server: LoopbackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):
                return lambda: server.dispatch(self)
            raise AttributeError(name)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
            """Stay silent."""

    return Handler


class _QuietServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: clients that break off are what many tests are about."""


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[LoopbackServer]:
    """Serve on a free port, over TLS if a context is given."""
    server = LoopbackServer()
    with _QuietServer((LOOPBACK, 0), _handler_class(server)) as listener:
        if tls is not None:
            listener.socket = tls.wrap_socket(listener.socket, server_side=True)
        server.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            listener.shutdown()
            thread.join()


def certified(authority: trustme.CA) -> ssl.SSLContext:
    """Return the TLS of a server with a certificate for `api.example`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("api.example").configure_cert(context)
    return context
