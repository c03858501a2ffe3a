"""Whether Step Functions can take a definition: each state has a way in, and each way leads to a state."""

from collections.abc import Iterator, Mapping
from typing import Any

from exeoflow.compiler import asl
from exeoflow.compiler.emit.nested_definitions import Definition, definitions_within
from exeoflow.digraph import reachable


class BrokenMachineError(Exception):
    """The compiler has made what Step Functions would refuse, which no author can mend."""


def check_transitions(definition: Definition) -> None:
    """Raises `BrokenMachineError`; takes linear time, so that it is asked of every definition."""
    for scope in definitions_within(definition):
        names = list(scope[asl.STATES])
        number = {name: index for index, name in enumerate(names)}
        targets = [list(_targets(state)) for state in scope[asl.STATES].values()]
        missing = {name for each in targets for name in each} - number.keys()
        graph = [[number[name] for name in each if name in number] for each in targets]
        reached = reachable(graph, [number[scope[asl.START_AT]]])
        unreached = [name for index, name in enumerate(names) if index not in reached]
        if missing or unreached:
            raise BrokenMachineError(f"missing: {sorted(missing)}, unreached: {unreached}")


def _targets(state: Mapping[str, Any]) -> Iterator[str]:
    for way in (state, *state.get(asl.CHOICES, ()), *state.get(asl.CATCH, ())):
        if asl.NEXT in way:
            yield way[asl.NEXT]
    if asl.DEFAULT in state:
        yield state[asl.DEFAULT]
