"""Nodes whose expressions yield something else whenever they are evaluated.

What such a node yields may be put out and assigned, and a state evaluates each of its fields on its own. So
the node is evaluated by one field, and all others read what came out.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from exeoflow.compiler import asl
from exeoflow.expressions.jsonata import enclosed, field
from exeoflow.model.json import Json
from exeoflow.nodes.lowering import Branch, Each, Value

FIRST_RESULT = "$states.result[0]"
"""Where the state inside a guard leaves what it computed."""


@dataclass(frozen=True, slots=True)
class SingleEvaluation:
    """The fields by which a state evaluates a node, and the node's shape as it is read afterwards."""

    fields: dict[str, Json]
    shape: Value | Branch | Each


def evaluated_inside_guard(shape: Value | Branch | Each) -> SingleEvaluation:
    """The node is evaluated inside its guard."""
    return SingleEvaluation({}, _read_from(shape, FIRST_RESULT))


def evaluated_before(shape: Value | Branch | Each, variable: str) -> SingleEvaluation:
    """A state evaluates the node; a value is its output, what conditions say is a variable."""
    match shape:
        case Value(output=output):
            return SingleEvaluation({asl.OUTPUT: output}, _read_from(shape, "$states.input"))
        case Each(items=items):
            return SingleEvaluation({asl.OUTPUT: enclosed(items)}, _read_from(shape, "$states.input"))
        case Branch(cases=cases):
            said: Json = {case.handle: enclosed(case.condition) for case in cases}
            return SingleEvaluation({asl.ASSIGN: {variable: said}}, _read_from(shape, f"${variable}"))
        case _:
            assert_never(shape)


def _read_from(shape: Value | Branch | Each, place: str) -> Value | Branch | Each:
    """The shape when what its expressions yield stands in a place."""
    match shape:
        case Value():
            return replace(shape, output=enclosed(place))
        case Each():
            return replace(shape, items=place)
        case Branch(cases=cases):
            read = (replace(case, condition=f"{place}.{field(case.handle)}") for case in cases)
            return replace(shape, cases=tuple(read))
        case _:
            assert_never(shape)
