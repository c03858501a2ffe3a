"""Small graphs with many connections, in which the corners of the compiler meet."""

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from tests.oracle.drawings.strategies.draft import Draft, Outlet
from tests.oracle.json_value import Json

_CASES: Final = ("x", "y")
_HANDLES: Final[dict[str, tuple[str | None, ...]]] = {
    "http_request": (None,),
    "set": (None,),
    "merge": (None,),
    "condition": ("true", "false"),
    "switch": (*_CASES, "default"),
    "for_each": ("loop", "done"),
}
_MIXES: Final = (
    ("http_request", "condition"),
    ("http_request", "condition", "set"),
    ("set", "merge", "condition"),
    ("http_request", "condition", "merge", "set", "switch"),
    ("http_request", "condition", "for_each", "set", "merge"),
    ("http_request", "for_each", "condition", "switch"),
)


@st.composite
def dense_workflows(draw: st.DrawFn) -> dict[str, Json]:
    """Draw a workflow whose choices are `$trigger.choices.<node>`, with the handle for a switch."""
    draft = Draft()
    kinds = draw(st.sampled_from(_MIXES))
    for trigger in draw(st.sampled_from(("t", "t", "t", "tu"))):
        draft.add({"id": trigger, "type": "trigger", "config": {}}, (None,))
    for node_id in "abcdef"[: draw(st.integers(2, 6))]:
        sources = [draw(st.sampled_from(draft.outlets[-9:])) for _ in range(_few(draw))]
        _add(draw, draft, node_id, draw(st.sampled_from(kinds)))
        for outlet in sources:
            draft.connect(outlet, node_id)
    for node in draft.nodes:
        if node["type"] == "for_each" and draw(st.integers(0, 4)):
            _lead_back(draw, draft, node["id"])
    if draw(st.integers(0, 4)) == 0:
        _lead_back(draw, draft, "a")
    draft.connections[:] = draw(st.permutations(draft.connections))
    for node in draft.nodes:
        node["config"] = _config(draw, node, draft.ancestors(node["id"]))
    return {**draft.workflow, "settings": {"max_iterations": draw(st.integers(1, 3))}}


def choices_of(workflow: dict[str, Json]) -> list[str]:
    """Return the names of all choices that an execution's input makes."""
    names = []
    for node in workflow["nodes"]:
        names += [node["id"]] if node["type"] == "condition" else []
        names += [f"{node['id']}{handle}" for handle in _CASES] if node["type"] == "switch" else []
    return names


def _few(draw: st.DrawFn) -> int:
    return draw(st.sampled_from((1, 1, 1, 2, 2, 3)))


def _add(draw: st.DrawFn, draft: Draft, node_id: str, kind: str) -> None:
    cases = {"cases": [{"handle": handle} for handle in _CASES]} if kind == "switch" else {}
    node: Json = {"id": node_id, "type": kind, "config": cases}
    handles = _HANDLES[kind]
    if draw(st.integers(0, 19)) == 0:
        node["disabled"] = True
    elif kind == "http_request" and draw(st.integers(0, 3)) == 0:
        node["on_error"] = draw(st.sampled_from(("branch", "continue")))
        handles = (*handles, "error") if node["on_error"] == "branch" else handles
    draft.add(node, handles)


def _lead_back(draw: st.DrawFn, draft: Draft, node_id: str) -> None:
    """Lead a later handle, or one of the node's own, to the node."""
    first = next(index for index, outlet in enumerate(draft.outlets) if outlet[0] == node_id)
    outlet: Outlet = draw(st.sampled_from(draft.outlets[first:]))
    if outlet != (node_id, "done"):
        draft.connect(outlet, node_id)


def _config(draw: st.DrawFn, node: Json, readable: Sequence[str]) -> Json:
    choice = f"$trigger.choices.{node['id']}"
    match node["type"]:
        case "condition":
            return {"expression": choice}
        case "switch":
            cases = [{"handle": handle, "expression": f"{choice}{handle}"} for handle in _CASES]
            return {"cases": cases, "mode": draw(st.sampled_from(("all", "first")))}
        case "merge":
            return {"mode": draw(st.sampled_from(("append", "object", "first")))}
        case "for_each":
            return {"items": "{{ $trigger.items }}", "concurrency": draw(st.sampled_from((1, 2)))}
        case "set" | "http_request":
            reads = _reads(draw, readable)
            post = {"url": "https://example.com/", "method": "POST", "body": reads}
            return post if node["type"] == "http_request" else {"values": {"id": node["id"], **reads}}
        case _:
            return {}


def _reads(draw: st.DrawFn, readable: Sequence[str]) -> dict[str, str]:
    reads = {node: f"{{{{ $nodes.{node} }}}}" for node in readable if draw(st.booleans())}
    return {**({"input": "{{ $input }}"} if draw(st.booleans()) else {}), **reads}
