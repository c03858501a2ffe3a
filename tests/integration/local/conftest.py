from collections.abc import Iterator

import pytest

from local.aws import local_aws
from local.moto_adapters.state_machines import LocalStateMachines


@pytest.fixture
def aws() -> Iterator[LocalStateMachines]:
    with local_aws() as machines:
        yield machines
