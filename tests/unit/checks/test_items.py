"""Fields that are gone over item by item, where it is known that they hold no list."""

from itertools import pairwise
from typing import Any

import pytest

from exeoflow.compiler.checks import read_workflow
from exeoflow.diagnostics import Diagnostic, render
from exeoflow.model.workflows.workflow import Workflow
from tests.unit.checks.checked import checked

_WRITE = {"type": "file", "config": {"operation": "write"}}
_JOIN = {"type": "file", "config": {"operation": "join", "files": []}}
_SPLIT = {"type": "file", "config": {"operation": "split"}}
_ANSWER = {"type": "http_request", "config": {"url": "https://example.com", "response": "file"}}
_PARSED = {"type": "http_request", "config": {"url": "https://example.com"}}
_OBJECT = {"type": "storage", "config": {"operation": "get", "bucket": "b", "key": "k", "as_file": True}}
_SET = {"type": "set", "config": {"values": {"lines": [1], "file": 2}}}


def _told(source: dict[str, Any], reader: dict[str, Any], handle: str | None = None) -> list[Diagnostic]:
    leads = {"source": "a", "target": "b", **({"source_handle": handle} if handle else {})}
    workflow = read_workflow(
        {
            "nodes": [{"id": "start", "type": "trigger"}, {"id": "a", **source}, {"id": "b", **reader}],
            "connections": [{"source": "start", "target": "a"}, leads],
        }
    )
    assert isinstance(workflow, Workflow)
    return [each for each in checked(workflow) if each.rule.startswith("items-")]


def _found(
    source: dict[str, Any], reader: dict[str, Any], handle: str | None = None
) -> list[tuple[str, str]]:
    return [(each.rule, each.path) for each in _told(source, reader, handle)]


def _loop(items: object) -> dict[str, Any]:
    return {"type": "for_each", "config": {"items": items}}


_FILE = [("items-are-file", "nodes[2].config.items")]
_AN_OBJECT = [("items-are-object", "nodes[2].config.items")]


@pytest.mark.parametrize(
    ("source", "items", "told"),
    [
        (_WRITE, "{{ $input }}", _FILE),
        (_JOIN, "{{$nodes.a}}", _FILE),
        (_ANSWER, "{{ $input.file }}", _FILE),
        (_OBJECT, "{{ $nodes.a.file }}", _FILE),
        (_WRITE | {"on_error": "continue"}, "{{ $input }}", _FILE),
        (_WRITE | {"disabled": True}, "{{ $input }}", []),
        (_SPLIT, "{{ $input }}", []),
        (_ANSWER, "{{ $input.file.size }}", []),
        (_ANSWER, "{{ [$input.file] }}", []),
        (_ANSWER, ["{{ $input.file }}"], []),
        (_ANSWER, "{{ $input.file }}{{ $input.file }}", []),
        (_ANSWER, "{{ $input.file ? $input.file : [] }}", []),
        (_ANSWER, "{{ $input.( }}", []),
        (_ANSWER, "{{ $trigger }}", []),
        (_ANSWER, "{{ $input }}", _AN_OBJECT),
        (_PARSED, "{{ $input }}", _AN_OBJECT),
        (_PARSED, "{{ $input.body }}", []),
        (_SET, "{{ $nodes.a }}", _AN_OBJECT),
        (_SET, "{{ $input.file }}", []),
    ],
)
def test_a_loop_over_what_is_no_list_is_told(
    source: dict[str, Any], items: object, told: list[tuple[str, str]]
) -> None:
    assert _found(source, _loop(items)) == told


@pytest.mark.parametrize(
    "reader",
    [
        {"type": "filter", "config": {"expression": "$item.paid"}},
        {"type": "map", "config": {"expression": "$item.paid"}},
        {"type": "sort", "config": {}},
        {"type": "limit", "config": {"count": 1}},
        {"type": "split", "config": {"size": 2}},
        {"type": "deduplicate", "config": {}},
        {"type": "aggregate", "config": {"values": [{"name": "n", "function": "count"}]}},
        {"type": "partition", "config": {"cases": [{"handle": "x", "expression": "$item.paid"}]}},
    ],
)
def test_every_node_that_goes_over_items_tells_of_a_file_that_is_its_input(reader: dict[str, Any]) -> None:
    assert _found(_WRITE, reader) == _FILE


def test_what_an_error_left_is_no_file_but_an_object() -> None:
    source = _WRITE | {"on_error": "branch"}

    assert _found(source, _loop("{{ $input }}"), "error") == _AN_OBJECT
    assert _found(source, _loop("{{ $nodes.a }}"), "error") == _FILE


def test_the_fault_says_what_to_do() -> None:
    [fault] = _told(_WRITE, _loop("{{ $input }}"))

    assert "`split`" in render(fault, "de")["hint"]
    assert "“a” keeps" in render(fault, "en")["message"]


