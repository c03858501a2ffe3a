"""Content for a skeleton: expressions that read earlier nodes, and what nodes do on failure."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from tests.oracle.drawings.strategies.draft import Draft
from tests.oracle.json_value import Json

_NAMES: Final = (
    "Fetch",
    "Hole Daten",
    "Überprüfe „Ä“",
    "数据 ✓",
    "{% x %}",
    'a "b" \\c',
    "e\u0301",
    "🙂" * 45,
)
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_WHOLE_READ: Final = re.compile(r"^{{ (\$(?:input|nodes)[^{}]*) }}$")
_KEYWORDS: Final = frozenset({"and", "or", "in", "null", "true", "false", "function"})


@st.composite
def filled(draw: st.DrawFn, draft: Draft) -> dict[str, Json]:
    """Draw the configurations of a skeleton; returns the workflow."""
    everywhere_in_body, leaving = _in_bodies(draft), _may_break(draft)
    for node in draft.nodes:
        readable = draft.ancestors(node["id"])
        in_body = node["id"] in everywhere_in_body
        node["config"] = _Filler(draw, node, readable, in_body, node["id"] in leaving).config()
        _decorate(draw, node)
    _go_over_no_file(draft)
    return {**draft.workflow, "settings": {"max_iterations": draw(st.integers(1, 5))}}


def reference(node_id: str) -> str:
    """Return the expression that reads a node's output."""
    is_name = set(node_id) <= _PLAIN and node_id not in _KEYWORDS
    return f"$nodes.{node_id}" if is_name else f"$nodes.`{node_id}`"


@dataclass(frozen=True, slots=True)
class _Filler:
    """Draws the configuration of one node, by a method per type."""

    draw: st.DrawFn
    node: Json
    readable: list[str]
    in_body: bool
    may_break: bool

    def config(self) -> Json:
        """Draw the configuration."""
        kinds: Mapping[str, Callable[[], Json]] = {
            "trigger": dict,
            "http_request": self._http_request,
            "code": self._code,
            "file": self._file,
            "set": lambda: {"values": {"id": self.node["id"], **self._some_values()}},
            "transform": lambda: {"expression": self._expression()},
            "map": lambda: {"items": self._value(), "expression": self._one_of(_MADE)},
            "filter": lambda: {"items": self._value(), "expression": self._one_of(_KEEPERS)},
            "condition": lambda: {"expression": self._truth()},
            "switch": self._switch,
            "partition": self._partition,
            "merge": lambda: {"mode": self._one_of(("object", "append", "first"))},
            "for_each": self._for_each,
            "wait": self._wait,
            "approval": self._approval,
            "stop": self._stop,
        }
        return kinds[self.node["type"]]()

    def _http_request(self) -> Json:
        config = {"url": f"https://example.com/{self.draw(_texts(self.readable))}"}
        body = self._some_values()
        kept = {"response": "file"} if self.draw(st.integers(0, 4)) == 4 else {}
        return config | kept | ({"body": body, "method": "POST"} if body else {})

    def _code(self) -> Json:
        read = [f"$nodes[{json.dumps(node)}]" for node in self.readable if self.draw(st.booleans())][:2]
        read += ["$trigger"] if self.draw(st.booleans()) else []
        given = {"input": self._value()} if self.draw(st.booleans()) else {}
        files = self._one_of(({}, {}, {}, {"files": "contents"}, {"response": "file"}))
        return {"source": f"return [{', '.join(read)}]", **given, **files}

    def _file(self) -> Json:
        operation = self._one_of(("write", "read", "split", "join"))
        named = {"write": "value", "join": "files"}.get(operation, "file")
        given = {named: self._value()} if self.draw(st.booleans()) else {}
        return {"operation": operation, "format": self._one_of(("json", "csv", None)), **given}

    def _switch(self) -> Json:
        cases = [{**case, "expression": self._truth()} for case in self.node["config"]["cases"]]
        return {"cases": cases, "mode": self._one_of(("first", "all"))}

    def _partition(self) -> Json:
        cases = [{**case, "expression": self._one_of(_PARTS)} for case in self.node["config"]["cases"]]
        items = self._one_of((f"{{{{ $trigger.items.`{self.node['id']}` }}}}", "{{ $input }}", self._value()))
        return {**self.node["config"], "items": items, "cases": cases, "mode": self._one_of(("first", "all"))}

    def _for_each(self) -> Json:
        items = f"{{{{ $trigger.items.`{self.node['id']}` }}}}"
        return {
            "items": self._one_of((items, items, items, self._value())),
            "concurrency": self._one_of((1, 1, 2, 5)),
        }

    def _wait(self) -> Json:
        if self.node["config"].get("call"):
            return {"call": True, "timeout": self._one_of(_PATIENCE)}
        return {"seconds": self._one_of((1, 0, 5, "{{ $trigger.n + 1 }}"))}

    def _approval(self) -> Json:
        question = {"message": self.draw(_texts(self.readable)), "data": self._some_values()}
        return {**question, "timeout": self._one_of(_PATIENCE)}

    def _stop(self) -> Json:
        if self.may_break and "status" in self.node["config"]:
            return self.node["config"]
        status = self._one_of(("success", "success", "failed"))
        reason = {"code": "Stopped.Here", "message": self.node["id"]} if status == "failed" else {}
        return {"status": status, **reason}

    def _some_values(self) -> dict[str, str]:
        return {f"k{number}": self._value() for number in range(self.draw(st.integers(0, 2)))}

    def _value(self) -> str:
        return self.draw(_values(self.node["id"], self.readable, in_body=self.in_body))

    def _expression(self) -> str:
        return self.draw(_expressions(self.node["id"], self.readable, in_body=self.in_body))

    def _truth(self) -> str:
        return self.draw(_truths(self.node["id"], self.readable, in_body=self.in_body))

    def _one_of(self, choices: Sequence[Json]) -> Json:
        return self.draw(st.sampled_from(choices))


