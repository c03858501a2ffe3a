"""What stands for a node without a counterpart."""

from typing import Any

from exeoflow.importers.n8n.kinds import is_merge
from exeoflow.importers.n8n.pieces import COUNTED, INPUTS, MAIN, Exit, Link, Piece, Step
from exeoflow.importers.n8n.place import Place


def placeholder_of(place: Place) -> Piece:
    """The placeholder of a node, each of whose outputs is a handle."""
    outputs = sorted(place.outputs) or [0]
    handles = [f"output{output}" for output in outputs if output]
    written = {**place.node.parameters, **place.node.unknown}
    config: dict[str, Any] = {"origin": place.node.type[:500], "config": written}
    if handles:
        config["handles"] = [f"output{output}" for output in outputs]
    step = Step("placeholder", config)
    exits = {output: Exit(handle=f"output{output}" if handles else None) for output in outputs}
    if is_merge(place.node) and len(place.inputs) > 1:
        passes = tuple(
            Step("transform", {"expression": "$input"}, f"input{input_}") for input_ in place.inputs
        )
        wait = Step("merge", {"mode": "object"}, INPUTS)
        links = (*(Link(each.suffix, INPUTS) for each in passes), Link(INPUTS, MAIN))
        return Piece(
            (*passes, wait, step), links, {input_: f"input{input_}" for input_ in place.inputs}, exits
        )
    entries = dict.fromkeys(place.inputs, MAIN) or {0: MAIN}
    pairs, readable = dict.fromkeys(outputs, COUNTED), dict.fromkeys(outputs, MAIN)
    return Piece((step,), exits=exits, entries=entries, pairs=pairs, readable=readable)
