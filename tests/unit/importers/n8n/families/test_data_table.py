"""Data tables of n8n as items of a table: rows are found and changed by the conditions of n8n's database."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import imported_machine
from tests.unit.importers.n8n.test_computed import codes, imported, status
from tests.unit.importers.n8n.test_static_data import Table

NAMED = {"__rl": True, "mode": "list", "value": "x1", "cachedResultName": "Towns"}
ROWS = [
    {"id": 1, "town": "Ulm", "size": 120, "old": True},
    {"id": 2, "town": "Bonn", "size": 330, "old": None},
    {"id": 3, "town": "", "size": None, "old": False},
]


def filled() -> Table:
    held = json.dumps({"last": 3, "rows": ROWS})
    return Table(rows={"data-table/towns": {"id": {"S": "data-table/towns"}, "data": {"S": held}}})


@cache
def machine(parameters: str) -> Any:
    done = imported("dataTable", {"dataTableId": NAMED, **json.loads(parameters)}, 1)
    assert status(done) == "approximated", done.nodes
    return imported_machine(done)


def given(table: Table, parameters: Mapping[str, Any], *items: Mapping[str, Any]) -> Any:
    """What a node gives of its items, without times; None where it fails or gives nothing."""
    output = simulate(machine(json.dumps(parameters)), list(items) or [{"n": 1}], table).outcome.output
    return output and [
        {k: v for k, v in each.items() if k not in {"createdAt", "updatedAt"}} for each in output
    ]


def where(*conditions: tuple[str, str, Any], holds: str = "anyCondition") -> dict[str, Any]:
    rows = [{"keyName": name, "condition": is_, "keyValue": value} for name, is_, value in conditions]
    return {"matchType": holds, "filters": {"conditions": rows}}


def columns(**values: Any) -> dict[str, Any]:
    types = {"town": "string", "size": "number", "old": "boolean"}
    schema = [{"id": name, "type": type_} for name, type_ in types.items()]
    return {"columns": {"mappingMode": "defineBelow", "value": values, "schema": schema}}


def test_rows_are_added_with_numbers_of_their_own() -> None:
    table = Table()

    first = given(table, columns(town="={{ $json.t }}", size="7", old="true"), {"t": "Ulm"}, {"t": 5})
    second = given(table, {"columns": {"mappingMode": "autoMapInputData"}}, {"id": 9, "town": "Bonn"})

    assert first == [
        {"id": 1, "town": "Ulm", "size": 7, "old": True},
        {"id": 2, "town": "5", "size": 7, "old": True},
    ]
    assert second == [{"id": 3, "town": "Bonn"}]
    assert given(table, {"operation": "get"}) == first + second


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ([("town", "eq", "Ulm")], [1]),
        ([("size", "eq", "120")], [1]),
        ([("town", "neq", "Ulm")], [2, 3]),
        ([("size", "neq", 120)], [2, 3]),
        ([("size", "gt", 120)], [2]),
        ([("size", "gte", "120")], [1, 2]),
        ([("size", "lt", 330)], [1]),
        ([("size", "lte", 330)], [1, 2]),
        ([("town", "like", "on")], [2]),
        ([("town", "ilike", "ULM")], [1]),
        ([("town", "isEmpty", "")], [3]),
        ([("size", "isEmpty", "")], [3]),
        ([("size", "isNotEmpty", "")], [1, 2]),
        ([("old", "isTrue", "")], [1]),
        ([("old", "isFalse", "")], [3]),
        ([("old", "eq", "true")], [1]),
        ([("size", "eq", "={{ null }}")], [3]),
        ([("size", "neq", "={{ null }}")], [1, 2]),
        ([("town", "eq", "Ulm"), ("town", "eq", "Bonn")], [1, 2]),
        ([], [1, 2, 3]),
    ],
)
def test_rows_are_found_by_conditions(conditions: list[Any], ids: list[int]) -> None:
    found = given(filled(), {"operation": "get", "returnAll": True, **where(*conditions)})

    assert [each["id"] for each in found or []] == ids


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        ({"limit": 2}, [1, 2]),
        (where(("town", "neq", "x"), ("size", "gt", 200), holds="allConditions"), [2]),
        ({"orderBy": True, "orderByColumn": "town"}, [3, 2, 1]),
        ({"orderBy": True, "orderByColumn": "size"}, [3, 1, 2]),
        ({"orderBy": True, "orderByColumn": "size", "orderByDirection": "DESC"}, [2, 1, 3]),
    ],
)
def test_rows_are_found_in_order_and_up_to_a_number(settings: dict[str, Any], ids: list[int]) -> None:
    assert [each["id"] for each in given(filled(), {"operation": "get", **settings})] == ids


def test_rows_that_fit_are_changed() -> None:
    table = filled()

    said = given(
        table,
        {"operation": "update", **columns(size=5), **where(("town", "eq", "={{ $json.t }}"))},
        {"t": "Ulm"},
    )

    assert said == [{**ROWS[0], "size": 5}]
    assert given(table, {"operation": "get"}) == [*said, *ROWS[1:]]


def test_a_row_is_added_where_none_fits() -> None:
    table, upsert = filled(), {"operation": "upsert", **where(("town", "eq", "={{ $json.t }}"))}

    said = given(table, {**upsert, **columns(town="={{ $json.t }}", size=1)}, {"t": "Bonn"}, {"t": "Jena"})

    assert said == [{**ROWS[1], "size": 1}, {"id": 4, "town": "Jena", "size": 1}]
    assert [each["id"] for each in given(table, {"operation": "get"})] == [1, 2, 3, 4]


def test_rows_that_fit_are_deleted_and_numbers_are_not_given_again() -> None:
    table = filled()

    assert given(table, {"operation": "deleteRows", **where(("size", "isEmpty", ""))}) == [ROWS[2]]
    assert given(table, columns(town="Jena")) == [{"id": 4, "town": "Jena"}]
    assert [each["id"] for each in given(table, {"operation": "get"})] == [1, 2, 4]


@pytest.mark.parametrize(
    ("operation", "left"), [("rowExists", [{"t": "Ulm"}]), ("rowNotExists", [{"t": "Jena"}])]
)
def test_items_go_on_whose_row_is_there_or_not(operation: str, left: Any) -> None:
    parameters = {"operation": operation, **where(("town", "eq", "={{ $json.t }}"))}

    assert given(filled(), parameters, {"t": "Ulm"}, {"t": "Jena"}) == left


@pytest.mark.parametrize(
    "parameters",
    [
        {"operation": "update", **columns(size=5)},
        {"operation": "deleteRows"},
        columns(town="={{ [1] }}"),
        columns(size="many"),
        {"operation": "get", **where(("town", "like", "a%"))},
        {"operation": "get", **where(("size", "gt", "={{ null }}"))},
    ],
)
def test_what_n8n_refuses_fails(parameters: dict[str, Any]) -> None:
    assert given(filled(), parameters) is None


@pytest.mark.parametrize(
    ("named", "id_"),
    [
        ({"__rl": True, "mode": "name", "value": "Towns"}, "data-table/towns"),
        ({"__rl": True, "mode": "id", "value": "x1"}, "data-table/x1"),
        ("={{ 'x' + 1 }}", "data-table/x1"),
    ],
)
def test_a_data_table_is_known_by_its_name_or_else_its_id(named: Any, id_: str) -> None:
    table = Table()

    given(table, {"dataTableId": named, **columns(town="Ulm")})

    assert list(table.rows) == [id_]


@pytest.mark.parametrize(
    "parameters",
    [
        {"resource": "table", "operation": "list"},
        {"operation": "truncate"},
        {"operation": "get", **where(("town", "soundsLike", "a"))},
        {**columns(town="a"), "options": {"optimizeBulk": True}},
        {"operation": "deleteRows", "options": {"dryRun": True}},
    ],
)
def test_what_a_table_cannot_do_is_told(parameters: dict[str, Any]) -> None:
    assert codes(imported("dataTable", {"dataTableId": NAMED, **parameters}, 1)) >= {"setting-unsupported"}


def test_a_data_table_that_is_not_named_and_what_happens_to_failures_is_told() -> None:
    done = imported("dataTable", {}, 1, onError="continueRegularOutput")

    assert codes(done) >= {"setting-empty", "error-of-expression", "data-table-kept"}
