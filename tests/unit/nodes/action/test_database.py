"""Tables are read and written with plain JSON; queries take names and values by placeholders."""

from typing import Any

import pytest

from exeoflow.nodes.lowering import Task
from local.jsonata.evaluation import evaluate
from tests.unit.nodes.lowered import lowered


def test_a_query_may_use_an_index() -> None:
    config: dict[str, object] = {
        "operation": "query",
        "table": "t",
        "key": {"order": 1, "at": 2},
        "index": "{{ $input }}",
    }

    task = lowered("database", config)

    assert isinstance(task, Task)
    assert isinstance(task.arguments, dict)
    assert task.arguments["IndexName"] == "{% $v_input %}"
    assert task.arguments["KeyConditionExpression"] == "#name0 = :value0 AND #name1 = :value1"
    assert task.arguments["ExpressionAttributeNames"] == {"#name0": "order", "#name1": "at"}


def _item(item: object, given: object) -> Any:
    task = lowered("database", {"operation": "put", "table": "t", "item": item})
    assert isinstance(task, Task)
    assert isinstance(task.arguments, dict)
    return evaluate(str(task.arguments["Item"])[3:-3], {"v_input": given})


def test_an_integer_that_is_written_out_keeps_its_digits() -> None:
    assert _item({"n": 12345678901234567890}, None) == {"n": {"N": "12345678901234567890"}}


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ('a "quoted" \\ text', {"S": 'a "quoted" \\ text'}),
        ("{[:,]}", {"S": "{[:,]}"}),
        ("", {"S": ""}),
        ("key:", {"S": "key:"}),
        (1.5, {"N": "1.5"}),
        (-3, {"N": "-3"}),
        (True, {"BOOL": True}),
        (None, {"NULL": True}),
        ([], {"L": []}),
        ([[1], "a"], {"L": [{"L": [{"N": "1"}]}, {"S": "a"}]}),
        ({}, {"M": {}}),
        ({"a:": {"b": "ü\n"}}, {"M": {"a:": {"M": {"b": {"S": "ü\n"}}}}}),
    ],
)
def test_a_value_is_typed_wherever_it_stands(value: object, typed: object) -> None:
    assert _item({"v": "{{ $input }}"}, value) == {"v": typed}
    assert _item({"v": value}, None) == {"v": typed}
    assert _item("{{ $input }}", {"v": value}) == {"v": typed}


def test_data_may_nest_as_deeply_as_dynamodb_takes_them() -> None:
    value: Any = "x"
    typed: Any = {"S": "x"}
    for _ in range(32):
        value, typed = {"a": [value]}, {"M": {"a": {"L": [typed]}}}

    assert _item({"v": "{{ $input }}"}, value) == {"v": typed}
