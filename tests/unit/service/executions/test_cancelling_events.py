"""Events that cancel what runs, as `settings.cancel_on` says."""

from dataclasses import replace
from typing import Any

import pytest

from exeoflow.errors import NotFound, Unavailable
from exeoflow.model import moment
from exeoflow.model.execution import ExecutionStatus, TriggerKind
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus
from exeoflow.model.workflows.trigger import EventTrigger
from exeoflow.service.executions.cancelling import by_event
from exeoflow.service.executions.cancelling.by_event import cancel_by_event
from exeoflow.service.executions.cancelling.cancel import cancel_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.start_by_event import Occurrence
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.triggers.cancelling import is_cancelling
from exeoflow.service.workflows.triggers.plan import trigger_plan
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

PATTERN: dict[str, Any] = {"source": ["shop"], "detail-type": ["OrderCancelled"]}
SAME_ORDER: dict[str, Any] = {
    "pattern": PATTERN,
    "match": {"trigger": "$trigger.body.order", "event": "$event.detail.order"},
}


def workflow(ports: FakePorts, *rules: dict[str, Any]) -> StoredWorkflow:
    drawn = greeting_graph()
    graph = Graph(drawn.nodes, drawn.connections, {"cancel_on": list(rules or [SAME_ORDER])})
    created = create_workflow(ports, "acme", NewWorkflow("W", graph=graph))
    return set_workflow_status(ports, "acme", created.id, WorkflowStatus.ACTIVE)


def started(ports: FakePorts, of: StoredWorkflow, order: Any) -> str:
    ports.clock.advance(seconds=1)
    return execute_workflow(ports, "acme", of.id, Start({"body": {"order": order}})).id


def told(
    ports: FakePorts, of: StoredWorkflow, rest: dict[str, Any] | None = None, **detail: Any
) -> Occurrence:
    data = {
        **PATTERN,
        "source": "shop",
        "time": moment.write(ports.clock.now()),
        "detail": detail,
        **(rest or {}),
    }
    return Occurrence("acme", of.id, TriggerKind.EVENT, "evt", data, node_id="cancel_on:0")


def statuses(ports: FakePorts, *ids: str) -> list[bool]:
    """Return which of them have been cancelled."""
    return [ports.executions.records[each].execution.status is ExecutionStatus.CANCELLED for each in ids]


def test_an_event_cancels_what_it_is_about(ports: FakePorts) -> None:
    of = workflow(ports)
    ids = [started(ports, of, order) for order in (1, 2, 1, "1", None)]

    cancelled = cancel_by_event(ports, told(ports, of, order=1))

    assert set(cancelled) == {ids[0], ids[2]}
    assert statuses(ports, *ids) == [True, False, True, False, False]
    assert cancel_by_event(ports, told(ports, of, order=1)) == ()


def test_an_event_without_the_value_cancels_nothing(ports: FakePorts) -> None:
    of = workflow(ports)
    running = started(ports, of, None)

    assert cancel_by_event(ports, told(ports, of)) == ()
    assert cancel_by_event(ports, told(ports, of, {"detail": "text"})) == ()
    assert statuses(ports, running) == [False]


def test_without_a_match_an_event_cancels_all_that_runs(ports: FakePorts) -> None:
    of, other = workflow(ports, {"pattern": PATTERN}), workflow(ports)
    ids = [*(started(ports, of, order) for order in range(120)), started(ports, other, 1)]

    cancel_by_event(ports, told(ports, of))

    assert statuses(ports, *ids) == [True] * 120 + [False]


def test_an_event_reads_only_what_it_cancels(ports: FakePorts, monkeypatch: pytest.MonkeyPatch) -> None:
    of = workflow(ports)
    ids = [started(ports, of, order) for order in range(9)]
    get, seen = ports.executions.get, set[str]()

    def noted(execution_id: str) -> Any:
        seen.add(execution_id)
        return get(execution_id)

    monkeypatch.setattr(ports.executions, "get", noted)

    cancel_by_event(ports, told(ports, of, order=5))

    assert seen == {ids[5]}


