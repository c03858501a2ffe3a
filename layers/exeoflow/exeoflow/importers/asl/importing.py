"""A machine becomes a workflow: its states, in the order in which they are written, and the ways between."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.expressions.binding import strings_in
from exeoflow.importers.asl.drawing import Block, Drawing, Outlet, Way
from exeoflow.importers.asl.here import Here
from exeoflow.importers.asl.reasons import Reason, Refused, status_of
from exeoflow.importers.asl.source import Machine, Scope, State, all_states, inner_scopes, language_of
from exeoflow.importers.asl.states import STATES
from exeoflow.importers.asl.variables import Setter, Variables, reachable, targets
from exeoflow.importers.status import Status

_START: Final = "start"
_OF_ODD_MACHINES: Final = (AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Imported:
    """A state, the ids of what it became, its own first, and why it is not quite the same."""

    name: str
    type: str
    ids: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()

    @property
    def status(self) -> Status:
        """The worst of its reasons."""
        return status_of(self.reasons)


@dataclass(frozen=True, slots=True)
class Import:
    """What came of a machine."""

    workflow: dict[str, Any]
    states: tuple[Imported, ...]
    expressions: int = 0
    """How many stand in the workflow."""


def import_machine(machine: Machine) -> Import:
    """Translate a machine."""
    drawing = _settled(machine)
    settings: dict[str, Any] = {"max_iterations": 1000}
    if machine.timeout is not None:
        settings["timeout"] = machine.timeout
    workflow = {
        "name": machine.name,
        "nodes": list(drawing.nodes.values()),
        "connections": drawing.connections,
        "settings": settings,
    }
    return Import(workflow, tuple(_told(machine, drawing)), _expressions(drawing))


def _settled(machine: Machine) -> Drawing:
    """The drawing that another one would not change."""
    lost: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    while True:
        drawing, more = _drawn(machine, lost, steps)
        if drawing.twice - steps:
            steps |= drawing.twice
        elif more - lost:
            # Who reads what a lost state sets is lost, too.
            lost |= more
        else:
            return drawing


def _drawn(machine: Machine, lost: frozenset[str], steps: frozenset[str]) -> tuple[Drawing, frozenset[str]]:
    """The drawing with what is known: lost states, and the ids of steps. Beside it all lost states."""
    drawing = Drawing(steps)
    drawing.nodes[_START] = {"id": _START, "type": "trigger", "name": "start", "config": {"mode": "manual"}}
    first, _ = _Scopes(drawing, lost).draw(machine.scope, None, "")
    drawing.connect(Outlet(_START), first)
    unsupported = {
        name for name, reasons in drawing.reasons.items() if status_of(reasons) is Status.UNSUPPORTED
    }
    return drawing, frozenset(unsupported)


def _expressions(drawing: Drawing) -> int:
    """How many of the nodes' fields are computed."""
    fields = (each for node in drawing.nodes.values() for each in strings_in(node["config"]))
    whole = sum("expression" in node["config"] for node in drawing.nodes.values())
    return whole + sum("{{" in each for each in fields)


def _told(machine: Machine, drawing: Drawing) -> list[Imported]:
    found = []
    for name, state in all_states(machine.scope):
        kind = state["Type"]
        shown = f"{kind} {state['Resource']}" if isinstance(state.get("Resource"), str) else kind
        ids = tuple(drawing.made.get(name, ()))
        reasons = dict(drawing.reasons.get(name, {}))
        if not ids and not reasons:
            reasons[Reason("never-reached")] = None
        found.append(Imported(name, shown, ids, tuple(reasons)))
    return found


@dataclass(slots=True)
class _Scopes:
    """Draws scopes, those within states too."""

    drawing: Drawing
    lost: frozenset[str]

    def draw(self, scope: Scope, outer: Variables | None, within: str) -> tuple[str, list[Outlet]]:
        """The node that a scope begins with, and where its results come out."""
        setters = _setters(self.drawing, scope)
        variables = Variables(scope, outer, setters, reachable(scope), within, self.lost)
        blocks: dict[str, Block] = {}
        ends: list[Outlet] = []
        pending = deque([scope.start])
        while pending:
            name = pending.popleft()
            if name in blocks:
                continue
            blocks[name] = self._block(name, scope, variables)
            pending += [each.target for each in blocks[name].ways if each.target is not None]
        for block in blocks.values():
            for way in block.ways:
                if way.target is None:
                    ends.append(way.outlet)
                else:
                    self.drawing.connect(way.outlet, blocks[way.target].first)
        return blocks[scope.start].first, ends

    def _block(self, name: str, scope: Scope, variables: Variables) -> Block:
        state, drawing = scope.states[name], self.drawing
        kept = (len(drawing.nodes), len(drawing.connections))
        here = Here(
            name, state, language_of(state, scope), drawing, variables, self.draw, inner_scopes(state, scope)
        )
        try:
            block = STATES[state["Type"]](here)
            _check(block, scope)
        except Refused as refused:
            reason = refused.reason
        except _OF_ODD_MACHINES:
            # Whatever somebody wrote into a field, the rest of the machine is imported.
            reason = Reason("state-odd")
        else:
            return block
        for each in list(drawing.nodes)[kept[0] :]:
            del drawing.nodes[each]
        del drawing.connections[kept[1] :]
        drawing.made.pop(name, None)
        for inner, _ in (each for one in here.scopes if one is not None for each in all_states(one)):
            drawing.made.pop(inner, None)
            drawing.reasons[inner] = {reason: None}
        drawing.reasons[name] = {reason: None}
        return _placeholder(here, [each for each in targets(state) if each in scope.states])


def _check(block: Block, scope: Scope) -> None:
    if any(each.target is not None and each.target not in scope.states for each in block.ways):
        raise LookupError


def _placeholder(here: Here, names: list[str]) -> Block:
    """What stands for a state without a counterpart; it leads to where the state leads."""
    origin = f"ASL {here.state['Type']} {here.state.get('Resource', '')}".strip()
    config: dict[str, Any] = {"origin": origin[:500], "config": dict(here.state)}
    ways: list[str | None] = [*names] or [None]
    if len(ways) > 1:
        config["handles"] = [f"output{number}" for number in range(len(ways))]
    own = here.drawing.add(here.name, "", "placeholder", config)
    handles = config.get("handles", [None])
    return Block(own, tuple(Way(Outlet(own, handle), way) for handle, way in zip(handles, ways, strict=True)))


def _setters(drawing: Drawing, scope: Scope) -> dict[str, list[Setter]]:
    """Who sets which variable: states, and their rules and catchers."""
    found: dict[str, list[Setter]] = {}
    for name, state in scope.states.items():
        for suffix, each in _assigning(state):
            variables = each.get("Assign")
            for variable in variables if isinstance(variables, Mapping) else ():
                node = f"{drawing.id_of(name)}_{suffix}"
                found.setdefault(variable.removesuffix(".$"), []).append(Setter(name, node))
    return found


def _defaults(state: State) -> bool:
    return isinstance(state.get("Default"), str)


def _assigning(state: State) -> list[tuple[str, State]]:
    """What may set variables, and the suffix of the node that does it."""
    # What a Choice sets itself is for its default.
    found: list[tuple[str, Any]] = [("vars", state)] if state["Type"] != "Choice" or _defaults(state) else []
    for field, suffix in (("Choices", "case"), ("Catch", "catch")):
        rules = state.get(field)
        if isinstance(rules, list):
            found += [(f"{suffix}{number}_vars", each) for number, each in enumerate(rules)]
    return [(suffix, each) for suffix, each in found if isinstance(each, Mapping)]
