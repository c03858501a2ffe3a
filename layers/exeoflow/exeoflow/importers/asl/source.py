"""From parsed JSON to a machine, or to the diagnostics that say why there is none."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.importers.names import is_name
from exeoflow.model.names import MAX_NAME

MAX_STATES: Final = 1_000
_MAX_DEPTH: Final = 20
_NO_NAME: Final = "State machine"

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """States that lead to each other: those of a machine, of a branch, or of a Map."""

    start: str
    states: Mapping[str, State]
    language: str


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine, and after how many seconds it times out."""

    name: str
    scope: Scope
    timeout: int | None = None


def machine_of(document: object) -> Machine | tuple[Diagnostic, ...]:
    """The machine in a definition, or in what `describe-state-machine` answers."""
    if not isinstance(document, Mapping):
        return _NOTHING
    name, definition = document.get("name"), document
    if isinstance(document.get("definition"), str):
        try:
            definition = json.loads(document["definition"])
        except (ValueError, RecursionError):
            return _NOTHING
    scope = scope_of(definition, "JSONPath")
    if scope is None:
        return _NOTHING
    if _count(scope) > MAX_STATES:
        return (Diagnostic("export-too-large", "States", values={"limit": f"{MAX_STATES} states"}),)
    known = next(filter(is_name, (name, definition.get("Comment"))), _NO_NAME)
    seconds = definition.get("TimeoutSeconds")
    timeout = seconds if isinstance(seconds, int) and 0 < seconds <= 31_536_000 else None  # noqa: PLR2004 - a year
    return Machine(known[:MAX_NAME], scope, timeout)


_NOTHING: Final = (Diagnostic("machine-of-nothing", ""),)


def scope_of(definition: object, language: str) -> Scope | None:
    """The states of a definition, if it has some and begins with one of them."""
    if not isinstance(definition, Mapping):
        return None
    start, states = definition.get("StartAt"), definition.get("States")
    if not isinstance(states, Mapping) or not isinstance(start, str) or start not in states:
        return None
    if not all(isinstance(each, Mapping) and isinstance(each.get("Type"), str) for each in states.values()):
        return None
    own = definition.get("QueryLanguage")
    return Scope(start, states, own if isinstance(own, str) else language)


def language_of(state: State, scope: Scope) -> str:
    """The language that a state is written in."""
    own = state.get("QueryLanguage")
    return own if isinstance(own, str) else scope.language


def inner_scopes(state: State, scope: Scope) -> list[Scope | None]:
    """The branches of a Parallel, or what a Map does with each item; None for what is no scope."""
    language = language_of(state, scope)
    if state["Type"] == "Parallel":
        branches = state.get("Branches")
        return [scope_of(each, language) for each in branches] if isinstance(branches, list) else [None]
    if state["Type"] == "Map":
        return [scope_of(state.get("ItemProcessor", state.get("Iterator")), language)]
    return []


def all_states(scope: Scope) -> Iterator[tuple[str, State]]:
    """Each state by its name, those within others behind them."""
    pending = [(scope, 0)]
    while pending:
        here, depth = pending.pop()
        for name, state in here.states.items():
            yield name, state
            if depth < _MAX_DEPTH:
                pending += [(each, depth + 1) for each in inner_scopes(state, here) if each is not None]


def _count(scope: Scope) -> int:
    return sum(1 for _ in all_states(scope))
