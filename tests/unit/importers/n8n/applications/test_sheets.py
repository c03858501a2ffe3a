"""Sheets of Google's spreadsheets are made and deleted, and rows and columns of them."""

from typing import Any

import pytest

from tests.unit.importers.n8n.applications.language_models import test_agent
from tests.unit.importers.n8n.families.files.test_files import base, imported, ran

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
