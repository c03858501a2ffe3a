"""`kill -9` in the middle of things: what was committed goes on, what was under way is told."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, running
from tests.e2e.workflows import chain, node

pytestmark = pytest.mark.slow

ITEMS = 3_000


def _handler(is_slow: threading.Event, calls: list[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            while is_slow.is_set():
                time.sleep(0.05)
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def slow_service(is_slow: threading.Event) -> Iterator[tuple[str, list[str]]]:
    """Serve an address that answers only when it is not slow; lend it with the calls it has had."""
    calls: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(is_slow, calls))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", calls
    finally:
        is_slow.clear()
        server.shutdown()
        server.server_close()


def test_a_long_loop_goes_on_from_where_it_was(tmp_path: Path) -> None:
    options = ("--data", str(tmp_path / "state"))
    loop = {
        "name": "Loop",
        "nodes": [
            node("start", "trigger"),
            node("each", "for_each", items="{{ $trigger.items }}"),
            node("double", "transform", expression="$item * 2"),
        ],
        "connections": [
            {"source": "start", "target": "each"},
            {"source": "each", "target": "double", "source_handle": "loop"},
            {"source": "double", "target": "each"},
        ],
    }
    with running(*options) as server:
        api = Api(server.url, KEY)
        execution = api.execute(api.create(loop), {"items": list(range(ITEMS))})
        time.sleep(0.7)  # commits are half a second apart
        server.kill()

    with running(*options) as server:
        found = Api(server.url, KEY).finished(execution)

    assert found["status"] == "success"
    assert found["output"] == [2 * number for number in range(ITEMS)]


@pytest.mark.parametrize("retry", [None, {"max_attempts": 2, "interval": 1}])
def test_a_call_that_was_under_way_is_made_again_only_if_it_may_be(
    tmp_path: Path, retry: dict[str, int] | None
) -> None:
    options = ("--data", str(tmp_path / "state"), "--allow-hosts", "127.0.0.1")
    is_slow = threading.Event()
    is_slow.set()
    with slow_service(is_slow) as (address, calls):
        call = node("call", "http_request", url=address) | ({} if retry is None else {"retry": retry})
        with running(*options) as server:
            api = Api(server.url, KEY)
            execution = api.execute(api.create(chain(call)))
            while not calls:
                time.sleep(0.02)
            server.kill()
        is_slow.clear()

        with running(*options) as server:
            found = Api(server.url, KEY).finished(execution)

    if retry is None:
        assert (found["status"], len(calls)) == ("failed", 1)
        assert (found["error"]["code"], found["error"]["node_id"]) == ("Local.Interrupted", "call")
    else:
        assert (found["status"], len(calls)) == ("success", 2)
