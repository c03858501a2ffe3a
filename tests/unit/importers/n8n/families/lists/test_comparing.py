"""Compare Datasets: four outputs of two lists."""

from typing import Any

import pytest

from tests.n8n.running import Ran
from tests.unit.importers.n8n.families.lists.test_merge import of_two_lists

A: list[Any] = [
    {"id": 1, "v": "x", "w": 0},
    {"id": 2, "v": "y", "o": {"p": 1, "q": 2}},
    {"id": 3},
    {"v": "z"},
]
B: list[Any] = [
    {"id": "1", "v": "x", "w": "0"},
    {"id": 2, "v": "Y", "o": {"p": 1, "q": 3}},
    {"id": 4},
    {"id": 2},
]


def compared(version: float = 2.3, **parameters: Any) -> list[Any]:
    matched = {"mergeByFields": {"values": [{"field1": "id", "field2": "id"}]}}
    node = {"type": "n8n-nodes-base.compareDatasets", "typeVersion": version}
    ran = of_two_lists({**node, "parameters": {**matched, **parameters}}, A, B, outputs=4)
    assert isinstance(ran, Ran), ran.diagnostics
    return ran.nodes["it"][0] if ran.nodes["it"] else []


def test_what_differs_is_shown_from_both_sides() -> None:
    only_a, same, different, only_b = compared()

    assert only_a == [A[0], A[2], A[3]]
    assert same == []
    assert different == [
        {
            "keys": {"id": 2},
            "same": {"id": 2},
            "different": {
                "v": {"inputA": "y", "inputB": "Y"},
                "o": {"inputA": {"p": 1, "q": 2}, "inputB": {"p": 1, "q": 3}},
            },
        }
    ]
    assert only_b == [B[0], B[2], B[3]]


def test_values_of_other_types_may_count_as_equal() -> None:
    only_a, same, _, only_b = compared(fuzzyCompare=True)

    assert (only_a, same, only_b) == ([A[2], A[3]], [A[0]], [B[2], B[3]])


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"resolve": "preferInput1"}, [A[1]]),
        ({"resolve": "preferInput2"}, [B[1]]),
        (
            {"resolve": "mix", "preferWhenMix": "input1", "exceptWhenMix": "o.q"},
            [{**A[1], "o.q": 3}],  # n8n reads by the path and writes by the name
        ),
        ({"resolve": "mix", "preferWhenMix": "input2", "exceptWhenMix": "v"}, [{**B[1], "v": "y"}]),
        ({"resolve": "preferInput2", "options": {"multipleMatches": "all"}}, [B[1], B[3]]),
        ({"options": {"skipFields": "v, o"}}, []),
    ],
)
def test_differences_are_resolved(parameters: dict[str, Any], expected: list[Any]) -> None:
    assert compared(**parameters)[2] == expected


def test_a_field_within_another_may_be_skipped() -> None:
    [found] = compared(options={"skipFields": "o.q"})[2]

    assert found["different"] == {
        "v": {"inputA": "y", "inputB": "Y"},
        "o": {"inputA": {"p": 1}, "inputB": {"p": 1}},
    }
    assert found["skipped"] == {"o": {"inputA": {"q": 2}, "inputB": {"q": 3}}}


def test_the_first_versions_want_the_fields_in_some_items() -> None:
    fields = {"values": [{"field1": "none", "field2": "none"}]}

    assert not any(compared(2.1, mergeByFields=fields))
    assert compared(2.2, mergeByFields=fields)[0] == A


def test_the_fields_may_be_computed_of_the_first_item() -> None:
    fields = {"values": [{"field1": "={{ 'i' + 'd' }}", "field2": "id"}]}

    assert compared(mergeByFields=fields) == compared()


@pytest.mark.parametrize(
    "field", ["={{ undefined }}", "={{ $json.none }}", "={{ null }}", "={{ 5 }}", "={{ {} }}", "={{ [] }}"]
)
def test_a_field_whose_expression_yields_no_name_is_in_no_item(field: str) -> None:
    for fields in ({"field1": field, "field2": "id"}, {"field1": "id", "field2": field}):
        only_a, same, different, only_b = compared(mergeByFields={"values": [fields]})

        assert (only_a, same, different, only_b) == (A, [], [], B)


def test_a_field_whose_expression_yields_a_list_is_a_path() -> None:
    fields = {"values": [{"field1": "={{ ['id'] }}", "field2": "={{ ['id'] }}"}]}

    assert [len(each) for each in compared(mergeByFields=fields)] == [3, 0, 1, 3]


def test_a_field_whose_expression_yields_an_empty_text_fails() -> None:
    assert compared(mergeByFields={"values": [{"field1": "={{ '' }}", "field2": "id"}]}) == []
