"""State machines in Step Functions: one per workflow, one version per published revision."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from exeoflow.adapters.aws_errors import THROTTLED, code_of, is_first_answer, status_of, translated
from exeoflow.adapters.clients import waiting_stepfunctions_client
from exeoflow.adapters.step_functions.execution_history import described_end
from exeoflow.adapters.step_functions.histories import Histories
from exeoflow.adapters.step_functions.roles import MachineRoles
from exeoflow.adapters.step_functions.stack_filling import StackFilling
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import (
    StartRefused,
    StartsThrottled,
    StateMachineMissing,
    Unavailable,
    WorkflowInvalid,
    WorkflowNotFound,
)
from exeoflow.model import json
from exeoflow.model.history import HistoryEvent
from exeoflow.model.json import JsonObject
from exeoflow.model.resource_names import OwnResources
from exeoflow.service.ports.state_machines import MachineVersion, Run, Sighting

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient
    from mypy_boto3_stepfunctions.type_defs import (
        CreateStateMachineInputTypeDef,
        DescribeExecutionOutputTypeDef,
        UpdateStateMachineInputTypeDef,
    )

# https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
MOST_INPUT_BYTES: Final = 262_144
# Executions start the version of the newest revision; a few older ones serve starts that are under way.
KEPT_VERSIONS: Final = 10
_MISSING: Final = frozenset({"StateMachineDoesNotExist", "StateMachineDeleting", "ResourceNotFound"})
_NOBODY_WAITS: Final = frozenset({"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})
_CLIENT_FAULT: Final = range(400, 500)


@dataclass(frozen=True)
class MachineSettings:
    """What the stack gives to every machine."""

    filling: StackFilling
    log_group_arn: str
    is_traced: bool


@dataclass(frozen=True)
class StepFunctionsMachines:
    """Publishes, starts, stops and watches by the API of Step Functions."""

    client: "SFNClient"
    settings: MachineSettings
    roles: MachineRoles
    make_waiting_client: "Callable[[], SFNClient]" = waiting_stepfunctions_client

    @property
    def filling_hash(self) -> str:
        """Hash what every definition may be filled with."""
        return self.settings.filling.hash

    def own_resources(self, workspace: str) -> OwnResources:
        """Ask the stack's rule."""
        return self.settings.filling.own_resources(workspace)

    @property
    def most_input_bytes(self) -> int:
        """Return the quota of Step Functions."""
        return MOST_INPUT_BYTES

    def fill(self, workspace: str, definition: JsonObject) -> JsonObject:
        """Fill in the functions, the prefixes and the workspace."""
        return self.settings.filling.filled(workspace, definition)

    def publish(self, version: MachineVersion) -> str:
        """Create the machine of a first revision, update that of a later one; a wrong guess is corrected."""
        with translated():
            try:
                arn = self.roles.with_role(version.workspace, partial(self._published, version))
            except self.client.exceptions.InvalidDefinition as error:
                reason = {"reason": error.response["Error"]["Message"]}
                raise WorkflowInvalid((Diagnostic("definition-refused", "nodes", values=reason),)) from error
        if arn is None:
            # Deleted machines keep their name for a while, and an id is never used again.
            raise WorkflowNotFound
        self._delete_old_version(arn)
        return arn

    def delete(self, workflow_id: str) -> None:
        """Delete the machine with all its versions."""
        with translated():
            self.client.delete_state_machine(stateMachineArn=self._machine_arn(workflow_id))

    def start(self, version_arn: str, execution_id: str, text: str) -> None:
        """Start the version under the execution's id, which Step Functions never takes twice."""
        with translated():
            try:
                self.client.start_execution(stateMachineArn=version_arn, name=execution_id, input=text)
            except ClientError as error:
                if code_of(error) == "ExecutionAlreadyExists":
                    return
                if code_of(error) in THROTTLED:
                    raise StartsThrottled from error
                _raise_refusal(error)
                raise

    def run(self, version_arn: str, execution_id: str, text: str) -> Run:
        """Run the version while we wait: a run that failed is an answer like any other."""
        client = self._waiting_client
        with translated():
            try:
                answer = client.start_sync_execution(
                    stateMachineArn=version_arn, name=execution_id, input=text
                )
            except ClientError as error:
                _raise_refusal(error)
                raise
        end = described_end(answer)
        if end is None:
            raise Unavailable
        return Run(end)

    @cached_property
    def _histories(self) -> Histories:
        return Histories(self.client)

    @cached_property
    def _waiting_client(self) -> "SFNClient":
        # Few calls need it, and a client takes time to make.
        return self.make_waiting_client()

    def stop(self, workflow_id: str, execution_id: str) -> None:
        """Stop the execution."""
        with translated(), suppress(self.client.exceptions.ExecutionDoesNotExist):
            self.client.stop_execution(executionArn=self._execution_arn(workflow_id, execution_id))

    def finish_task(self, task_token: str, output: str) -> bool:
        """Send the success."""
        return self._is_taken(lambda: self.client.send_task_success(taskToken=task_token, output=output))

    def fail_task(self, task_token: str, error: str, cause: str) -> bool:
        """Send the failure."""
        return self._is_taken(
            lambda: self.client.send_task_failure(taskToken=task_token, error=error, cause=cause)
        )

    def find(self, workflow_id: str, execution_id: str) -> Sighting:
        """Describe the execution."""
        answer = self._described(workflow_id, execution_id)
        return Sighting(is_known=answer is not None, end=None if answer is None else described_end(answer))

    def input_of(self, workflow_id: str, execution_id: str) -> str | None:
        """Describe the execution."""
        answer = self._described(workflow_id, execution_id)
        return None if answer is None else answer["input"]

    def _described(self, workflow_id: str, execution_id: str) -> "DescribeExecutionOutputTypeDef | None":
        arn = self._execution_arn(workflow_id, execution_id)
        with translated(), suppress(self.client.exceptions.ExecutionDoesNotExist):
            return self.client.describe_execution(executionArn=arn)
        return None

    def history(
        self, workflow_id: str, execution_id: str, *, with_data: bool = False
    ) -> Sequence[HistoryEvent] | None:
        """Read the history, or what is new of one that is remembered."""
        arn = self._execution_arn(workflow_id, execution_id)
        with translated(), suppress(self.client.exceptions.ExecutionDoesNotExist):
            return self._histories.read(arn, with_data=with_data)
        return None

    def has_event(
        self,
        workflow_id: str,
        execution_id: str,
        since: datetime,
        is_wanted: Callable[[HistoryEvent], bool],
    ) -> bool:
        """Read the history from its end."""
        arn = self._execution_arn(workflow_id, execution_id)
        with translated(), suppress(self.client.exceptions.ExecutionDoesNotExist):
            return self._histories.has_event(arn, since, is_wanted)
        return False

    def _is_taken(self, send: Callable[[], object]) -> bool:
        """Send an answer; False where nothing waits for it (any more)."""
        with translated():
            try:
                send()
            except ClientError as error:
                if code_of(error) in _NOBODY_WAITS:
                    return False
                raise
        return True

    def _published(self, version: MachineVersion, role_arn: str) -> str | None:
        # Creating what is there already succeeds without a change of its role: it replaces nothing.
        if version.revision == 1 and not version.is_replacement:
            return self._created(version, role_arn) or self._updated(version, role_arn)
        return self._updated(version, role_arn) or self._created(version, role_arn)

    def _created(self, version: MachineVersion, role_arn: str) -> str | None:
        request: CreateStateMachineInputTypeDef = {
            "name": self._machine_arn(version.workflow_id).rpartition(":")[2],
            "definition": json.write(version.definition),
            "roleArn": role_arn,
            "type": version.kind.value,
            "tracingConfiguration": {"enabled": self.settings.is_traced},
            "publish": True,
            "versionDescription": f"revision {version.revision}",
            "loggingConfiguration": {
                "level": "ERROR",
                # Payloads belong to the authors, not into our logs.
                "includeExecutionData": False,
                "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": self.settings.log_group_arn}}],
            },
        }
        with suppress(
            self.client.exceptions.StateMachineAlreadyExists, self.client.exceptions.StateMachineDeleting
        ):
            answer = self.client.create_state_machine(**request)
            return answer["stateMachineVersionArn"]
        return None

    def _updated(self, version: MachineVersion, role_arn: str) -> str | None:
        request: UpdateStateMachineInputTypeDef = {
            "stateMachineArn": self._machine_arn(version.workflow_id),
            "definition": json.write(version.definition),
            "roleArn": role_arn,
            "tracingConfiguration": {"enabled": self.settings.is_traced},
            "publish": True,
            "versionDescription": f"revision {version.revision}",
        }
        with suppress(
            self.client.exceptions.StateMachineDoesNotExist, self.client.exceptions.StateMachineDeleting
        ):
            answer = self.client.update_state_machine(**request)
            return answer["stateMachineVersionArn"]
        return None

    def _delete_old_version(self, newest: str) -> None:
        machine, _, number = newest.rpartition(":")
        if int(number) <= KEPT_VERSIONS:
            return
        # A thousand versions may exist; one that cannot be deleted now does no harm.
        with suppress(ClientError):
            self.client.delete_state_machine_version(
                stateMachineVersionArn=f"{machine}:{int(number) - KEPT_VERSIONS}"
            )

    def _machine_arn(self, workflow_id: str) -> str:
        return f"{self.settings.filling.machine_prefix}{workflow_id}"

    def _execution_arn(self, workflow_id: str, execution_id: str) -> str:
        machine = self._machine_arn(workflow_id).replace(":stateMachine:", ":execution:", 1)
        return f"{machine}:{execution_id}"


def _raise_refusal(error: ClientError) -> None:
    """Raise what says that a start surely did nothing, if the error says so."""
    if code_of(error) in _MISSING:
        raise StateMachineMissing from error
    # A try before this one may have begun it, although its answer was lost.
    if is_first_answer(error) and status_of(error) in _CLIENT_FAULT:
        raise StartRefused from error
