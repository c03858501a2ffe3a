"""What versions of Item Lists, Aggregate and Execution Data refuse; results are those of n8n's engine."""

from typing import Any

import pytest

from tests.unit.importers.n8n.test_computed import imported, run, status

ITEMS: list[Any] = [{"id": 1, "o": {"x": 1}, "t": ["a", None]}, {"id": 2, "o": {"x": 2}, "t": []}]
FAILS: Any = "fails"


def judge(done: Any, items: list[Any], expected: Any) -> None:
    """Nothing is told, and n8n's items come out, or the node fails as there."""
    assert status(done) == "exact"
    if expected == FAILS:
        with pytest.raises(AssertionError, match="could not be evaluated"):
            run(done, items)
    else:
        assert run(done, items) == expected


@pytest.mark.parametrize(
    ("version", "field", "expected"),
    [
        (1, "o", FAILS),
        (1, "t", [{}, {"t": "a"}]),
        (2, "o", [{"o": 1}, {"o": 2}]),
        (2, "zz", FAILS),
        (2, "$json.t", FAILS),
        (2.1, "zz", []),
        (2.1, "id", FAILS),
        (2.2, "zz", []),
        (2.2, "id", [{"id": 1}, {"id": 2}]),
        (3, "$json.id", [{"id": 1}, {"id": 2}]),
    ],
)
def test_item_lists_takes_apart_what_its_version_does(version: float, field: str, expected: Any) -> None:
    items = [{**item, "t": [None, "a"][: 2 - 2 * n]} for n, item in enumerate(ITEMS)]

    judge(imported("itemLists", {"fieldToSplitOut": field}, version), items, expected)


def test_the_first_item_lists_keeps_the_element_where_a_chosen_field_has_its_name() -> None:
    chosen = [{"fieldName": "id"}, {"fieldName": "t"}]
    given = {"fieldToSplitOut": "t", "include": "selectedOtherFields", "fieldsToInclude": {"fields": chosen}}
    named = {**given, "options": {"destinationFieldName": "id"}}

    assert run(imported("itemLists", named, 1), ITEMS[:1]) == [{"id": "a"}, {"id": None}]
    assert run(imported("itemLists", given, 1), ITEMS[:1]) == [{"id": 1, "t": "a"}, {"id": 1, "t": None}]


def test_the_first_item_lists_takes_no_two_fields() -> None:
    assert status(imported("itemLists", {"fieldToSplitOut": "t,o"}, 1)) == "unsupported"


@pytest.mark.parametrize(("version", "operation"), [(2.2, "concatenateItems"), (3, "aggregateItems")])
def test_an_operation_that_a_version_does_not_have_is_told(version: float, operation: str) -> None:
    given = {"operation": operation, "fieldsToAggregate": {"fieldToAggregate": [{"fieldToAggregate": "id"}]}}

    assert status(imported("itemLists", given, version)) == "unsupported"


@pytest.mark.parametrize(
    ("version", "options", "names", "expected"),
    [
        (2, {}, ["id", "zz"], FAILS),
        (2, {}, ["id", ""], FAILS),
        (2, {"keepMissing": True}, ["zz"], [{"zz": [None, None]}]),
        (2, {"keepMissing": True, "disableDotNotation": True}, ["o.x"], FAILS),
        (2, {}, ["o.x"], [{"x": [1, 2]}]),
        (2.1, {}, ["id", "zz"], [{"id": [1, 2], "zz": []}]),
        (2.1, {}, ["id", "id"], FAILS),
    ],
)
def test_item_lists_gathers_fields_as_its_version_does(
    version: float, options: dict[str, Any], names: list[str], expected: Any
) -> None:
    rows = [{"fieldToAggregate": name} for name in names]
    given = {
        "operation": "aggregateItems",
        "options": options,
        "fieldsToAggregate": {"fieldToAggregate": rows},
    }

    judge(imported("itemLists", given, version), ITEMS, expected)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("id", True, "q"), ("o", True, "q")], FAILS),
        ([("id", True, "o"), ("o", False, "")], FAILS),
        ([("id", False, "q")], [{"id": [1, 2]}]),
        ([("id", True, "")], [{"id": [1, 2]}]),
        ([("id", True, "q")], [{"q": [1, 2]}]),
    ],
)
def test_aggregate_names_fields_once_and_anew_only_where_told(
    rows: list[tuple[str, bool, str]], expected: Any
) -> None:
    fields = [
        {"fieldToAggregate": name, "renameField": renames, "outputFieldName": output}
        for name, renames, output in rows
    ]

    judge(imported("aggregate", {"fieldsToAggregate": {"fieldToAggregate": fields}}, 1), ITEMS, expected)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("k", "x", "exact"),
        ("k", 5, "exact"),
        ("k", None, "approximated"),
        ("k", True, "approximated"),
        ("k", "={{ $json.t }}", "approximated"),
        ("two words", "x", "approximated"),
        ("={{ $json.t }}", "x", "approximated"),
    ],
)
def test_execution_data_tells_what_n8n_may_refuse(key: str, value: Any, expected: str) -> None:
    done = imported("executionData", {"dataToSave": {"values": [{"key": key, "value": value}]}}, 1)

    assert status(done) == expected
    assert run(done, ITEMS) == ITEMS
