"""A sample of the faults that `make faults` injects."""

from collections.abc import Callable
from typing import Any

import pytest

from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from tests.fakes.ports import FakePorts
from tests.faults.campaign import campaign
from tests.faults.every_scenario import SCENARIOS
from tests.faults.scenarios import Scenario

pytestmark = pytest.mark.slow

EVERY = 7


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_is_lost_doubled_or_left_behind(name: str) -> None:
    tally = campaign(name, SCENARIOS[name], EVERY)

    assert tally.injected > 0
    assert tally.violations == []


def start_unseen(ports: Ports, workflow_id: str) -> None:
    """Start without a record, as if that came second."""
    workflow = ports.workflows.get("acme", workflow_id)
    assert workflow is not None
    assert workflow.publication is not None
    ports.machines.start(workflow.publication.version_arn, ports.ids.new_id("exec"), "{}")
    execute_workflow(ports, "acme", workflow_id, Start())


def crash(ports: Ports, workflow_id: str) -> None:
    """Raise what no use case should."""
    ports.workflows.get("acme", workflow_id)
    raise KeyError(workflow_id)


@pytest.mark.parametrize(
    ("name", "act", "wrong"),
    [
        (
            "create_webhook",
            lambda ports, id_: create_webhook(ports, "acme", NewWebhook(id_, "W")),
            "2 webhooks instead of 1",
        ),
        (
            "execute_workflow",
            lambda ports, id_: execute_workflow(ports, "acme", id_, Start()),
            "2 executions instead of 1",
        ),
        ("execute_workflow", start_unseen, "an execution runs without a record"),
    ],
)
def test_what_is_done_carelessly_is_found_out(
    name: str, act: Callable[[Ports, Any], Any], wrong: str
) -> None:
    careless = Scenario(SCENARIOS[name].prepare, act, SCENARIOS[name].check)

    found = {violation.wrong for violation in campaign(name, careless, EVERY).violations}

    assert wrong in found


def test_an_error_that_is_none_of_ours_is_found_out() -> None:
    def fail_the_second_time(ports: FakePorts | Ports, workflow_id: str) -> None:
        if ports.clock.now().second:
            crash(ports, workflow_id)
        ports.workflows.get("acme", workflow_id)

    careless = Scenario(SCENARIOS["execute_workflow"].prepare, fail_the_second_time, lambda _, __: iter(()))

    found = {violation.wrong for violation in campaign("careless", careless).violations}

    assert any(each.startswith("KeyError is none of our errors") for each in found)
