"""In which ways a vertex may finish."""

from collections.abc import Mapping, Sequence

from exeoflow.compiler.flow.handles import Handle, error_action
from exeoflow.compiler.flow.vertices import Outcome, Outlet, Vertex
from exeoflow.nodes.node_type import BREAK_HANDLE, ERROR_HANDLE, LOOP_HANDLE

Errors = Mapping[str, str]
"""For handles that an error tells of, its name."""


class VertexOutcomes:
    """Finds the outcomes of one vertex; adds the outlets that they need to the outlets of all vertices.

    `ordinary` are its handles that may fire without an error; `targets` has the vertices to which each
    connected handle leads.
    """

    def __init__(
        self,
        outlets: list[Outlet],
        index: int,
        vertex: Vertex,
        ordinary: tuple[Handle, ...],
        targets: Mapping[Handle, tuple[int, ...]],
    ) -> None:
        self._outlets = outlets
        self._index = index
        self._vertex = vertex
        self._ordinary = ordinary
        self._targets = targets
        self._outlet_of: dict[Handle, int] = {}
        self._end: int | None = None

    def add_loop_outlet(self) -> int | None:
        """The outlet that fires for the items of a for_each, if the vertex is one with a body."""
        if not self._vertex.is_for_each or LOOP_HANDLE not in self._targets:
            return None
        return self._add_outlet(LOOP_HANDLE)

    def find(self) -> tuple[Outcome, ...]:
        """All outcomes, the one after an error last."""
        vertex, is_on = self._vertex, not self._vertex.node.disabled
        if is_on and vertex.type.always_fails(vertex.config):
            return self._caught()
        handles = self._handles()
        self._outlet_of = {handle: self._add_outlet(handle) for handle in handles if handle in self._targets}
        errors = vertex.type.errors(vertex.config) if is_on else {}
        outlets = [outlet for handle, outlet in self._outlet_of.items() if handle not in errors]
        if vertex.may_carry_nothing and outlets:
            filled = Outcome(None, (*outlets, self._add_end()), is_choice=True)
            return (filled, *self._told(handles, errors), *self._caught())
        if is_on and vertex.type.fires_all(vertex.config):
            return (self._any_of(handles), *self._caught())
        return (*self._one_of(handles, errors), *self._caught())

    def _handles(self) -> tuple[Handle, ...]:
        """The handles that fire when the vertex is over, those of items left out."""
        if not self._vertex.is_for_each:
            return self._ordinary
        # A body can end its loop only where that leads on: the checks see to it.
        without = {LOOP_HANDLE} if BREAK_HANDLE in self._targets else {LOOP_HANDLE, BREAK_HANDLE}
        return tuple(handle for handle in self._ordinary if handle not in without)

    def _any_of(self, handles: tuple[Handle, ...]) -> Outcome:
        """The one outcome by which each outlet may or may not fire; an end if none that is connected does."""
        fires = tuple(self._outlet_of.values())
        # An end of its own: it fires in other cases than the one that an error may lead to.
        return Outcome(
            None, fires if len(fires) == len(handles) else (*fires, self._add_end()), is_choice=True
        )

    def _one_of(self, handles: tuple[Handle, ...], errors: Errors) -> tuple[Outcome, ...]:
        """An outcome for each handle; if none is connected, all of them are the same."""
        ways: Sequence[Handle] = [handle for handle in handles if handle not in errors]
        # Nothing tells such outcomes apart, unless each has an error of its own.
        if not self._outlet_of and not errors:
            ways = ways[:1]
        plain = [Outcome(handle, (self._outlet_or_end(handle),)) for handle in ways or (None,)]
        return (*plain, *self._told(handles, errors))

    def _told(self, handles: tuple[Handle, ...], errors: Errors) -> tuple[Outcome, ...]:
        """An outcome for each handle that an error tells of."""
        told = ((handle, errors[handle]) for handle in handles if handle is not None and handle in errors)
        return tuple(Outcome(handle, (self._outlet_or_end(handle),), error=error) for handle, error in told)

    def _caught(self) -> tuple[Outcome, ...]:
        """How the vertex goes on after an error: by the handle `error`, or as if it were disabled."""
        match error_action(self._vertex.node):
            case "fail":
                return ()
            case "branch":
                handle: Handle = ERROR_HANDLE
                if handle in self._targets:
                    self._outlet_of[handle] = self._add_outlet(handle)
            case _:
                handle = next(iter(self._handles()), None)
        return (Outcome(handle, (self._outlet_or_end(handle),), is_caught=True),)

    def _outlet_or_end(self, handle: Handle) -> int:
        if handle in self._outlet_of:
            return self._outlet_of[handle]
        if self._end is None:
            self._end = self._add_end()
        return self._end

    def _add_outlet(self, handle: Handle) -> int:
        return self._add(Outlet(len(self._outlets), self._index, handle, self._targets[handle]))

    def _add_end(self) -> int:
        return self._add(Outlet(len(self._outlets), self._index, None, (), is_end=True))

    def _add(self, outlet: Outlet) -> int:
        self._outlets.append(outlet)
        return outlet.index
