"""What the trial of a node asks and answers."""

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.bodies.fields import FieldReader
from exeoflow.api.executions.step_answers import StepErrorShown
from exeoflow.api.schema import Schema
from exeoflow.errors import Forbidden
from exeoflow.model.api_key import Scope
from exeoflow.model.json import JsonObject
from exeoflow.texts import Language

if TYPE_CHECKING:
    from exeoflow.service.executions.explain.try_node import Given, Tried

_MOST_ID: Final = 64


class TryNodeBody(TypedDict):
    """What to try a node with; with `execution_id` the rest is what that execution had.

    `mock` is what its call answers: an `output` of the node, or an `error` with `code` and `message`. The
    `graph` is a drawing that need not be stored, with `nodes` and `connections`.
    """

    input: NotRequired[Any]
    outputs: NotRequired[dict[str, Any]]
    trigger: NotRequired[dict[str, Any]]
    item: NotRequired[Any]
    execution_id: NotRequired[Annotated[str, Schema({"minLength": 1, "maxLength": _MOST_ID})]]
    graph: NotRequired[dict[str, Any]]
    mock: NotRequired[dict[str, Any]]


class CallShown(TypedDict):
    """What the node would call; nothing was called."""

    resource: str
    arguments: Any


class ValueShown(TypedDict):
    """An expression of the author's, where it stands, and its value; null where it yields none."""

    field: str
    expression: str
    value: Any


class NodeTested(TypedDict):
    """What the node would do. `unknown`: only its call can tell what it puts out, and no answer was given."""

    node_id: str
    status: Literal["success", "failed", "unknown"]
    input: Any
    output: Any
    handles: list[str]
    error: StepErrorShown | None
    call: CallShown | None
    evaluated: list[ValueShown]


def given_of(content: JsonObject, scopes: AbstractSet[Scope]) -> "Given":
    """Read the body of `test_node`. Raises `InvalidRequest`, `Forbidden` for the data of executions."""
    # Not at the top: what tries a node brings the compiler along.
    from exeoflow.service.executions.explain.try_node import Given  # noqa: PLC0415

    fields = FieldReader(content)
    values = {name: fields.anything(name) for name in ("input", "item")}
    values["trigger"] = fields.mapping("trigger")
    outputs = fields.mapping("outputs")
    execution_id = fields.text("execution_id", at_most=_MOST_ID)
    graph, mock = fields.mapping("graph"), fields.mapping("mock")
    fields.refuse_faults()
    if execution_id is not None and Scope.EXECUTIONS_READ not in scopes:
        raise Forbidden(Scope.EXECUTIONS_READ)
    said = {name: value for name, value in values.items() if name in content}
    return Given(said, outputs or {}, execution_id, graph, mock)


def node_tested(tried: "Tried", language: Language) -> NodeTested:
    """Show what the node would do."""
    from exeoflow.api.executions.steps import fault_shown  # noqa: PLC0415 - as above

    is_known = bool(tried.output) or tried.fault is not None
    status: Literal["success", "failed"] = "success" if tried.fault is None else "failed"
    call = tried.call
    return {
        "node_id": tried.node.id,
        "status": status if is_known or call is None else "unknown",
        "input": tried.input,
        "output": tried.output[0] if tried.output else None,
        "handles": list(tried.handles),
        "error": None if tried.fault is None else fault_shown(tried.fault, language),
        "call": None if call is None else {"resource": str(call["resource"]), "arguments": call["arguments"]},
        "evaluated": [
            {"field": field, "expression": expression, "value": value[0] if value else None}
            for field, expression, value in tried.evaluated
        ],
    }
