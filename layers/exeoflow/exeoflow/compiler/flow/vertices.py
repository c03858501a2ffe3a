"""The author's graph as the compiler sees it: vertices, outlets and outcomes.

An outlet is a handle with all connections that leave by it. It fires as a whole, so liveness is a property of
outlets. What never fires is not there any more: handles of disabled nodes, nodes that no trigger reaches.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from exeoflow.fixed import fixed
from exeoflow.model.workflows.workflow import Node, Workflow
from exeoflow.nodes.fields import Config
from exeoflow.nodes.node_type import ERROR_HANDLE, LOOP_HANDLE, NodeType
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.nodes.texts import ReadText


@fixed
class Outlet:
    """A handle of a vertex with the vertices that it leads to.

    `is_end` marks the way out of a vertex that is an end.
    """

    index: int
    source: int
    handle: str | None
    targets: tuple[int, ...]
    is_end: bool = False


@fixed
class Outcome:
    """One way in which a vertex may finish, and the outlets that fire then.

    `handle` is the handle that fires, `is_caught` says that the node failed first. With `is_choice` every one
    of the outlets may or may not fire (a `switch` with mode `all`, or what an empty list keeps from firing).
    `error` is the name of the error that tells of the outcome, of a node that has not failed.
    """

    handle: str | None
    fires: tuple[int, ...]
    is_caught: bool = False
    is_choice: bool = False
    error: str | None = None

    @property
    def is_success(self) -> bool:
        """Whether the node's state succeeded: no error told of a failure, or of a handle."""
        return not self.is_caught and self.error is None


@dataclass(frozen=True)
class Vertex:
    """A node that takes part. `copy` is the number of the group of triggers whose copy this is."""

    node: Node
    config: Config
    copy: int = 0
    texts: tuple[ReadText, ...] = field(default=(), compare=False, repr=False)
    """The texts of its configuration that hold expressions."""
    id: str = field(init=False, compare=False, repr=False)
    """The author's id of the node."""
    type: NodeType = field(init=False, compare=False, repr=False)
    """What there is to know of the node's type."""

    def __post_init__(self) -> None:
        # Fields, for every stage asks for both of every node: they are read in a fifth of a property's time.
        object.__setattr__(self, "id", self.node.id)
        object.__setattr__(self, "type", NODE_TYPES[self.node.type])

    @property
    def key(self) -> str:
        """A text that no other vertex has: the id, with a number if it is not the first copy of the node."""
        return f"{self.id}@{self.copy + 1}" if self.copy else self.id

    @property
    def parts_its_output(self) -> bool:
        """Whether each handle carries a list of its own."""
        return self.type.parts_its_output and not self.node.disabled

    @property
    def may_carry_nothing(self) -> bool:
        """Whether a handle does not fire whose list is empty."""
        node = self.node
        return not node.disabled and (self.type.parts_its_output or node.when_empty == "stop")

    @property
    def is_for_each(self) -> bool:
        """Whether it runs a body for each item."""
        return self.type.is_loop and not self.node.disabled


@dataclass(frozen=True)
class Flow:
    """The graph. Vertex `root` (the last number) stands before all triggers and is no node."""

    workflow: Workflow
    vertices: tuple[Vertex, ...]
    outlets: tuple[Outlet, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]
    into: tuple[tuple[int, ...], ...]
    loop_outlet: Mapping[int, int]
    """The outlet `loop` of each for_each that has one: the one that leads into its body, if any does."""

    @cached_property
    def root(self) -> int:
        """The virtual vertex in front of the triggers."""
        return len(self.vertices)

    @cached_property
    def triggers(self) -> tuple[int, ...]:
        """The triggers that are told apart, the default one first."""
        return tuple(self.outlets[outcome.fires[0]].targets[0] for outcome in self.outcomes[self.root])

    @cached_property
    def only_trigger(self) -> int | None:
        """The trigger, if there is no other."""
        return self.triggers[0] if len(self.triggers) == 1 else None

    @cached_property
    def _trigger_set(self) -> frozenset[int]:
        return frozenset(self.triggers)

    def is_trigger(self, vertex: int) -> bool:
        """Whether a vertex is a trigger that is told apart, of which there may be thousands."""
        return vertex in self._trigger_set

    @cached_property
    def outlets_of(self) -> tuple[tuple[int, ...], ...]:
        """The outlets of every vertex."""
        found: list[list[int]] = [[] for _ in range(len(self.vertices) + 1)]
        for outlet in self.outlets:
            found[outlet.source].append(outlet.index)
        return tuple(map(tuple, found))

    def sources_of(self, vertex: int) -> set[int]:
        """The vertices from which outlets lead to another."""
        return {self.outlets[outlet].source for outlet in self.into[vertex]}

    def is_loop(self, outlet: int) -> bool:
        """Whether an outlet fires for the items of a for_each."""
        return outlet in self._for_items

    @cached_property
    def _for_items(self) -> frozenset[int]:
        own = (outlet for vertex in self.loop_outlet for outlet in self.outlets_of[vertex])
        return frozenset(outlet for outlet in own if self.outlets[outlet].handle == LOOP_HANDLE)

    def carries_part(self, outlet: int) -> bool:
        """Whether an outlet carries a part of its vertex' output: the list under its handle."""
        return outlet in self._with_parts

    @cached_property
    def _with_parts(self) -> frozenset[int]:
        parting = (number for number, vertex in enumerate(self.vertices) if vertex.parts_its_output)
        own = (self.outlets[outlet] for vertex in parting for outlet in self.outlets_of[vertex])
        return frozenset(each.index for each in own if not each.is_end and each.handle != ERROR_HANDLE)

    def cofire(self, first: int, second: int) -> bool:
        """Whether two outlets of the same vertex, none of them for items, may fire in the same run of it."""
        source = self.outlets[first].source
        return any(first in each.fires and second in each.fires for each in self.outcomes[source])
