"""A limit for the whole of an exchange.

A socket's own timeout starts anew with every byte, so a server that drips could hold a request for ever, in
the handshake and between headers too. Here the exchange runs in a thread, and when time is up its connection
is shut down.
"""

import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from contextvars import copy_context
from threading import Lock, Thread
from typing import TypeVar

T = TypeVar("T")


class Deadline:
    """The moment at which an exchange must be over, and the connection to shut down then."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._lock = Lock()
        self._connection: socket.socket | None = None
        self._is_over = False

    def remaining(self) -> float:
        """Return the seconds left and one more: the deadline itself is to end whoever waits."""
        return max(self._end - time.monotonic(), 0) + 1

    def leaves(self, seconds: float) -> bool:
        """Return whether so much time is left, and more."""
        return time.monotonic() + seconds < self._end

    def watch(self, connection: socket.socket) -> None:
        """Shut this connection down when time is up, instead of the one watched before."""
        with self._lock:
            self._release()
            # A second handle on the same connection: TLS takes the first one over.
            self._connection = connection.dup()
            if self._is_over:
                self._shut_down()

    def expire(self) -> None:
        """End the exchange now: whoever waits for the connection gets an end of file or an error."""
        with self._lock:
            self._is_over = True
            self._shut_down()

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._release()

    def _shut_down(self) -> None:
        if self._connection is not None:
            with suppress(OSError):  # the other side may have ended it already
                self._connection.shutdown(socket.SHUT_RDWR)

    def _release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def run_within(seconds: float, exchange: Callable[[Deadline], T]) -> T:
    """Return what `exchange` returns or raises, or raise TimeoutError after `seconds`."""
    deadline = Deadline(seconds)
    outcome: Future[T] = Future()

    def work() -> None:
        try:
            outcome.set_result(exchange(deadline))
        except BaseException as error:  # noqa: BLE001 - it is raised again in the thread that waits
            outcome.set_exception(error)
        finally:
            deadline.close()

    # A daemon: the system's resolver cannot be interrupted and may outlive the request.
    # In the context of the caller, by which traces and recorders know whose work it is.
    Thread(target=copy_context().run, args=(work,), name="http_request", daemon=True).start()
    try:
        return outcome.result(timeout=seconds)
    finally:
        deadline.expire()
