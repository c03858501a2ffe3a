"""Loop Over Items: batch by batch, until nothing is left or nothing comes back."""

import re
from typing import Final

from exeoflow.importers.n8n.expressions import Translated
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.kinds import default_batch, loop_output
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import AT, OWN, Branch, Exit, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_COMES_BACK: Final = (
    f'{{"rest": $nodes.`{OWN}`.rest, "done": [$nodes.`{OWN}`.done, $input], '
    f'"from": $nodes.`{OWN}`.to, "run": $nodes.`{OWN}`.run + 1}}'
)
"""What a loop has left, and what came back to it."""
_WHOLE_BY_BASE: Final = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
_NUMBER: Final = re.compile(r"[-+]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|Infinity)")
_MOST: Final = 2**31
"""More items than there are."""


def translate_loop(place: Place) -> Piece:
    """The loop's state walks through its header: what is left, what came back, where the batch begins."""
    _check_settings(place)
    if not place.is_returned_to and not place.is_in_cycle:
        computed = _computed_size(place)
        return _first_batch(place, literal(_written_size(place)) if computed is None else computed)
    loop = loop_output(place.node)
    ways, outputs = [_batches(place)], {loop: "loop"}
    if place.is_returned_to:
        ways.append(_way_back(place))
    if place.node.version >= 2:
        ways.append(_ending(place))
        outputs[1 - loop] = "done"
    return Piece(
        tuple(step for way in ways for step in way.steps),
        tuple(link for way in ways for link in way.links),
        entries={0: "enter"},
        exits={output: Exit(step) for output, step in outputs.items()},
        returns="back",
        pairs={loop: f"($nodes.`{OWN}`.from + {AT})"},
        readable=outputs,
        hides_empty_runs=place.node.version < 2,
        keeps="keep" if place.is_returned_to else None,
    )


def _check_settings(place: Place) -> None:
    reset = place.parameter("options.reset")
    if reset is True or is_computed(reset):
        raise Refused("setting-unsupported", setting="options.reset")
    if place.node.tries > 1:
        # n8n takes a first item with an `error` for a failure, and the next try goes on with the next batch.
        place.note("setting-approximated", setting="retryOnFail")
    if place.node.always_outputs:
        # Where it is done, and at each batch of the versions with two outputs, n8n adds an empty item.
        place.note("setting-approximated", setting="alwaysOutputData")


def _batches(place: Place) -> Branch:
    """The way from the items that come in, or come back, to the next batch."""
    computed = _computed_size(place)
    size = literal(_written_size(place)) if computed is None else "$input.size"
    begun = _begun(place)
    if computed is not None:
        begun = f'$merge([{begun}, {{"size": {computed}}}])'
    steps = (
        Step("transform", {"expression": place.list_of(begun)}, "enter"),
        Step("transform", {"expression": place.whole(_state(size))}),
        Step("condition", {"expression": "$count($input.batch) > 0"}, "more"),
        Step("transform", {"expression": "[$input.batch]"}, "loop"),
    )
    return Branch(steps, (Link("enter", ""), Link("", "more"), Link("more", "loop", "true")))


def _computed_size(place: Place) -> str | None:
    """JSONata for a size that n8n computes anew for each batch, of what comes in or comes back, `$in`."""
    written = place.parameter("batchSize")
    if not is_computed(written):
        return None
    found = place.translated(written, "first")
    if not isinstance(found, Translated):
        raise Refused("setting-computed", setting="batchSize")
    return f"($size := $n8_number({place.value(written, 'first')}); $exists($size) ? $floor($size) : 0)"


def _written_size(place: Place) -> int:
    """A size that is no expression: what is no number is none, and of a number n8n takes the whole part."""
    written = place.parameter("batchSize", default_batch(place.node))
    if isinstance(written, str):
        written = _number_of(written.removeprefix("=").strip())
    if not isinstance(written, int | float | None):
        raise Refused("setting-computed", setting="batchSize")
    return int(max(-_MOST, min(written or 0, _MOST)))


def _number_of(text: str) -> float:
    """The number of a text as JavaScript has it, 0 for none."""
    if _WHOLE_BY_BASE.fullmatch(text):
        return int(text, 0)
    return float(text) if _NUMBER.fullmatch(text) else 0


def _ending(place: Place) -> Branch:
    """The way out for all that came back, where no batch is left."""
    done = place.whole(place.outgoing("[$input.done]"))
    step = Step("transform", {"expression": done}, "done", stops_when_empty=True)
    return Branch((step,), (Link("more", "done", "false"),))


def _begun(place: Place) -> str:
    """JSONata for the state that it begins with; in a cycle, with what comes back if it has begun."""
    begun = '{"rest": $in, "done": [], "from": 0, "run": 0}'
    if not place.is_in_cycle:
        return begun
    return f'$type($nodes.`{OWN}`) = "null" ? {begun} : {_COMES_BACK.replace("$input", "$in")}'


def _way_back(place: Place) -> Branch:
    """The steps that the body leads back to.

    `keep` is never live, and yet a way back: what hangs on it belongs to the loop and runs in each pass.
    """
    came = _COMES_BACK.replace("$input", "$input[0]") if place.node.executes_once else _COMES_BACK
    computed = _computed_size(place)
    if computed is not None:
        came = place.whole(f'$in := $input; $merge([{came}, {{"size": {computed}}}])')
    steps = (
        Step("transform", {"expression": came}, "back"),
        Step("transform", {"expression": "[]"}, "keep", stops_when_empty=True),
    )
    return Branch(steps, (Link("back", ""), Link("keep", "back")))


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
