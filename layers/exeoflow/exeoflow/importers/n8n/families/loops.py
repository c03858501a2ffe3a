"""Loop Over Items: batch by batch, until nothing is left or nothing comes back."""

from typing import Final

from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.kinds import loop_output
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import AT, OWN, Exit, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_COMES_BACK: Final = (
    f'{{"rest": $nodes.`{OWN}`.rest, "done": [$nodes.`{OWN}`.done, $input], '
    f'"from": $nodes.`{OWN}`.to, "run": $nodes.`{OWN}`.run + 1}}'
)
"""What a loop has left, and what came back to it."""


def translate_loop(place: Place) -> Piece:
    """The loop's state walks through its header: what is left, what came back, where the batch begins."""
    if place.parameter("options.reset") is True or is_computed(place.parameter("options.reset")):
        raise Refused("setting-unsupported", setting="options.reset")
    if place.node.always_outputs:
        # Where it is done, and at each batch of the versions with two outputs, n8n adds an empty item.
        place.note("setting-approximated", setting="alwaysOutputData")
    default = 1 if place.node.version >= 3 else 10
    if not place.is_returned_to and not place.is_in_cycle:
        return _first_batch(place, place.value(place.parameter("batchSize", default), "first"))
    enter = Step("transform", {"expression": place.list_of(_begun(place))}, "enter")
    size = literal(place.number("batchSize", default))
    head = Step("transform", {"expression": place.whole(_state(size))})
    more = Step("condition", {"expression": "$count($input.batch) > 0"}, "more")
    batch = Step("transform", {"expression": "[$input.batch]"}, "loop")
    loop, rest = loop_output(place.node), 1 - loop_output(place.node)
    links = [Link("enter", ""), Link("", "more"), Link("more", "loop", "true")]
    steps = [enter, head, more, batch]
    if place.is_returned_to:
        steps += _way_back()
        links += [Link("back", ""), Link("keep", "back")]
    exits = {loop: Exit("loop")}
    readable = {loop: "loop"}
    if place.node.version >= 2:
        outgoing = place.whole(place.outgoing("[$input.done]"))
        steps.append(Step("transform", {"expression": outgoing}, "done", stops_when_empty=True))
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
        keeps="keep" if place.is_returned_to else None,
    )


def _begun(place: Place) -> str:
    """JSONata for the state that it begins with; in a cycle, with what comes back if it has begun."""
    begun = '{"rest": $in, "done": [], "from": 0, "run": 0}'
    if not place.is_in_cycle:
        return begun
    return f'$type($nodes.`{OWN}`) = "null" ? {begun} : {_COMES_BACK.replace("$input", "$in")}'


def _way_back() -> list[Step]:
    """The steps that the body leads back to.

    `keep` is never live, and yet a way back: what hangs on it belongs to the loop and runs in each pass.
    """
    return [
        Step("transform", {"expression": _COMES_BACK}, "back"),
        Step("transform", {"expression": "[]"}, "keep", stops_when_empty=True),
    ]


def _state(size: str) -> str:
    return (
        f"$size := {size}; $rest := [$input.rest]; {{"
        '"batch": [$filter($rest, function($v, $k) { $k < $size })], '
        '"rest": [$filter($rest, function($v, $k) { $k >= $size })], '
        '"done": [$input.done], "from": $input.from, "to": $input.from + $size, "run": $input.run}'
    )


def _first_batch(place: Place, size: str) -> Piece:
    """Nothing comes back: the first batch is all that is ever seen."""
    loop = loop_output(place.node)
    expression = place.list_of(f"($size := {size}; [$filter($in, function($v, $k) {{ $k < $size }})])")
    step = Step("transform", {"expression": expression}, stops_when_empty=True)
    return Piece((step,), exits={loop: Exit()}, pairs={loop: AT}, readable={loop: ""})
