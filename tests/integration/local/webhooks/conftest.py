"""A server for the tests of each module, and a webhook that asks its callers for nothing."""

from collections.abc import Iterator

import pytest

from tests.e2e.local_server import LocalServer, running
from tests.integration.local.webhooks.calls import OPEN, Hook, hook


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with running("--memory") as server:
        yield server


@pytest.fixture
def target(server: LocalServer) -> Hook:
    target = hook(server)
    target.set(**OPEN)
    return target
