"""A world in memory for each test."""

import pytest

from tests.fakes.ports import FakePorts, fake_ports


@pytest.fixture
def ports() -> FakePorts:
    return fake_ports()
