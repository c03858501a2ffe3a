"""A workspace that has one of everything, and somebody of another one."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.handlers.conftest import Client, make_client
from tests.integration.handlers.workspaces.neighbour import Neighbour, settle


@pytest.fixture(scope="module")
def neighbour(functions: Mapping[str, Any]) -> Neighbour:
    return settle(functions)


@pytest.fixture
def stranger(functions: Mapping[str, Any]) -> Client:
    return make_client(functions)
