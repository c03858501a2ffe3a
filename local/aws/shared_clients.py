"""One client per service for all functions of a process."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace

from exeoflow.adapters import clients
from local.aws.replacement import replaced


@contextmanager
def shared_clients() -> Iterator[None]:
    """Make each client once: all functions in one process, each with parts of its own, make hundreds of them.

    In Lambda every function is a process of its own, which makes few.
    """
    shared = SimpleNamespace(create_client=cache(clients.session().create_client))
    with replaced(clients, "session", lambda: shared):
        yield
