"""Workflows are drawn by mouse and by keyboard, checked while they are drawn, and never lost."""

import json
import re
from typing import Any, cast

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.console.hands import paste
from tests.console.story import ORDER, Story, create
from tests.console.visit import Visit
from tests.e2e.api import Api


def node(page: Page, node_id: str) -> Locator:
    return page.locator(f".react-flow__node[data-id={node_id}]")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def write(field: Locator, text: str) -> None:
    """Replace what an expression field holds."""
    field.click()
    field.press("Control+A")
    field.press_sequentially(text)
    field.press("Escape")  # closes what is offered


def nodes_of(workflow: Any) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", workflow["nodes"])


@pytest.fixture
def drawn(api: Api) -> str:
    return create(api, {**ORDER, "name": "To be drawn"})


def stored(api: Api, workflow: str) -> Any:
    return api.get(f"/v1/workflows/{workflow}").data


def test_a_workflow_is_drawn_by_mouse_and_run(visit: Visit, api: Api) -> None:
    page = visit.open("/console/workflows/new")
    page.get_by_label("Name of the workflow").fill("By mouse")

    palette = page.get_by_label("Node types", exact=True)
    palette.get_by_role("button", name="Condition").click()
    write(page.get_by_role("textbox", name="Expression"), "$trigger.total > 100")
    palette.get_by_role("button", name="Transform").click()
    write(page.get_by_role("textbox", name="Expression"), '"large"')
    node(page, "condition").click()
    palette.get_by_role("button", name="Transform").click()
    write(page.get_by_role("textbox", name="Expression"), '"small"')
    expect(page.get_by_text("No faults")).to_be_visible()
    assert visit.violations() == []
    save(page)
    expect(page).to_have_url(re.compile("/edit$"))
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("dialog").get_by_label("Input (JSON)").fill('{"total": 20}')
    page.get_by_role("dialog").get_by_role("button", name="Run").click()
    expect(page.locator(".editor-status")).to_contain_text("Succeeded")

    workflow = page.url.split("/")[-2]
    leads = [(each["target"], each.get("source_handle")) for each in stored(api, workflow)["connections"]]
    assert leads == [("condition", None), ("transform", "true"), ("transform_2", "false")]
    [run] = api.get(f"/v1/executions?workflow_id={workflow}").data["executions"]
    assert api.get(f"/v1/executions/{run['id']}").data["output"] == "small"


def test_a_workflow_is_changed_by_keyboard_alone(visit: Visit, api: Api, drawn: str) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    outline = page.get_by_role("button", name="Outline")
    outline.focus()
    outline.press("Enter")
    assert visit.violations() == []

    page.get_by_role("button", name="Write reply Transform").press("Enter")
    page.get_by_label("Outline", exact=True).get_by_role(
        "button", name="Add a node behind the way out"
    ).last.press("Enter")
    page.keyboard.type("stop")
    page.keyboard.press("Enter")
    connect = page.get_by_label("Outline", exact=True).get_by_label("Connect the handle false to")
    connect.focus()
    connect.press("End")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    leads = {(each["source"], each["target"]) for each in stored(api, drawn)["connections"]}
    assert ("reply", "stop") in leads
    assert ("check", "stop") in leads


def test_a_fault_stands_at_its_node_and_field_until_it_is_mended(visit: Visit, drawn: str) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    node(page, "check").click()

    write(page.get_by_role("textbox", name="Expression"), "$trigger.total >")
    expect(node(page, "check")).to_contain_text("Fault")
    expect(page.get_by_label("Details")).to_contain_text("incomplete")
    assert visit.violations() == []
    write(page.get_by_role("textbox", name="Expression"), "$trigger.total > 7")

    expect(page.get_by_text("No faults")).to_be_visible()
    expect(node(page, "check")).not_to_contain_text("Fault")


