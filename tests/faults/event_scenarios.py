"""Scenarios of what events end, of times that come late, and of callers that wait."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from exeoflow.model import moment
from exeoflow.model.execution import Execution, ExecutionStatus, TriggerKind
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import Graph, WorkflowStatus
from exeoflow.model.workflows.trigger import ChannelEvent
from exeoflow.service.executions.bounded_wait import bounded_wait
from exeoflow.service.executions.cancelling.by_event import cancel_by_event
from exeoflow.service.executions.recording.record_late import LateRecord, record_late
from exeoflow.service.executions.records import find_execution
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.fan_out import AT_ONCE, told_in_parts
from exeoflow.service.executions.starting.start_by_event import Occurrence, start_by_event
from exeoflow.service.executions.starting.start_by_schedule import start_by_schedule
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.set_status import set_workflow_status
from tests.fakes.graphs import EVENT, greeting_graph
from tests.fakes.ports import FakePorts
from tests.faults.scenarios import KEY, PLAIN, Repetition, Scenario, W, check_runs

HOURLY: Final[JsonObject] = {
    "id": "hourly",
    "type": "trigger",
    "config": {"mode": "schedule", "cron": "0 * * * *"},
}
_PATTERN: Final[JsonObject] = {"source": ["shop"]}
_SAME_ORDER: Final[JsonObject] = {
    "pattern": _PATTERN,
    "match": {"trigger": "$trigger.order", "event": "$event.detail.order"},
}
_ORDERS: Final = (1, 2, 1)
_SECONDS: Final = 2


def _active(ports: FakePorts, graph: Graph) -> str:
    id_ = create_workflow(ports, W, NewWorkflow("Workflow", graph=graph)).id
    set_workflow_status(ports, W, id_, WorkflowStatus.ACTIVE)
    return id_


def _running_orders(ports: FakePorts) -> Occurrence:
    id_ = _active(ports, replace(PLAIN, settings={"cancel_on": [_SAME_ORDER]}))
    for order in _ORDERS:
        execute_workflow(ports, W, id_, Start({"order": order}))
    data: JsonObject = {
        "source": "shop",
        "time": moment.write(ports.clock.now()),
        "detail": {"order": 1},
    }
    return Occurrence(W, id_, TriggerKind.EVENT, "evt", data, node_id="cancel_on:0")


def _check_orders(ports: FakePorts, _: Occurrence) -> Iterator[str]:
    for record in ports.executions.records.values():
        is_cancelled = record.execution.status is ExecutionStatus.CANCELLED
        if is_cancelled is not (record.input == {"order": 1}):
            yield f"an execution of {record.input} is {record.execution.status}"


def _late(ports: FakePorts, hours: int) -> Occurrence:
    drawn = greeting_graph("Hallo", HOURLY)
    id_ = _active(ports, replace(drawn, settings={"catch_up": {"max": 2}}))
    planned = (ports.clock.now() - timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
    told = planned.strftime("%Y-%m-%dT%H:%M:%SZ")
    return Occurrence(W, id_, TriggerKind.SCHEDULE, told, {"scheduled_at": told}, str(HOURLY["id"]))


@dataclass(frozen=True, slots=True)
class _Heard:
    """An event, and who listens for it: the workflows by their names; the others are gone meanwhile."""

    event: ChannelEvent
    workflows: Mapping[str, str]
    names: tuple[str, ...]


def _heard_by_many(ports: FakePorts) -> _Heard:
    names = tuple(f"{number:02}" for number in range(AT_ONCE + 1))
    graph = greeting_graph("Hallo", EVENT)
    there = {name: _active(ports, graph) for name in (names[0], names[-1])}
    return _Heard(ChannelEvent("shop", {"id": "evt"}, is_from_own_bus=False), there, names)


def _told_and_started(ports: Ports, heard: _Heard) -> None:
    """What the function of the event does, and then the queue's."""
    told_in_parts(ports, heard.event, heard.names)
    outbox: Any = ports.outbox
    for part in outbox.parts:
        for name, id_ in heard.workflows.items():
            if part.first <= name <= part.last:
                occurrence = Occurrence(W, id_, TriggerKind.EVENT, part.id, part.data, str(EVENT["id"]))
                start_by_event(ports, occurrence)


def _check_each_once(ports: FakePorts, heard: _Heard) -> Iterator[str]:
    started = sorted(record.execution.workflow_id for record in ports.executions.records.values())
    if started != sorted(heard.workflows.values()):
        yield f"{started} were started"


@dataclass(frozen=True, slots=True)
class _Caller:
    """Whoever waits for an express machine, and which executions were over when it was answered."""

    workflow_id: str
    answered: list[str] = field(default_factory=list)


def _express(ports: FakePorts) -> _Caller:
    graph = replace(PLAIN, settings={"mode": "auto"})
    return _Caller(create_workflow(ports, W, NewWorkflow("Workflow", graph=graph)).id)


def _answered_at_its_end(ports: Ports, caller: _Caller) -> None:
    execution = execute_workflow(ports, W, caller.workflow_id, Start(wait_seconds=_SECONDS))
    if execution.is_express:
        caller.answered.append(execution.id)


def _late_record(ports: FakePorts) -> LateRecord:
    id_ = execute_workflow(ports, W, _express(ports).workflow_id, Start(wait_seconds=_SECONDS)).id
    return LateRecord(ports.executions.records.pop(id_))


def _check_answered(ports: FakePorts, caller: _Caller) -> Iterator[str]:
    for id_ in caller.answered:
        record = ports.executions.records.get(id_)
        if record is None or record.execution.is_running:
            yield "what was answered is not recorded"


def _waited_for(ports: Ports, id_: str) -> Execution:
    execution = execute_workflow(ports, W, id_, Start(wait_seconds=_SECONDS), KEY)
    # The clock of the tests stands still while somebody waits: one place is taken and given back.
    with bounded_wait(ports, W, _SECONDS) as wait:
        wait.goes_on()
    return find_execution(ports, W, execution.id).execution


OF_EVENTS: Final[Mapping[str, Scenario]] = {
    "start_by_event that cancels": Scenario(
        _running_orders, cancel_by_event, _check_orders, repetition=Repetition.ALWAYS
    ),
    "start_by_event of a late time": Scenario(
        lambda ports: _late(ports, 1), start_by_schedule, check_runs(1), repetition=Repetition.ALWAYS
    ),
    "start_by_event of a time let go": Scenario(
        lambda ports: _late(ports, 9), start_by_schedule, check_runs(0), repetition=Repetition.ALWAYS
    ),
    "execute_workflow that waits for an express machine": Scenario(
        _express, _answered_at_its_end, _check_answered
    ),
    "start_by_event of what many hear": Scenario(
        _heard_by_many, _told_and_started, _check_each_once, repetition=Repetition.ALWAYS
    ),
    "start_by_event of a late record": Scenario(
        _late_record, record_late, check_runs(1), repetition=Repetition.ALWAYS
    ),
    "execute_workflow that waits": Scenario(
        lambda ports: create_workflow(ports, W, NewWorkflow("Workflow", graph=PLAIN)).id,
        _waited_for,
        check_runs(1),
    ),
}
