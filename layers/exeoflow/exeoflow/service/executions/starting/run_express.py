"""Use case: run a workflow on its express machine while whoever started it waits.

The machine is asked once, and the record is written once, when the run is over: that is what makes it cheap.
Where the store does not take it then, a queue keeps it until it does.
It runs at most once. If nobody can say whether it did, for the answer was lost, the record says so. If this
process dies meanwhile, there is no record; its author chose that with `settings.mode`.
"""

from dataclasses import replace
from typing import Final

from exeoflow.errors import StartRefused, StateMachineMissing, Unavailable
from exeoflow.model.execution import Execution, ExecutionEnd, ExecutionError, ExecutionRecord, ExecutionStatus
from exeoflow.service.executions.consequences import add_ended_and_follow_up
from exeoflow.service.executions.history_reading import completed_by, read_history
from exeoflow.service.executions.starting.beginning import ReadyExecution, published_again
from exeoflow.service.ports import Ports
from exeoflow.service.ports.state_machines import Run

OUTCOME_UNKNOWN: Final = "EXPRESS_OUTCOME_UNKNOWN"
_OUTCOME_UNKNOWN: Final = "Step Functions did not answer: the workflow ran once, in part or not at all."


def run_express(ports: Ports, ready: ReadyExecution, version_arn: str) -> Execution:
    """Run the version of the express machine and return the execution at its end, recorded.

    Raises `StartRefused` and `StateMachineMissing`, without a record, where it surely did not run; and
    `Unavailable` if neither the store nor the queue takes the record of what ran.
    """
    record = replace(ready.record, execution=replace(ready.execution, is_express=True))
    try:
        end = _told(record, _run(ports, ready, version_arn))
    except (StartRefused, StateMachineMissing):
        raise
    except Unavailable:
        error = ExecutionError(OUTCOME_UNKNOWN, _OUTCOME_UNKNOWN)
        end = ExecutionEnd(ExecutionStatus.FAILED, ports.clock.now(), error=error, steps=())
    ended = record.ended(end)
    try:
        add_ended_and_follow_up(ports, record, end)
    except Unavailable:
        # It is over: whoever waits is to know how it ended, for what is refused may be sent, and run, again.
        ports.outbox.put_record(ended)
    return ended.execution


def _run(ports: Ports, ready: ReadyExecution, version_arn: str) -> Run:
    try:
        return ports.machines.run(version_arn, ready.execution.id, ready.text)
    except StateMachineMissing:
        current = published_again(ports, ready)
        if current is None or current.express_arn is None:
            raise
        return ports.machines.run(current.express_arn, ready.execution.id, ready.text)


def _told(record: ExecutionRecord, run: Run) -> ExecutionEnd:
    """Return the end with its steps; none where the machine keeps no history: nobody need look for one."""
    if run.history is None:
        return replace(run.end, steps=())
    return completed_by(read_history(run.history, record), run.end)
