"""A web server that workflows call in tests."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Target(BaseHTTPRequestHandler):
    """Answers `/status/<n>` with that status, anything else with what it was sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def _answer(self) -> None:
        content = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        status = int(self.path.rpartition("/")[2]) if self.path.startswith("/status/") else 200
        answer = {"method": self.command, "path": self.path, "body": json.loads(content) if content else None}
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served_target(host: str) -> Iterator[int]:
    """Serve on a free port of `host` and lend the port."""
    server = ThreadingHTTPServer((host, 0), _Target)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
