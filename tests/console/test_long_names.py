"""Words that no line holds are broken: nothing else is pushed out of the page by them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.console.visit import Visit
from tests.e2e.api import Api

_PATIENCE_MS = 30_000
_HANDLE = "h" * 60
_WORKFLOW = {
    "name": "W" * 200,
    "description": "D" * 400,
    "tags": ["T" * 64],
    "nodes": [
        {"id": "start", "type": "trigger"},
        {"id": "ask", "type": "approval", "config": {"message": "M" * 400}},
        {
            "id": "ways",
            "type": "switch",
            "name": "V" * 90,
            "config": {"cases": [{"handle": _HANDLE, "expression": "true"}]},
        },
        {"id": "end", "type": "stop", "name": "E" * 90},
    ],
    "connections": [
        {"source": "start", "target": "ask"},
        {"source": "ask", "target": "ways", "source_handle": "approved"},
        {"source": "ways", "target": "end", "source_handle": _HANDLE},
    ],
}
PAGES = {
    "workflows": "/",
    "graph": "/console/workflows/{workflow}",
    "outline": "/console/workflows/{workflow}/outline",
    "editor": "/console/workflows/{workflow}/edit",
    "a node in the editor": "/console/workflows/{workflow}/edit?node=ways",
    "runs": "/console/runs",
    "a run": "/console/runs/{run}",
    "approvals": "/console/approvals",
}


@dataclass(frozen=True)
class Stored:
    """What was made of the workflow above."""

    workflow: str
    run: str

    def address(self, page: str) -> str:
        """Return where a page of it is."""
        return PAGES[page].format(workflow=self.workflow, run=self.run)


@pytest.fixture(scope="module")
def stored(api: Api) -> Iterator[Stored]:
    workflow = api.post("/v1/workflows", _WORKFLOW).data["id"]
    started = api.post(f"/v1/workflows/{workflow}/execute", {"labels": {"customer": "L" * 60}})
    run = started.data["execution_id"]
    assert api.get(f"/v1/executions/{run}?wait=1").data["status"] == "running"
    yield Stored(workflow, run)
    assert api.call("DELETE", f"/v1/workflows/{workflow}").status == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_long_words_fits_a_phone(phone: Visit, stored: Stored, page: str) -> None:
    shown = phone.open(stored.address(page))
    expect(shown.get_by_role("main")).to_contain_text(
        "VV" if "editor" in page else "WW", timeout=_PATIENCE_MS
    )

    assert shown.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_columns_beside_a_long_name_are_seen(german: Visit, stored: Stored) -> None:
    page = german.open(stored.address("workflows"))

    expect(page.get_by_role("columnheader", name="Geändert")).to_be_in_viewport(ratio=1, timeout=_PATIENCE_MS)


def test_a_long_name_leaves_room_for_what_saves_it(german: Visit, stored: Stored) -> None:
    page = german.open(stored.address("editor"))

    expect(page.get_by_role("button", name="Speichern", exact=True)).to_be_in_viewport(
        ratio=1, timeout=_PATIENCE_MS
    )


def test_the_direction_of_a_name_is_not_that_of_what_follows(visit: Visit, api: Api) -> None:
    name = "مرحبا \u202elive"
    made = api.post("/v1/workflows", {"name": name, "nodes": [{"id": "start", "type": "trigger"}]}).data
    run = api.post(f"/v1/workflows/{made['id']}/execute").data["execution_id"]

    page = visit.open(f"/console/runs/{run}")

    expect(page.get_by_role("heading", level=1).locator("bdi")).to_have_text(name, timeout=_PATIENCE_MS)
