"""Port: the state machines that run workflows, one per workflow.

Any method raises `Unavailable` when AWS throttles or does not answer; the call may then have taken effect.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from exeoflow.model.execution import ExecutionEnd
from exeoflow.model.history import HistoryEvent
from exeoflow.model.json import JsonObject
from exeoflow.model.resource_names import OwnResources


class MachineKind(StrEnum):
    """Of which type of Step Functions a machine is, for as long as it exists."""

    STANDARD = "STANDARD"
    EXPRESS = "EXPRESS"


@dataclass(frozen=True, slots=True)
class MachineVersion:
    """What to publish: the definition of one revision of a workflow, filled in by `StateMachines.fill`.

    `workflow_id` may be any of `machines_of`. `is_replacement`: the workflow has a machine, with settings
    that may be others than those of now.
    """

    workspace: str
    workflow_id: str
    revision: int
    definition: JsonObject
    is_replacement: bool = False
    kind: MachineKind = MachineKind.STANDARD


@dataclass(frozen=True, slots=True)
class Run:
    """What an express machine answers; `history` is None where it keeps none, as in AWS."""

    end: ExecutionEnd
    history: Sequence[HistoryEvent] | None = None


class StateMachines(Protocol):
    """Publishes, starts, stops and watches."""

    @property
    def filling_hash(self) -> str:
        """What stands for all that `fill` fills in, but the workspace: short, and cheap to compare."""
        ...

    @property
    def most_input_bytes(self) -> int:
        """How large the input of an execution may be, as JSON in UTF-8."""
        ...

    def fill(self, workspace: str, definition: JsonObject) -> JsonObject:
        """Return the definition with what only the stack knows in the place of its placeholders."""
        ...

    def own_resources(self, workspace: str) -> OwnResources:
        """Return which resources workflows of the workspace may name."""
        ...

    def publish(self, version: MachineVersion) -> str:
        """Create or update the workflow's machine; return the ARN of a version with this definition."""
        ...

    def delete(self, workflow_id: str) -> None:
        """Delete the machine; what still runs is ended by Step Functions. Nothing if there is none."""
        ...

    def start(self, version_arn: str, execution_id: str, text: str) -> None:
        """Start the version with the JSON `text`; nothing if an execution of this id was started before.

        Raises `StartRefused` if it surely did not begin, `StateMachineMissing` if the version does not exist,
        `StartsThrottled` if others must begin before.
        """
        ...

    def run(self, version_arn: str, execution_id: str, text: str) -> Run:
        """Run the version of an express machine with the JSON `text` and return how it ended.

        Its definition lets it take 25 s. Each call may run it anew, whatever the id; it is never repeated by
        itself. Raises `StartRefused` and `StateMachineMissing` like `start`, and `Unavailable` where nobody
        knows whether it ran, and how far.
        """
        ...

    def stop(self, workflow_id: str, execution_id: str) -> None:
        """End an execution; nothing if it is over or unknown."""
        ...

    def finish_task(self, task_token: str, output: str) -> bool:
        """Let a task that waits succeed with `output`, JSON; False if nothing waits with this token."""
        ...

    def fail_task(self, task_token: str, error: str, cause: str) -> bool:
        """Let a task that waits fail; False if nothing waits with this token."""
        ...

    def find(self, workflow_id: str, execution_id: str) -> "Sighting":
        """Tell where an execution stands."""
        ...

    def input_of(self, workflow_id: str, execution_id: str) -> str | None:
        """Return what an execution was started with, JSON; None if it is unknown."""
        ...

    def history(
        self, workflow_id: str, execution_id: str, *, with_data: bool = False
    ) -> Sequence[HistoryEvent] | None:
        """Return all events so far, in order; None if the execution is unknown.

        Data are only surely there `with_data`, and as many as there is room for (`MOST_DATA_BYTES`).
        """
        ...

    def has_event(
        self,
        workflow_id: str,
        execution_id: str,
        since: datetime,
        is_wanted: Callable[[HistoryEvent], bool],
    ) -> bool:
        """Tell whether something happened since then, looked at with its data; False for what is unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Sighting:
    """Whether Step Functions knows an execution and, once it is over, how it ended (without steps)."""

    is_known: bool
    end: ExecutionEnd | None = None