_PATIENCE: Final = (3, 7, 86_400)
_MADE: Final = ("$item", "{{ $index }}", "[$item]", "{'i': $index}", "$item.id")
_KEEPERS: Final = ("{{ $index = 0 }}", "$exists($item)", "{{ $item > 1 }}", "$item.id", "false", "true")


_PARTS: Final = (
    *_KEEPERS,
    "$item = 0",
    "$item = [1]",
    "$random() >= 0",
    "$trigger.none",
    "$item < $trigger.n",
)
_WITH_ONE_WAY: Final = frozenset({"http_request", "file", "set", "transform", "filter", "merge", "for_each"})


def _texts(readable: list[str]) -> st.SearchStrategy[str]:
    """Texts with expressions that are scalars or nothing: an object's text depends on its keys' order."""
    pieces = ["fixed", "{{ $execution.id }}", "{{ $workflow.name }}", "{{ $trigger.none }}"]
    pieces += [f"{{{{ {reference(node)}.body.echo }}}}" for node in readable]
    return st.lists(st.sampled_from(pieces), max_size=2).map("-".join)


def _expressions(node_id: str, readable: list[str], *, in_body: bool) -> st.SearchStrategy[str]:
    choices = ["{{ $input }}", "{{ $trigger.n }}", "{{ [1, $trigger.n] }}", "{{ null }}"]
    choices += [f"{{{{ {reference(node)} }}}}" for node in readable if node != node_id]
    choices += [f"{{{{ {{'echo': [{reference(node)}.body.echo]}} }}}}" for node in readable]
    choices += ["{{ $item }}", "{{ $index }}"] if in_body else []
    return st.sampled_from(choices)


def _values(node_id: str, readable: list[str], *, in_body: bool) -> st.SearchStrategy[str]:
    literals = st.sampled_from(["literal", "{% $states.input %}", "{% {{ 1 }} %}"])
    return _expressions(node_id, readable, in_body=in_body) | literals | _texts(readable)


def _truths(node_id: str, readable: list[str], *, in_body: bool) -> st.SearchStrategy[str]:
    choices = [f"{{{{ $trigger.choices.`{node_id}` }}}}", "$trigger.n > 1", "{{ $trigger.none }}"]
    choices += [f'{{{{ {reference(node)}.body.echo < "8" }}}}' for node in readable]
    choices += [f"{{{{ $exists({reference(node)}.body) }}}}" for node in readable]
    choices += ["{{ $index = 0 }}", "{{ $item = 1 }}"] if in_body else []
    return st.sampled_from(choices)


_RETRIES: Final[tuple[Json, ...]] = ({}, {"max_attempts": 1}, {"errors": ["Http.Timeout"], "interval": 3})
_RULES: Final = ("continue", {"action": "continue", "errors": ["Http.Status500"]})


def _decorate(draw: st.DrawFn, node: Json) -> None:
    """Give some nodes a name, retries, a time-out, a rule for errors, or switch them off."""
    if draw(st.integers(0, 4)) == 4:
        node["name"] = draw(st.sampled_from(_NAMES))[:40]
    if node["type"] == "trigger":
        return
    if draw(st.integers(0, 19)) == 19:
        node["disabled"] = True
    if node["type"] in _WITH_ONE_WAY and draw(st.integers(0, 2)) == 2:
        node["when_empty"] = "stop"
    if node["type"] not in {"http_request", "code", "file", "approval"}:
        return
    if draw(st.integers(0, 9)) == 9:
        node["retry"] = draw(st.sampled_from(_RETRIES))
    if node["type"] == "http_request" and draw(st.integers(0, 9)) == 9:
        node["timeout"] = draw(st.integers(1, 9))
    if "on_error" not in node and draw(st.integers(0, 5)) == 5:
        node["on_error"] = draw(st.sampled_from(_RULES))


def _go_over_no_file(draft: Draft) -> None:
    """Let nothing go over what is known to be a file, which is refused: behind one, reads stand in a list."""
    keepers = {node["id"] for node in draft.nodes if _keeps_file(node["config"])}
    for node in draft.nodes:
        config = node["config"]
        if isinstance(config.get("items"), str) and not keepers.isdisjoint(draft.ancestors(node["id"])):
            config["items"] = _WHOLE_READ.sub(r"{{ [\1] }}", config["items"])


def _keeps_file(config: Json) -> bool:
    return config.get("response") == "file" or config.get("operation") in {"write", "join"}


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


def _may_break(draft: Draft) -> set[str]:
    """Return the nodes whose innermost for_each leads on by `break`, whichever trigger starts."""
    used = draft.used_outlets()
    left = {node["id"] for node in draft.nodes if {(node["id"], "loop"), (node["id"], "break")} <= used}
    inside: set[str] = set()
    outside: set[str] = set()
    for region in draft.regions():
        head_of: dict[str, str] = {}
        for unit in region.nested:  # the outer ones come first
            if unit.body and not unit.is_loop:
                head_of |= dict.fromkeys(unit.nodes - {unit.head}, unit.head)
        inside |= {node for node, head in head_of.items() if head in left}
        outside |= {node for node in region.nodes if head_of.get(node) not in left}
    return inside - outside
