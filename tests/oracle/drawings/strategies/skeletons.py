"""Graphs without content: shapes, types and wiring by the statistics of real automations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from tests.oracle.drawings.strategies.draft import Draft, Outlet

if TYPE_CHECKING:
    from tests.oracle.json_value import Json

MOST_NODES: Final = 12


@dataclass(frozen=True, slots=True)
class Style:
    """How a graph is wired: from how many of the latest handles, whether they fork, how many join."""

    kinds: tuple[str, ...]
    recent: int
    forks: bool
    joins: int
    loops: int


_ACTIONS: Final = ("http_request",) * 4 + ("code", "file") + ("set",) * 2 + ("approval",)
_CHOICES: Final = ("condition", "condition", "switch", "approval")
_OTHERS: Final = ("wait", "transform", "filter", "map", "stop", "merge")
_LISTS: Final = ("partition", "partition", "filter", "filter", "transform", "merge")
STYLES: Final = (
    Style((*_ACTIONS, "wait", "transform"), recent=1, forks=False, joins=0, loops=0),
    Style((*_ACTIONS, *_CHOICES, *_OTHERS), recent=4, forks=True, joins=0, loops=0),
    Style((*_ACTIONS, *_CHOICES, "merge", "merge"), recent=3, forks=True, joins=2, loops=0),
    Style((*_ACTIONS, *_CHOICES, *_OTHERS), recent=99, forks=True, joins=3, loops=0),
    Style((*_ACTIONS, "condition", "for_each", "wait"), recent=3, forks=False, joins=1, loops=0),
    Style((*_ACTIONS, *_CHOICES, "for_each", "merge"), recent=4, forks=True, joins=2, loops=0),
    Style((*_ACTIONS, *_CHOICES, "wait"), recent=3, forks=False, joins=1, loops=2),
    Style((*_ACTIONS, *_CHOICES, *_OTHERS, "for_each"), recent=5, forks=True, joins=2, loops=3),
    Style((*_LISTS, "set", "http_request", "for_each", "merge"), recent=4, forks=True, joins=2, loops=0),
    Style((*_LISTS, *_CHOICES, *_OTHERS, "set", "for_each"), recent=4, forks=True, joins=2, loops=2),
)
_PLAIN_IDS: Final = tuple("abcdefghijklmnopqrstuvwxyz")
_LONGEST_ID: Final = 64
_ODD_IDS: Final = (
    "1",
    "a.b",
    "a-b",
    "a_b",
    "A",
    "and",
    "null",
    "states",
    "input",
    "x" * _LONGEST_ID,
    "_",
    "1.5",
    "true",
)


@st.composite
def skeletons(draw: st.DrawFn) -> Draft:
    """Draw a graph whose loops are all reducible; expressions come later."""
    style = draw(st.sampled_from(STYLES))
    draft = Draft()
    ids = list(draw(st.sampled_from([_PLAIN_IDS, _ODD_IDS + _PLAIN_IDS])))
    for _ in range(draw(st.sampled_from([1, 1, 1, 1, 2, 3]))):
        draft.add({"id": ids.pop(0), "type": "trigger", "config": {}}, (None,))
    for _ in range(draw(st.integers(1, MOST_NODES))):
        _add_node(draw, draft, style, ids.pop(0))
    _close_bodies(draw, draft)
    for _ in range(draw(st.integers(0, style.loops))):
        _add_loop(draw, draft)
    return draft


def _add_node(draw: st.DrawFn, draft: Draft, style: Style, node_id: str) -> None:
    kind = draw(st.sampled_from(style.kinds))
    sources = _sources(draw, draft, style)
    config, handles = _way_on(draw, kind)
    node: Json = {"id": node_id, "type": kind, "config": config}
    if kind in {"http_request", "code", "file", "approval", "partition"} and draw(st.integers(0, 9)) == 9:
        node["on_error"] = "branch"
        handles = (*handles, "error")
    draft.add(node, handles)
    for outlet in sources:
        draft.connect(outlet, node_id)


_HANDLES: Final[Mapping[str, tuple[str | None, ...]]] = {
    "condition": ("true", "false"),
    "for_each": ("loop", "done"),
    "stop": (),
    "approval": ("approved", "rejected", "timeout"),
}


def _way_on(draw: st.DrawFn, kind: str) -> "tuple[Json, tuple[str | None, ...]]":
    """Draw the configuration of a node as far as it says by which handles it is left, and these."""
    match kind:
        case "switch":
            cases = [f"case {number}" for number in range(draw(st.integers(1, 3)))]
            return {"cases": [{"handle": case} for case in cases]}, (*cases, "default")
        case "partition":
            cases = [f"part {number}" for number in range(draw(st.integers(1, 3)))]
            default = draw(st.sampled_from([None, "rest"]))
            config = {"cases": [{"handle": case} for case in cases], "default": default}
            return config, (*cases, *(() if default is None else (default,)))
        case "wait" if draw(st.integers(0, 3)) == 3:
            return {"call": True}, (None, "timeout")
    return {}, _HANDLES.get(kind, (None,))


def _sources(draw: st.DrawFn, draft: Draft, style: Style) -> list[Outlet]:
    used = draft.used_outlets()
    free = [outlet for outlet in reversed(draft.outlets) if outlet not in used]
    candidates = free[: style.recent] or list(reversed(draft.outlets))[: style.recent]
    if style.forks:
        candidates += [outlet for outlet in reversed(draft.outlets) if outlet in used][: style.recent]
    if draw(st.integers(0, 29)) == 29:
        return []
    joined = draw(st.integers(0, style.joins)) if draw(st.booleans()) else 0
    return [candidates[draw(st.integers(0, len(candidates) - 1))] for _ in range(1 + joined)]


def _close_bodies(draw: st.DrawFn, draft: Draft) -> None:
    """Lead some of the loose ends of each for_each body back to it, or let one leave it."""
    for node in draft.nodes:
        if node["type"] != "for_each":
            continue
        used = draft.used_outlets()
        bodies = {
            inside
            for region in draft.regions()
            for unit in region.nested
            if unit.head == node["id"] and not unit.is_loop
            for inside in unit.nodes
        }
        for outlet in draft.outlets:
            is_loose = outlet not in used and outlet[0] in bodies and outlet != (node["id"], "done")
            if is_loose and draw(st.integers(0, 4)) == 0:
                _leave(draw, draft, outlet, node["id"])
            elif is_loose and draw(st.integers(0, 2)):
                draft.connect(outlet, node["id"])


def _leave(draw: st.DrawFn, draft: Draft, outlet: Outlet, for_each: str) -> None:
    """Let a loose end of a body leave its for_each, which goes on somewhere new or where it is done."""
    leaving, left = (f"{prefix}-{for_each}"[:_LONGEST_ID] for prefix in ("leave", "after"))
    if any(node["id"] == leaving for node in draft.nodes):
        return
    draft.add({"id": leaving, "type": "stop", "config": {"status": "break"}}, ())
    draft.connect(outlet, leaving)
    ends = ((each["source"], each.get("source_handle"), each["target"]) for each in draft.connections)
    done = [target for source, handle, target in ends if (source, handle) == (for_each, "done")]
    is_same: bool = draw(st.booleans())
    if done and is_same:
        draft.connect((for_each, "break"), done[0])
        return
    draft.add({"id": left, "type": "set", "config": {}}, (None,))
    draft.connect((for_each, "break"), left)


def _add_loop(draw: st.DrawFn, draft: Draft) -> None:
    """Lead a handle back to a node from which it is reached, or to its own node."""
    types = {node["id"]: node["type"] for node in draft.nodes}
    outlets = [outlet for outlet in reversed(draft.outlets) if types[outlet[0]] != "trigger"]
    if not outlets:
        return
    outlet = outlets[draw(st.integers(0, len(outlets) - 1))]
    targets = [outlet[0], *(node for node in draft.ancestors(outlet[0]) if types[node] != "trigger")]
    draft.connect(outlet, targets[draw(st.integers(0, len(targets) - 1))])
