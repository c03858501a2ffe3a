"""The beginning of an execution: its machine is started, once, unless it has to wait."""

from dataclasses import dataclass, replace

from exeoflow.errors import StartsThrottled, StateMachineMissing, WorkflowEmpty
from exeoflow.model.execution import Execution, ExecutionRecord
from exeoflow.model.workflows.stored_workflow import Publication, StoredWorkflow
from exeoflow.service.executions.rerun.publication import is_of_reruns
from exeoflow.service.executions.starting.admission import is_admitted
from exeoflow.service.executions.starting.put_off import put_off
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.publication import republished
from exeoflow.service.workflows.read import get_workflow


@dataclass(frozen=True, slots=True)
class ReadyExecution:
    """An execution that may begin: its record, what it runs, and what its machine is given, as `text`."""

    record: ExecutionRecord
    workflow: StoredWorkflow
    publication: Publication
    text: str

    @property
    def execution(self) -> Execution:
        """What is listed of the execution."""
        return self.record.execution

    def as_recorded(self, earlier: Execution) -> "ReadyExecution":
        """Return the same start as it was recorded before."""
        return replace(self, record=replace(self.record, execution=earlier))


def has_turn(ports: Ports, ready: ReadyExecution) -> bool:
    """Tell whether a recorded execution may begin now; False if it waits, for its turn or for others.

    Raises `ConcurrencyReached`, and takes the record back, where it may do neither.
    """
    return is_admitted(ports, ready.execution, ready.workflow.graph, ready.record.input)


def begun(ports: Ports, ready: ReadyExecution) -> Execution:
    """Start the machine of a recorded execution; it `is_queued` while Step Functions takes no more starts."""
    try:
        _begin(ports, ready)
    except StartsThrottled:
        put_off(ports, ready.execution)
        return replace(ready.execution, is_queued=True)
    return ready.execution


def published_again(ports: Ports, ready: ReadyExecution) -> Publication | None:
    """Publish the newest revision once more; None if it is a draft.

    A flood of saves may have removed the version that was to run, or somebody deleted the machine by hand.
    """
    workflow = get_workflow(ports, ready.workflow.workspace, ready.workflow.id)
    return republished(ports, workflow).publication


def _begin(ports: Ports, ready: ReadyExecution) -> None:
    try:
        ports.machines.start(ready.publication.version_arn, ready.execution.id, ready.text)
    except StateMachineMissing:
        if is_of_reruns(ready.publication):
            raise
        current = published_again(ports, ready)
        if current is None:
            raise WorkflowEmpty from None
        ports.machines.start(current.version_arn, ready.execution.id, ready.text)
