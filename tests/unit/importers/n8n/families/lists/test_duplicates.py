"""Remove Duplicates: n8n sorts and compares neighbours, so that values without an order part alike items."""

from typing import Any

import pytest

from tests.unit.importers.n8n.test_computed import imported, run

APART: list[Any] = [
    {"f": "", "g": None},
    {"f": "", "g": "a"},
    {"f": None, "g": ""},
    {"f": "9", "g": "a"},
    {"f": "", "g": "a"},
    {"f": None, "g": "9"},
    {"f": "9", "g": "9"},
]
ALIKE: list[Any] = [{"f": "b"}, {"f": "a"}, {"f": "b"}, {"f": "B"}]


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        (APART, [0, 1, 2, 3, 4, 5, 6]),
        (ALIKE, [0, 1, 3]),
        ([{"f": None}, {"f": None}, {"f": 1}, {"f": 1}], [0, 2]),
        ([{"f": number or None} for number in range(70)], list(range(70))),
    ],
)
def test_items_that_stand_apart_after_sorting_are_kept(items: list[Any], kept: list[int]) -> None:
    done = imported("removeDuplicates", {"compare": "allFields", "options": {}}, 1.1)

    assert run(done, items) == [items[at] for at in kept]


@pytest.mark.parametrize(
    "item",
    [
        {"address": {"city": "Bern", "zip": "3000", "at": {"x": 1, "y": 2}}},
        {"rows": [{"k": 1, "v": "x"}, {"k": 2, "v": ["a", "b"]}]},
        {"empty": {}, "none": [], "f": 1},
    ],
)
def test_fields_within_fields_are_compared_each(item: dict[str, Any]) -> None:
    done = imported("removeDuplicates", {"options": {}}, 1.1)

    assert run(done, [item, item]) == [item]


def test_item_lists_has_an_order_of_types_but_none_of_lists() -> None:
    options = {"disableDotNotation": True}
    done = imported(
        "itemLists", {"operation": "removeDuplicates", "compare": "allFields", "options": options}, 3.1
    )
    values = [1, "a", None, 1, True, "a", ["x"], ["y"], ["x"], None]

    kept = run(done, [{"f": value} for value in values])

    assert [each["f"] for each in kept] == [1, "a", None, True, ["x"], ["y"], ["x"]]


def test_only_what_is_compared_stays_under_its_own_name() -> None:
    item = {"a.b": 1, "c": {"d": 2}, "e": 3}
    options = {"removeOtherFields": True}
    fields = "a.b, c.d"
    done = imported(
        "removeDuplicates", {"compare": "selectedFields", "fieldsToCompare": fields, "options": options}, 2
    )

    assert run(done, [item, item]) == [{"a.b": 1, "c": {"d": 2}}]
