from collections.abc import Iterator

import pytest

from local.aws.moto_adapters.state_machines import LocalStateMachines
from local.aws.services import local_aws


@pytest.fixture
def aws() -> Iterator[LocalStateMachines]:
    with local_aws() as machines:
        yield machines
