"""Whether each variable is assigned on every path before it is read, and no scope reuses an outer name."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tests.oracle.jsonata_engine import free_names, is_function_name
from tests.oracle.judges.scopes import all_scopes, expressions, inner_scopes, transitions
from tests.oracle.simulator.expressions import source_of
from tests.oracle.simulator.functions import ASL_FUNCTIONS

_NAME: Final = re.compile(r"[^\W\d][\w]{0,79}")
Names = frozenset[str]


def assignment_faults(
    scope: Mapping[str, Any], outer: Names = frozenset(), taken: Names = frozenset()
) -> Iterator[str]:
    """Yield faults of a scope that reads the variables `outer`, all names used around it being `taken`."""
    own = _assigned(scope)
    yield from (f"${name}: an outer scope uses the name" for name in sorted(own & taken))
    yield from (
        f"${name}: is no name" for name in sorted(own) if not _NAME.fullmatch(name) or name == "states"
    )
    known = _known_at_entry(scope, outer)
    for name, state in scope["States"].items():
        if name not in known:
            continue
        unassigned = _reads(state) - known[name]
        yield from (f"{name}: ${each} may not have been assigned" for each in sorted(unassigned))
        for inner in inner_scopes(state):
            yield from assignment_faults(inner, known[name], taken | own)


def unread_variables(definition: Mapping[str, Any]) -> Iterator[str]:
    """Yield variables that nothing in their scope reads: they only make the machine longer."""
    for scope in all_scopes(definition):
        states = [state for each in all_scopes(scope) for state in each["States"].values()]
        read = frozenset(name for state in states for name in _reads(state))
        yield from (f"${name}: is never read" for name in sorted(_assigned(scope) - read))


def _assigned(scope: Mapping[str, Any]) -> Names:
    parts = (part for state in scope["States"].values() for part in _parts(state))
    return frozenset(name for part in parts for name in part.get("Assign", {}))


def _known_at_entry(scope: Mapping[str, Any], outer: Names) -> Mapping[str, Names]:
    """Return for each reached state the variables that every path to it has assigned."""
    known: dict[str, Names] = {scope["StartAt"]: outer}
    pending = [scope["StartAt"]]
    while pending:
        name = pending.pop()
        for way in transitions(scope["States"][name]):
            if way.target is None or way.target not in scope["States"]:
                continue
            after = known[name] | frozenset(way.part.get("Assign", {}))
            met = known[way.target] & after if way.target in known else after
            if known.get(way.target) != met:
                known[way.target] = met
                pending.append(way.target)
    return known


def _reads(state: Mapping[str, Any]) -> Names:
    names = frozenset(
        name for expression in expressions(dict(state)) for name in free_names(source_of(expression))
    )
    return frozenset(
        name
        for name in names
        if name != "states" and name not in ASL_FUNCTIONS and not is_function_name(name)
    )


def _parts(state: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [state, *state.get("Choices", ()), *state.get("Catch", ())]
