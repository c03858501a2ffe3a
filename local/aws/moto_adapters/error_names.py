"""Gaps in the names of errors.

moto takes no `States.` error that leaves a branch of a Parallel or an iteration of a Map, begins the names of
most services' errors in small letters, and names an expression that fails in a DynamoDB task by DynamoDB.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.error_name import ErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import (
    FailureEvent,
    FailureEventException,
)
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration import iteration_worker
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel import branches_decl
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (
    state_task_service_aws_sdk,
    state_task_service_dynamodb,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment

from local.aws.replacement import replaced

# As the clients of the SDK for Java are called, which Step Functions runs.
_SERVICES = {
    "bedrockruntime": "BedrockRuntime",
    "dynamodb": "DynamoDb",
    "s3": "S3",
    "sesv2": "SesV2",
    "sfn": "Sfn",
}


@contextmanager
def states_error_names() -> Iterator[None]:
    """Let errors of Step Functions reach the Retry and Catch outside, and services name theirs as in AWS."""
    with ExitStack() as stack:
        for module in (branches_decl, iteration_worker):
            stack.enter_context(replaced(module, "CustomErrorName", _error_name))
        stack.enter_context(replaced(state_task_service_aws_sdk, "_SERVICE_ERROR_NAMES", _SERVICES))
        stack.enter_context(
            replaced(state_task_service_dynamodb.StateTaskServiceDynamoDB, "_from_error", _failure)
        )
        yield


_their_failure = state_task_service_dynamodb.StateTaskServiceDynamoDB._from_error


def _failure(
    task: state_task_service_dynamodb.StateTaskServiceDynamoDB, env: Environment, ex: Exception
) -> FailureEvent:
    if isinstance(ex, FailureEventException):
        return ex.failure_event
    return _their_failure(task, env, ex)


def _error_name(error_name: str | None) -> ErrorName:
    if error_name is not None and error_name.startswith("States."):
        return StatesErrorName.from_name(error_name)
    return CustomErrorName(error_name)
