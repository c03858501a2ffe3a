"""What happens when a state fails: how often it is tried again, and where its errors lead."""

from dataclasses import replace
from typing import Any, Final

from exeoflow.expressions.jsonata import operand
from exeoflow.importers.asl.drawing import Outlet, Way
from exeoflow.importers.asl.fields import JSONATA, placed
from exeoflow.importers.asl.here import Here, target_of
from exeoflow.importers.asl.source import State

_OF_ALL: Final = "States.ALL"
_SECONDS_OF_TRIES: Final = 86_400
_CAUGHT: Final = '{"Error": $input.error.code, "Cause": $input.error.message}'


def timed(here: Here) -> dict[str, Any]:
    """After how many seconds it fails, as properties of its node."""
    seconds = here.state.get("TimeoutSeconds")
    if seconds is None and "TimeoutSecondsPath" not in here.state:
        return {}
    if not isinstance(seconds, int):
        here.note("field-left-out", field="TimeoutSeconds")
        return {}
    return {"timeout": seconds}


def tried(here: Here) -> dict[str, Any]:
    """How often it is tried again, as properties of its node; there is one rule for that here."""
    retriers = [each for each in here.state.get("Retry") or [] if each.get("MaxAttempts", 3) > 0]
    if not retriers:
        return {}
    if len(here.state["Retry"]) > 1:
        here.note("retriers")
    first = retriers[0]
    retry: dict[str, Any] = {
        "max_attempts": min(99, first.get("MaxAttempts", 3)),
        "interval": min(_SECONDS_OF_TRIES, first.get("IntervalSeconds", 1)),
        "backoff": first.get("BackoffRate", 2),
    }
    if "MaxDelaySeconds" in first:
        retry["max_interval"] = first["MaxDelaySeconds"]
    if first.get("JitterStrategy") == "FULL":
        retry["jitter"] = True
    errors = [each for retrier in retriers for each in retrier["ErrorEquals"]]
    if _OF_ALL not in errors:
        retry["errors"] = errors
    return {"retry": retry}


def catching(here: Here, own: str) -> list[Way]:
    """The ways of a node's errors, and that it takes them."""
    catchers = here.state.get("Catch") or []
    if not catchers:
        return []
    here.note("error-form")
    errors = [each for catcher in catchers for each in catcher["ErrorEquals"]]
    here.drawing.nodes[own]["on_error"] = (
        "branch" if _OF_ALL in errors else {"action": "branch", "errors": errors}
    )
    caught = here.transform("caught", _CAUGHT)
    here.drawing.connect(Outlet(own, "error"), caught)
    outlets = [Outlet(caught)]
    if len(catchers) > 1:
        *named, _ = catchers
        cases = [
            {"handle": f"catch{position}", "expression": _is_one(each["ErrorEquals"])}
            for position, each in enumerate(named)
        ]
        which = here.add("which", "switch", {"cases": cases})
        here.drawing.connect(Outlet(caught), which)
        outlets = [*(Outlet(which, case["handle"]) for case in cases), Outlet(which, "default")]
    return [
        Way(_caught(here, outlet, each, f"catch{position}_", f"$nodes.`{caught}`"), target_of(each))
        for position, (outlet, each) in enumerate(zip(outlets, catchers, strict=True))
    ]


def _is_one(errors: list[str]) -> str:
    return "true" if _OF_ALL in errors else f"$input.Error in {operand(errors)}"


def _caught(here: Here, outlet: Outlet, catcher: State, prefix: str, error: str) -> Outlet:
    """What a catcher makes of the error."""
    if here.language == JSONATA:
        names = here.names(here.given, error=error if catcher.get("Assign") else "$input")
        state = catcher if "Output" in catcher else {**catcher, "Output": "{% $states.errorOutput %}"}
        return here.ended(outlet, state, names, prefix)
    names = here.names(here.given, error=error)
    output = placed(error, catcher.get("ResultPath", "$"), names)
    kept = replace(names, result=output)
    return here.ended(outlet, {"Assign": catcher.get("Assign")}, kept, prefix)
