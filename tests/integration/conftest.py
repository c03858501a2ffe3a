"""A server for the tests of a module that look at it from outside, and its API."""

from collections.abc import Iterator

import pytest

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, LocalServer, running


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with running("--memory") as server:
        yield server


@pytest.fixture
def api(server: LocalServer) -> Api:
    return Api(server.url, KEY)
