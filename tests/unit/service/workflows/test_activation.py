"""Activation is all or nothing, whatever fails on the way."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest

from exeoflow.errors import (
    ExeoflowError,
    TriggerRefused,
    Unavailable,
    WebhookNotFound,
    WorkflowChanged,
    WorkflowNotFound,
)
from exeoflow.model.execution import ExecutionEnd, ExecutionStatus
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus
from exeoflow.model.workflows.trigger import EventTrigger, ScheduleTrigger, trigger_name
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.sweep import sweep_executions
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.create import NewWebhook, create_webhook
from exeoflow.service.webhooks.read import find_webhook
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.delete import delete_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.triggers.webhook_naming import webhook_id_of
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from tests.fakes.crashes import Crash, CrashPlan, Moment
from tests.fakes.graphs import WEBHOOK, greeting_graph
from tests.fakes.ports import FakePorts, fake_ports

ACTIVE, INACTIVE = WorkflowStatus.ACTIVE, WorkflowStatus.INACTIVE
DAILY: JsonObject = {"id": "daily", "type": "trigger", "config": {"mode": "schedule", "cron": "0 7 * * *"}}
HOURLY: JsonObject = {"id": "daily", "type": "trigger", "config": {"mode": "schedule", "rate": "1 hour"}}
SHOP: JsonObject = {
    "id": "shop",
    "type": "trigger",
    "config": {"mode": "event", "pattern": {"source": ["s"]}},
}
ALL = (DAILY, SHOP, WEBHOOK)


@pytest.fixture
def workflow(ports: FakePorts) -> StoredWorkflow:
    return create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph("Hallo", *ALL)))


def placed(ports: FakePorts) -> set[object]:
    """What is in place of triggers, and the nodes that have a webhook."""
    hooks = {webhook.node_id for webhook in ports.webhooks.webhooks.values()}
    return {*ports.triggers.placed.keys(), *hooks}


def wanted(workflow: StoredWorkflow) -> set[object]:
    schedule = ScheduleTrigger("daily", "cron(0 7 * * ? *)")
    event = EventTrigger("shop", {"source": ["s"]})
    return {trigger_name(workflow.id, schedule), trigger_name(workflow.id, event), "hook"}


def set_status(ports: Ports, workflow: StoredWorkflow, status: WorkflowStatus) -> StoredWorkflow:
    return set_workflow_status(ports, "acme", workflow.id, status)


def use(ports: Ports, workflow: StoredWorkflow, *triggers: JsonObject) -> StoredWorkflow:
    graph = greeting_graph("Hallo", *triggers)
    changes = WorkflowChanges(nodes=graph.nodes, connections=graph.connections)
    return update_workflow(ports, "acme", workflow.id, changes)


def stored(ports: FakePorts, workflow: StoredWorkflow) -> StoredWorkflow:
    found = ports.workflows.get("acme", workflow.id)
    assert found is not None
    return found


def test_an_active_workflow_has_all_its_triggers(ports: FakePorts, workflow: StoredWorkflow) -> None:
    set_status(ports, workflow, ACTIVE)

    assert placed(ports) == wanted(workflow)
    assert ports.triggers.puts == 2
    assert ports.journal.moves == []


def test_an_inactive_one_keeps_only_the_addresses(ports: FakePorts, workflow: StoredWorkflow) -> None:
    set_status(ports, workflow, ACTIVE)
    before = ports.webhooks.get(webhook_id_of(workflow.id, "hook"))

    set_status(ports, workflow, INACTIVE)
    inactive = placed(ports)
    set_status(ports, workflow, ACTIVE)

    assert inactive == {"hook"}
    assert before is not None
    assert ports.webhooks.get(before.id) == before
    assert placed(ports) == wanted(workflow)


def test_a_workflow_without_such_triggers_needs_no_move(ports: FakePorts) -> None:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=greeting_graph()))

    set_status(ports, workflow, ACTIVE)

    assert (ports.triggers.puts, ports.journal.moves) == (0, [])


def test_a_changed_trigger_is_changed_and_a_removed_one_removed(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    set_status(ports, workflow, ACTIVE)

    use(ports, workflow, HOURLY)

    hourly = ScheduleTrigger("daily", "rate(1 hours)")
    assert ports.triggers.placed == {trigger_name(workflow.id, hourly): hourly}
    assert ports.webhooks.webhooks == {}


def test_what_does_not_change_is_not_touched(ports: FakePorts, workflow: StoredWorkflow) -> None:
    set_status(ports, workflow, ACTIVE)
    before = ports.triggers.puts

    update_workflow(ports, "acme", workflow.id, WorkflowChanges(name="Renamed"))
    renamed = ports.triggers.puts
    use(ports, workflow, HOURLY, SHOP, WEBHOOK)
    changed = ports.triggers.puts
    ports.triggers.refused = {"new"}
    with pytest.raises(TriggerRefused):
        use(ports, workflow, HOURLY, SHOP, WEBHOOK, {**SHOP, "id": "new"})

    assert (renamed - before, changed - renamed, ports.triggers.puts - changed) == (0, 1, 1)


def test_triggers_of_an_inactive_workflow_are_only_drawn(ports: FakePorts, workflow: StoredWorkflow) -> None:
    use(ports, workflow, HOURLY)

    assert placed(ports) == set()


@pytest.mark.parametrize("refused", ["daily", "shop"])
def test_a_refused_trigger_leaves_nothing_behind(
    ports: FakePorts, workflow: StoredWorkflow, refused: str
) -> None:
    ports.triggers.refused = {refused}

    with pytest.raises(TriggerRefused) as refusal:
        set_status(ports, workflow, ACTIVE)

    assert refusal.value.node_id == refused
    assert stored(ports, workflow).status is INACTIVE
    assert placed(ports) == set()
    assert ports.journal.moves == []


def test_a_refused_change_leaves_the_triggers_as_they_were(
    ports: FakePorts, workflow: StoredWorkflow
) -> None:
    set_status(ports, workflow, ACTIVE)
    before = dict(ports.triggers.placed)
    ports.triggers.refused = {"new"}

    with pytest.raises(TriggerRefused):
        use(ports, workflow, HOURLY, WEBHOOK, {**SHOP, "id": "new"})

    assert ports.triggers.placed == before
    assert placed(ports) == wanted(workflow)
    assert ports.journal.moves == []


def test_a_webhook_of_its_own_stays_when_nodes_go(ports: FakePorts, workflow: StoredWorkflow) -> None:
    webhook, _ = create_webhook(ports, "acme", NewWebhook(workflow.id, "Orders"))
    set_status(ports, workflow, ACTIVE)

    use(ports, workflow, DAILY)

    assert ports.webhooks.of_workspace("acme") == [webhook]


def test_a_deleted_workflow_leaves_nothing_behind(ports: FakePorts, workflow: StoredWorkflow) -> None:
    webhook, _ = create_webhook(ports, "acme", NewWebhook(workflow.id, "Orders"))
    other = create_workflow(ports, "acme", NewWorkflow("Other", graph=greeting_graph("Hi", *ALL)))
    set_status(ports, workflow, ACTIVE)
    set_status(ports, other, ACTIVE)

    delete_workflow(ports, "acme", workflow.id)

    assert placed(ports) == wanted(other)
    with pytest.raises(WebhookNotFound):
        find_webhook(ports, webhook.id)


def test_a_lost_race_is_run_again(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, workflow: StoredWorkflow
) -> None:
    original = ports.workflows.replace

    def contested(
        previous: StoredWorkflow, changed: StoredWorkflow, relying_on: Sequence[StoredWorkflow]
    ) -> bool:
        monkeypatch.setattr(ports.workflows, "replace", original)
        update_workflow(ports, "acme", workflow.id, WorkflowChanges(name="Renamed"))
        return original(previous, changed, relying_on)

    monkeypatch.setattr(ports.workflows, "replace", contested)

    active = set_status(ports, workflow, ACTIVE)

    assert (active.name, active.status) == ("Renamed", ACTIVE)
    assert placed(ports) == wanted(workflow)
    assert ports.journal.moves == []


def test_a_workflow_that_is_deleted_while_it_is_activated_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, workflow: StoredWorkflow
) -> None:
    def deleted(previous: StoredWorkflow, *_: object) -> bool:
        delete_workflow(ports, "acme", previous.id)
        return False

    monkeypatch.setattr(ports.workflows, "replace", deleted)

    with pytest.raises(WorkflowNotFound):
        set_status(ports, workflow, ACTIVE)

    assert placed(ports) == set()
    assert ports.journal.moves == []


def test_a_deletion_cancels_what_still_runs(ports: FakePorts, workflow: StoredWorkflow) -> None:
    set_status(ports, workflow, ACTIVE)
    running, ended = (execute_workflow(ports, "acme", workflow.id, Start()) for _ in range(2))
    end = ExecutionEnd(ExecutionStatus.SUCCESS, ports.clock.now())
    ports.executions.finish(ended, end)

    delete_workflow(ports, "acme", workflow.id)

    statuses = [ports.executions.get(execution.id) for execution in (running, ended)]
    assert [record and record.execution.status for record in statuses] == ["cancelled", "success"]
    assert ports.machines.find(workflow.id, running.id).end is not None


def test_a_race_that_is_always_lost_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, workflow: StoredWorkflow
) -> None:
    monkeypatch.setattr(ports.workflows, "replace", lambda *_: False)

    with pytest.raises(WorkflowChanged):
        set_status(ports, workflow, ACTIVE)

    assert placed(ports) == set()
    assert ports.journal.moves == []


def change_without_end(monkeypatch: pytest.MonkeyPatch, ports: FakePorts) -> None:
    """Let a workflow be another one whenever it is read, once its next change is stored."""
    read, replaced = ports.workflows.get, ports.workflows.replace

    def restless(workspace: str, workflow_id: str) -> StoredWorkflow | None:
        found = read(workspace, workflow_id)
        ports.ids.count += 1
        return found and replace(found, revision=found.revision + ports.ids.count)

    def stored_at_last(
        previous: StoredWorkflow, changed: StoredWorkflow, relying_on: Sequence[StoredWorkflow]
    ) -> bool:
        is_stored = replaced(stored(ports, previous), changed, relying_on)
        monkeypatch.setattr(ports.workflows, "get", restless)
        return is_stored

    monkeypatch.setattr(ports.workflows, "replace", stored_at_last)


def test_who_changes_a_workflow_without_end_leaves_the_rest_to_the_sweep(
    monkeypatch: pytest.MonkeyPatch, ports: FakePorts, workflow: StoredWorkflow
) -> None:
    read = ports.workflows.get
    set_status(ports, workflow, ACTIVE)
    change_without_end(monkeypatch, ports)
    set_status(ports, workflow, INACTIVE)
    left = len(ports.journal.moves)
    monkeypatch.setattr(ports.workflows, "get", read)
    ports.clock.advance(minutes=3)

    sweep = sweep_executions(ports, lambda: True)

    assert (left, sweep.settled_moves, ports.journal.moves) == (1, 1, [])


def test_a_sweep_ends_when_its_time_is_over(ports: FakePorts, workflow: StoredWorkflow) -> None:
    with pytest.raises(Crash):
        set_status(cast("Ports", ports.crashing(CrashPlan(5, "after"))), workflow, ACTIVE)
    execute_workflow(ports, "acme", workflow.id, Start())
    ports.clock.advance(minutes=6)

    early, full = sweep_executions(ports, lambda: False), sweep_executions(ports, lambda: True)

    assert (early.checked, early.settled_moves) == (0, 0)
    assert (full.checked, full.settled_moves) == (1, 1)


def calls_of(ports: FakePorts, action: str, workflow: StoredWorkflow) -> int:
    plan = CrashPlan()
    act(cast("Ports", ports.crashing(plan)), action, workflow)
    return plan.calls


def act(ports: Ports, action: str, workflow: StoredWorkflow) -> None:
    match action:
        case "activate":
            set_status(ports, workflow, ACTIVE)
        case "deactivate":
            set_status(ports, workflow, INACTIVE)
        case "change":
            use(ports, workflow, HOURLY, WEBHOOK)
        case _:
            delete_workflow(ports, "acme", workflow.id)


def world(action: str) -> tuple[FakePorts, StoredWorkflow]:
    ports = fake_ports()
    graph = greeting_graph("Hallo", *ALL)
    workflow = create_workflow(ports, "acme", NewWorkflow("Greet", graph=graph))
    if action != "activate":
        set_status(ports, workflow, ACTIVE)
    return ports, workflow


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("action", ["activate", "deactivate", "change", "delete"])
def test_a_crash_anywhere_is_healed_by_the_sweep(action: str, moment: Moment) -> None:
    for at in range(1, calls_of(*_swapped(action)) + 1):
        ports, workflow = world(action)
        with pytest.raises(Crash):
            act(cast("Ports", ports.crashing(CrashPlan(at, moment))), action, workflow)

        ports.clock.advance(minutes=20)
        sweep_executions(ports, lambda: True)

        assert_in_step(ports, workflow)


@pytest.mark.parametrize("action", ["activate", "deactivate", "change", "delete"])
def test_an_unavailable_service_leaves_all_in_step_at_once_or_after_the_sweep(action: str) -> None:
    for at in range(1, calls_of(*_swapped(action)) + 1):
        ports, workflow = world(action)
        failing = ports.crashing(CrashPlan(at, failure=Unavailable))
        try:
            act(cast("Ports", failing), action, workflow)
        except ExeoflowError:
            if action == "activate":
                assert stored(ports, workflow).status is INACTIVE
                assert placed(ports) == set()

        ports.clock.advance(minutes=20)
        sweep_executions(ports, lambda: True)

        assert_in_step(ports, workflow)


def _swapped(action: str) -> tuple[FakePorts, str, StoredWorkflow]:
    ports, workflow = world(action)
    return ports, action, workflow


def assert_in_step(ports: FakePorts, workflow: StoredWorkflow) -> None:
    """Triggers are those of the stored workflow; an address may outlive a failed activation."""
    found = ports.workflows.get("acme", workflow.id)
    assert ports.journal.moves == []
    if found is None:
        assert placed(ports) == set()
    elif found.status is INACTIVE:
        assert placed(ports) <= {"hook"}
    elif found.graph == Graph(workflow.graph.nodes, workflow.graph.connections):
        assert placed(ports) == wanted(workflow)
    else:
        hourly = ScheduleTrigger("daily", "rate(1 hours)")
        assert ports.triggers.placed == {trigger_name(workflow.id, hourly): hourly}
        assert placed(ports) == {trigger_name(workflow.id, hourly), "hook"}
