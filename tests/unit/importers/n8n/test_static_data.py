"""What code keeps from run to run is read from a table before it, and written after it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import World
from tests.oracle.interpreter.environment import Answer, Reply
from tests.oracle.json_value import Json
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import imported_machine
from tests.unit.importers.n8n.test_computed import imported, status

COUNTS = "const kept = $getWorkflowStaticData('global'); kept.n = (kept.n ?? 0) + 1; "


@dataclass(slots=True)
class Table(World):
    """A table that lasts for several runs."""

    rows: dict[str, Any] = field(default_factory=dict)

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer what is read and what is written; all else as without a table."""
        if not isinstance(request, Mapping) or "TableName" not in request:
            return World.answer(self, node_id, request, attempt)
        assert request["TableName"] == "for-workflows-default-n8n"
        if "Key" in request:
            row = self.rows.get(request["Key"]["id"]["S"])
            return Answer(0.0, {} if row is None else {"Item": row})
        self.rows[request["Item"]["id"]["S"]] = request["Item"]
        return Answer(0.0, {})


def runs(source: str, table: Table, *lists: list[Any], kind: str = "code") -> list[Any]:
    parameter = "jsCode" if kind == "code" else "functionCode"
    done = imported(kind, {parameter: source}, 1)
    assert status(done) == "approximated", done.nodes
    return played(done, table, *lists)


def played(done: Import, table: Table, *lists: list[Any]) -> list[Any]:
    """What each run gives of its list, one run after another; None of what fails or ends."""
    machine = imported_machine(done, id="w1")
    return [simulate(machine, items, table).outcome.output for items in lists]


@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        ("return items.map(({json}) => ({json: {...json, n: kept.n}}))", [{"a": 1, "n": 1}]),
        ("return [{n: kept.n}]", [{"n": 1}]),
        ("return {n: kept.n}", [{"n": 1}]),
        ("return {json: {n: kept.n}}", [{"n": 1}]),
        ("return items", [{"a": 1}]),
        ("return null", []),
    ],
)
def test_what_is_kept_stays_from_run_to_run(returned: str, expected: list[Any]) -> None:
    table = Table()

    first, second = runs(COUNTS + returned, table, [{"a": 1}], [{"a": 1}])

    assert (first or []) == expected
    assert [item.get("n") for item in second or []] == [2 if "n" in item else None for item in expected]
    [row] = table.rows.values()
    assert json.loads(row["data"]["S"]) == {"n": 2}


EACH = {"mode": "runOnceForEachItem"}


@pytest.mark.parametrize(
    ("returned", "first", "second"),
    [
        ("return {n: kept.n, a: $json.a}", [{"n": 1, "a": 1}, {"n": 2, "a": 2}], [{"n": 3, "a": 1}]),
        (
            "return {json: {n: kept.n, at: $itemIndex}}",
            [{"n": 1, "at": 0}, {"n": 2, "at": 1}],
            [{"n": 3, "at": 0}],
        ),
        (
            "$input.item.json.n = kept.n; return $input.item",
            [{"a": 1, "n": 1}, {"a": 2, "n": 2}],
            [{"a": 1, "n": 3}],
        ),
        ("return item.json.a === 1 ? null : $data", [{"a": 2}], []),
        ("return item.json.a === 1 ? undefined : {json: {}, x: 1}", [{}], []),
    ],
)
def test_code_for_each_item_keeps_data_between_items_and_runs(
    returned: str, first: list[Any], second: list[Any]
) -> None:
    done = imported("code", {**EACH, "jsCode": COUNTS + returned}, 2)

    given = played(done, Table(), [{"a": 1}, {"a": 2}], [{"a": 1}])

    assert [each or [] for each in given] == [first, second]


@pytest.mark.parametrize(
    "returned", ["return [{n: 1}]", "return 5", "return {json: 5}", "return new Date(0)"]
)
def test_code_for_each_item_that_gives_no_single_item_fails_as_in_n8n(returned: str) -> None:
    done = imported("code", {**EACH, "jsCode": COUNTS + returned}, 2)

    assert played(done, Table(), [{"a": 1}]) == [None]


@pytest.mark.parametrize("read", ["$('start').item", "$node['start']", "$('start').pairedItem(0)"])
def test_code_for_each_item_that_keeps_data_and_reads_others_has_no_counterpart(read: str) -> None:
    assert status(imported("code", {**EACH, "jsCode": f"{COUNTS} return {{a: {read}}}"}, 2)) == "unsupported"


def test_a_function_for_each_item_keeps_data_between_items_and_runs() -> None:
    source = (
        "const kept = getWorkflowStaticData('global');"
        " kept.n = (kept.n ?? 0) + item.a; item.n = kept.n; return item"
    )

    given = runs(source, Table(), [{"a": 1}, {"a": 2}], [{"a": 5}], kind="functionItem")

    assert given == [[{"a": 1, "n": 1}, {"a": 2, "n": 3}], [{"a": 5, "n": 8}]]


def test_what_is_kept_is_not_told_by_comments() -> None:
    source = (
        "// $json.n is of getWorkflowStaticData('node')\nconst kept = getWorkflowStaticData('global');"
        " kept.n = (kept.n ?? 0) + item.a; item.n = kept.n; return item"
    )

    assert runs(source, Table(), [{"a": 1}], kind="functionItem") == [[{"a": 1, "n": 1}]]


def test_a_function_keeps_data_of_its_own_node() -> None:
    source = (
        "const kept = getWorkflowStaticData('node'); kept.l = [...(kept.l ?? []), items.length];"
        " return [{json: kept}]"
    )

    assert runs(source, Table(), [{}], [{}, {}], kind="function") == [[{"l": [1]}], [{"l": [1, 2]}]]


@pytest.mark.parametrize(
    "returned", ["return 1", "return [1]", "return [{json: {}}, {}]", "", "return [{json: 1}]"]
)
def test_results_that_are_no_items_fail_and_nothing_is_kept(returned: str) -> None:
    table = Table()

    assert runs(COUNTS + returned, table, [{}]) == [None]
    assert table.rows == {}


@pytest.mark.parametrize(
    "parameters",
    [
        {"jsCode": "const kept = $getWorkflowStaticData(kind); return items"},
        {"jsCode": "$getWorkflowStaticData('global').n = $getWorkflowStaticData('node').n; return items"},
    ],
)
def test_what_is_kept_otherwise_is_told(parameters: dict[str, Any]) -> None:
    assert status(imported("code", parameters)) == "unsupported"


def test_an_item_that_is_read_by_its_position_beside_what_is_kept_is_told() -> None:
    source = "getWorkflowStaticData('global').n = $json.n; return item"

    assert status(imported("functionItem", {"functionCode": source}, 1)) == "unsupported"
