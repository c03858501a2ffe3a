"""A receiver of notifications outside, which answers what a test says and keeps what it was sent."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Message:
    """What one attempt brought; names of headers are in lower case."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Answers with the statuses of `answers`, one after the other, then with 204."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    received: list[Message] = field(default_factory=list)

    def take(self, message: Message) -> int:
        """Keep a message and return the status to answer with."""
        self.received.append(message)
        return self.answers.pop(0) if self.answers else 204


@contextmanager
def served_receiver(host: str) -> Iterator[Receiver]:
    """Serve on a free port of `host`."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(receiver.take(Message(headers, body)))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer((host, 0), Handler)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