_HERE = {"type": "wait", "config": {"seconds": 1}}
_CALLED = {"type": "wait", "config": {"call": True}}
_EITHER = {"type": "condition", "config": {"expression": "true"}}
_BY_SIZE = {"type": "switch", "config": {"cases": [{"handle": "x", "expression": "true"}]}}
_NAMED = {"type": "set", "config": {"values": {"kept": "{{ $input }}"}}}
_KEPT = {"type": "set", "config": {"values": {"n": 1}, "keep_input": True}}
_READ = {"type": "transform", "config": {"expression": "$nodes.f"}}
_OFF = _PARSED | {"disabled": True}
_FETCHED = {"type": "transform", "config": {"expression": "{{ $input.file }}"}}


def _drawn(
    nodes: dict[str, dict[str, Any]], *connections: tuple[str, ...], repeated: int = 0
) -> list[tuple[str, str | None, str]]:
    """The faults of items in a workflow, each by its rule, the node and the node that it names."""
    loops = [{"id": f"l{number}", "type": "for_each", "config": {"items": []}} for number in range(repeated)]
    drawn = {"start": {"type": "trigger"}, **nodes}
    keys = ("source", "target", "source_handle")
    workflow = read_workflow(
        {
            "nodes": [{"id": name, **node} for name, node in drawn.items()] + loops,
            "connections": [dict(zip(keys, each, strict=False)) for each in connections],
        }
    )
    assert isinstance(workflow, Workflow)
    return [
        (each.rule, each.node_id, str(each.values["node"]))
        for each in checked(workflow)
        if each.rule.startswith("items-")
    ]


@pytest.mark.parametrize(
    ("between", "handle", "items"),
    [
        (_HERE, (), "{{ $input }}"),
        (_EITHER, ("true",), "{{ $nodes.m }}"),
        (_BY_SIZE, ("default",), "{{ $input }}"),
        (_NAMED, (), "{{ $input.kept }}"),
        (_NAMED, (), "{{ $nodes.m . `kept` }}"),
        (_KEPT, (), "{{ $input }}"),
        (_READ, (), "{{ $input }}"),
        (_OFF, (), "{{ $input }}"),
    ],
)
def test_a_file_that_is_handed_on_is_still_one(
    between: dict[str, Any], handle: tuple[str, ...], items: str
) -> None:
    nodes = {"f": _WRITE, "m": between, "each": _loop(items)}

    assert _drawn(nodes, ("start", "f"), ("f", "m"), ("m", "each", *handle)) == [
        ("items-are-file", "each", "f")
    ]


def test_a_file_is_followed_through_fields_and_many_nodes() -> None:
    nodes = {"f": _ANSWER, "a": _NAMED, "b": _KEPT, "c": _EITHER, "each": _loop("{{ $input.kept.file }}")}
    ways = (("start", "f"), ("f", "a"), ("a", "b"), ("b", "c"), ("c", "each", "true"))

    assert _drawn(nodes, *ways) == [("items-are-file", "each", "f")]
    nodes |= {"b": _FETCHED | {"config": {"expression": "$input.kept.file"}}, "each": _loop("{{ $input }}")}
    assert _drawn(nodes, *ways) == [("items-are-file", "each", "f")]


def test_what_a_chain_of_any_length_hands_on_is_looked_for_so_far() -> None:
    def chain(length: int) -> list[tuple[str, str | None, str]]:
        names = ["start", "f", *(f"w{number}" for number in range(length)), "each"]
        nodes = {"f": _WRITE, **dict.fromkeys(names[2:-1], _HERE), "each": _loop("{{ $input }}")}
        return _drawn(nodes, *pairwise(names))

    assert chain(100) == [("items-are-file", "each", "f")]
    assert chain(101) == []


@pytest.mark.parametrize(
    ("between", "items"),
    [
        (_CALLED, "{{ $input }}"),
        (_NAMED, "{{ $input.other }}"),
        (_NAMED, "{{ $input.kept.size }}"),
        (_SET, "{{ $input.lines }}"),
        ({"type": "transform", "config": {"expression": "[$input]"}}, "{{ $input }}"),
        ({"type": "transform", "config": {"expression": "$trigger"}}, "{{ $input }}"),
        ({"type": "transform", "config": {"expression": "$nodes.gone"}}, "{{ $input }}"),
        ({"type": "merge", "config": {"mode": "append"}}, "{{ $input }}"),
        ({"type": "merge", "config": {"mode": "object"}}, "{{ $input.gone }}"),
        ({"type": "merge", "config": {"mode": "object"}, "disabled": True}, "{{ $input }}"),
        ({"type": "unheard-of"}, "{{ $input }}"),
        (_WRITE | {"on_error": "branch"}, "{{ $nodes.m.error }}"),
    ],
)
def test_what_is_not_the_file_or_not_known_is_not_told(between: dict[str, Any], items: str) -> None:
    nodes = {"f": _WRITE, "m": between, "each": _loop(items)}

    assert _drawn(nodes, ("start", "f"), ("f", "m"), ("m", "each")) == []


