"""Rows of Microsoft Excel's sheets and tables are read and written."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported, ran

BOOK = {"workbook": {"__rl": True, "mode": "id", "value": "b!1"}, "worksheet": {"__rl": True, "value": "{s}"}}
USED = {"address": "'It''s!'!B1:C3", "values": [["name", "n"], ["ann", 1], ["bob", 2]]}
TABLE = {"table": {"__rl": True, "value": "t"}, "resource": "table", **BOOK}
ROW = {"fieldsUi": {"values": [{"column": "n", "fieldValue": "={{ $json.n }}"}, {}]}}
AUTO = {"dataMode": "autoMap"}
FOUND = {"columnToMatchOn": "name", "valueToMatchOn": "bob"}
APPENDED = ("range(address='B4:C4')", [[None, 7]], [{"name": "", "n": 7}])
ALL_RAW = {"options": {"updateAll": True, "rawData": True, "dataProperty": "d"}}


def excel(items: list[Any], parameters: dict[str, Any], *answers: Any) -> tuple[Any, list[Any]]:
    """The items, and where the last request went with what body."""
    done = imported(base("call", "microsoftExcel", parameters, 2.1))
    outcome, requests = ran(done, items, [*answers])
    return outcome.output, [requests[-1]["url"].split("/drive")[1], requests[-1].get("body")]


@pytest.mark.parametrize(
    ("parameters", "answer", "expected"),
    [
        ({"operation": "append", **ROW}, [["", 7]], APPENDED),
        ({"operation": "append", **AUTO}, [["", 7]], APPENDED),
        (
            {"operation": "update", **ROW, **FOUND},
            [["name", "n"], ["ann", 1], ["bob", 7]],
            ("range(address='B1:C3')", [["name", "n"], ["ann", 1], ["bob", 7]], [{"name": "bob", "n": 7}]),
        ),
        (
            {"operation": "update", **AUTO, "columnToMatchOn": "n", **ALL_RAW},
            1,
            ("range(address='B1:C3')", USED["values"], [{"d": {"values": 1}}]),
        ),
    ],
)
def test_rows_of_excel_are_written(
    parameters: dict[str, Any], answer: Any, expected: tuple[str, Any, Any]
) -> None:
    sent_to, body, given = expected

    found, [url, sent_body] = excel(
        [{"n": 7}], {"resource": "worksheet", **BOOK, **parameters}, USED, {"values": answer}
    )

    assert url == f"/items/b!1/workbook/worksheets/%7Bs%7D/{sent_to}"
    assert (sent_body, found) == ({"values": body}, given)


@pytest.mark.parametrize(
    ("parameters", "answers", "sent_to", "given"),
    [
        (
            {"resource": "worksheet", "operation": "readRows", **BOOK},
            [USED],
            "usedRange",
            [{"name": "ann", "n": 1}, {"name": "bob", "n": 2}],
        ),
        (
            {"resource": "worksheet", "operation": "readRows", "useRange": True, "range": "B1:C2", **BOOK},
            [{"values": [["only"], [1]]}],
            "range(address='B1%3AC2')",
            [{"only": 1}],
        ),
        (
            {"operation": "getRows", **TABLE},
            [{"value": [{"name": "only"}]}, {"value": [{"values": [[1]]}, {"values": [[2]]}]}],
            "tables/t/rows",
            [{"only": 1}, {"only": 2}],
        ),
        (TABLE | ROW, [{"value": [{"name": "n"}]}, {"values": [[7]]}], "tables/t/rows/add", [{"n": 7}]),
    ],
)
def test_rows_of_excel_are_read(
    parameters: dict[str, Any], answers: list[Any], sent_to: str, given: list[Any]
) -> None:
    found, [url, _] = excel([{"n": 7}], parameters, *answers)

    assert url.endswith(f"/%7Bs%7D/{sent_to}")
    assert found == given


@pytest.mark.parametrize(
    ("used", "code", "asked"),
    [("S!A1", "States.QueryEvaluationError", 1), ("S!A1:A1", None, 2)],
)
def test_a_sheet_of_excel_without_columns_gets_no_row(used: str, code: str | None, asked: int) -> None:
    parameters = {"resource": "worksheet", "operation": "append", **BOOK, **ROW}
    done = imported(base("call", "microsoftExcel", parameters, 2.1))

    outcome, requests = ran(done, [{}], [{"address": used, "values": [[""]]}, {"values": [[""]]}])

    assert (outcome.code, outcome.node_id) == (code, code and "call (call)")
    assert len(requests) == asked
