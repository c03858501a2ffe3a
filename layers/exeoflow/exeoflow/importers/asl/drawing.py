"""Nodes and connections, as they are drawn one after another."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from exeoflow.importers.asl.reasons import Reason

_OTHERS: Final = re.compile(r"[^A-Za-z0-9]+")
_LONGEST: Final = 40
"""What is added behind a state's id has to fit into 64 characters."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where an arrow begins: at a handle of a node."""

    node: str
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """An arrow out of a state, to the state of a name; None: what it carries is a result."""

    outlet: Outlet
    target: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """What a state became: the node that leads into it, and the ways out."""

    first: str
    ways: tuple[Way, ...]


@dataclass(slots=True)
class Drawing:
    """What is drawn so far; `reasons` are by the name of the state. No state has an id of `steps`."""

    steps: frozenset[str] = frozenset()
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    connections: list[dict[str, Any]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """Of each state the id of its nodes, which all begin with it."""
    reasons: dict[str, dict[Reason, None]] = field(default_factory=dict)
    made: dict[str, list[str]] = field(default_factory=dict)
    """Of each state its nodes."""
    twice: set[str] = field(default_factory=set)
    """Ids by which a state is called as a further node of another one is."""

    def id_of(self, state: str) -> str:
        """The id of a state's own node."""
        if state not in self.ids:
            text = _OTHERS.sub("_", state).strip("_").lower()[:_LONGEST].strip("_")
            wanted = found = f"state_{text}".rstrip("_") if not text or text[0].isdigit() else text
            number = 2
            while found in {*self.ids.values(), *self.steps, "start"}:
                found, number = f"{wanted}_{number}", number + 1
            self.ids[state] = found
        return self.ids[state]

    def add(self, state: str, suffix: str, type_: str, config: dict[str, Any], **properties: Any) -> str:  # noqa: ANN401
        """Draw a node of a state; the one without a suffix has the state's name."""
        id_ = f"{self.id_of(state)}_{suffix}" if suffix else self.id_of(state)
        if id_ in self.nodes:
            self.twice.add(id_)
        name = state if not suffix else f"{state} ({suffix})"
        self.nodes[id_] = {"id": id_, "type": type_, "name": name[:200], "config": config, **properties}
        self.made.setdefault(state, []).append(id_)
        return id_

    def connect(self, outlet: Outlet, target: str) -> None:
        """Draw an arrow."""
        found = {"source": outlet.node, "target": target}
        if outlet.handle is not None:
            found["source_handle"] = outlet.handle
        self.connections.append(found)

    def note(self, state: str, reason: Reason) -> None:
        """Remember why a state is not quite the same."""
        self.reasons.setdefault(state, {})[reason] = None
