"""The small nodes of the core: nothing, renaming, waiting, stopping."""

from typing import Final

from exeoflow.importers.n8n.families.computed import computed
from exeoflow.importers.n8n.families.scripts import script
from exeoflow.importers.n8n.jsonata import assigned, looked_up, path_of, without
from exeoflow.importers.n8n.pieces import AT, COUNTED, Link, Piece, Step
from exeoflow.importers.n8n.place import Place, is_computed
from exeoflow.importers.n8n.reasons import Refused

_CALLED: Final = '$type($input) = "array" ? $input : [$type($input) = "object" ? $input : {}]'
SECONDS: Final = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
"""Of a unit of time, by n8n's name."""


def translate_no_op(place: Place) -> Piece:
    """Gives its items on."""
    return place.listed("$in", AT)


def translate_rename_keys(place: Place) -> Piece:
    """Fields under other names; a field that is missing is not renamed."""
    steps = ["$o := $j"]
    for row in place.rows("keys.key"):
        current, new = row.get("currentKey", ""), row.get("newKey", "")
        if not isinstance(current, str) or not isinstance(new, str) or "{{" in current or is_computed(new):
            raise Refused("setting-computed", setting="keys")
        source, target = path_of(current.removeprefix("=")), path_of(new)
        if not new or source == target:
            continue
        # Each is read from the item as it came, and its old name is taken away last.
        steps.append(f"$v := {looked_up('$j', source)}")
        moved = f"($p := {assigned('$o', target, '$v')}; {without('$p', source)})"
        steps.append(f"$o := $exists($v) ? {moved} : $o")
    item = f"({'; '.join(steps)}; $o)"
    replacements = place.rows("additionalOptions.regexReplacement.replacements")
    if not replacements:
        return place.listed(place.each(item))
    given = {"item": item, "rows": place.value(replacements)}
    return computed(place, given, script("renamedKeys.js"), "$r")


def translate_wait(place: Place) -> Piece:
    """Waits once for the whole list."""
    match place.chosen("resume", "timeInterval"):
        case "timeInterval":
            return _waiting(place, {"seconds": _seconds(place)})
        case "specificTime":
            written = place.parameter("dateTime", "")
            place.note("setting-approximated", setting="dateTime")
            return _waiting(place, {"until": f"{{{{ {place.list_of(place.value(written, 'first'))} }}}}"})
        case "webhook" | "form":
            place.note("call-approximated")
            return waits_for_call()
        case other:
            raise Refused("setting-unsupported", setting=f"resume: {other}")


def waits_for_call() -> Piece:
    """A wait for a call, whose data are the items."""
    steps = (Step("wait", {"call": True}, "call"), Step("transform", {"expression": _CALLED}))
    return Piece(steps, (Link("call", ""),), entries={0: "call"}, pairs={0: "0"})


def _waiting(place: Place, config: dict[str, object]) -> Piece:
    items = "[$input[0]]" if place.node.executes_once else "$input"
    last = Step("transform", {"expression": items})
    return Piece(
        (Step("wait", config, "wait"), last), (Link("wait", ""),), entries={0: "wait"}, pairs={0: AT}
    )


def _seconds(place: Place) -> object:
    unit = place.chosen("unit", "hours" if place.node.version < 1.1 else "seconds")
    factor = SECONDS.get(unit)
    if factor is None:
        raise Refused("setting-unsupported", setting=f"unit: {unit}")
    written = place.parameter("amount", 1 if place.node.version < 1.1 else 5)
    if not is_computed(written):
        return max(0, round(place.number("amount", 1 if place.node.version < 1.1 else 5) * factor))
    amount = place.value(written, "first")
    return f"{{{{ {place.list_of(f'$floor($n8_need_number({amount}) * {factor} + 0.5)')} }}}}"


def translate_stop(place: Place) -> Piece:
    """Fails the execution with a message about the first item."""
    if place.chosen("errorType", "errorMessage") == "errorObject":
        place.note("error-text")
        written = place.parameter("errorObject", "{}")
    else:
        written = place.parameter("errorMessage", "")
    message = place.list_of(
        f"($m := {place.value(written, 'first')}; $n8_is_nothing($m) ? 'Error' : $n8_field_text($m))"
    )
    config = {"status": "failed", "code": "Workflow.Stopped", "message": f"{{{{ {message} }}}}"}
    return Piece((Step("stop", config),), exits={})


def pinned(place: Place) -> Piece:
    """A node that gives the items that a test has for it."""
    expression = f"[$trigger.pinned.{backticked(place.id)}]"
    return Piece(
        (Step("transform", {"expression": expression}, stops_when_empty=True),),
        pairs={0: COUNTED},
    )


def backticked(name: str) -> str:
    """A name of a field in a path."""
    return f"`{name}`"
