"""Executions of state machines: the running ones, on moto's threads, and the ended ones, as plain records.

Gaps of moto: an execution without a name is called None, one whose thread breaks runs for ever, a string as
output is answered without its quotes and null not at all, and what has ended keeps its whole environment in
memory.
"""

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from moto.stepfunctions.models import StateMachine, StateMachineVersion
from moto.stepfunctions.parser.api import ExecutionStatus
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication, Execution
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.parser.utils import TMP_THREADS

_LOGGER = logging.getLogger(__name__)

HistoryEvent = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ExecutionRecord:
    """An execution as DescribeExecution tells of it; input and output are JSON texts, times ISO 8601."""

    arn: str
    machine_arn: str
    version_arn: str | None
    input: str
    started_at: str
    status: str = ExecutionStatus.RUNNING.value
    stopped_at: str | None = None
    output: str | None = None
    error: str | None = None
    cause: str | None = None

    @property
    def name(self) -> str:
        """The last part of the ARN."""
        return self.arn.rpartition(":")[2]

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.stopped_at is None

    # The names under which moto's answers read an execution.

    @property
    def execution_arn(self) -> str:
        """The ARN."""
        return self.arn

    @property
    def state_machine_arn(self) -> str:
        """The state machine without a version."""
        return self.machine_arn

    @property
    def execution_input(self) -> str:
        """The input as JSON text."""
        return self.input

    @property
    def start_date(self) -> datetime:
        """When it started."""
        return datetime.fromisoformat(self.started_at)

    @property
    def stop_date(self) -> datetime | None:
        """When it ended."""
        return datetime.fromisoformat(self.stopped_at) if self.stopped_at else None

    @property
    def output_details(self) -> dict[str, bool]:
        """Whether the output is complete."""
        return {"included": True}

    def ended(self, status: ExecutionStatus, *, error: str | None = None, cause: str | None = None) -> Self:
        """Return the record of the same execution, ended just now without an output."""
        return replace(self, status=status.value, stopped_at=timestamp(), error=error, cause=cause)

    def to_document(self) -> dict[str, Any]:
        """Return the record as a JSON object."""
        return asdict(self)


class RunningExecution(Execution):  # type: ignore[misc]  # moto's parser is untyped
    """An execution on a thread of moto; `on_end` hears of its end exactly once."""

    def __init__(
        self,
        record: ExecutionRecord,
        machine: StateMachine | StateMachineVersion,
        on_end: Callable[[Self], None],
    ) -> None:
        self.record = record
        self._on_end = on_end
        parts = record.arn.split(":")
        super().__init__(
            name=record.name,
            sm_type=machine.type,
            role_arn=machine.roleArn,
            exec_arn=record.arn,
            account_id=parts[4],
            region_name=parts[3],
            state_machine=machine,
            start_date=record.start_date,
            cloud_watch_logging_session=None,
            input_data=record.input,
            activity_store={},
        )
        self.state_machine_arn = record.machine_arn

    def events(self) -> list[HistoryEvent]:
        """Return the history so far."""
        env = self.exec_worker.env if self.exec_worker else None
        return list(env.event_manager.get_event_history()) if env else []

    def ended_record(self) -> ExecutionRecord:
        """Return the record of this execution after its thread has ended."""
        has_output = self.exec_status == ExecutionStatus.SUCCEEDED
        return replace(
            self.record,
            status=self.exec_status.value,
            stopped_at=timestamp(),
            output=json.dumps(self.output, separators=(",", ":"), ensure_ascii=False) if has_output else None,
            error=self.error,
            cause=self.cause,
        )

    def abandon(self) -> None:
        """Let the thread end at its next state, or out of a wait; nobody listens any more."""
        if self.exec_worker and self.exec_worker.env:
            self.exec_worker.stop(stop_date=datetime.now(UTC), error=None, cause=None)

    def report_end(self) -> None:
        """Tell the listener; called by the thread that ran the execution."""
        self._on_end(self)

    def _get_start_execution_worker_comm(self) -> "_EndReport":
        return _EndReport(self)

    def _get_start_execution_worker(self) -> "_Worker":
        theirs = super()._get_start_execution_worker()
        return _Worker(
            evaluation_details=theirs._evaluation_details,
            exec_comm=theirs._execution_communication,
            cloud_watch_logging_session=None,
            activity_store={},
        )


class _EndReport(BaseExecutionWorkerCommunication):  # type: ignore[misc]
    def terminated(self) -> None:
        super().terminated()
        self.execution.report_end()


class _Worker(ExecutionWorker):  # type: ignore[misc]
    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True, name="execution").start()

    def _run(self) -> None:
        execution = self._execution_communication.execution
        try:
            self._execution_logic()
        except Exception as error:  # an execution must end, whatever breaks moto's interpreter
            _LOGGER.exception("The interpreter broke in %s", execution.exec_arn)
            execution.exec_status = ExecutionStatus.FAILED
            execution.error, execution.cause = "States.Runtime", f"{type(error).__name__}: {error}"
            execution.report_end()
        finally:
            # moto remembers every thread of every branch and item for ever, with all that they hold
            TMP_THREADS[:] = [thread for thread in TMP_THREADS if thread.is_alive()]


def timestamp() -> str:
    """Return the present time as ISO 8601 text with milliseconds, in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
