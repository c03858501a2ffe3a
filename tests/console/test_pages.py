"""Every page shows what is there, leaves nobody out, and gives the browser nothing to complain of."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.story import AWKWARD_NAME, Story, create, run
from tests.console.visit import Visit
from tests.e2e.api import Api

PAGES: dict[str, tuple[Callable[[Story], str], str]] = {
    "workflows": (lambda _: "/", "Decides about orders"),
    "graph": (lambda story: f"/console/workflows/{story.order}?node=check", "$trigger.total > 100"),
    "graph of loops": (lambda story: f"/console/workflows/{story.loops}", "[1, 2, 3]"),
    "outline": (lambda story: f"/console/workflows/{story.order}/outline", "leads to"),
    "machine": (lambda story: f"/console/workflows/{story.order}/machine", "Price per 1,000 runs"),
    "JSON": (lambda story: f"/console/workflows/{story.order}/json", '"Order"'),
    "runs of a workflow": (lambda story: f"/console/workflows/{story.order}/runs", "Succeeded"),
    "statistics": (lambda story: f"/console/workflows/{story.order}/stats", "Median duration"),
    "revisions": (lambda story: f"/console/workflows/{story.invoice}/revisions", "Adds the tax"),
    "the first revision": (
        lambda story: f"/console/workflows/{story.invoice}/revisions?revision=1",
        "Invoice due",
    ),
    "triggers": (lambda story: f"/console/workflows/{story.signup}/triggers", "/webhook/"),
    "runs": (lambda _: "/console/runs", "Customer"),
    "a run": (lambda story: f"/console/runs/{story.succeeded}?node=check", "Large order?"),
    "a failed run": (lambda story: f"/console/runs/{story.failed}", "failed with"),
    "approvals": (lambda _: "/console/approvals", "Approvals"),
    "import": (lambda _: "/console/workflows/import", "Drop files here"),
    "credentials": (lambda _: "/console/credentials", "User and password"),
    "a credential": (lambda story: f"/console/credentials/{story.credential}", "Customers"),
    "variables": (lambda _: "/console/variables", "$vars.region"),
    "notifications": (lambda _: "/console/notifications", "Nobody is told yet"),
    "keys": (lambda _: "/console/keys", "all permissions"),
    "a step": (lambda story: f"/console/runs/{story.looped}?node=double", "Item 1"),
    "help": (lambda _: "/console/help", "for_each"),
    "help on expressions": (lambda _: "/console/help/expressions", "$trigger"),
    "no page": (lambda _: "/console/nowhere", "There is no such page"),
}


def shown(visit: Visit, story: Story, name: str) -> Page:
    path, text = PAGES[name]
    page = visit.open(path(story))
    expect(page.get_by_role("main")).to_contain_text(text)
    return page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_its_matter_and_leaves_nobody_out(visit: Visit, story: Story, name: str) -> None:
    shown(visit, story, name)

    assert visit.violations() == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_in_the_dark(phone: Visit, story: Story, name: str) -> None:
    page = shown(phone, story, name)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.violations() == []


def test_names_are_words_and_never_markup(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.loops}")

    expect(page.get_by_role("heading", level=1)).to_have_text(AWKWARD_NAME)
    expect(page.locator("main img")).to_have_count(0)


@pytest.mark.usefixtures("story")
def test_a_key_is_asked_for_and_leaves_the_address(visit: Visit) -> None:
    page = visit.open("/", key=None)
    expect(page.get_by_role("heading")).to_have_text("Enter your API key")
    assert visit.violations() == []

    page = visit.open("/")

    expect(page.get_by_role("link", name="Order", exact=True)).to_be_visible()
    assert "#" not in page.url


def test_a_refused_key_is_asked_for_again(german: Visit) -> None:
    page = german.open("/", key="exo_wrong")

    expect(page.get_by_role("alert")).to_contain_text("Der Schlüssel wurde abgelehnt")
    page.get_by_label("API-Schlüssel", exact=True).fill("exo_local_demo_key")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Workflows")


def test_a_refused_key_is_told_in_words_for_people_until_one_signs_out(visit: Visit) -> None:
    page = visit.open("/", key="exo_wrong")
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("mistyped, has expired or was revoked")
    expect(refused).not_to_contain_text("Authorization")

    page.get_by_label("API key", exact=True).fill("exo_local_demo_key")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_label("API key", exact=True)).to_be_focused()
    expect(refused).to_have_count(0)
    visit.complaints.clear()  # the browser reports the 401 itself


def test_the_language_changes_at_once_and_stays(german: Visit, story: Story) -> None:
    page = german.open(f"/console/runs/{story.failed}")
    expect(page.get_by_role("alert")).to_contain_text("ist fehlgeschlagen mit")

    page.get_by_label("Sprache").select_option("en")
    expect(page.get_by_role("alert")).to_contain_text("failed with")
    page.reload()

    expect(page.get_by_role("alert")).to_contain_text("failed with")


def test_a_workflow_is_run_by_keyboard_alone(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.order}")
    page.get_by_role("button", name="Run", exact=True).focus()

    page.keyboard.press("Enter")
    page.get_by_label("Input (JSON)").fill('{"total": 20}')
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/console/runs/exec_"))
    expect(page.get_by_role("main")).to_contain_text("Succeeded")
    expect(page.get_by_label("Steps", exact=True)).to_contain_text("Accept")


def test_the_drawing_tells_which_way_a_run_went(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/runs/{story.succeeded}")

    expect(page.locator(".react-flow__node[data-id=accept] .node-card")).to_have_class(re.compile("dead"))
    expect(page.locator(".react-flow__node[data-id=review] .node-card")).to_have_class(re.compile("state-ok"))
    expect(page.locator(".react-flow__edge.taken")).to_have_count(3)


def test_a_failed_step_is_explained_in_the_words_of_its_author(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/runs/{story.failed}")

    page.get_by_role("button", name="Show the node").click()

    step = page.get_by_label("Step: Read name")
    expect(step).to_contain_text("$uppercase($trigger.customer.name)")
    expect(step.get_by_label("Input")).to_contain_text('"id": 7')
    step.get_by_role("link", name="Edit with this data").click()
    expect(page.get_by_role("textbox", name="Expression")).to_contain_text(
        "$uppercase($trigger.customer.name)"
    )


def test_a_failed_step_says_what_to_do(visit: Visit, api: Api) -> None:
    nodes = [
        {"id": "start", "type": "trigger"},
        {"id": "read", "type": "parse", "config": {"format": "json"}},
    ]
    drawn = {"nodes": nodes, "connections": [{"source": "start", "target": "read"}]}
    workflow = create(api, {"name": "Broken file", **drawn})
    page = visit.open(f"/console/runs/{run(api, workflow, {'text': '{'})}")

    expect(page.get_by_role("alert")).to_contain_text("Look at the input of this step.")
    page.get_by_role("button", name="Show the node").click()

    expect(page.get_by_label("Step: read")).to_contain_text("Look at the input of this step.")


@pytest.mark.usefixtures("story")
def test_the_list_is_searched_by_the_api(visit: Visit) -> None:
    page = visit.open("/")
    names = page.get_by_role("main").locator("a.name")

    page.get_by_label("Search workflows").fill("cus")
    expect(names).to_have_text(["Customers", "Customer"])
    page.get_by_label("Search workflows").fill("nothing like it")

    expect(page.get_by_role("main")).to_contain_text("Nothing fits")


@pytest.mark.usefixtures("story")
def test_the_list_tells_the_next_start_and_is_narrowed_by_a_tag(visit: Visit) -> None:
    page = visit.open("/")
    report = page.get_by_role("row").filter(has_text="Nightly report")
    expect(report).to_contain_text(re.compile(r"in \d+ (hour|minute)"))

    report.get_by_role("button", name="finance").click()
    expect(page.get_by_role("main").locator("a.name")).to_have_text(["Nightly report"])
    page.get_by_role("button", name="All tags").click()

    expect(page.get_by_role("main")).to_contain_text("Decides about orders")


def test_a_run_is_drawn_as_its_workflow_was(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/runs/{story.billed}")

    expect(page.locator(".react-flow__node[data-id=remind] .node-card")).to_have_class(re.compile("state-ok"))
    expect(page.locator(".react-flow__node[data-id=thank]")).to_have_count(0)


def test_a_revision_is_compared_and_brought_back(visit: Visit, story: Story, api: Api) -> None:
    page = visit.open(f"/console/workflows/{story.order}/revisions")
    order = api.get(f"/v1/workflows/{story.order}").data
    last = order["nodes"][-1]
    changed = {**last, "config": {"expression": "'none'"}}
    api.call("PUT", f"/v1/workflows/{story.order}", {"nodes": [*order["nodes"][:-1], changed]})
    page.reload()

    page.get_by_role("button", name="Revision 2").click()
    page.get_by_role("button", name="What is different since").click()
    comparison = page.get_by_label("Comparison").get_by_text("config.expression").locator("../..")
    expect(comparison).to_contain_text("before: $input.decision")
    expect(comparison).to_contain_text("after: 'none'")
    page.get_by_role("button", name="Restore").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("0 added, 0 removed, 1 changed")
    assert visit.violations() == []
    dialog.get_by_label("Comment (optional)").fill("It was right")
    dialog.get_by_role("button", name="Restore").click()

    expect(page.get_by_label("Revisions").get_by_text("brings back revision 2")).to_be_visible()
    assert api.get(f"/v1/workflows/{story.order}").data["nodes"][-1] == last


def test_what_a_key_may_not_do_is_not_shown(visit: Visit, story: Story, api: Api) -> None:
    made = api.post("/v1/keys", {"name": "Reader", "scopes": ["workflows:read"]}).data

    page = visit.open(f"/console/workflows/{story.order}", key=made["secret"])

    expect(page.get_by_role("heading", level=1)).to_have_text("Order")
    expect(page.get_by_role("link", name="Runs", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Run", exact=True)).to_have_count(0)


def test_a_key_is_made_shown_once_and_revoked(visit: Visit, api: Api) -> None:
    page = visit.open("/console/keys")

    page.get_by_role("button", name="New key").click()
    page.get_by_label("Name", exact=True).fill("For a day")
    page.get_by_label("Valid for").select_option("1")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("dialog")).to_contain_text("exo_")
    page.get_by_role("button", name="Close").click()
    row = page.get_by_role("row", name="For a day")
    row.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()

    expect(row).to_contain_text("Revoked")
    revoked = [key["name"] for key in api.get("/v1/keys").data["keys"] if key["revoked_at"]]
    assert revoked == ["For a day"]


def make_credential(page: Page, name: str, kind: str, values: Mapping[str, str]) -> None:
    page.get_by_role("button", name="New credential").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Type").select_option(kind)
    for label, value in values.items():
        page.get_by_label(label).fill(value)


def replace_values(page: Page, values: Mapping[str, str]) -> None:
    page.get_by_role("button", name="Replace the values").click()
    for label, value in values.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("dialog").get_by_role("button", name="Replace the values").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def credentials(api: Api) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in api.get("/v1/credentials").data["credentials"]}


def test_a_credential_is_made_tried_rotated_and_deleted(visit: Visit, api: Api, url: str) -> None:
    page = visit.open("/console/credentials")
    make_credential(page, "Shop", "Header", {"Name needed": "X-Shop", "Value needed": "s3cret"})
    page.get_by_label("Only to these hosts").fill("127.0.0.1, shop.example.com")
    assert visit.violations() == []
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Shop")

    page.get_by_label("Address").fill(f"{url}/v1/openapi.json")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_label("Try it")).to_contain_text("Accepted, with status 200")
    replace_values(page, {"Name needed": "X-Shop", "Value needed": "s3cret-2"})
    shop = credentials(api)["Shop"]
    assert (shop["fields"], shop["revision"]) == (["name", "value"], 2)
    assert shop["allowed_hosts"] == ["127.0.0.1", "shop.example.com"]
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(page.get_by_role("link", name="CRM")).to_be_visible()
    expect(page.get_by_role("link", name="Shop")).to_have_count(0)


_TOKENS = {
    "Token address needed": "https://example.com",
    "Client id needed": "me",
    "Client secret needed": "s3cret",
}


@pytest.mark.parametrize(
    "made",
    [
        ("Board", "User and password", {"Password": "t0ken"}, {"username", "password"}),
        ("Usual", "OAuth2: client credentials", _TOKENS, {"token_url", "client_id", "client_secret"}),
        (
            "Odd",
            "OAuth2: client credentials",
            _TOKENS | {"Word before the token": ""},
            {"token_url", "client_id", "client_secret", "token_scheme"},
        ),
    ],
)
def test_a_user_and_the_word_before_a_token_may_be_empty(
    visit: Visit, api: Api, made: tuple[str, str, Mapping[str, str], set[str]]
) -> None:
    name, kind, values, fields = made
    page = visit.open("/console/credentials")

    make_credential(page, name, kind, values)
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    stored = credentials(api)[name]
    assert set(stored["fields"]) == fields
    api.call("DELETE", f"/v1/credentials/{stored['id']}")


def test_who_deletes_a_credential_that_is_used_is_told_by_whom(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/credentials/{story.credential}")

    page.get_by_role("button", name="Delete").click()

    expect(page.get_by_role("dialog")).to_contain_text("Customers")
    expect(page.get_by_role("dialog").get_by_role("button", name="Delete all the same")).to_be_enabled()


def test_a_variable_is_set_changed_and_deleted(visit: Visit, api: Api) -> None:
    page = visit.open("/console/variables")

    page.get_by_role("button", name="New variable").click()
    page.get_by_label("Name").fill("limits")
    page.get_by_label("Value").fill("12345678901234567890")
    expect(page.get_by_role("dialog")).to_contain_text("too large to stay exact")
    page.get_by_label("Value").fill('{"orders": 5}')
    expect(page.get_by_role("dialog")).to_contain_text("Is stored as: object")
    assert visit.violations() == []
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row", name="$vars.limits")
    expect(row).to_contain_text('{"orders":5}')
    assert api.get("/v1/variables/limits").data["value"] == {"orders": 5}
    row.get_by_role("button", name="Delete “limits”").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(row).to_have_count(0)
    assert api.get("/v1/variables/limits").status == 404


def command(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    page.keyboard.type(words)


@pytest.mark.usefixtures("story")
def test_a_workflow_and_what_its_page_can_do_are_reached_by_one_field(visit: Visit) -> None:
    page = visit.open("/")
    expect(page.get_by_role("link", name="Order", exact=True)).to_be_visible()

    command(page, "payment")
    expect(page.get_by_role("option", name="Payment")).to_have_attribute("aria-selected", "true")
    assert visit.violations() == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Payment")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("group", name="On this page").get_by_role("option").first).to_have_text("Run")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_contain_text("Run “Payment”")
    expect(page.get_by_label("Input (JSON)")).to_be_focused()


def test_the_language_is_reached_by_the_same_field_and_escape_closes_it(visit: Visit, story: Story) -> None:
    page = visit.open(f"/console/workflows/{story.payment}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Payment")

    command(page, "german")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ausführen", exact=True)).to_be_visible()
    command(page, "nirgends")
    expect(page.get_by_role("dialog")).to_contain_text("Nichts passt")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_question_is_answered_in_the_inbox(visit: Visit, story: Story, api: Api) -> None:
    started = run(api, story.payment, {"total": 250}, wait=1)
    page = visit.open("/console/approvals")
    expect(page.get_by_role("heading", name="Pay 250 EUR?")).to_be_visible()

    page.get_by_label("Comment").fill("fine")
    page.get_by_role("button", name="Approve").click()

    expect(page.get_by_role("main")).to_contain_text("Nobody waits for you")
    assert api.get(f"/v1/executions/{started}?wait=20").data["output"] == {"by": "fine"}


def test_a_workflow_is_turned_off_duplicated_and_deleted(visit: Visit, story: Story, api: Api) -> None:
    page = visit.open(f"/console/workflows/{story.signup}")

    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Duplicate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Signup (copy)")
    page.get_by_role("button", name="Activate").click()
    told = page.get_by_role("dialog", name="“Signup (copy)” is active")
    expect(told).to_contain_text("whsec_")
    expect(told.get_by_role("button", name="Copy: Address")).to_be_visible()
    assert visit.violations() == []
    told.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Deactivate")).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    expect(page.get_by_role("link", name="Order", exact=True)).to_be_visible()
    names = [each["name"] for each in api.get("/v1/workflows?limit=100").data["workflows"]]
    assert "Signup (copy)" not in names
