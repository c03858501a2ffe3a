"""The local AWS over HTTP, for clients that run in containers."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Final

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

# The name by which a container reaches the machine that it runs on.
HOST_IN_CONTAINERS: Final = "host.docker.internal"


class _QuietRequestHandler(MotoRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: what the functions do, they log themselves."""


@contextmanager
def served_aws(address: str) -> Iterator[str]:
    """Serve the moto of this process at `address` on a free port; the value is its URL for containers."""
    server = make_server(
        address,
        0,
        DomainDispatcherApplication(create_backend_app),
        threaded=True,
        request_handler=_QuietRequestHandler,
    )
    thread = Thread(target=server.serve_forever, name="aws", daemon=True)
    thread.start()
    try:
        yield f"http://{HOST_IN_CONTAINERS}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
