"""The node that joins branches in a form that its author chooses."""

from collections.abc import Mapping
from typing import Any, Literal, assert_never

from exeoflow.expressions.jsonata import first_of, own_field
from exeoflow.nodes.fields import INPUT, Config, example
from exeoflow.nodes.lowering import Bindings, Value
from exeoflow.nodes.lowering.items import optional_object
from exeoflow.nodes.node_type import Kind, NodeType, Origin, Path


class MergeConfig(Config, json_schema_extra=example(mode="append")):
    """Says in which form a join yields what comes in."""

    mode: Literal["object", "append", "shallow", "first"] = "object"


def is_ordered(config: MergeConfig) -> bool:
    """Whether the order of the connections shows in what the node yields."""
    return config.mode != "object"


def lower_merge(config: MergeConfig, bindings: Bindings) -> Value:
    """The live predecessors' outputs, which the input holds by predecessor, in the form of the mode."""
    if config.mode == "object":
        return Value(f"{{% {bindings.input} %}}", cannot_fail=True)
    outputs = [own_field(bindings.input, each) for each in bindings.input_keys]
    match config.mode:
        case "append":
            text = f"[{', '.join(outputs)}]"
        case "shallow":
            text = f"$merge([{', '.join(map(optional_object, outputs))}])"
        case "first":
            text = first_of([(f"$exists({each})", each) for each in outputs[:-1]], outputs[-1])
        case _:
            assert_never(config.mode)
    return Value(f"{{% {text} %}}", cannot_fail=config.mode != "shallow")


def _origin(config: Mapping[str, Any], path: Path) -> Origin | None:
    """One of what comes in, or each by its predecessor; lists and merged objects are its own."""
    match config.get("mode", "object"):
        case "first":
            return Origin(None, path)
        case "object":
            return Origin(INPUT, path)
        case _:
            return None


MERGE = NodeType(
    "merge",
    Kind.LOGIC,
    MergeConfig,
    lower_merge,
    has_keyed_input=True,
    has_ordered_input=is_ordered,
    origin=_origin,
)
