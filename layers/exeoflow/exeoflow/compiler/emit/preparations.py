"""The states that prepare what expressions read, once, when an execution begins: before all others.

Sub-workflows have machines, and so preparations, of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.compiler import asl
from exeoflow.compiler.data.reads import RESUME_URL_NAME, VARIABLES_NAME


@dataclass(frozen=True, slots=True)
class Preparation:
    """A task that comes before all others: what it is called if that is free, and the fields of its state."""

    wished_name: str
    fields: Mapping[str, Any]


# Of all errors, for they only read, or do again what they have done: whatever happened to a call, it may be
# made again.
_RETRY: Final = [{asl.ERROR_EQUALS: ["States.TaskFailed"], asl.INTERVAL_SECONDS: 1, asl.MAX_ATTEMPTS: 5}]
# A projection, which no read of an author's has: by it the stack knows its own.
_VARIABLES: Final = {
    "TableName": "${VariablesTable}",
    "Key": {"pk": {"S": "${Workspace}"}, "sk": {"S": "variables"}},
    "ProjectionExpression": "document",
    "ConsistentRead": True,
}

READ_VARIABLES: Final = Preparation(
    "Read variables",
    {
        asl.RESOURCE: "arn:aws:states:::dynamodb:getItem",
        asl.ARGUMENTS: _VARIABLES,
        asl.RETRY: _RETRY,
        asl.ASSIGN: {
            VARIABLES_NAME: "{% $exists($states.result.Item) ? $parse($states.result.Item.document.S) : {} %}"
        },
    },
)


def opening_address(workflow_id: str | None) -> Preparation:
    """The opening of the address at which the execution's first wait for a call can be answered."""
    payload = {
        "kind": "address",
        "execution_id": "{% $states.context.Execution.Name %}",
        "workflow_id": workflow_id,
        "workspace": "${Workspace}",
    }
    return Preparation(
        "Open address",
        {
            asl.RESOURCE: "arn:aws:states:::lambda:invoke",
            asl.ARGUMENTS: {"FunctionName": "${RequestApprovalFunctionArn}", "Payload": payload},
            asl.RETRY: _RETRY,
            asl.ASSIGN: {RESUME_URL_NAME: "{% $states.result.Payload.resume_url %}"},
        },
    )


def prepared(definition: dict[str, Any], named: Sequence[tuple[str, Preparation]]) -> dict[str, Any]:
    """The definition with states of these names in front of its first one, in this order."""
    for name, preparation in reversed(named):
        state = {
            asl.TYPE: asl.TASK,
            **preparation.fields,
            asl.OUTPUT: "{% $states.input %}",
            asl.NEXT: definition[asl.START_AT],
        }
        definition = {**definition, asl.START_AT: name, asl.STATES: {name: state, **definition[asl.STATES]}}
    return definition
