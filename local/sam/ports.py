"""TCP ports of this machine."""

import socket
import time
from typing import Final

from local.sam.errors import UnusableMachineError

_POLL_SECONDS: Final = 0.2


def require_free(host: str, port: int) -> None:
    """Raise UnusableMachineError if something listens on `port` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"Port {port} is taken: stop what listens there or choose another one with PORT=..."
            raise UnusableMachineError(message) from error


def free_port(host: str) -> int:
    """Return a port of `host` that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def is_open(host: str, port: int) -> bool:
    """Tell, after a short while, whether something accepts connections."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        time.sleep(_POLL_SECONDS)
        return False
    return True
