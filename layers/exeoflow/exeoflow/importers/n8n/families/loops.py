"""Loop Over Items: batch by batch, until nothing is left or nothing comes back."""

from exeoflow.importers.n8n.kinds import loop_output
from exeoflow.importers.n8n.pieces import AT, Exit, Link, Piece, Step
from exeoflow.importers.n8n.place import Place, is_computed
from exeoflow.importers.n8n.reasons import Refused


def translate_loop(place: Place) -> Piece:
    """The loop's state walks through its header: what is left, what came back, where the batch begins."""
    if place.parameter("options.reset") is True or is_computed(place.parameter("options.reset")):
        raise Refused("setting-unsupported", setting="options.reset")
    default = 1 if place.node.version >= 3 else 10
    size = place.value(place.parameter("batchSize", default), "first")
    if not place.is_returned_to:
        return _first_batch(place, size)
    enter = Step(
        "transform", {"expression": place.list_of('{"rest": $in, "done": [], "from": 0, "run": 0}')}, "enter"
    )
    size = size if not is_computed(place.parameter("batchSize", default)) else _kept_size()
    back = Step(
        "transform",
        {
            "expression": "{'rest': $nodes.`\ue000`.rest, 'done': [$nodes.`\ue000`.done, $input], "
            "'from': $nodes.`\ue000`.to, 'run': $nodes.`\ue000`.run + 1}"
        },
        "back",
    )
    head = Step("transform", {"expression": place.whole(_state(size))})
    more = Step("condition", {"expression": "$count($input.batch) > 0"}, "more")
    batch = Step("transform", {"expression": "[$input.batch]"}, "loop")
    done = Step(
        "transform",
        {"expression": place.whole(place.outgoing("[$input.done]"))},
        "done",
        stops_when_empty=True,
    )
    loop, rest = loop_output(place.node), 1 - loop_output(place.node)
    links = [Link("enter", ""), Link("back", ""), Link("", "more"), Link("more", "loop", "true")]
    # Never live, and yet a way back: what hangs on it belongs to the loop and runs in each of its passes.
    keep = Step("transform", {"expression": "[]"}, "keep", stops_when_empty=True)
    steps = [enter, back, head, more, batch, keep]
    links.append(Link("keep", "back"))
    exits = {loop: Exit("loop")}
    readable = {loop: "loop"}
    if place.node.version >= 2:
        steps.append(done)
        links.append(Link("more", "done", "false"))
        exits[rest] = Exit("done")
        readable[rest] = "done"
    return Piece(
        tuple(steps),
        tuple(links),
        entries={0: "enter"},
        exits=exits,
        returns="back",
        pairs={loop: f"($nodes.`\ue000`.from + {AT})"},
        readable=readable,
        hides_empty_runs=place.node.version < 2,
        keeps="keep",
    )


def _state(size: str) -> str:
    return (
        f"$size := {size}; $rest := [$input.rest]; {{"
        '"batch": [$filter($rest, function($v, $k) { $k < $size })], '
        '"rest": [$filter($rest, function($v, $k) { $k >= $size })], '
        '"done": [$input.done], "from": $input.from, "to": $input.from + $size, "run": $input.run}'
    )


def _kept_size() -> str:
    raise Refused("setting-computed", setting="batchSize")


def _first_batch(place: Place, size: str) -> Piece:
    """Nothing comes back: the first batch is all that is ever seen."""
    loop = loop_output(place.node)
    expression = place.list_of(f"($size := {size}; [$filter($in, function($v, $k) {{ $k < $size }})])")
    step = Step("transform", {"expression": expression}, stops_when_empty=True)
    return Piece((step,), exits={loop: Exit()}, pairs={loop: AT}, readable={loop: ""})
