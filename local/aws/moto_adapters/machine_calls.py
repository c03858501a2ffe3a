"""Gaps: calls of Step Functions that moto does not answer, or answers without what was asked for.

Missing: publishing, listing and deleting versions, runs that are waited for. Incomplete: StopExecution
drops error and cause, SendTaskFailure the cause, DescribeExecution the stop date of a timed-out
execution, its version and an output of null, GetExecutionHistory pages and order. Besides, calls that
change state machines run one at a time.
Moto does not know the host that waits (`sync-states`): botocore must not be told of it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from moto.core.responses import ActionResult, EmptyResult
from moto.stepfunctions.models import StateMachineVersion
from moto.stepfunctions.responses import StepFunctionResponse

from local.aws.moto_adapters.executions import ExecutionRecord
from local.aws.moto_adapters.state_machines import LocalStateMachines
from local.aws.replacement import replaced
from local.environment import environment

_HISTORY_PAGE: Final = 100
NO_HOST_PREFIX: Final = {"AWS_DISABLE_HOST_PREFIX_INJECTION": "true"}
"""The variable that lets botocore call moto where it would call another host."""
_WAITING: Final = "StartSyncExecution"
_LOOKS: Final = 0.01


@contextmanager
def complete_machine_calls() -> Iterator[None]:
    """Let moto answer all calls of Step Functions that the product makes."""
    with ExitStack() as stack:
        stack.enter_context(environment(NO_HOST_PREFIX))
        for name, answer in _ANSWERS.items():
            stack.enter_context(replaced(StepFunctionResponse, name, answer))
        stack.enter_context(replaced(StepFunctionResponse, "call_action", _one_at_a_time()))
        yield


def _one_at_a_time() -> Callable[[StepFunctionResponse], Any]:
    call_action = StepFunctionResponse.call_action
    lock = threading.RLock()

    def call_alone(response: StepFunctionResponse) -> Any:
        if response._get_action() == _WAITING:
            return call_action(response)
        with lock:
            return call_action(response)

    return call_alone


def _start_sync_execution(response: StepFunctionResponse) -> ActionResult:
    backend = _backend(response)
    begun = backend.start_execution(
        response._get_param("stateMachineArn"), response._get_param("name"), response._get_param("input")
    )
    while (record := backend.describe_execution(begun.arn)).is_running:
        time.sleep(_LOOKS)
    return _execution(record)


def _backend(response: StepFunctionResponse) -> LocalStateMachines:
    backend = response.stepfunction_backend
    if not isinstance(backend, LocalStateMachines):
        raise TypeError("complete_machine_calls() needs durable_state_machines()")
    return backend


def _publish_version(response: StepFunctionResponse) -> ActionResult:
    version = _backend(response).publish_version(
        response._get_param("stateMachineArn"), response._get_param("description")
    )
    return ActionResult(_version_item(version))


def _send_task_failure(response: StepFunctionResponse) -> ActionResult:
    error, cause = response._get_param("error"), response._get_param("cause")
    _backend(response).send_task_failure(response._get_param("taskToken"), error, cause)
    return EmptyResult()


def _list_versions(response: StepFunctionResponse) -> ActionResult:
    machine = _backend(response).describe_state_machine(response._get_param("stateMachineArn"))
    newest_first = sorted(machine.versions.values(), key=lambda version: version.version, reverse=True)
    size = response._get_int_param("maxResults") or _HISTORY_PAGE
    page, token = _page(newest_first, response._get_param("nextToken"), size)
    return ActionResult(
        {"stateMachineVersions": [_version_item(version) for version in page], "nextToken": token}
    )


def _version_item(version: StateMachineVersion) -> dict[str, Any]:
    return {"stateMachineVersionArn": version.arn, "creationDate": version.creation_date}


def _delete_version(response: StepFunctionResponse) -> EmptyResult:
    _backend(response).delete_version(response._get_param("stateMachineVersionArn"))
    return EmptyResult()


def _stop_execution(response: StepFunctionResponse) -> ActionResult:
    record = _backend(response).stop_execution(
        response._get_param("executionArn"), response._get_param("error"), response._get_param("cause")
    )
    return ActionResult({"stopDate": record.stop_date})


def _describe_execution(response: StepFunctionResponse) -> ActionResult:
    return _execution(_backend(response).describe_execution(response._get_param("executionArn")))


def _execution(record: ExecutionRecord) -> ActionResult:
    answer = {
        "executionArn": record.arn,
        "stateMachineArn": record.machine_arn,
        "stateMachineVersionArn": record.version_arn,
        "name": record.name,
        "status": record.status,
        "startDate": record.start_date,
        "stopDate": record.stop_date,
        "input": record.input,
        "inputDetails": {"included": True},
        "output": record.output,
        "outputDetails": {"included": True} if record.output is not None else None,
        "error": record.error,
        "cause": record.cause,
    }
    return ActionResult({name: value for name, value in answer.items() if value is not None})


def _get_execution_history(response: StepFunctionResponse) -> ActionResult:
    events = _backend(response).get_execution_history(response._get_param("executionArn"))["events"]
    if response._get_param("reverseOrder"):
        events.reverse()
    size = response._get_int_param("maxResults") or _HISTORY_PAGE
    page, token = _page(events, response._get_param("nextToken"), size)
    return ActionResult({"events": page, "nextToken": token})


def _page(everything: list[Any], token: str | None, size: int) -> tuple[list[Any], str | None]:
    start = int(token or 0)
    following = start + size
    return everything[start:following], str(following) if following < len(everything) else None


_ANSWERS: Final[dict[str, Callable[[StepFunctionResponse], Any]]] = {
    "start_sync_execution": _start_sync_execution,
    "publish_state_machine_version": _publish_version,
    "list_state_machine_versions": _list_versions,
    "delete_state_machine_version": _delete_version,
    "stop_execution": _stop_execution,
    "send_task_failure": _send_task_failure,
    "describe_execution": _describe_execution,
    "get_execution_history": _get_execution_history,
}