def test_of_several_rules_each_finds_what_it_is_about(ports: FakePorts) -> None:
    of = workflow(
        ports, SAME_ORDER, {**SAME_ORDER, "match": {**SAME_ORDER["match"], "trigger": "$trigger.a"}}
    )
    ports.clock.advance(seconds=1)
    running = execute_workflow(ports, "acme", of.id, Start({"a": 1, "body": {"order": 2}})).id

    for event, is_meant in (("cancel_on:0", False), ("cancel_on:1", True)):
        cancelled = cancel_by_event(ports, replace(told(ports, of, order=1), node_id=event))
        assert cancelled == ((running,) if is_meant else ())


def test_an_event_of_which_something_is_left_to_do_comes_again(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = workflow(ports)
    ids = [started(ports, of, 1) for _ in range(3)]
    monkeypatch.setattr(by_event, "_AT_MOST", 2)

    with pytest.raises(Unavailable):
        cancel_by_event(ports, told(ports, of, order=1))

    assert statuses(ports, *ids) == [False, True, True]
    assert cancel_by_event(ports, told(ports, of, order=1)) == (ids[0],)


def test_an_event_takes_no_more_time_than_a_function_has(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = workflow(ports)
    ids = [started(ports, of, 1) for _ in range(3)]
    event, stop = told(ports, of, order=1), ports.machines.stop

    def slow(machine: str, execution_id: str) -> None:
        ports.clock.advance(seconds=15)
        stop(machine, execution_id)

    monkeypatch.setattr(ports.machines, "stop", slow)

    with pytest.raises(Unavailable):
        cancel_by_event(ports, event)

    assert statuses(ports, *ids) == [False, True, True]


def test_what_began_after_the_event_runs_on(ports: FakePorts) -> None:
    of = workflow(ports)
    before = started(ports, of, 1)
    event = told(ports, of, order=1)
    ports.clock.advance(seconds=1)
    after = started(ports, of, 1)

    cancel_by_event(ports, event)

    assert statuses(ports, before, after) == [True, False]


@pytest.mark.parametrize("changed", [{"time": "yesterday"}, {}])
def test_an_event_without_a_time_has_come_at_once(ports: FakePorts, changed: dict[str, Any]) -> None:
    of = workflow(ports)
    running = started(ports, of, 1)
    event = told(ports, of, order=1)
    untimed = {name: value for name, value in event.data.items() if name != "time"}

    cancel_by_event(ports, replace(event, data={**untimed, **changed}))

    assert statuses(ports, running) == [True]


def test_what_ends_at_the_same_time_is_passed_over(ports: FakePorts, monkeypatch: pytest.MonkeyPatch) -> None:
    of = workflow(ports)
    ended, gone = (started(ports, of, 1) for _ in range(2))
    get, seen = ports.executions.get, set[str]()

    def found(execution_id: str) -> Any:
        record = get(execution_id)
        if execution_id in seen:
            return record
        seen.add(execution_id)
        if execution_id == gone:
            return None
        cancel_execution(ports, "acme", execution_id)
        return get(execution_id)

    monkeypatch.setattr(ports.executions, "get", found)

    assert cancel_by_event(ports, told(ports, of, order=1)) == ()
    assert seen == {ended, gone}


@pytest.mark.parametrize(
    "changed",
    [
        {"workflow_id": "wf_none"},
        {"node_id": "cancel_on:1"},
        {"data": {"source": "exeoflow.approval", "detail": {"workspace": "acme"}}},
    ],
)
def test_what_nothing_listens_to_is_refused(ports: FakePorts, changed: dict[str, Any]) -> None:
    of = workflow(ports)
    event = told(ports, of, order=1)
    known = {
        name: getattr(event, name) for name in ("workspace", "workflow_id", "kind", "id", "data", "node_id")
    }

    with pytest.raises(NotFound):
        cancel_by_event(ports, Occurrence(**{**known, **changed}))


def test_an_inactive_workflow_listens_no_more(ports: FakePorts) -> None:
    of = workflow(ports)
    assert EventTrigger("cancel_on:0", PATTERN) in ports.triggers.placed.values()
    set_workflow_status(ports, "acme", of.id, WorkflowStatus.INACTIVE)

    with pytest.raises(NotFound):
        cancel_by_event(ports, told(ports, of, order=1))


def test_these_events_are_planned_behind_the_triggers() -> None:
    graph = Graph(({"id": "start", "type": "trigger"},), settings={"cancel_on": [SAME_ORDER]})

    assert trigger_plan(graph) == (EventTrigger("cancel_on:0", PATTERN),)
    assert [is_cancelling(each) for each in ("cancel_on:0", "start", None)] == [True, False, False]
