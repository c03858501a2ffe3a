"""A call for each item that comes in, in turn, and the items of its answers."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from typing import Any

from exeoflow.importers.n8n.computed_values import ITEMS, mentions
from exeoflow.importers.n8n.expressions.templates import Code, split
from exeoflow.importers.n8n.families.parting import parted_by_failure
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed, is_of_kind
from exeoflow.importers.n8n.pieces import ARRIVING, MAIN, OWN, Link, Piece, Step, behind_loop
from exeoflow.importers.n8n.place import Place
from exeoflow.nodes.action.http_request import MAX_SECONDS


def called(place: Place, request: Mapping[str, Any], items: str) -> Piece:
    """The call, for an only item or in turn for each; `items` is JSONata for those of an answer `$a`."""
    if place.fails_softly():
        place.note("error-text")
    call = Step("http_request", request, "call", properties=sending(place))
    if place.node.on_error == "error":
        return _parting(place, call, f'$map([{items}], function($e) {{ {{"good": $e, "n": $n}} }})')
    if place.takes_one or place.node.executes_once:
        body = f"$answers := [$input]; {place.outgoing(all_answers(items))}"
        main = Step("transform", {"expression": place.whole(body)}, stops_when_empty=True)
        return Piece((call, main), (Link("call", ""),), entries={0: "call"}, pairs={0: "0"}, begins=("call",))
    loop = Step("for_each", {"items": f"{{{{ {ARRIVING} }}}}"}, "each")
    body = f"$answers := $input; {place.outgoing(all_answers(items))}"
    main = Step("transform", {"expression": place.whole(body)}, stops_when_empty=True)
    piece = Piece(
        (loop, call, main),
        (Link("each", "call", "loop"), Link("call", "each"), Link("each", "", "done")),
        entries={0: "each"},
        begins=("each",),
    )
    rows = f'[$map([{items}], function($x) {{ {{"j": $x, "k": $n}} }})]'
    return replace(piece, tracked=tracked(place, piece, f"$answers := $input; {all_answers(rows)}"))


def tracked(place: Place, piece: Piece, rows: str) -> Piece:
    """The piece with `rows` before its last step."""
    behind = place.from_rows(place.whole(rows))
    links = tuple(replace(each, target="rows") if each.target == MAIN else each for each in piece.links)
    steps = tuple(each for each in piece.steps if each.suffix)
    return replace(
        piece, steps=(*steps, *behind.steps), links=(*links, *behind.links), pairs=behind.pairs, tracked=None
    )


def sending(place: Place) -> dict[str, Any]:
    """How often and how long a request is tried, and that the others go on when it fails, as its step's."""
    return retrying(place) | _patience(place) | going_on(place)


def going_on(place: Place) -> dict[str, Any]:
    """That the others go on when it fails for one, if they do, as properties of a step."""
    return {"on_error": "continue"} if place.fails_softly() else {}


def _patience(place: Place) -> dict[str, Any]:
    """How long a request may take, in whole seconds, if that is set; n8n counts milliseconds."""
    milliseconds = place.written("options.timeout")
    if not is_of_kind("number", milliseconds) or milliseconds <= 0:
        return {}
    place.asked.add("options.timeout")
    return {"timeout": min(MAX_SECONDS, ceil(milliseconds / 1000))}


def retrying(place: Place) -> dict[str, Any]:
    """How often a request is tried; one that fails in the end ends the execution."""
    if place.node.tries <= 1:
        return {}
    interval = place.node.seconds_between_tries
    return {"retry": {"max_attempts": place.node.tries - 1, "interval": interval, "backoff": 1}}


def called_and_parted(place: Place, request: Mapping[str, Any], good: str) -> Piece:
    """The calls where failing items leave elsewhere; `good` is JSONata for an answer's rows, with files."""
    place.note("error-text")
    call = Step("http_request", request, "call", properties=sending(place))
    return _parting(place, call, good, keeps_files=True)


def _parting(place: Place, call: Step, good: str, *, keeps_files: bool = False) -> Piece:
    """The calls, and their items by output 0; those whose call failed leave by output 1."""
    arrives = Step("transform", {"expression": place.whole(place.arriving)}, "kept")
    kept = f"$nodes.`{OWN}kept`"
    failed = f'[{{"bad": $merge([{kept}[$n], {{"error": $a.error.message}}]), "n": $n}}]'
    parted = f'$type($a.error) = "object" ? {failed} : {good}'
    rows = f"[$reduce($in, function($all, $a, $n) {{ $append($all, ({parted})) }}, [])]"
    end = parted_by_failure(place, rows, is_first=False, keeps_files=keeps_files)
    return behind_loop(end, arrives, call)


def templated(place: Place, written: Any) -> Any:  # noqa: ANN401 - any JSON
    """A parameter as a field of a configuration, seen from the call of one item."""
    if isinstance(written, str) and not is_computed(written):
        return written if "{{" not in written else f"{{{{ {literal(written)} }}}}"
    if not isinstance(written, str | Mapping | list):
        return written
    return f"{{{{ {of_item(place, place.value(written))} }}}}"


def of_item(place: Place, text: str) -> str:
    """JSONata over `$j` and `$i` as an expression over the item that is called for."""
    if place.head is not None:
        head = place.head
    elif place.node.on_error != "error" and (place.takes_one or place.node.executes_once):
        head = f"$in := {ARRIVING}; $j := $in[0]; $i := 0; "
    elif place.codes or mentions(text, ITEMS):
        place.keeps_arriving = True
        head = f"$in := {ARRIVING}; $j := $item; $i := $index; "
    else:
        head = "$j := $item; $i := $index; "
    return place.whole(f"{head}{text}")


def computes_text(written: object) -> bool:
    """Whether a value has to be made a text in the run."""
    return is_computed(written) or isinstance(written, Mapping | list)


def is_lone(written: object) -> bool:
    """Whether a value is an expression alone, which may be missing, or anything."""
    return (
        isinstance(written, str)
        and is_computed(written)
        and len(parts := split(written.removeprefix("="))) == 1
        and isinstance(parts[0], Code)
    )


def all_answers(items: str) -> str:
    """JSONata for `items` of each of the answers `$answers`, one after another."""
    return f"$reduce($answers, function($all, $a, $n) {{ $append($all, ({items})) }}, [])"
