"""Queries of tables: names and values by placeholders."""

from exeoflow.nodes.lowering import Task
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
