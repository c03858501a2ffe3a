"""The state that reads the variables of the workspace, once, when an execution begins.

Sub-workflows have machines, and so readings, of their own.
"""

from typing import Any, Final

from exeoflow.compiler import asl
from exeoflow.compiler.data.reads import VARIABLES_NAME

WISHED_NAME: Final = "Read variables"
# Of all errors, for it is a read: whatever happened to a call, it may be made again.
_RETRY: Final = {asl.ERROR_EQUALS: ["States.TaskFailed"], asl.INTERVAL_SECONDS: 1, asl.MAX_ATTEMPTS: 5}
# A projection, which no read of an author's has: by it the stack knows its own.
_ARGUMENTS: Final = {
    "TableName": "${VariablesTable}",
    "Key": {"pk": {"S": "${Workspace}"}, "sk": {"S": "variables"}},
    "ProjectionExpression": "document",
    "ConsistentRead": True,
}


def reading_variables(definition: dict[str, Any], name: str) -> dict[str, Any]:
    """The definition with a state of this name in front of its first one."""
    state = {
        asl.TYPE: asl.TASK,
        asl.RESOURCE: "arn:aws:states:::dynamodb:getItem",
        asl.ARGUMENTS: _ARGUMENTS,
        asl.RETRY: [_RETRY],
        asl.ASSIGN: {
            VARIABLES_NAME: "{% $exists($states.result.Item) ? $parse($states.result.Item.document.S) : {} %}"
        },
        asl.OUTPUT: "{% $states.input %}",
        asl.NEXT: definition[asl.START_AT],
    }
    return {**definition, asl.START_AT: name, asl.STATES: {name: state, **definition[asl.STATES]}}
