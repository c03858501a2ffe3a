"""A machine as text: one line per state, below it one line per exit, inner scopes indented.

An exit is `outcome -> target` with what is known there: `[a.done, b.true?]` are the outlets that have fired
for certain and perhaps.
"""

from collections.abc import Iterator
from typing import assert_never

from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine.states import (
    Begin,
    Conclusion,
    Decision,
    Entry,
    Exhausted,
    Exit,
    Finish,
    Guard,
    Kind,
    MapState,
    NodeState,
    Parallel,
    Scope,
    inner_scopes,
)


def machine_text(flow: Flow, machine: Scope) -> str:
    """The machine's states in the order in which they were made, with a line break at the end."""
    return "".join(f"{line}\n" for line in _Printer(flow).scope(machine))


def outlet_text(flow: Flow, outlet: int) -> str:
    """An outlet as `node.handle`; an end as `node.end`."""
    found = flow.outlets[outlet]
    source = "start" if found.source == flow.root else flow.vertices[found.source].key
    return f"{source}.{'end' if found.is_end else found.handle or 'out'}"


class _Printer:
    """Writes the lines of scopes; as deep as Parallel and Map states nest."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    def scope(self, scope: Scope) -> Iterator[str]:
        for state in scope.states:
            yield f"{state.number} {self._kind(state.kind)}"
            for number, inner in enumerate(inner_scopes(state)):
                yield f"  {'body' if isinstance(state.kind, MapState) else f'branch {number + 1}'}"
                yield from (f"    {line}" for line in self.scope(inner))
            yield from (f"  {self._exit(leaving)}" for leaving in state.exits)

    def _kind(self, kind: Kind) -> str:
        match kind:
            case NodeState(vertex, shape):
                does = type(shape).__name__ if shape else "passes its input on"
                return f"NodeState {self._node(vertex)}: {does}"
            case MapState(vertex):
                return f"MapState {self._node(vertex)}"
            case Guard(header) | Exhausted(header):
                return f"{type(kind).__name__} {self._node(header)}"
            case Begin() | Parallel() | Decision() | Entry() | Finish() | Conclusion():
                return type(kind).__name__
            case _:
                assert_never(kind)

    def _exit(self, leaving: Exit) -> str:
        return " ".join(filter(None, (self._way(leaving), *self._notes(leaving))))

    def _way(self, leaving: Exit) -> str:
        """Who takes the exit, and where it leads."""
        way = "-> end" if leaving.target is None else f"-> {leaving.target.number}"
        if leaving.fired:
            return f"if {' or '.join(outlet_text(self.flow, outlet) for outlet in leaving.fired)} {way}"
        outcome = leaving.outcome
        if outcome is None:
            return way
        caught = "caught " if outcome.is_caught else ""
        return f"{caught}{outcome.handle or 'out'} {way}"

    def _notes(self, leaving: Exit) -> Iterator[str]:
        known = ", ".join(
            outlet_text(self.flow, outlet) + ("" if leaving.facts.has_fired(outlet) else "?")
            for outlet in leaving.facts.possible
        )
        if known:
            yield f"[{known}]"
        if leaving.enters is not None:
            yield f"enters the loop of {self._node(leaving.enters.header)}"
        if leaving.repeats is not None:
            guarded = " if it may" if leaving.is_guarded else ""
            yield f"repeats the loop of {self._node(leaving.repeats.header)}{guarded}"
        if leaving.folded:
            behind = leaving.folded[: len(leaving.folded) - len(leaving.ahead)]
            yield from self._folded("runs behind it", behind)
            yield from self._folded("runs ahead of the target", leaving.ahead)

    def _folded(self, where: str, vertices: tuple[int, ...]) -> Iterator[str]:
        if vertices:
            yield f"{where}: {', '.join(self._node(vertex) for vertex in vertices)}"

    def _node(self, vertex: int) -> str:
        return self.flow.vertices[vertex].key
