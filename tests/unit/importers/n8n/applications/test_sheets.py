"""Sheets of Google's spreadsheets are made and deleted, and rows and columns of them."""

from typing import Any

import pytest

from tests.unit.importers.n8n.applications import test_agent
from tests.unit.importers.n8n.test_files import base, imported, ran

ANSWER = {"spreadsheetId": "d", "replies": [{}]}
SHEETS = {
    "sheets": [{"properties": {"sheetId": 0, "title": "A"}}, {"properties": {"sheetId": 7, "title": "12"}}]
}
BY_ID = {"__rl": True, "mode": "list", "value": "gid=0"}
BY_NAME = {"__rl": True, "mode": "name", "value": "={{ $json.name }}"}


def node(version: float = 4.5, **parameters: Any) -> dict[str, Any]:
    document = {"__rl": True, "mode": "id", "value": "d"}
    return {**base("call", "googleSheets", {"documentId": document, **parameters}), "typeVersion": version}


def sent(items: list[Any], parameters: dict[str, Any], *answers: Any) -> tuple[Any, list[Any]]:
    outcome, requests = ran(imported(node(**parameters)), items, list(answers))
    return outcome.output or outcome, requests


def cut(**parameters: Any) -> Any:
    given = {"operation": "delete", "sheetName": BY_ID, **parameters}
    output, requests = sent([{"name": "12"}, {"name": "12"}], given, SHEETS, ANSWER, SHEETS, ANSWER)
    assert output == [{"success": True}]
    assert requests[0]["query"] == {"fields": "sheets.properties"}
    assert [each["url"] for each in requests] == [
        "https://sheets.googleapis.com/v4/spreadsheets/d",
        "https://sheets.googleapis.com/v4/spreadsheets/d:batchUpdate",
    ] * 2
    assert requests[1]["body"] == requests[3]["body"]
    return requests[1]["body"]["requests"][0]["deleteDimension"]["range"]


@pytest.mark.parametrize(
    ("parameters", "sheet", "dimension", "first", "end"),
    [
        ({}, 0, "ROWS", 1, 2),
        ({"startIndex": 5, "numberToDelete": 3, "sheetName": BY_NAME}, 7, "ROWS", 4, 7),
        ({"toDelete": "columns"}, 0, "COLUMNS", 0, 1),
        ({"toDelete": "columns", "startIndex": "AB", "numberToDelete": 2}, 0, "COLUMNS", 27, 29),
    ],
)
def test_rows_and_columns_are_cut_and_told_of_once(
    parameters: dict[str, Any], sheet: int, dimension: str, first: int, end: int
) -> None:
    assert cut(**parameters) == {
        "sheetId": sheet,
        "dimension": dimension,
        "startIndex": first,
        "endIndex": end,
    }


@pytest.mark.parametrize(
    "parameters",
    [
        {"operation": "remove", "sheetName": {**BY_ID, "value": 8}},
        {"operation": "remove", "sheetName": {**BY_NAME, "value": "7"}},
        {"operation": "delete", "sheetName": BY_ID, "toDelete": "columns", "startIndex": "b"},
    ],
)
def test_what_is_not_there_is_not_deleted(parameters: dict[str, Any]) -> None:
    outcome, requests = ran(imported(node(**parameters)), [{}], [SHEETS])

    assert outcome.status != "success"
    assert len(requests) == 1


def test_a_sheet_is_deleted() -> None:
    output, requests = sent([{}], {"operation": "remove", "sheetName": BY_ID}, SHEETS, ANSWER)

    assert requests[1]["body"] == {"requests": [{"deleteSheet": {"sheetId": 0}}]}
    assert output == [{"spreadsheetId": "d"}]


@pytest.mark.parametrize(
    ("parameters", "properties"),
    [
        ({}, {"title": "n8n-sheet"}),
        ({"title": "={{ $json.name }}", "options": {"index": 2, "hidden": True}},
         {"title": "T", "index": 2, "hidden": True}),
        ({"title": "T", "options": {"tabColor": "#f0A"}},
         {"title": "T", "tabColor": {"red": 1, "green": 0, "blue": 170 / 255}}),
        ({"title": "T", "options": {"tabColor": "0aa55c"}},
         {"title": "T", "tabColor": {"red": 10 / 255, "green": 165 / 255, "blue": 92 / 255}}),
    ],
)  # fmt: skip
def test_a_sheet_is_made(parameters: dict[str, Any], properties: dict[str, Any]) -> None:
    answer = {"spreadsheetId": "d", "replies": [{"addSheet": {"properties": {"sheetId": 9, "title": "T"}}}]}

    output, [request] = sent([{"name": "T"}], {"operation": "create", **parameters}, answer)

    assert request["url"] == "https://sheets.googleapis.com/v4/spreadsheets/d:batchUpdate"
    assert request["body"] == {"requests": [{"addSheet": {"properties": properties}}]}
    assert output == [{"spreadsheetId": "d", "sheetId": 9, "title": "T"}]


