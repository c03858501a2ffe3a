"""States by their kind: the nodes that each becomes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.expressions.jsonata import is_enclosed, operand, required
from exeoflow.importers.asl.conditions import condition
from exeoflow.importers.asl.drawing import Block, Outlet, Way
from exeoflow.importers.asl.failing import catching, timed, tried
from exeoflow.importers.asl.fields import JSONATA, arguments, entering, leaving, number, text
from exeoflow.importers.asl.here import Here, target_of
from exeoflow.importers.asl.json_path import plain, template
from exeoflow.importers.asl.jsonata import Names, renamed
from exeoflow.importers.asl.nested import draw_map, draw_parallel
from exeoflow.importers.asl.reasons import Refused
from exeoflow.importers.asl.source import State
from exeoflow.importers.asl.tasks import call_of, of_config


def _pass(here: Here) -> Block:
    state = here.state
    sets = bool(state.get("Assign"))
    names = here.names(here.given if sets else "$input")
    if here.language != JSONATA:
        if "Result" in state:
            names.result = operand(plain(state["Result"]))
        elif "Parameters" in state:
            names.result = required(
                template(state["Parameters"], names, entering(state, names, here.language))
            )
    own = here.transform("", "$input" if sets else leaving(state, names, here.language))
    outlet = here.ended(Outlet(own), state, names) if sets else Outlet(own)
    return Block(here.begun(own), (Way(outlet, here.next()),))


def _succeed(here: Here) -> Block:
    own = here.transform("", leaving(here.state, here.names(), here.language))
    return Block(here.begun(own), (Way(Outlet(own), None),))


def _fail(here: Here) -> Block:
    state, names = here.state, here.names()
    config: dict[str, Any] = {"status": "failed"}
    for field, key in (("Error", "code"), ("Cause", "message")):
        value = text(state.get(field), state.get(f"{field}Path"), names, here.language)
        if value is not None and not isinstance(value, str):
            raise Refused("field", field=field)
        if value is not None:
            config[key] = of_config(value)
    return Block(here.begun(here.add("", "stop", config)), ())


def _wait(here: Here) -> Block:
    state, names = here.state, here.names()
    for field, key, kind in (("Seconds", "seconds", int), ("Timestamp", "until", str)):
        value = number(state.get(field), state.get(f"{field}Path"), names, here.language)
        if value is not None and not is_enclosed(value) and type(value) is not kind:
            raise Refused("field", field=field)
        if value is not None:
            own = here.add("", "wait", {key: of_config(value)})
            after = here.names(here.given if state.get("Assign") else "$input")
            outlet = here.ended(Outlet(own), state, after)
            return Block(here.begun(own), (Way(outlet, here.next()),))
    raise Refused("field", field="Seconds")


def _choice(here: Here) -> Block:
    state = here.state
    names = here.names()
    rules = [each for each in state.get("Choices", []) if isinstance(each, Mapping)]
    asked = here.names(entering(state, names, here.language))
    cases = [
        {"handle": f"case{position}", "expression": _holds(each, asked, here.language)}
        for position, each in enumerate(rules)
    ]
    own = here.add("", "switch", {"cases": cases})
    ways = [
        Way(_chosen(here, Outlet(own, f"case{position}"), each, f"case{position}_"), target_of(each))
        for position, each in enumerate(rules)
    ]
    otherwise = Outlet(own, "default")
    if isinstance(state.get("Default"), str):
        ways.append(Way(_chosen(here, otherwise, state, ""), state["Default"]))
    else:
        config = {"status": "failed", "code": "States.NoChoiceMatched", "message": here.name}
        here.drawing.connect(otherwise, here.add("none", "stop", config))
    return Block(here.begun(own), tuple(ways))


def _holds(rule: State, names: Names, language: str) -> str:
    if language != JSONATA:
        return condition(rule, names)
    written = renamed(rule.get("Condition"), names)
    return operand(written)


def _chosen(here: Here, outlet: Outlet, rule: State, prefix: str) -> Outlet:
    """The way of a rule, with what the rule, or the whole state in JSONPath, says of the output."""
    names = here.names(here.given if rule.get("Assign") else "$input")
    if here.language == JSONATA:
        return here.ended(outlet, rule, names, prefix)
    paths = {name: here.state[name] for name in ("InputPath", "OutputPath") if name in here.state}
    return here.ended(outlet, {**paths, "Assign": rule.get("Assign")}, names, prefix)


def _task(here: Here) -> Block:
    state = here.state
    call = call_of(state.get("Resource"), arguments(state, here.names(), here.language))
    for code, values in call.notes:
        here.note(code, **values)
    if "HeartbeatSeconds" in state or "HeartbeatSecondsPath" in state:
        here.note("field-left-out", field="HeartbeatSeconds")
    own = here.add("", call.type, call.config, **tried(here), **timed(here))
    caught = catching(here, own)
    outlet = Outlet(own)
    if call.result != "$input":
        made = here.transform("result", call.result)
        here.drawing.connect(outlet, made)
        outlet = Outlet(made)
    outlet = here.resulting(outlet)
    return Block(here.begun(own), (Way(outlet, here.next()), *caught))


STATES: Final[Mapping[str, Callable[[Here], Block]]] = MappingProxyType(
    {
        "Pass": _pass,
        "Task": _task,
        "Choice": _choice,
        "Wait": _wait,
        "Succeed": _succeed,
        "Fail": _fail,
        "Parallel": draw_parallel,
        "Map": draw_map,
    }
)
"""By the kind of a state."""
