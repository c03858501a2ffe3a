"""All scenarios: those of single things, and those of copies, revisions, keys, reruns and of many at once."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from exeoflow.errors import ExecutionNotFound, KeyNotFound
from exeoflow.importers.answers import ImportFormat
from exeoflow.model.api_key import ApiKey, Scope, digest_of
from exeoflow.model.execution import ExecutionStatus
from exeoflow.model.identifiers import sub_run_id
from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import UNSIGNED, Graph, WorkflowStatus
from exeoflow.service.credentials.update import update_credential
from exeoflow.service.executions.bulk import ExecutionAction, change_executions
from exeoflow.service.executions.recording.record_end import record_execution_end
from exeoflow.service.executions.recording.record_start import StartedRun, record_sub_run
from exeoflow.service.executions.retry import Retry, retry_execution
from exeoflow.service.executions.starting.backfill import PastTimes, backfill_workflow
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.executions.starting.start_next import Wakeup, begin_put_off
from exeoflow.service.keys.create import NewKey, create_key
from exeoflow.service.keys.revoke import revoke_key
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.bulk import WorkflowAction, change_workflows
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from exeoflow.service.workflows.duplicate import duplicate_workflow
from exeoflow.service.workflows.imports.import_workflow import import_workflow
from exeoflow.service.workflows.preconditions import Precondition
from exeoflow.service.workflows.revisions import restore_revision
from exeoflow.service.workflows.set_status import set_workflow_status
from exeoflow.service.workflows.update import WorkflowChanges, update_workflow
from local.jsonata.evaluation import evaluate
from tests.fakes.graphs import TRIGGER, greeting_graph
from tests.fakes.ports import FakePorts
from tests.fakes.state_machines import FakeRun
from tests.faults.event_scenarios import HOURLY, OF_EVENTS
from tests.faults.file_scenarios import OF_FILES
from tests.faults.reading_scenarios import READING
from tests.faults.scenarios import KEY, ROTATED, Repetition, Scenario, W, check_runs
from tests.faults.scenarios import SCENARIOS as SCENARIOS_OF_ONE

PLAIN: Final = greeting_graph()
OTHER: Final = greeting_graph("Servus")
EXPORT: Final[JsonObject] = {
    "name": "Imported",
    "nodes": [{"name": "go", "type": "n8n-nodes-base.manualTrigger"}],
    "connections": {},
}
NEW_KEY: Final = NewKey("CI", frozenset({Scope.WORKFLOWS_READ}))


def _workflow(ports: FakePorts, graph: Graph = PLAIN) -> str:
    return create_workflow(ports, W, NewWorkflow("Workflow", graph=graph)).id


def _changed(ports: FakePorts) -> str:
    id_ = _workflow(ports)
    update_workflow(ports, W, id_, WorkflowChanges(nodes=OTHER.nodes))
    return id_


def _scheduled(ports: FakePorts) -> tuple[str, PastTimes]:
    id_ = _workflow(ports, greeting_graph("Hallo", HOURLY))
    set_workflow_status(ports, W, id_, WorkflowStatus.ACTIVE)
    now = ports.clock.now()
    return id_, PastTimes(now - timedelta(hours=2), now)


def _workflows(ports: FakePorts) -> list[str]:
    return [_workflow(ports) for _ in range(2)]


def _running(ports: FakePorts) -> list[str]:
    return [execute_workflow(ports, W, id_, Start()).id for id_ in _workflows(ports)]


def _ended(ports: FakePorts) -> list[str]:
    ids = _running(ports)
    change_executions(ports, W, ExecutionAction.CANCEL, ids)
    return ids


def _maker(ports: Ports) -> ApiKey:
    return ApiKey("key_maker", digest_of("s"), "Maker", W, frozenset(Scope), 1, ports.clock.now())


def _key(ports: FakePorts) -> str:
    return create_key(ports, _maker(ports), NEW_KEY)[0].id


def _started_by_a_node(ports: FakePorts) -> StartedRun:
    called = _workflow(ports)
    run: JsonObject = {"id": "run", "type": "sub_workflow", "config": {"workflow_id": called}}
    calling = Graph((TRIGGER, run), ({"source": "start", "target": "run"},))
    parent = execute_workflow(ports, W, _workflow(ports, calling), Start())
    run_id = str(evaluate(sub_run_id("run", "$parent"), {"parent": parent.id}))
    ports.machines.runs[run_id] = FakeRun(f"arn:{called}:1", {})
    return StartedRun(run_id, called, ports.clock.now(), "{}")


def _failed_items(ports: FakePorts) -> str:
    each: JsonObject = {"id": "each", "type": "for_each", "config": {"items": "{{ [1] }}"}}
    drawn = Graph((TRIGGER, each), ({"source": str(TRIGGER["id"]), "target": "each"},))
    execution = execute_workflow(ports, W, _workflow(ports, drawn), Start())
    ports.machines.end(execution.id, ExecutionStatus.FAILED, error="Http.Timeout")
    record_execution_end(ports, execution.id, None)
    return execution.id


def _put_off(ports: FakePorts) -> str:
    ports.machines.is_throttled = True
    execution = execute_workflow(ports, W, _workflow(ports), Start(), KEY)
    ports.machines.is_throttled = False
    return execution.id


def _check_has_parent(ports: FakePorts, run: StartedRun) -> Iterator[str]:
    record = ports.executions.records.get(run.id)
    if record is None or record.execution.parent is None:
        yield "what a node has started has no parent"


def _check_workflows(number: int) -> Any:
    def check(ports: FakePorts, _: Any) -> Iterator[str]:
        found = len({*ports.workflows.revisions} - {*ports.workflows.deleted})
        if found != number:
            yield f"{found} workflows instead of {number}"

    return check


def _check_restored(ports: FakePorts, id_: str) -> Iterator[str]:
    stored = ports.workflows.get(W, id_)
    if stored is None or stored.graph.nodes != PLAIN.nodes or stored.revision != 3:
        yield "the revision is not restored once"


def _check_active(ports: FakePorts, ids: list[str]) -> Iterator[str]:
    for stored in (ports.workflows.get(W, id_) for id_ in ids):
        if stored is None or stored.status is not WorkflowStatus.ACTIVE:
            yield "it is not active"


def _check_keys(ports: FakePorts, _: Any) -> Iterator[str]:
    key, secret = create_key(ports, _maker(ports), NEW_KEY, KEY)
    stored = ports.keys.of_workspace(W)
    if [each.digest for each in stored] != [digest_of(secret)] or key.id != stored[0].id:
        yield "the key that was shown is not the one that is stored"


def _check_revoked(ports: FakePorts, _: Any) -> Iterator[str]:
    if any(each.is_valid(ports.clock.now()) for each in ports.keys.of_workspace(W)):
        yield "the key is valid"


_OF_COPIES: Final[Mapping[str, Scenario]] = {
    "duplicate_workflow": Scenario(
        _workflow,
        lambda ports, id_: duplicate_workflow(ports, W, id_, None, authorship=UNSIGNED, request=KEY),
        _check_workflows(2),
    ),
    "import_workflow": Scenario(
        lambda _: None,
        lambda ports, _: import_workflow(
            ports, W, EXPORT, form=ImportFormat.N8N, stores=True, authorship=UNSIGNED, request=KEY
        ),
        _check_workflows(1),
    ),
    "restore_revision": Scenario(
        _changed, lambda ports, id_: restore_revision(ports, W, id_, 1, request=KEY), _check_restored
    ),
    "restore_revision with If-Match": Scenario(
        _changed,
        lambda ports, id_: restore_revision(ports, W, id_, 1, Precondition(frozenset({2}))),
        _check_restored,
    ),
}
_OF_MANY: Final[Mapping[str, Scenario]] = {
    "change_workflows deleting": Scenario(
        _workflows,
        lambda ports, ids: change_workflows(ports, W, WorkflowAction.DELETE, ids, UNSIGNED, request=KEY),
        _check_workflows(0),
    ),
    "change_workflows activating": Scenario(
        _workflows,
        lambda ports, ids: change_workflows(ports, W, WorkflowAction.ACTIVATE, ids, UNSIGNED, request=KEY),
        _check_active,
    ),
    "change_executions cancelling": Scenario(
        _running,
        lambda ports, ids: change_executions(ports, W, ExecutionAction.CANCEL, ids, request=KEY),
        check_runs(2),
    ),
    "change_executions retrying": Scenario(
        _ended,
        lambda ports, ids: change_executions(ports, W, ExecutionAction.RETRY, ids, request=KEY),
        check_runs(4),
    ),
    "backfill_workflow": Scenario(
        _scheduled, lambda ports, meant: backfill_workflow(ports, W, *meant), check_runs(3)
    ),
}
_OF_KEYS: Final[Mapping[str, Scenario]] = {
    "create_key": Scenario(
        lambda _: None, lambda ports, _: create_key(ports, _maker(ports), NEW_KEY, KEY), _check_keys
    ),
    "revoke_key": Scenario(
        _key, lambda ports, id_: revoke_key(ports, W, id_), _check_revoked, (KeyNotFound,)
    ),
    "update_credential with If-Match": Scenario(
        SCENARIOS_OF_ONE["update_credential"].prepare,
        lambda ports, id_: update_credential(ports, W, id_, ROTATED, Precondition(frozenset({1}))),
        SCENARIOS_OF_ONE["update_credential"].check,
    ),
    "retry_execution of failed items": Scenario(
        _failed_items,
        lambda ports, id_: retry_execution(ports, W, id_, KEY, Retry("each", keeps_items=True)),
        check_runs(2),
    ),
    "execute_workflow with given outputs": Scenario(
        _workflow,
        lambda ports, id_: execute_workflow(ports, W, id_, Start(outputs={"greet": {"a": 1}}), KEY),
        check_runs(1),
    ),
}

_OF_STARTS: Final[Mapping[str, Scenario]] = {
    "record_execution_start": Scenario(
        _started_by_a_node, record_sub_run, _check_has_parent, repetition=Repetition.ALWAYS
    ),
    "start_by_event of what waited": Scenario(
        _put_off, lambda ports, id_: begin_put_off(ports, Wakeup(id_)), check_runs(1), (ExecutionNotFound,)
    ),
}

SCENARIOS: Final[Mapping[str, Scenario]] = {
    **SCENARIOS_OF_ONE,
    **_OF_COPIES,
    **_OF_MANY,
    **_OF_KEYS,
    **_OF_STARTS,
    **OF_EVENTS,
    **OF_FILES,
    **READING,
}
