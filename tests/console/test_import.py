"""Workflows come from files and the clipboard, and what does not fit is told before anything is stored."""

import json
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.console.hands import drop, paste
from tests.console.visit import Visit
from tests.e2e.api import Api

N8N_EXPORT: dict[str, Any] = {
    "name": "From n8n",
    "nodes": [
        {
            "id": "1",
            "name": "Start",
            "type": "n8n-nodes-base.manualTrigger",
            "typeVersion": 1,
            "position": [0, 0],
        },
        {"id": "2", "name": "Odd", "type": "n8n-nodes-odd.odd", "typeVersion": 1, "position": [200, 0]},
    ],
    "connections": {"Start": {"main": [[{"node": "Odd", "type": "main", "index": 0}]]}},
}


def choose(page: Page, name: str, content: str) -> None:
    file: FilePayload = {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(file)


def exported(name: str, **more: Any) -> str:
    return json.dumps({**N8N_EXPORT, "name": name, **more})


def test_an_export_of_n8n_is_judged_and_stored(visit: Visit, api: Api) -> None:
    page = visit.open("/console/workflows/import")
    before = api.get("/v1/workflows").data["pagination"]["total"]

    choose(page, "export.json", json.dumps([N8N_EXPORT]))

    report = page.get_by_label("What becomes of each node")
    expect(report).to_contain_text("n8n-nodes-odd.odd")
    expect(report).to_contain_text("Not supported")
    assert visit.violations() == []
    assert api.get("/v1/workflows").data["pagination"]["total"] == before
    page.get_by_label("Name of the workflow").fill("Came from n8n")
    page.get_by_role("button", name="Store and open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Came from n8n")
    expect(page.locator(".react-flow__node").filter(has_text="n8n-nodes-odd.odd")).to_be_visible()


def test_a_file_that_is_dropped_on_the_workflows_is_imported(visit: Visit, api: Api) -> None:
    page = visit.open("/")
    expect(page.get_by_role("link", name="Import")).to_be_visible()
    content = "name: Dropped\nnodes:\n  - id: start\n    type: trigger\n"

    drop(page, {"a.yaml": content})
    expect(page.get_by_role("main")).to_contain_text("No faults")
    assert visit.violations() == []
    page.get_by_role("button", name="Store and open").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dropped")
    assert "Dropped" in [each["name"] for each in api.get("/v1/workflows?limit=100").data["workflows"]]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "cannot be read"),
        ('{"a": 1}', "There is no workflow in it"),
        (
            '{"name": "x", "nodes": [{"id": "a", "type": "odd"}], "connections": []}',
            "It cannot be stored like this",
        ),
        ('{"nodes": [null, {"id": 1}], "connections": [7]}', "nodes"),
    ],
)
def test_a_file_that_holds_no_workflow_is_told(visit: Visit, content: str, told: str) -> None:
    page = visit.open("/console/workflows/import")

    choose(page, "odd.json", content)

    expect(page.get_by_role("main")).to_contain_text(told)
    visit.complaints.clear()  # the browser tells of each answer that is not 200


def test_of_several_files_each_is_stored_and_what_cannot_be_read_is_named(visit: Visit, api: Api) -> None:
    page = visit.open("/")
    expect(page.get_by_role("link", name="Import")).to_be_visible()

    drop(page, {"a.json": exported("Of several 1"), "odd.json": "{", "b.json": exported("Of several 2")})
    main = page.get_by_role("main")
    expect(main).to_contain_text("“odd.json” cannot be read")
    expect(main).to_contain_text("neither JSON nor YAML")
    expect(page.get_by_label("Which of 2 workflows")).to_have_text(
        "Of several 1 · a.jsonOf several 2 · b.json"
    )
    assert visit.violations() == []
    page.get_by_role("button", name="Store, then the next").click()
    expect(page.get_by_label("Name of the workflow")).to_have_value("Of several 2")
    page.get_by_role("button", name="Store and open").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Of several 2")
    assert api.get("/v1/workflows?search=Of+several").data["pagination"]["total"] == 2


@pytest.mark.parametrize("path", ["/", "/console/workflows/import"])
@pytest.mark.parametrize("way", ["paste", "drop"])
def test_nodes_that_were_copied_in_n8n_are_imported(visit: Visit, path: str, way: str) -> None:
    page = visit.open(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    copied = json.dumps({"nodes": N8N_EXPORT["nodes"], "connections": N8N_EXPORT["connections"], "meta": {}})

    if way == "paste":
        paste(page, copied)
    else:
        drop(page, {}, copied)

    expect(page.get_by_label("Name of the workflow")).to_have_value("Pasted workflow")
    expect(page.get_by_label("What becomes of each node")).to_contain_text("n8n-nodes-odd.odd")


def test_any_other_text_stays_where_it_is(visit: Visit) -> None:
    page = visit.open("/console/workflows/import")
    expect(page.get_by_text("Drop files here")).to_be_visible()

    paste(page, "just a few words")

    expect(page.get_by_text("Drop files here")).to_be_visible()


@pytest.mark.parametrize("path", ["/console/runs", "/console/workflows/new", "/console/help"])
def test_a_file_that_is_dropped_anywhere_is_not_opened_in_place_of_the_console(
    visit: Visit, path: str
) -> None:
    page = visit.open(path)
    expect(page.get_by_role("link", name="Help")).to_be_visible()
    expect(page.get_by_role("main")).not_to_be_empty()

    drop(page, {"a.json": exported("Dropped elsewhere")})

    expect(page.get_by_label("Name of the workflow")).to_have_value("Dropped elsewhere")


def test_data_that_n8n_pinned_does_not_make_an_export_too_large(visit: Visit) -> None:
    page = visit.open("/console/workflows/import")

    choose(page, "pinned.json", exported("Pinned", pinData={"Start": [{"json": {"text": "x" * 3_000_000}}]}))
    expect(page.get_by_label("What becomes of each node")).to_contain_text("n8n-nodes-odd.odd")
    choose(page, "large.json", exported("Large", notes="x" * 3_000_000))

    expect(page.get_by_role("main")).to_contain_text("larger than 2 MB")