def test_an_expression_is_completed_and_tried_on_a_run(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.order}/edit")
    node(page, "check").click()
    field = page.get_by_role("textbox", name="Expression")
    expect(page.locator("output")).to_have_text("= true")

    field.click()
    field.press("Control+A")
    field.press_sequentially("$trigger.")
    expect(page.get_by_role("option", name="total")).to_be_visible()
    field.press_sequentially("total * 2")

    expect(page.locator("output")).to_have_text("= 500")


def test_what_was_done_is_undone_and_done_again(visit: Visit, drawn: str) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    node(page, "accept").click()
    page.keyboard.press("Delete")
    expect(node(page, "accept")).to_have_count(0)

    page.get_by_role("button", name="Undo").click()
    expect(node(page, "accept")).to_have_count(1)
    page.get_by_role("button", name="Redo").click()

    expect(node(page, "accept")).to_have_count(0)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ('$number($trigger.total & "x")', 'Das lässt sich nicht als Zahl lesen: `"250x"`.'),
        ('$sort([$trigger.total, "a"])', "`$sort` ordnet nur lauter Zahlen oder lauter Texte"),
        ('$parse("{")', '`$parse` kann den Text nicht als JSON lesen: `"{"`.'),
        ('$error("Zu teuer")', "Zu teuer"),
    ],
)
def test_an_expression_that_fails_on_a_run_says_why_in_the_language_of_the_visit(
    german: Visit, story: Story, expression: str, reason: str
) -> None:
    page = german.open(f"/console/workflows/{story.order}/edit?node=check")

    write(page.get_by_role("textbox", name="Ausdruck"), expression)

    expect(page.locator(".preview")).to_contain_text(reason)


def test_an_input_that_is_no_json_is_told_with_its_place(german: Visit, drawn: str) -> None:
    page = german.open(f"/console/workflows/{drawn}/edit")
    page.get_by_role("button", name="Ausführen").click()

    page.locator("#run-input").fill('{\n  "total": 20,\n}')
    page.get_by_role("dialog").get_by_role("button", name="Ausführen").click()

    expect(page.get_by_role("dialog")).to_contain_text("Das ist kein JSON ab Zeile 3, Spalte 1.")


def test_an_expression_is_undone_as_it_was_typed(visit: Visit, drawn: str) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    node(page, "check").click()
    field = page.get_by_role("textbox", name="Expression")

    write(field, "$trigger.total > 4711")
    expect(field).to_have_text("$trigger.total > 4711")
    page.get_by_role("button", name="Undo").click()
    expect(field).to_have_text("$trigger.total > 100")
    page.get_by_role("button", name="Redo").click()

    expect(field).to_have_text("$trigger.total > 4711")


def test_nodes_are_pasted_as_json(visit: Visit, drawn: str) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    expect(node(page, "check")).to_be_visible()
    piece = {"nodes": [{"id": "check", "type": "set", "config": {"values": {"a": 1}}}], "connections": []}

    paste(page, json.dumps(piece))

    expect(node(page, "check_2")).to_be_visible()


def test_a_moved_node_fixes_the_drawing_until_it_is_tidied(visit: Visit, api: Api, drawn: str) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    node(page, "accept").hover(position={"x": 60, "y": 10})  # waits until it stands still
    box = node(page, "accept").bounding_box()
    assert box is not None

    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=8)
    page.mouse.up()
    save(page)
    assert all("position" in each for each in stored(api, drawn)["nodes"])
    page.get_by_role("button", name="Tidy up").click()
    save(page)

    assert not any("position" in each for each in stored(api, drawn)["nodes"])


def test_unsaved_work_survives_a_reload(visit: Visit, drawn: str) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    page.get_by_label("Name of the workflow").fill("Not saved yet")
    expect(page.get_by_text("Not saved", exact=True)).to_be_visible()

    page.reload()

    expect(page.get_by_label("Name of the workflow")).to_have_value("Not saved yet")
    page.get_by_role("button", name="Throw them away").click()
    expect(page.get_by_label("Name of the workflow")).to_have_value("To be drawn")


