"""The port `StateMachines` on the engine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from exeoflow.adapters.step_functions.execution_history import STATUSES
from exeoflow.adapters.step_functions.stack_filling import StackFilling
from exeoflow.errors import StartRefused, StateMachineMissing, Unavailable
from exeoflow.model import json
from exeoflow.model.execution import ExecutionEnd
from exeoflow.model.history import HistoryEvent, within_room
from exeoflow.model.json import JsonObject
from exeoflow.model.resource_names import OwnResources
from exeoflow.service.executions.history_reading import error_of
from exeoflow.service.ports.state_machines import MachineVersion, Run, Sighting
from local.embedded.engine.engine import Engine, MachineMissing
from local.embedded.engine.history import event_of
from local.embedded.engine.interface import Failure, Success
from local.embedded.engine.journal import RunRecord
from local.embedded.stores.rows import json_of, json_text, moment_of

# The run's definition bounds it to 25 s.
_LONGEST_RUN: Final = 27.0


@dataclass(frozen=True)
class EmbeddedMachines:
    """Publishes, starts, stops and watches in this process."""

    engine: Engine
    filling: StackFilling

    @property
    def filling_hash(self) -> str:
        """Hash what every definition may be filled with."""
        return self.filling.hash

    def own_resources(self, workspace: str) -> OwnResources:
        """Ask the stack's rule."""
        return self.filling.own_resources(workspace)

    @property
    def most_input_bytes(self) -> int:
        """Return what the engine hands on."""
        return self.engine.most_bytes

    def fill(self, workspace: str, definition: JsonObject) -> JsonObject:
        """Fill in the functions, the prefixes and the workspace."""
        return self.filling.filled(workspace, definition)

    def publish(self, version: MachineVersion) -> str:
        """Keep the definition as the latest version."""
        number = self.engine.journal.publish(version.workflow_id, json_text(version.definition))
        return f"{self.engine.names.machine(version.workflow_id)}:{number}"

    def delete(self, workflow_id: str) -> None:
        """Let nothing start any more, and end what runs."""
        self.engine.journal.delete_machine(workflow_id)
        self.engine.stop_all(workflow_id)

    def start(self, version_arn: str, execution_id: str, text: str) -> None:
        """Start the version; an id that was used before starts nothing."""
        arn, _, number = version_arn.rpartition(":")
        try:
            self.engine.begin(
                arn.removeprefix(self.engine.names.machine_prefix), int(number), execution_id, text
            )
        except MachineMissing as error:
            raise StateMachineMissing from error
        except ValueError as error:
            raise StartRefused from error

    def run(self, version_arn: str, execution_id: str, text: str) -> Run:
        """Start the version and wait until it has ended."""
        self.start(version_arn, execution_id, text)
        self.engine.await_end(execution_id, _LONGEST_RUN)
        end = self.find("", execution_id).end
        if end is None:
            raise Unavailable
        return Run(end, self.history("", execution_id))

    def stop(self, workflow_id: str, execution_id: str) -> None:
        """End the execution now."""
        del workflow_id
        self.engine.stop(execution_id)

    def finish_task(self, task_token: str, output: str) -> bool:
        """Answer the task at once."""
        return self.engine.answer(task_token, Success(json.read(output)))

    def fail_task(self, task_token: str, error: str, cause: str) -> bool:
        """Let the task fail at once."""
        return self.engine.answer(task_token, Failure(error, cause))

    def find(self, workflow_id: str, execution_id: str) -> Sighting:
        """Look into the journal."""
        del workflow_id
        record = self.engine.journal.find(execution_id)
        if record is None:
            return Sighting(is_known=False)
        return Sighting(is_known=True, end=_end_of(record))

    def input_of(self, workflow_id: str, execution_id: str) -> str | None:
        """Look into the journal."""
        del workflow_id
        record = self.engine.journal.find(execution_id)
        return None if record is None else record.input

    def history(
        self, workflow_id: str, execution_id: str, *, with_data: bool = False
    ) -> Sequence[HistoryEvent] | None:
        """Read what is kept, and what is not yet."""
        del workflow_id
        if self.engine.journal.find(execution_id) is None:
            return None
        events = self.engine.events(execution_id)
        return [*within_room(event_of(row, with_data=with_data) for row in events)]

    def has_event(
        self,
        workflow_id: str,
        execution_id: str,
        since: datetime,
        is_wanted: Callable[[HistoryEvent], bool],
    ) -> bool:
        """Look through what is kept."""
        del workflow_id
        events = map(event_of, self.engine.events(execution_id))
        return any(event.at >= since and is_wanted(event) for event in events)


def _end_of(record: RunRecord) -> ExecutionEnd | None:
    if record.stopped_at is None:
        return None
    status = STATUSES[record.status]
    return ExecutionEnd(
        status=status,
        finished_at=moment_of(record.stopped_at),
        output=None if record.output is None else json_of(record.output),
        error=error_of(status, record.error, record.cause, None),
    )
