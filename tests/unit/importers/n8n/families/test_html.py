"""HTML: values out of a page, and a table of all items."""

from typing import Any

import pytest

from tests.unit.importers.n8n.machines import connections_of, import_of
from tests.unit.importers.n8n.test_computed import codes, imported, run, status

PAGE = (
    "<html><body><h1> A   title\n here</h1><ul><li class='a'><a href='/1'>One</a><li class=a>Two</ul>"
    "<select><option value=x selected>X</select><p>Go <a href='/x'>there</a></p></body></html>"
)


def rows(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"operation": "extractHtmlContent", "extractionValues": {"values": list(rows)}, **more}


def row(selector: str, **more: Any) -> dict[str, Any]:
    return {"key": "v", "cssSelector": selector, **more}


@pytest.mark.parametrize(
    ("parameters", "version", "expected"),
    [
        (rows(row("li.a", returnArray=True)), 1.2, {"v": ["One [/1]", "Two"]}),
        (rows(row("p")), 1.1, {"v": "Go there"}),
        (rows(row("p", skipSelectors="a")), 1.2, {"v": "Go"}),
        (rows(row("p", returnValue="html")), 1.2, {"v": 'Go <a href="/x">there</a>'}),
        (rows(row("h1"), options={"cleanUpText": True}), 1.1, {"v": "A title here"}),
        (rows(row("li > a", returnValue="attribute", attribute="href")), 1.2, {"v": "/1"}),
        (rows(row("select", returnValue="value")), 1.2, {"v": "x"}),
        (rows(row("={{ $json.which }}"), dataPropertyName="in.page"), 1.1, {"v": "Two"}),
        (rows(row("table", returnValue="html")), 1.2, {}),
    ],
)
def test_values_are_found_by_selectors(
    parameters: dict[str, Any], version: float, expected: dict[str, Any]
) -> None:
    done = imported("html", parameters, version)

    output = run(done, [{"data": PAGE, "in": {"page": PAGE}, "which": "li:last-child"}])

    assert output == [expected]
    assert status(done) == "exact"


def test_each_page_of_a_list_gives_an_item() -> None:
    done = imported("htmlExtract", {"extractionValues": {"values": [row("b")]}}, 1)

    assert run(done, [{"data": ["<b>1</b>", "<b>2</b>"]}, {"data": "<b>3"}]) == [
        {"v": "1"},
        {"v": "2"},
        {"v": "3"},
    ]


@pytest.mark.parametrize("page", [-0.5, False, ["<b>1</b>", 3]])
def test_a_number_is_no_page(page: Any) -> None:
    done = imported("html", rows(row("b")), 1.2, onError="continueRegularOutput")

    assert run(done, [{"data": page}]) == [{"error": "A page must be a text."}]


def test_a_field_without_a_name_is_no_page() -> None:
    done = imported(
        "html", rows(row("b"), dataPropertyName="={{ '' }}"), 1.2, onError="continueRegularOutput"
    )

    assert run(done, [{"data": PAGE}]) == [{"error": 'No property named "" exists!'}]


def test_all_items_are_rows_of_a_table() -> None:
    done = imported(
        "html", {"operation": "convertToHtmlTable", "options": {"capitalize": True, "customStyling": True}}, 1
    )

    output = run(done, [{"first_name": "Ada"}, {"first_name": "Bob", "ok": True}])

    assert output == [
        {
            "table": "<table  ><thead  ><tr><th>First Name</th><th>Ok</th></tr></thead><tbody>"
            "<tr  ><td  >Ada</td><td  >undefined</td></tr>"
            '<tr  ><td  >Bob</td><td  ><input type="checkbox" checked="checked"/></td></tr></tbody></table>'
        }
    ]


def test_other_operations_of_html_are_unsupported() -> None:
    assert status(imported("html", {"operation": "field_1"}, 1)) == "unsupported"


def test_nothing_is_written_out_in_a_page() -> None:
    done = imported("html", {"html": "<i>{{ $json.a }}</i>{{ $json.b }}{{ $json.c }}"}, 1.2)

    assert run(done, [{"a": None, "c": [1, 2]}]) == [{"html": "<i>null</i>undefined1,2"}]


@pytest.mark.parametrize(("kind", "version"), [("htmlExtract", 1), ("html", 1)])
def test_where_nothing_is_said_to_be_extracted_each_page_fails(kind: str, version: float) -> None:
    parameters = {"operation": "extractHtmlContent"} if kind == "html" else {}
    done = imported(kind, parameters, version, onError="continueRegularOutput")
    none = imported(kind, {**parameters, "extractionValues": {"values": []}}, version)

    failed = run(done, [{"data": PAGE}, {"data": []}, {"data": PAGE}])

    assert [list(each) for each in failed] == [["error"], ["error"]]
    assert run(none, [{"data": PAGE}]) == [{}]


def test_a_page_in_a_file_that_is_missing_is_told_where_the_node_goes_on() -> None:
    """n8n gives an error in place of that item alone."""
    nodes: list[dict[str, Any]] = [
        {"name": "go", "type": "n8n-nodes-base.manualTrigger"},
        {"name": "it", "type": "n8n-nodes-base.htmlExtract", "typeVersion": 1,
         "onError": "continueRegularOutput", "parameters": {"sourceData": "binary"}},
    ]  # fmt: skip

    done = import_of({"nodes": nodes, "connections": connections_of({"go": [["it"]]})})

    assert codes(done) == {"error-text", "error-of-expression"}


@pytest.mark.parametrize(
    ("parameters", "version", "expected"),
    [
        ({}, 1.1, {}),
        ({}, 1.2, {"": ""}),
        ({"extractionValues": {"values": [{"cssSelector": "h1"}]}}, 1.2, {"": "A title here"}),
    ],
)
def test_what_is_left_out_is_a_field_without_a_name(
    parameters: dict[str, Any], version: float, expected: dict[str, Any]
) -> None:
    done = imported("html", {"operation": "extractHtmlContent", **parameters}, version)

    assert run(done, [{"data": PAGE}]) == [expected]
