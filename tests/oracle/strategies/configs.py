"""Content for a skeleton: expressions that read earlier nodes, and what nodes do on failure."""

from typing import Final

from hypothesis import strategies as st

from tests.oracle.json_value import Json
from tests.oracle.strategies.draft import Draft

_NAMES: Final = ("Fetch", "Hole Daten", "Überprüfe „Ä“", "数据 ✓", "{% x %}", 'a "b" \\c', "e\u0301", "🙂" * 45)
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_KEYWORDS: Final = frozenset({"and", "or", "in", "null", "true", "false", "function"})


@st.composite
def filled(draw: st.DrawFn, draft: Draft) -> dict[str, Json]:
    """Draw the configurations of a skeleton; returns the workflow."""
    everywhere_in_body = _in_bodies(draft)
    for node in draft.nodes:
        readable = draft.ancestors(node["id"])
        in_body = node["id"] in everywhere_in_body
        node["config"] = _config(draw, node, readable, in_body=in_body)
        _decorate(draw, node)
    return {**draft.workflow, "settings": {"max_iterations": draw(st.integers(1, 5))}}


def reference(node_id: str) -> str:
    """Return the expression that reads a node's output."""
    is_name = set(node_id) <= _PLAIN and node_id not in _KEYWORDS
    return f"$nodes.{node_id}" if is_name else f"$nodes.`{node_id}`"


def _config(draw: st.DrawFn, node: Json, readable: list[str], *, in_body: bool) -> Json:
    def value() -> str:
        return draw(_values(node["id"], readable, in_body=in_body))

    def truth() -> str:
        return draw(_truths(node["id"], readable, in_body=in_body))

    match node["type"]:
        case "http_request":
            body = {f"k{number}": value() for number in range(draw(st.integers(0, 2)))}
            config = {"url": f"https://example.com/{draw(_texts(readable))}"}
            return config | ({"body": body, "method": "POST"} if body else {})
        case "set":
            values = {f"k{number}": value() for number in range(draw(st.integers(0, 2)))}
            return {"values": {"id": node["id"], **values}}
        case "transform":
            return {"expression": value()}
        case "filter":
            return {"items": value(), "expression": draw(st.sampled_from(_KEEPERS))}
        case "condition":
            return {"expression": truth()}
        case "switch":
            cases = [{**case, "expression": truth()} for case in node["config"]["cases"]]
            return {"cases": cases, "mode": draw(st.sampled_from(["first", "all"]))}
        case "merge":
            return {"mode": draw(st.sampled_from(["object", "append", "first"]))}
        case "for_each":
            items = f"{{{{ $trigger.items.`{node['id']}` }}}}"
            return {
                "items": draw(st.sampled_from([items, items, items, value()])),
                "concurrency": draw(st.sampled_from([1, 1, 2, 5])),
            }
        case "wait":
            return {"seconds": draw(st.sampled_from([1, 0, 5, "{{ $count($keys($input)) }}"]))}
        case "stop":
            status = draw(st.sampled_from(["success", "success", "failed"]))
            return {"status": status, "code": "Stopped.Here", "message": node["id"]}
    return {}


_KEEPERS: Final = ("{{ $index = 0 }}", "$exists($item)", "{{ $item > 1 }}", "$item.id", "false", "true")


def _texts(readable: list[str]) -> st.SearchStrategy[str]:
    """Texts with expressions that are scalars or nothing (an object's text depends on the order of its keys)."""
    pieces = ["fixed", "{{ $execution.id }}", "{% 1 %}", "{{ $workflow.name }}", "{{ $trigger.none }}"]
    pieces += [f"{{{{ {reference(node)}.body.echo }}}}" for node in readable]
    return st.lists(st.sampled_from(pieces), max_size=2).map("-".join)


def _values(node_id: str, readable: list[str], *, in_body: bool) -> st.SearchStrategy[str]:
    choices = ["{{ $input }}", "{{ $trigger.n }}", "literal", "{% $states.input %}", "{{ [1, $trigger.n] }}"]
    choices += [f"{{{{ {reference(node)} }}}}" for node in readable if node != node_id]
    choices += [f"{{{{ {{'echo': [{reference(node)}.body.echo]}} }}}}" for node in readable]
    choices += ["{{ $item }}", "{{ $index }}"] if in_body else []
    return st.sampled_from(choices) | _texts(readable)


def _truths(node_id: str, readable: list[str], *, in_body: bool) -> st.SearchStrategy[str]:
    choices = [f"{{{{ $trigger.choices.`{node_id}` }}}}", "$trigger.n > 1", "{{ $trigger.none }}"]
    choices += [f'{{{{ {reference(node)}.body.echo < "8" }}}}' for node in readable]
    choices += [f"{{{{ $exists({reference(node)}.body) }}}}" for node in readable]
    choices += ["{{ $index = 0 }}", "{{ $item = 1 }}"] if in_body else []
    return st.sampled_from(choices)


def _decorate(draw: st.DrawFn, node: Json) -> None:
    """Give some nodes a name, retries, a time-out, a rule for errors, or switch them off."""
    if draw(st.integers(0, 4)) == 4:
        node["name"] = draw(st.sampled_from(_NAMES))[:40]
    if node["type"] == "trigger":
        return
    if draw(st.integers(0, 19)) == 19:
        node["disabled"] = True
    if node["type"] != "http_request":
        return
    if draw(st.integers(0, 9)) == 9:
        node["retry"] = draw(st.sampled_from([{}, {"max_attempts": 1}, {"errors": ["Http.Timeout"], "interval": 3}]))
    if draw(st.integers(0, 9)) == 9:
        node["timeout"] = draw(st.integers(1, 9))
    if "on_error" not in node and draw(st.integers(0, 5)) == 5:
        node["on_error"] = draw(st.sampled_from(["continue", {"action": "continue", "errors": ["Http.Status500"]}]))


def _in_bodies(draft: Draft) -> set[str]:
    """Return the nodes that lie in the body of a for_each whichever trigger starts."""
    inside: set[str] = set()
    outside: set[str] = set()
    for region in draft.regions():
        bodies = {
            node
            for unit in region.nested
            if unit.body and not unit.is_loop
            for node in unit.nodes - {unit.head}
        }
        inside |= bodies
        outside |= region.nodes - bodies
    return inside - outside
