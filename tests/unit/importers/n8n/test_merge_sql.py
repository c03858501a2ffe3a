"""Merge by SQL asks its tables by the library that n8n asks them by."""

from typing import Any

import pytest

from tests.n8n.running import Ran, run_case

A: list[Any] = [{"id": 1, "n": "ä"}, {"id": 2, "n": "b"}, {"id": 3, "n": None}]
B: list[Any] = [{"id": 2, "v": 10}, {"id": 2, "v": 5}]


def asked(query: str | None, version: float = 3.1, **options: Any) -> Any:
    parameters: dict[str, Any] = {"mode": "combineBySql", "options": options}
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "a", "type": "n8n-nodes-base.code"},
        {"name": "b", "type": "n8n-nodes-base.code"},
        {
            "name": "it",
            "type": "n8n-nodes-base.merge",
            "typeVersion": version,
            "parameters": parameters | ({} if query is None else {"query": query}),
        },
    ]
    to = [{"node": name, "type": "main", "index": 0} for name in ("a", "b")]
    connections = {
        "go": {"main": [to]},
        "a": {"main": [[{"node": "it", "type": "main", "index": 0}]]},
        "b": {"main": [[{"node": "it", "type": "main", "index": 1}]]},
    }
    ran = run_case({"nodes": nodes, "connections": connections}, "go", {"go": [{}], "a": A, "b": B})
    return ran.nodes.get("it") if isinstance(ran, Ran) else "refused"


@pytest.mark.parametrize("version", [3, 3.1, 3.2])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT a.n, SUM(b.v) AS s FROM input1 AS a JOIN input2 AS b ON a.id = b.id GROUP BY a.n",
         [{"n": "b", "s": 15}]),
        ("SELECT id FROM input1 WHERE n IS NULL OR id < 2 ORDER BY id DESC", [{"id": 3}, {"id": 1}]),
        ("SELECT * FROM input2", B),
        ("SELECT COUNT(*) AS c FROM input1", [{"c": 3}]),
    ],
)  # fmt: skip
def test_rows_of_a_query(version: float, query: str, expected: list[Any]) -> None:
    assert asked(query, version) == [[expected]]


def test_parameters_stand_for_question_marks() -> None:
    assert asked("SELECT id FROM input1 WHERE id >= ? AND n = ?", queryParameters="2, b") == [[[{"id": 2}]]]


@pytest.mark.parametrize(
    ("version", "options", "expected"),
    [
        (3.1, {}, [{"success": True}]),
        (3.2, {}, []),
        (3.2, {"emptyQueryResult": "success"}, [{"success": True}]),
    ],
)
def test_a_query_without_rows(version: float, options: dict[str, Any], expected: list[Any]) -> None:
    assert asked("SELECT * FROM input1 WHERE id = 9", version, **options) == [[expected]]


@pytest.mark.parametrize("query", ["SELECT FROM WHERE", 'SELECT * FROM CSV("https://example.com/a.csv")'])
def test_what_is_no_query_over_the_tables_fails(query: str) -> None:
    assert asked(query) in ([[]], [[[]]], None)


def test_computed_queries_are_told() -> None:
    assert asked("SELECT {{ $json.x }} FROM input1") == "refused"
    assert asked(None, queryParameters="={{ $json.x }}") == "refused"
