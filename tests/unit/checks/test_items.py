"""Fields that are gone over item by item, where it is known that they hold no list."""

from typing import Any

import pytest

from exeoflow.compiler.checks import read_workflow
from exeoflow.diagnostics import Diagnostic, render
from exeoflow.model.workflow import Workflow
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
