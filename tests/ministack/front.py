"""What stands before the API as AWS's gateway does: requests come under its host, and say how they came."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

_HOP_BY_HOP: Final = frozenset({"connection", "host", "transfer-encoding", "content-length"})
_PATIENCE_SECONDS: Final = 60


@contextmanager
def front(port: int, emulator_port: int) -> Iterator["Front"]:
    """Serve the API on a port; `api_id` is told once there is one."""
    server = Front(port, emulator_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Front(ThreadingHTTPServer):
    """The door to the API `api_id` of ministack."""

    daemon_threads = True
    api_id = ""

    def __init__(self, port: int, emulator_port: int) -> None:
        super().__init__(("127.0.0.1", port), _Passing)
        self.emulator_port = emulator_port

    def handle_error(self, *_: object) -> None:
        """A client that does not wait for its answer is no news."""


class _Passing(BaseHTTPRequestHandler):
    """Passes a request on, and its answer back."""

    protocol_version = "HTTP/1.1"
    server: Front

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = [(name, value) for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP]
        there = http.client.HTTPConnection("127.0.0.1", self.server.emulator_port, timeout=_PATIENCE_SECONDS)
        there.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        there.putheader("host", f"{self.server.api_id}.execute-api.localhost:{self.server.emulator_port}")
        there.putheader("x-forwarded-proto", "https")
        there.putheader("content-length", str(len(body)))
        for name, value in headers:
            there.putheader(name, value)
        there.endheaders(body)
        answer = there.getresponse()
        content = answer.read()
        there.close()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def __getattr__(self, name: str) -> Any:
        """Pass every method on, known or not."""
        if name.startswith("do_"):
            return self._pass
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
