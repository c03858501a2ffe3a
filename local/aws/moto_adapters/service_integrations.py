"""Gaps: moto hands parameters and results of other services through as botocore has them.

Step Functions names every field in PascalCase and writes times as text, bytes in base64; otherwise
`states:startExecution` finds neither its parameters nor its result. A model of Bedrock cannot be asked here:
Converse says so.
"""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import botocore.session
from botocore import xform_name
from botocore.model import OperationModel
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import (
    state_task_service_dynamodb as of_dynamodb,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service import (
    StateTaskService,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_sfn import (
    StateTaskServiceSfn,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment

from local.aws.replacement import replaced

_NO_MODEL: Final = "The local stack asks no model. This answer is always the same."
_BEDROCK: Final = "bedrockruntime"
_BOTO_NAMES: Final = {"states": "stepfunctions", "sfn": "stepfunctions", _BEDROCK: "bedrock-runtime"}


@contextmanager
def service_integrations() -> Iterator[None]:
    """Let tasks of state machines call other services, and other state machines, as in AWS."""
    with ExitStack() as stack:
        for service in (StateTaskServiceAwsSdk, of_dynamodb.StateTaskServiceDynamoDB, StateTaskServiceSfn):
            stack.enter_context(replaced(service, "_normalise_response", _to_step_functions))
        stack.enter_context(replaced(StateTaskServiceAwsSdk, "_normalise_parameters", _to_boto))
        stack.enter_context(replaced(StateTaskServiceSfn, "_normalise_parameters", _to_start_execution))
        call = StateTaskServiceAwsSdk._eval_service_task

        def call_or_answer(task: StateTaskServiceAwsSdk, env: Environment, *rest: Any, **named: Any) -> None:
            if task.resource.api_name == _BEDROCK:
                env.stack.append(_converse_answer())
            else:
                call(task, env, *rest, **named)

        stack.enter_context(replaced(StateTaskServiceAwsSdk, "_eval_service_task", call_or_answer))
        yield


def _to_boto(
    task: StateTaskService,
    parameters: dict[str, Any],
    boto_service_name: str | None = None,
    service_action_name: str | None = None,
) -> None:
    shape = _operation(task, boto_service_name, service_action_name).input_shape
    if shape is not None:
        task._to_boto_request(parameters, shape)


_their_start_parameters = StateTaskServiceSfn._normalise_parameters


def _to_start_execution(task: StateTaskService, parameters: dict[str, Any], **names: Any) -> None:
    _their_start_parameters(task, parameters, **names)  # writes the input as JSON text
    _to_boto(task, parameters, **names)


def _to_step_functions(
    task: StateTaskService,
    response: Any,
    boto_service_name: str | None = None,
    service_action_name: str | None = None,
) -> None:
    shape = _operation(task, boto_service_name, service_action_name).output_shape
    if shape is not None and isinstance(response, dict):
        response.pop("ResponseMetadata", None)
        task._from_boto_response(response, shape)
        response.update(_as_json(response))


def _operation(task: StateTaskService, service_name: str | None, action_name: str | None) -> OperationModel:
    service = task._get_boto_service_name(service_name)
    return _operation_model(_BOTO_NAMES.get(service, service), task._get_boto_service_action(action_name))


@cache
def _operation_model(service: str, action: str) -> OperationModel:
    model = botocore.session.get_session().get_service_model(service)
    return next(model.operation_model(name) for name in model.operation_names if xform_name(name) == action)


def _as_json(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case bytes():
            return b64encode(value).decode()
        case dict():
            return {key: _as_json(member) for key, member in value.items()}
        case list():
            return [_as_json(member) for member in value]
    return value


def _converse_answer() -> dict[str, Any]:
    tokens = len(_NO_MODEL.split())
    return {
        "Output": {"Message": {"Role": "assistant", "Content": [{"Text": _NO_MODEL}]}},
        "StopReason": "end_turn",
        "Usage": {"InputTokens": 0, "OutputTokens": tokens, "TotalTokens": tokens},
    }
