"""One rule for every operand: what yields nothing where a value is needed is an error, never a gap."""

from collections.abc import Iterator
from typing import Any

import pytest

from exeoflow.nodes.lowering import Each, Task, Value
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.unit.nodes.lowered import lowered

MISSING = "{{ $input.missing }}"
_QUEUE = {"queue_url": "https://sqs/q"}
_MAIL = {"sender": "a@b.de", "subject": "s", "text": "t"}


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("set", {"values": {"a": MISSING, "k": 1}, "keep_input": True}),
        ("set", {"values": {"a": {"b": [1, MISSING]}}, "keep_input": True}),
        ("for_each", {"items": [1, MISSING]}),
        ("for_each", {"items": [{"a": MISSING}]}),
        ("filter", {"items": [MISSING, 1], "expression": "true"}),
        ("sort", {"items": [MISSING, 1]}),
        ("aggregate", {"items": [MISSING], "values": [{"name": "n", "function": "count"}]}),
        ("queue", {**_QUEUE, "message": {"a": MISSING}}),
        ("queue", {**_QUEUE, "message": [MISSING]}),
        ("queue", {**_QUEUE, "message": MISSING}),
        ("notify", {"topic_arn": "t", "message": {"a": {"b": MISSING}}}),
        ("email", {**_MAIL, "to": ["c@d.de", MISSING]}),
        ("email", {**_MAIL, "to": MISSING}),
        ("email", {**_MAIL, "to": "c@d.de", "cc": [MISSING]}),
        ("database", {"operation": "put", "table": "t", "item": {"id": 1, "a": MISSING}}),
        ("database", {"operation": "put", "table": "t", "item": {"id": 1, "a": {"b": [MISSING]}}}),
        ("database", {"operation": "put", "table": "t", "item": MISSING}),
        ("database", {"operation": "update", "table": "t", "key": {"id": 1}, "set": {"a": MISSING}}),
        ("database", {"operation": "update", "table": "t", "key": {"id": MISSING}, "set": {"a": 1}}),
        ("database", {"operation": "get", "table": "t", "key": {"id": MISSING}}),
        ("database", {"operation": "query", "table": "t", "key": {"id": MISSING}}),
        ("respond", {"headers": {"X-A": MISSING}}),
        ("http_request", {"url": "https://a.de", "body": [MISSING]}),
    ],
)
def test_a_missing_value_fails_the_node(kind: str, config: dict[str, object]) -> None:
    with pytest.raises(EvaluationError):
        _evaluated(kind, config, {"other": 1})


@pytest.mark.parametrize(
    ("kind", "config", "yielded"),
    [
        ("set", {"values": {"a": "{{ $input.n }}", "n": None}, "keep_input": True}, {"n": None, "a": None}),
        ("for_each", {"items": ["{{ $input.n }}", "{{ [[1]] }}"]}, [None, [[1]]]),
        ("for_each", {"items": MISSING}, []),
        ("filter", {"items": MISSING, "expression": "true"}, []),
        ("filter", {"items": ["a {{ $input.missing }}"], "expression": "true"}, ["a "]),
    ],
)
def test_null_is_a_value_and_no_item_is_needed(kind: str, config: dict[str, object], yielded: object) -> None:
    assert _evaluated(kind, config, {"n": None}) == yielded


@pytest.mark.parametrize("given", [[{"a": 1}], "x", 1, None])
def test_only_an_object_can_be_kept(given: object) -> None:
    with pytest.raises(EvaluationError):
        _evaluated("set", {"values": {"b": 2}, "keep_input": True}, given)


def _evaluated(kind: str, config: dict[str, object], given: object) -> object:
    shape = lowered(kind, config)
    match shape:
        case Each(items=items):
            field: object = f"{{% {items} %}}"
        case Task(arguments=arguments):
            field = arguments
        case _:
            assert isinstance(shape, Value)
            field = shape.output
    (value,) = list(_values([field], given))
    return value


def _values(field: Any, given: object) -> Iterator[object]:
    """A state's field, each expression in it evaluated on its own."""
    for item in field:
        if isinstance(item, dict):
            yield dict(zip(item, _values(item.values(), given), strict=True))
        elif isinstance(item, list):
            yield list(_values(item, given))
        elif isinstance(item, str) and item.startswith("{%"):
            names = {"v_input": given, "states": {"context": {"Execution": {"Name": "e"}}}}
            yield evaluate(item[2:-2].strip(), names)
        else:
            yield item
