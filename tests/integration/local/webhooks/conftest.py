"""A webhook that asks its callers for nothing."""

import pytest

from tests.e2e.local_server import LocalServer
from tests.integration.local.webhooks.calls import OPEN, Hook, hook


@pytest.fixture
def target(server: LocalServer) -> Hook:
    target = hook(server)
    target.set(**OPEN)
    return target
