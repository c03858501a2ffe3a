"""What a Task state gets for its arguments: the environment's answer in the shape of the called service."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from tests.oracle.errors import WorkflowError
from tests.oracle.interpreter.environment import HTTP_TIMEOUT, Answer, Environment, Failure, Rejection, Reply
from tests.oracle.interpreter.execution import RESUME_URL, VARIABLES
from tests.oracle.json_value import Json, canonical_text
from tests.oracle.virtual_time import Process

LAMBDA_INVOKE_FOR_TENANT: Final = "arn:aws:states:::aws-sdk:lambda:invoke"
LAMBDA_INVOKE: Final = "arn:aws:states:::lambda:invoke"
WEBHOOKS_TABLE: Final = "${WebhooksTable}"
_VARIABLES_ITEM: Final[Json] = {"Item": {"document": {"S": canonical_text(VARIABLES)}}}
WAITING: Final = f"{LAMBDA_INVOKE}.waitForTaskToken"
_ADDED_BY_COMPILER: Final = frozenset(
    {
        *("node_id", "execution_id", "workflow_id", "workspace", "timeout", "task_token"),
        *("time_limit", "retry", "error_details"),
    }
)


@dataclass(frozen=True, slots=True)
class Tasks:
    """The services behind the Task states."""

    environment: Environment

    def call(
        self, node_id: str, state: dict[str, Any], arguments: Json, attempt: int, limit: float
    ) -> Process[Json]:
        """Call the service; raises `WorkflowError` for its failure and for an overrun of `limit` seconds."""
        own = answer_of_stack(arguments)
        if own is not None:
            return own
        answer = reply_to(self.environment, node_id, state["Resource"], arguments, attempt)
        if answer.seconds > limit:
            yield limit
            raise WorkflowError("States.Timeout")
        yield answer.seconds
        if state["Resource"] == LAMBDA_INVOKE_FOR_TENANT:
            # As the function writes it, with the keys in the order in which the code made them.
            payload = json.dumps(code_answer(answer), separators=(",", ":"), ensure_ascii=False)
            return {"StatusCode": 200, "Payload": payload}
        if isinstance(answer, Failure):
            raise WorkflowError(answer.code, _cause(state["Resource"], answer))
        if isinstance(answer, Rejection):
            # what SendTaskFailure says, which is ours and not the function's
            raise WorkflowError("Approval.Rejected", canonical_text(answer.output))
        if state["Resource"] == LAMBDA_INVOKE:
            return {"ExecutedVersion": "$LATEST", "Payload": answer.output, "StatusCode": 200}
        return answer.output


def reply_to(environment: Environment, node_id: str, resource: str, arguments: Json, attempt: int) -> Reply:
    """Answer a call; a function that gives up by itself does so before what it waits for is there."""
    reply = environment.answer(node_id, request_of(resource, arguments), attempt)
    limit = _own_limit(arguments)
    if limit is not None and reply.seconds > limit:
        reply = replace(HTTP_TIMEOUT, seconds=limit)
    return Answer(reply.seconds, code_answer(reply)) if _is_code_over_files(arguments) else reply


def _own_limit(arguments: Json) -> float | None:
    """Return after how many seconds a function itself gives up."""
    payload = arguments.get("Payload") if isinstance(arguments, dict) else None
    return payload.get("time_limit") if isinstance(payload, dict) else None


def is_note_of_answer(arguments: Json) -> bool:
    """Whether a task only notes what a `respond` node says, in which no environment has a part."""
    return isinstance(arguments, dict) and arguments.get("TableName") == WEBHOOKS_TABLE


def answer_of_stack(arguments: Json) -> Json:
    """What a task is answered that is the stack's own and no node's; None for any other.

    It notes an answer, reads the variables of the workspace, or opens the execution's address.
    """
    if not isinstance(arguments, dict):
        return None
    if is_note_of_answer(arguments):
        return {}
    if arguments.get("TableName") == "${VariablesTable}":
        return _VARIABLES_ITEM
    payload = arguments.get("Payload")
    opens = isinstance(payload, dict) and payload.get("kind") == "address"
    return {"Payload": {"resume_url": RESUME_URL}} if opens else None


def code_answer(answer: Reply) -> Json:
    """What the function for code returns: its failures are answers too."""
    if isinstance(answer, Failure):
        return {"error": {"code": answer.code, "message": answer.message}, "logs": []}
    return {"output": answer.output, "logs": []}


def _is_code_over_files(arguments: Json) -> bool:
    """Whether the function of files is asked to run code, so that it answers as code does."""
    payload = arguments.get("Payload") if isinstance(arguments, dict) else None
    return isinstance(payload, dict) and payload.get("operation") == "code"


def request_of(resource: str, arguments: Json) -> Json:
    """Return the node's resolved configuration out of the arguments of its task."""
    if resource not in {LAMBDA_INVOKE, LAMBDA_INVOKE_FOR_TENANT, WAITING}:
        return arguments
    payload = _asked(arguments["Payload"])
    return {**payload, "code": _asked(payload["code"])} if _is_code_over_files(arguments) else payload


def _asked(payload: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in payload.items() if key not in _ADDED_BY_COMPILER}


def _cause(resource: str, failure: Failure) -> str:
    """Return the text that Step Functions has for a failure: Lambda's is a JSON object."""
    if resource not in {LAMBDA_INVOKE, WAITING}:
        return failure.message
    return canonical_text({"errorMessage": failure.message, "errorType": failure.code, "trace": []})
