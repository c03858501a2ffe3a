"""PDFs and spreadsheets among the files of an import."""

import base64
from typing import Any

import pytest

from exeoflow.content import read_xlsx, write_xlsx
from exeoflow.importers.n8n.importing import import_export
from tests.n8n.test_odd_exports import exported
from tests.n8n.worlds import Bytes
from tests.unit.content.test_documents import pdf
from tests.unit.importers.n8n.families.files.test_files import DOWNLOAD, RAW, base, http, imported, ran
from tests.unit.importers.n8n.machines import connections_of

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = write_xlsx([["id", "name", None], [1, "a", None], [None, None, None], [2.5, None, "x"]], sheet="S")


def read(operation: str, content: bytes, **parameters: Any) -> Any:
    """What comes of a file that was downloaded."""
    node = base("read", "extractFromFile", {"operation": operation, **parameters})
    done = imported(http("get", DOWNLOAD), node, base("end", "noOp", {}))

    outcome, _ = ran(done, [{"id": 1}], [Bytes(content)])

    return outcome.output


def test_the_text_of_a_pdf_is_a_field() -> None:
    [item] = read("pdf", pdf("Bill 7", "Total"))

    assert item == {"numpages": 2, "numrender": 2, "info": {}, "text": "Bill 7\n\nTotal"}


def test_pages_may_be_few_and_apart() -> None:
    [item] = read("pdf", pdf("one", "two", "three"), options={"maxPages": 2, "joinPages": False})

    assert item["text"] == ["one", "two"]
    assert item["numpages"] == 3


def test_the_only_page_of_a_pdf_is_a_list_where_pages_are_apart() -> None:
    [item] = read("pdf", pdf("one"), options={"joinPages": False, "keepSource": "json"})

    assert item["text"] == ["one"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [{"id": 1, "name": "a"}, {"id": 2.5, "column_3": "x"}]),
        (
            {"includeEmptyCells": True},
            [{"id": 1, "name": "a", "column_3": ""}, {"id": 2.5, "name": "", "column_3": "x"}],
        ),
        (
            {"sheetName": "S", "headerRow": False},
            [{"row": ["id", "name"]}, {"row": [1, "a"]}, {"row": [2.5, None, "x"]}],
        ),
    ],
)
def test_rows_of_a_spreadsheet_become_items(options: dict[str, Any], expected: Any) -> None:
    assert read("xlsx", SHEET, options=options) == expected


def test_all_items_become_one_spreadsheet() -> None:
    make = {"operation": "xlsx", "options": {"fileName": "={{ $json.id }}.xlsx", "sheetName": "S"}}
    done = imported(base("make", "convertToFile", make), http("put", RAW))

    _, requests = ran(done, [{"id": 1, "by": {"name": "a"}}, {"id": 2}], [{"ok": 1}])

    file = base64.b64decode(requests[0]["body"]["content"])
    assert requests[0]["body"]["filename"] == "1.xlsx"
    assert read_xlsx(file, sheet="S") == [{"id": 1, "by.name": "a"}, {"id": 2, "by.name": None}]


@pytest.mark.parametrize(
    "options", [{"password": "x"}, {"range": "A1:B2"}, {"sheetName": "={{ $json.name }}"}]
)
def test_what_has_no_counterpart_is_told(options: dict[str, Any]) -> None:
    operation = "pdf" if "password" in options else "xlsx"
    node = base("read", "extractFromFile", {"operation": operation, "options": options})

    done = imported(http("get", DOWNLOAD), node)

    assert [str(each.status) for each in done.nodes if each.node.name == "read"] == ["unsupported"]


CSV = b"id,name\n1,a\n2,b\n"


@pytest.mark.parametrize(
    ("parameters", "good", "bad", "expected"),
    [
        ({}, CSV, b'a\n"b', [{"id": "1", "name": "a"}, {"id": "2", "name": "b"}]),
        ({}, b"error\nx\n", b'a\n"b', [{"error": "x"}]),
        (
            {"operation": "fromJson"},
            b'{"error": {"message": 1}}',
            b"{",
            [{"data": {"error": {"message": 1}}}],
        ),
        ({"operation": "xlsx"}, SHEET, b"none", [{"id": 1, "name": "a"}, {"id": 2.5, "column_3": "x"}]),
    ],
)
def test_what_cannot_be_read_leaves_by_the_output_of_errors(
    parameters: dict[str, Any], good: bytes, bad: bytes, expected: list[Any]
) -> None:
    node = base("read", "extractFromFile", parameters) | {"onError": "continueErrorOutput"}
    done = imported(http("get", DOWNLOAD), node, base("end", "noOp", {}))

    outcome, _ = ran(done, [{"id": 1}, {"id": 2}], [Bytes(bad), Bytes(good)])

    assert outcome.output["end"] == expected


def test_a_pdf_that_cannot_be_read_says_why() -> None:
    nodes = [
        base("start", "executeWorkflowTrigger", {}),
        http("get", DOWNLOAD),
        base("read", "extractFromFile", {"operation": "pdf"}) | {"onError": "continueErrorOutput"},
        base("good", "noOp", {}),
        base("bad", "noOp", {}),
    ]
    arrows = {"start": [["get"]], "get": [["read"]], "read": [["good"], ["bad"]]}
    connections = connections_of(arrows)

    outcome, _ = ran(
        import_export(exported(nodes, connections)),
        [{"id": 1}, {"id": 2}],
        [Bytes(pdf("one")), Bytes(b"none")],
    )

    assert [each["text"] for each in outcome.output["good"]] == ["one"]
    assert [list(each) for each in outcome.output["bad"]] == [["error"]]


@pytest.mark.parametrize(
    ("content", "headers", "expected"),
    [
        (
            pdf("Bill"),
            {"content-type": "application/pdf"},
            [{"numpages": 1, "numrender": 1, "info": {}, "text": "Bill"}],
        ),
        (SHEET, {"content-type": SHEET_TYPE}, [{"id": 1, "name": "a"}, {"id": 2.5, "column_3": "x"}]),
        (b'{"a": 1}', {"content-type": "application/json; charset=utf-8"}, [{"data": {"a": 1}}]),
        (CSV, {"content-type": "text/csv"}, [{"data": CSV.decode()}]),
        (b"\x89PNG", {"content-type": "image/png"}, [{"data": base64.b64encode(b"\x89PNG").decode()}]),
    ],
)
def test_a_file_of_which_nobody_says_how_it_is_read_is_read_by_its_kind(
    content: bytes, headers: dict[str, str], expected: Any
) -> None:
    node = base("read", "extractFromFile", {"operation": "field_1", "options": {}})
    done = imported(http("get", DOWNLOAD), node, base("end", "noOp", {}))

    outcome, _ = ran(done, [{"id": 1}, {"id": 2}], [Bytes(content, headers)] * 2)

    assert outcome.output == expected * 2
    assert "operation-inferred" in {reason.code for reason in done.nodes[2].reasons}


@pytest.mark.parametrize("operation", ["ods", "html"])
def test_a_file_that_n8n_reads_otherwise_is_told(operation: str) -> None:
    done = imported(http("get", DOWNLOAD), base("read", "extractFromFile", {"operation": operation}))

    assert [str(each.status) for each in done.nodes if each.node.name == "read"] == ["unsupported"]
