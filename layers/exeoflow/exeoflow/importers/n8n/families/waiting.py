"""Wait: for a time, until a moment, or for a call."""

from typing import Final

from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import AT, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

ITEMS_OF_CALL: Final = '$type($input) = "array" ? $input : [$type($input) = "object" ? $input : {}]'
SECONDS: Final = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
"""Of a unit of time, by n8n's name."""


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
            if place.flag("limitWaitTime"):
                place.note("setting-ignored", setting="limitWaitTime")
            return waits_for_call()
        case other:
            raise Refused("setting-unsupported", setting=f"resume: {other}")


def waits_for_call(items: str = ITEMS_OF_CALL) -> Piece:
    """A wait for a call, of whose data JSONata makes the items."""
    steps = (Step("wait", {"call": True}, "call"), Step("transform", {"expression": items}))
    return Piece(steps, (Link("call", ""),), entries={0: "call"}, pairs={0: "0"})


def _waiting(place: Place, config: dict[str, object]) -> Piece:
    last = Step("transform", {"expression": place.arriving})
    return Piece(
        (Step("wait", config, "wait"), last), (Link("wait", ""),), entries={0: "wait"}, pairs={0: AT}
    )


def _seconds(place: Place) -> object:
    usual, amount = ("hours", 1) if place.node.version < 1.1 else ("seconds", 5)
    unit = place.chosen("unit", usual)
    factor = SECONDS.get(unit)
    if factor is None:
        return _failing(place, f"unit: {unit}")
    written = place.parameter("amount", amount)
    if not is_computed(written):
        return max(0, round(place.number("amount", amount) * factor))
    text = f"$floor($n8_need_number({place.value(written, 'first')}) * {factor} + 0.5)"
    return f"{{{{ {place.list_of(text)} }}}}"


def _failing(place: Place, setting: str) -> str:
    """In place of the seconds: n8n fails by a unit that it does not know."""
    if place.fails_softly():
        raise Refused("setting-unsupported", setting=setting)
    place.note("setting-unknown", setting=setting)
    return f"{{{{ $error({literal(f'There is no {setting}.')}) }}}}"
