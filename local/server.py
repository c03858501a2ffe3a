"""Serves the gateway, and the AWS endpoint beside it, on loopback ports."""

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import uvicorn

from local.gateway.protocol import EnvelopeProtocol

HOST: Final = "127.0.0.1"
_PATIENCE_SECONDS: Final = 5
# Longer than clients' pools keep a connection, so that none sends into one that is being closed.
_KEEP_ALIVE_SECONDS: Final = 75


class PortError(Exception):
    """A port cannot be used; the message is one line that says what to do."""


def bind(port: int, option: str, host: str = HOST) -> socket.socket:
    """Return a socket that listens on `port` (0: a free one); raise PortError, which names the `option`."""
    # The protocol is named so that asyncio knows it for TCP and sends without delay (TCP_NODELAY).
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(socket.SOMAXCONN)
    except OSError as error:
        listener.close()
        reason = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        message = (
            f"Port {port} {reason}. Stop the program that uses it, or choose another port with {option}."
        )
        raise PortError(message) from error
    return listener


def port_of(listener: socket.socket) -> int:
    """Return the port that a socket listens on."""
    port: int = listener.getsockname()[1]
    return port


def serve(application: Any, listener: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; requests that are being answered are finished.

    `on_ready` is called when requests are answered and signals are heeded.
    """
    _Server(_config(application), on_ready).run(sockets=[listener])


@contextmanager
def served_beside(application: Any, listener: socket.socket) -> Iterator[None]:
    """Serve on a thread of its own for as long as the context lasts."""
    is_ready = threading.Event()
    server = _Server(_config(application), is_ready.set)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, daemon=True, name="aws-endpoint"
    )
    thread.start()
    is_ready.wait()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    """uvicorn's server, which tells when it is ready."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._on_ready()


def _config(application: Any) -> uvicorn.Config:
    config = uvicorn.Config(
        application,
        http=EnvelopeProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_PATIENCE_SECONDS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
    )
    config.load()  # now: an import that a signal interrupts on one thread can block another for ever
    return config