@pytest.mark.parametrize(("mode", "items"), [("first", "{{ $input }}"), ("object", "{{ $input.g }}")])
def test_a_merge_hands_on_what_it_is_given(mode: str, items: str) -> None:
    nodes = {
        "one": _EITHER,
        "f": _WRITE,
        "g": _WRITE,
        "m": {"type": "merge", "config": {"mode": mode}},
        "each": _loop(items),
    }
    ways = [
        ("start", "one"),
        ("one", "f", "true"),
        ("one", "g", "false"),
        ("f", "m"),
        ("g", "m"),
        ("m", "each"),
    ]

    assert _drawn(nodes, *ways) == [("items-are-file", "each", "g")]
    assert _drawn(nodes | {"f": _SPLIT}, *ways) == (
        [] if mode == "first" else [("items-are-file", "each", "g")]
    )
    assert _drawn(nodes | {"m": _HERE, "each": _loop("{{ $input }}")}, *ways) == []


def test_what_an_error_left_is_looked_through_by_nobody() -> None:
    nodes = {"f": _WRITE | {"on_error": "branch"}, "m": _HERE, "each": _loop("{{ $input }}")}
    first = {"m": {"type": "merge", "config": {"mode": "first"}}}

    assert _drawn(nodes, ("start", "f"), ("f", "m", "error"), ("m", "each")) == []
    assert _drawn(nodes | first, ("start", "f"), ("f", "m", "error"), ("m", "each")) == []
    assert _drawn(nodes, ("start", "f"), ("f", "m"), ("m", "each")) == [("items-are-file", "each", "f")]


_AROUND = {"l": _loop("{{ $trigger }}"), "w": _WRITE, "each": _loop("{{ $nodes.w }}")}
_ROUND = (("start", "l"), ("l", "w", "loop"), ("w", "l"), ("l", "each", "done"))


def test_outside_a_loop_the_files_of_its_items_are_a_list() -> None:
    inner = {**_AROUND, "each": _loop("{{ $nodes.w }}"), "v": _HERE}
    inside = (("start", "l"), ("l", "w", "loop"), ("w", "v"), ("v", "each"), ("each", "l", "done"))

    assert _drawn(_AROUND, *_ROUND) == []
    assert _drawn(_AROUND | {"w": _SET}, *_ROUND) == []
    assert _drawn(inner, *inside) == [("items-are-file", "each", "w")]
    assert _drawn(inner | {"w": _SET}, *inside) == [("items-are-object", "each", "w")]


def test_beside_others_what_comes_out_of_a_loop_may_be_a_list() -> None:
    first = {
        **_AROUND,
        "f": _WRITE,
        "m": {"type": "merge", "config": {"mode": "first"}},
        "each": _loop("{{ $input }}"),
    }
    ways = (("start", "l"), ("start", "f"), ("l", "w", "loop"), ("w", "m"), ("f", "m"), ("m", "each"))

    assert _drawn(first, *ways) == []


def test_a_loop_that_is_led_back_to_goes_over_what_came_before_it() -> None:
    nodes = {"f": _WRITE, "l": _loop("{{ $input }}"), "m": _HERE}
    ways = (("start", "f"), ("f", "l"), ("l", "m", "loop"), ("m", "l"))

    assert _drawn(nodes, *ways) == [("items-are-file", "l", "f")]


def test_of_very_many_loops_no_bodies_are_looked_for() -> None:
    assert _drawn(_AROUND, *_ROUND, repeated=60) == []
    assert _drawn(
        {"f": _WRITE, "each": _loop("{{ $input }}")}, ("start", "f"), ("f", "each"), repeated=60
    ) == [("items-are-file", "each", "f")]


def test_reads_round_in_a_circle_end() -> None:
    nodes = {"a": _HERE, "b": _HERE, "each": _loop("{{ $input }}")}
    first = {"a": {"type": "merge", "config": {"mode": "first"}}}
    ways = (("start", "a"), ("a", "b"), ("b", "a"), ("b", "each"))

    assert _drawn(nodes | first, *ways) == []
    assert _drawn({"a": _HERE, "each": _loop("{{ $input }}")}, ("a", "each"), ("a", "a")) == []
    far = {"each": _loop("{{ $nodes.w }}"), "l": _loop([]), "w": _WRITE, "a": _HERE}
    assert _drawn(far, ("l", "w", "loop"), ("a", "each"), ("a", "a")) == []
