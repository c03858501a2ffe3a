"""The scopes of a definition: the machine itself, every branch of a Parallel, every body of a Map."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.oracle.json_value import Json


@dataclass(frozen=True, slots=True)
class Transition:
    """One way out of a state: by itself, by a choice or by a catcher (`part` holds its Assign and Output)."""

    part: Mapping[str, Any]
    target: str | None


def inner_scopes(state: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the scopes inside a state."""
    match state["Type"]:
        case "Parallel":
            return list(state["Branches"])
        case "Map":
            return [state["ItemProcessor"]]
    return []


def all_scopes(scope: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the scope and every one inside."""
    pending = [scope]
    while pending:
        each = pending.pop()
        yield each
        for state in each["States"].values():
            pending.extend(inner_scopes(state))


def all_states(scope: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every state of the scope and of those inside, with its name."""
    for each in all_scopes(scope):
        yield from each["States"].items()


def transitions(state: Mapping[str, Any]) -> list[Transition]:
    """Return the ways out of a state; None as target ends the scope."""
    ways = [Transition(part, part["Next"]) for part in [*state.get("Choices", ()), *state.get("Catch", ())]]
    match state["Type"]:
        case "Choice":
            return ways + ([Transition(state, state["Default"])] if "Default" in state else [])
        case "Fail":
            return ways
    return [*ways, Transition(state, state.get("Next"))]


_NAMES: Final = frozenset({"Next", "Default", "Comment", "Branches", "ItemProcessor"})
"""Fields that hold names, words or scopes, never an expression."""


def expressions(value: Json) -> Iterator[str]:
    """Yield every `{% %}` string inside a value, scopes inside left out."""
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            pending.extend(item for key, item in each.items() if key not in _NAMES)
        elif isinstance(each, list):
            pending.extend(each)
        elif isinstance(each, str) and each.startswith("{%"):
            yield each