def test_of_two_people_the_second_is_shown_what_the_first_has_changed(
    visit: Visit, api: Api, drawn: str
) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    page.get_by_label("Name of the workflow").fill("Mine")
    *others, last = nodes_of(ORDER)
    nodes = [*others, {**last, "name": "Answer"}]
    changed = api.call("PUT", f"/v1/workflows/{drawn}", {"nodes": nodes, "connections": ORDER["connections"]})
    assert changed.status == 200

    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog", name="Somebody else has saved this workflow")
    expect(dialog).to_contain_text("Answer")
    assert visit.violations() == []
    dialog.get_by_role("button", name="Take theirs").click()
    expect(page.get_by_label("Name of the workflow")).to_have_value("To be drawn")

    visit.complaints.clear()  # the browser reports the 412 itself


def test_what_two_people_changed_is_joined_and_saved_with_a_comment(
    visit: Visit, api: Api, drawn: str
) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit?node=accept")
    page.get_by_label("Name", exact=True).fill("Take it")
    others = [{**node, "disabled": True} if node["id"] == "review" else node for node in nodes_of(ORDER)]
    assert api.call("PUT", f"/v1/workflows/{drawn}", {"nodes": others, "description": "Theirs"}).status == 200

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Join both").click()
    page.get_by_role("button", name="Save with a comment").click()
    page.get_by_label("What was changed, and why").fill("Both of us")
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    joined = api.get(f"/v1/workflows/{drawn}").data
    [named] = [node["name"] for node in joined["nodes"] if node["id"] == "accept"]
    [review] = [node for node in joined["nodes"] if node["id"] == "review"]
    assert (named, review["disabled"], joined["description"]) == ("Take it", True, "Theirs")
    assert api.get(f"/v1/workflows/{drawn}/revisions").data["revisions"][0]["comment"] == "Both of us"
    visit.complaints.clear()  # the browser reports the 412 itself


def test_what_was_deleted_meanwhile_is_saved_as_a_new_one(visit: Visit, api: Api, drawn: str) -> None:
    page = visit.open(f"/console/workflows/{drawn}/edit")
    page.get_by_label("Name of the workflow").fill("Saved after all")
    assert api.call("DELETE", f"/v1/workflows/{drawn}").status == 200

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Save as a new workflow").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    [saved] = api.get("/v1/workflows?search=after+all").data["workflows"]
    expect(page).to_have_url(re.compile(f"/console/workflows/{saved['id']}/edit"))
    visit.complaints.clear()  # the browser reports the 404 itself


def test_a_workflow_runs_again_from_a_node(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.order}/edit?node=reply")

    page.get_by_role("button", name="Run from here with it").click()
    page.get_by_role("link", name="Open the run").click()

    expect(page.get_by_role("button", name=re.compile("Write reply, Succeeded"))).to_be_visible()


def test_a_value_of_a_run_is_put_into_a_field(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.order}/edit?node=reply")
    field = page.get_by_role("textbox", name="Expression")
    page.get_by_text("Data of the run").click()
    tree = page.get_by_role("list", name="Data of the run")
    tree.get_by_role("button", name="Open $trigger").click()
    assert visit.violations() == []

    write(field, "1 + ")
    tree.get_by_role("button", name="total 250").press("Enter")
    expect(field).to_have_text("1 + $trigger.total")
    expect(page.locator("output")).to_have_text("= 251")
    write(field, "2 + ")
    tree.get_by_role("button", name="total 250").drag_to(field)

    expect(field).to_contain_text("$trigger.total")


def test_a_value_in_a_text_gets_its_braces(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.order}/edit?node=review")
    field = page.get_by_role("textbox", name="decision", exact=True)
    page.get_by_text("Data of the run").click()
    tree = page.get_by_role("list", name="Data of the run")
    tree.get_by_role("button", name="Open $trigger").click()

    write(field, "Total: ")
    tree.get_by_role("button", name="total 250").click()

    expect(field).to_have_text("Total: {{ $trigger.total }}")
    page.get_by_role("button", name="Undo").click()
