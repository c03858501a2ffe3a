"""What lies within a definition in ASL: those of its Parallel and Map states, and all states."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exeoflow.compiler import asl

Definition = Mapping[str, Any]


def definitions_within(definition: Definition) -> Iterator[Definition]:
    """The definition and those of its Parallel and Map states, the outer ones first."""
    pending = [definition]
    while pending:
        outer = pending.pop()
        yield outer
        for state in outer[asl.STATES].values():
            if asl.BRANCHES in state:
                pending += state[asl.BRANCHES]
            elif asl.ITEM_PROCESSOR in state:
                pending.append(state[asl.ITEM_PROCESSOR])


def states_of(scopes: Iterable[Definition]) -> Iterator[tuple[str, Any]]:
    """The states of several definitions by their names, without those inside."""
    for each in scopes:
        yield from each[asl.STATES].items()
