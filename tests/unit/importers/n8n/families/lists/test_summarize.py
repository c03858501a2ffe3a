"""Summarize: a pivot table."""

from typing import Any

import pytest

from tests.unit.importers.n8n.test_computed import imported, run, status

ITEMS: list[Any] = [
    {"c": "x", "d": 1, "v": 2},
    {"c": "y", "d": 1, "v": "a"},
    {"c": "x", "d": 2, "v": 4},
    {"c": "x", "d": 1, "v": None},
    {"d": 2, "v": [1]},
]


def summarized(aggregation: str, by: str = "", version: float = 1.1, **more: Any) -> Any:
    options = more.pop("options", {})
    field = {"aggregation": aggregation, "field": "v", **more}
    parameters = {"fieldsToSummarize": {"values": [field]}, "fieldsToSplitBy": by, "options": options}
    return imported("summarize", parameters, version)


@pytest.mark.parametrize(
    ("aggregation", "more", "expected"),
    [
        ("append", {}, {"appended_v": [2, "a", 4, [1]]}),
        ("append", {"includeEmpty": True}, {"appended_v": [2, "a", 4, None, [1]]}),
        ("average", {}, {"average_v": 3}),
        ("concatenate", {"separateBy": "other", "customSeparator": "-"}, {"concatenated_v": "2-a-4-[1]"}),
        (
            "concatenate",
            {"separateBy": "other", "customSeparator": "={{ 0 }}"},
            {"concatenated_v": "20a040[1]"},
        ),
        (
            "concatenate",
            {"separateBy": "other", "customSeparator": "={{ $json.q }}"},
            {"concatenated_v": "2,a,4,[1]"},
        ),
        ("concatenate", {"includeEmpty": True}, {"concatenated_v": "2,a,4,null,[1]"}),
        ("count", {}, {"count_v": 4}),
        ("count", {"includeEmpty": True}, {"count_v": 5}),
        ("countUnique", {}, {"unique_count_v": 4}),
        ("sum", {}, {"sum_v": 6}),
        ("sum", {"field": "a b.[c]"}, {"sum_a_b_c": 0}),
        ("min", {"field": "none"}, {"min_none": None}),
        ("average", {"field": "none"}, {"average_none": None}),
        ("field_1", {}, {"undefinedv": 4}),
    ],
)
def test_a_field_of_all_items_becomes_one_value(
    aggregation: str, more: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert run(summarized(aggregation, **more), ITEMS) == [expected]


def test_groups_are_in_the_order_of_their_first_fields() -> None:
    done = summarized("count", "c,d", includeEmpty=True)

    assert run(done, ITEMS) == [
        {"count_v": 2, "c": "x", "d": 1},
        {"count_v": 1, "c": "x", "d": 2},
        {"count_v": 1, "c": "y", "d": 1},
        {"count_v": 1, "d": 2},
    ]
    assert status(done) == "exact"


def test_the_first_version_makes_texts_of_keys() -> None:
    found = run(summarized("count", "d", 1), ITEMS)

    assert [item["d"] for item in found] == ["1", "2"]


def test_empty_keys_may_be_left_out() -> None:
    found = run(summarized("count", "c", options={"skipEmptySplitFields": True}), ITEMS)

    assert [item["c"] for item in found] == ["x", "y"]


def test_all_groups_may_be_one_item() -> None:
    found = run(summarized("sum", "c,d", options={"outputFormat": "singleItem"}), ITEMS[:3])

    assert found == [{"x": {"1": {"sum_v": 2}, "2": {"sum_v": 4}}, "y": {"1": {"sum_v": 0}}}]


def test_of_two_fields_of_one_name_the_last_counts() -> None:
    twice = [{"aggregation": "sum", "field": "v"}, {"aggregation": "sum", "field": "v"}]

    assert run(imported("summarize", {"fieldsToSummarize": {"values": twice}}, 1.1), ITEMS) == [{"sum_v": 6}]


@pytest.mark.parametrize(
    ("aggregation", "values", "expected"),
    [
        # A Set holds each object, and null beside what is missing.
        ("countUnique", [{"k": 1}, {"k": 1}, [2], [2], 1, 1, True, "1", None, None, "missing"], 9),
        ("min", ["b", ["a"], [None], 0], [None]),
        ("min", [[2], [10]], [10]),
        ("max", [{}, "a", "b", [2]], "b"),
    ],
)
def test_values_of_several_types_are_compared_as_javascript_compares(
    aggregation: str, values: list[Any], expected: Any
) -> None:
    items = [{"z": 1} if value == "missing" else {"v": value} for value in values]

    (item,) = run(summarized(aggregation, includeEmpty=True), items)

    assert list(item.values()) == [expected]


def test_item_lists_group_by_texts_and_are_told() -> None:
    field = {"aggregation": "append", "field": "v"}
    parameters = {"operation": "summarize", "fieldsToSummarize": {"values": [field]}, "fieldsToSplitBy": "d"}
    done = imported("itemLists", parameters, 3)

    assert run(done, [{"d": 1, "v": 2}, {"v": 3}]) == [
        {"appended_v": [2], "d": "1"},
        {"appended_v": [3], "d": "undefined"},
    ]
    assert status(done) == "approximated"


def test_the_field_of_the_first_group_comes_last() -> None:
    """Of two fields of one name, spaces and dots being alike, the first group's value counts."""
    items = [{"c": "x", "d": 1, "a b": 1, "a": {"b": 2}}]

    (item,) = run(summarized("count", "c, d"), items)
    (twice,) = run(summarized("count", "a b,a.b,d,d"), items)

    assert list(item.items()) == [("count_v", 0), ("d", 1), ("c", "x")]
    assert list(twice.items()) == [("count_v", 0), ("d", 1), ("a_b", 1)]