def test_a_model_has_a_row_deleted() -> None:
    row = "={{ $fromAI('row', '', 'number') }}"
    given = {"operation": "delete", "documentId": "d", "sheetName": BY_ID, "startIndex": row}
    tool = {**test_agent.node("cut", "n8n-nodes-base.googleSheetsTool", **given), "typeVersion": 4.5}
    asks = test_agent.says(None, ("cut", {"row": 4}))

    _, requests = test_agent.run(test_agent.agent(tool), [asks, SHEETS, ANSWER, test_agent.says("done")])

    assert requests[2]["body"]["requests"][0]["deleteDimension"]["range"]["startIndex"] == 3
    assert requests[3]["body"]["messages"][-1]["content"] == '{"success":true}'


def test_a_spreadsheet_is_deleted() -> None:
    output, [request] = sent([{}], {"resource": "spreadsheet", "operation": "deleteSpreadsheet"}, {})

    assert (request["method"], request["url"]) == ("DELETE", "https://www.googleapis.com/drive/v3/files/d")
    assert output == [{"success": True}]


@pytest.mark.parametrize(
    ("version", "parameters"),
    [
        (1, {"operation": "create"}),
        (1, {"operation": "delete"}),
        (4.5, {"operation": "remove", "sheetName": {**BY_ID, "mode": "url"}}),
        (4.5, {"operation": "delete", "toDelete": "columns", "sheetName": {**BY_ID, "mode": "url"}}),
    ],
)
def test_what_is_not_known_is_not_guessed(version: float, parameters: dict[str, Any]) -> None:
    done = imported(node(version, **parameters))

    assert [str(each.status) for each in done.nodes if each.node.name == "call"] == ["unsupported"]


BOOK = {"workbook": {"__rl": True, "mode": "id", "value": "b!1"}, "worksheet": {"__rl": True, "value": "{s}"}}
USED = {"address": "'It''s!'!B1:C3", "values": [["name", "n"], ["ann", 1], ["bob", 2]]}
TABLE = {"table": {"__rl": True, "value": "t"}, "resource": "table", **BOOK}
ROW = {"fieldsUi": {"values": [{"column": "n", "fieldValue": "={{ $json.n }}"}, {}]}}
AUTO = {"dataMode": "autoMap"}
FOUND = {"columnToMatchOn": "name", "valueToMatchOn": "bob"}


def excel(items: list[Any], parameters: dict[str, Any], *answers: Any) -> tuple[Any, list[Any]]:
    """The items, and where the last request went with what body."""
    book = {**base("call", "microsoftExcel", parameters), "typeVersion": 2.1}
    outcome, requests = ran(imported(book), items, [*answers])
    return outcome.output, [requests[-1]["url"].split("/drive")[1], requests[-1].get("body")]


APPENDED = ("range(address='B4:C4')", [[None, 7]], [{"name": "", "n": 7}])
ALL_RAW = {"options": {"updateAll": True, "rawData": True, "dataProperty": "d"}}


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
        ({"resource": "worksheet", "operation": "readRows", **BOOK}, [USED], "usedRange", 2),
        (
            {"resource": "worksheet", "operation": "readRows", "useRange": True, "range": "B1:C2", **BOOK},
            [{"values": [["only"], [1]]}],
            "range(address='B1%3AC2')",
            1,
        ),
        (
            {"operation": "getRows", **TABLE},
            [{"value": [{"name": "only"}]}, {"value": [{"values": [[1]]}, {"values": [[2]]}]}],
            "tables/t/rows",
            2,
        ),
        (TABLE | ROW, [{"value": [{"name": "n"}]}, {"values": [[7]]}], "tables/t/rows/add", 1),
    ],
)
def test_rows_of_excel_are_read(
    parameters: dict[str, Any], answers: list[Any], sent_to: str, given: int
) -> None:
    found, [url, _] = excel([{"n": 7}], parameters, *answers)

    assert url.endswith(f"/%7Bs%7D/{sent_to}")
    assert len(found) == given
    assert set(found[0]) <= {"name", "n", "only"}
    assert all(not isinstance(each, list) for item in found for each in item.values())


def test_an_empty_sheet_of_excel_has_no_columns() -> None:
    parameters = {"resource": "worksheet", "operation": "append", **BOOK, **ROW}

    assert excel([{}], parameters, {"address": "S!A1", "values": [[""]]})[0] is None
