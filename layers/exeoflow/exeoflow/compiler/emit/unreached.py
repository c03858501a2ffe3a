"""Whether Step Functions can take a definition: each state has a way in, and each way leads to a state."""

from collections.abc import Iterable, Mapping
from typing import Any

from exeoflow.compiler import asl
from exeoflow.compiler.emit.nested_definitions import Definition
from exeoflow.digraph import reachable


class BrokenMachineError(Exception):
    """The compiler has made what Step Functions would refuse, which no author can mend."""


def check_transitions(scopes: Iterable[Definition]) -> None:
    """Raises `BrokenMachineError`; takes linear time, so that it is asked of every definition."""
    for scope in scopes:
        targets = {name: _targets(state) for name, state in scope[asl.STATES].items()}
        missing = set().union(*targets.values()) - targets.keys()
        if missing:
            raise BrokenMachineError(f"missing: {sorted(missing)}")
        unreached = targets.keys() - reachable(targets, [scope[asl.START_AT]])
        if unreached:
            raise BrokenMachineError(f"unreached: {sorted(unreached)}")


def _targets(state: Mapping[str, Any]) -> list[str]:
    ways = (state, *state.get(asl.CHOICES, ()), *state.get(asl.CATCH, ()))
    targets = [way[asl.NEXT] for way in ways if asl.NEXT in way]
    return [*targets, state[asl.DEFAULT]] if asl.DEFAULT in state else targets
