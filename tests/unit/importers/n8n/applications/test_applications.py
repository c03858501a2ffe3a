import json
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS, MODULES
from exeoflow.importers.n8n.applications.catalogue.documents.google import GMAIL
from exeoflow.importers.n8n.applications.descriptions import NAMED
from exeoflow.importers.n8n.applications.model import Operation
from exeoflow.importers.n8n.applications.requests import befores_of
from exeoflow.importers.n8n.importing import Import
from local.jsonata.evaluation import evaluate
from tests.unit.importers.n8n.machines import import_of
from tests.unit.importers.n8n.test_computed import codes


def imported(
    kind: str, parameters: dict[str, Any], credential: str | None = None, version: float = 2
) -> Import:
    node = {"name": "app", "type": kind, "typeVersion": version, "position": [1, 0], "parameters": parameters}
    if credential is not None:
        node["credentials"] = {credential: {"id": "1", "name": "mine"}}
    return import_of(
        {
            "name": "x",
            "nodes": [
                {
                    "name": "start",
                    "type": "n8n-nodes-base.manualTrigger",
                    "position": [0, 0],
                    "parameters": {},
                },
                node,
            ],
            "connections": {"start": {"main": [[{"node": "app", "type": "main", "index": 0}]]}},
        }
    )


def nodes_of(done: Import, suffix: str) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = json.loads(json.dumps(done.workflow))["nodes"]
    return next(node for node in nodes if node["id"].endswith(f"_{suffix}"))


def requests_of(done: Import, items: list[dict[str, Any]]) -> list[Any]:
    """What the step before the loop makes of items."""
    expression = next(
        node["config"]["expression"]
        for node in json.loads(json.dumps(done.workflow))["nodes"]
        if node["type"] == "transform"
        and '"call"' in node["config"]["expression"]
        and "$sent" not in node["config"]["expression"]
    )
    found: list[Any] = evaluate(expression, {"input": items})
    return found


def test_no_two_modules_describe_one_type_of_node() -> None:
    kinds = [kind for module in MODULES for kind in module.APPLICATIONS]

    assert sorted(kinds) == sorted(set(kinds))


@pytest.mark.parametrize("kind", sorted(APPLICATIONS))
def test_an_operation_without_its_parameters_names_what_is_missing(kind: str) -> None:
    for resource, operation in APPLICATIONS[kind].operations:
        done = imported(kind, {"resource": resource, "operation": operation}, "someApi")

        is_held = any(node["type"] == "placeholder" for node in done.workflow["nodes"])
        assert is_held == bool({"setting-unsupported", "file-unknown"} & codes(done, "app")), (
            resource,
            operation,
        )


_ROWS = [{"name": "a", "value": 1}]
SAMPLES = {
    "blocks": '{"blocks": []}',
    "number": 5,
    "numbers": "1",
    "json": '{"a": 1}',
    "rows": _ROWS,
    "numbered": _ROWS,
    "sent": _ROWS,
}
"""Values of the forms that take no text."""

OF_ROWS = {"dataMode": "autoMapInputData", "columnToMatchOn": "id"}
"""Which columns of a database a node writes, and by which it finds a row."""


def named(written: object, sample: object = "a/b") -> Iterator[tuple[str, object]]:
    """Yield the parameters that a description names, each with a value for it."""
    match written:
        case str():
            for match in NAMED.finditer(written):
                # `dataToSend` is what most say where it is absent
                names = [name for name in match["names"].split(", ") if name != "dataToSend"]
                yield from ((name, SAMPLES.get(match["form"], sample)) for name in names)
        case dict() | list() | tuple():
            inner = {"a": 1} if isinstance(written, tuple) else "a/b"
            for each in written.values() if isinstance(written, dict) else written:
                yield from named(each, inner)


def filled(operation: Operation) -> dict[str, Any]:
    """Return parameters that give a value to each name."""
    parameters: dict[str, Any] = {}
    parts = [operation.path, operation.query, operation.body, *(each.path for each in befores_of(operation))]
    for name, value in sorted(named(parts), key=lambda each: each[0].count("."), reverse=True):
        *folders, last = name.split(".")
        place = parameters
        for folder in folders:
            place = place.setdefault(folder, {})
        place.setdefault(last, value)
    return parameters


@pytest.mark.parametrize("kind", sorted(APPLICATIONS))
def test_every_operation_makes_a_request_of_its_parameters(kind: str) -> None:
    done = None
    for (resource, operation), described in APPLICATIONS[kind].operations.items():
        if any(f"{{{form}:" in str(described.body) for form in ("bytes", "file")):
            # It sends a file, which no node before it makes.
            continue
        chosen = {"resource": resource, "operation": operation, **OF_ROWS}
        done = imported(kind, {**chosen, **filled(described)}, "someApi")

        [request] = requests_of(done, [{}])

        if not described.path.startswith("{"):
            assert request["call"]["url"].startswith("https://"), (resource, operation)
        assert not set("{}|") & set(request["call"]["url"])

    # All of them have the same nodes: the last is compiled for all.
    if done is not None:
        assert isinstance(compile_workflow(json.loads(json.dumps(done.workflow))), CompiledWorkflow)


def test_a_message_is_one_request_for_each_item() -> None:
    done = imported(
        "n8n-nodes-base.slack",
        {
            "select": "channel",
            "channelId": {"__rl": True, "mode": "id", "value": "C1"},
            "text": "=Hi {{ $json.name }}",
        },
        "slackApi",
    )

    requests = requests_of(done, [{"name": "Ada"}, {"name": "Bob"}])

    assert [each["call"]["body"] for each in requests] == [
        {"channel": "C1", "text": "Hi Ada"},
        {"channel": "C1", "text": "Hi Bob"},
    ]
    assert requests[0]["call"]["url"] == "https://slack.com/api/chat.postMessage"
    assert nodes_of(done, "call")["config"]["credential"] == "slackApi"
    assert [each.status for each in done.nodes if each.node.name == "app"] == ["approximated"]


def body_of(kind: str, parameters: dict[str, Any], item: dict[str, Any]) -> Any:
    return requests_of(imported(f"n8n-nodes-base.{kind}", parameters), [item])[0]["call"]["body"]


PROPERTIES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"key": "Name|title", "title": "={{ $json.name }}"}, {"title": [{"text": {"content": "Ada"}}]}),
    ({"key": "Text|rich_text", "textContent": "x"}, {"rich_text": [{"text": {"content": "x"}}]}),
    ({"key": "Count|number", "numberValue": "={{ $json.n }}"}, {"number": 2}),
    ({"key": "Done|checkbox", "checkboxValue": True}, {"checkbox": True}),
    ({"key": "State|status", "statusValue": "Open"}, {"status": {"name": "Open"}}),
    (
        {"key": "Tags|multi_select", "multiSelectValue": ["a", "b"]},
        {"multi_select": [{"name": "a"}, {"name": "b"}]},
    ),
    ({"key": "Owners|relation", "relationValue": "=p1"}, {"relation": [{"id": "p1"}]}),
    ({"key": "Day|date", "date": "2026-01-02"}, {"date": {"start": "2026-01-02"}}),
    (
        {"key": "Days|date", "range": True, "dateStart": "2026-01-02", "dateEnd": "2026-01-03"},
        {"date": {"start": "2026-01-02", "end": "2026-01-03"}},
    ),
]
"""Properties as a node sets them, and as they are sent."""


def test_a_page_of_notion_has_each_property_in_the_form_of_its_type() -> None:
    page = "https://www.notion.so/Page-0123456789abcdef0123456789abcdef"
    parameters = {
        "resource": "databasePage",
        "operation": "update",
        "pageId": {"__rl": True, "mode": "url", "value": page},
        "propertiesUi": {"propertyValues": [row for row, _ in PROPERTIES]},
    }
    done = imported("n8n-nodes-base.notion", parameters)

    [request] = requests_of(done, [{"name": "Ada", "n": 2}])

    assert request["call"]["url"] == "https://api.notion.com/v1/pages/0123456789abcdef0123456789abcdef"
    assert request["call"]["body"] == {
        "properties": {row["key"].partition("|")[0]: sent for row, sent in PROPERTIES}
    }


@pytest.mark.parametrize(
    ("row", "property_"),
    [
        ({"key": "A", "textContent": "x"}, {"rich_text": [{"text": {"content": "x"}}]}),
        ({"key": "A", "title": "x"}, {"title": [{"text": {"content": "x"}}]}),
        ({"key": "A", "selectValue": "x"}, {"select": {"name": "x"}}),
        ({"key": "A", "numberValue": 1}, {"number": 1}),
        ({"key": "A", "date": "2026-01-02"}, {"date": {"start": "2026-01-02"}}),
    ],
)
def test_a_property_is_of_the_type_that_its_value_has(row: dict[str, Any], property_: dict[str, Any]) -> None:
    parameters = {"resource": "databasePage", "operation": "update", "pageId": "p"}
    body = body_of("notion", {**parameters, "propertiesUi": {"propertyValues": [row]}}, {})

    assert body == {"properties": {"A": property_}}


@pytest.mark.parametrize(
    ("columns", "record"),
    [
        ({"value": {"id": "={{ $json.key }}", "a": 1}}, "k"),
        ({"mappingMode": "autoMapInputData", "value": {}}, "own"),
    ],
)
def test_a_record_is_changed_by_its_id(columns: dict[str, Any], record: str) -> None:
    base = {"__rl": True, "mode": "id", "value": "b"}
    parameters = {"operation": "update", "base": base, "table": {**base, "value": "t"}, "columns": columns}
    done = imported("n8n-nodes-base.airtable", parameters)

    [request] = requests_of(done, [{"id": "own", "key": "k"}])

    assert request["call"]["url"] == f"https://api.airtable.com/v0/b/t/{record}"


@pytest.mark.parametrize(
    ("version", "options", "is_told"),
    [(2.1, {}, True), (2.1, {"replyToSenderOnly": True}, False), (1, {}, False)],
)
def test_who_else_would_get_an_answer_is_told(
    version: float, options: dict[str, Any], *, is_told: bool
) -> None:
    parameters = {"operation": "reply", "messageId": "m", "message": "Hi", "options": options}
    done = imported("n8n-nodes-base.gmail", {"resource": "message", **parameters}, version=version)

    assert ("reply-to-sender" in codes(done, "app")) == is_told


def test_an_answer_to_receivers_alone_is_not_guessed() -> None:
    only = {"replyToRecipientsOnly": True}
    parameters = {
        "resource": "thread",
        "operation": "reply",
        "messageId": "m",
        "message": "",
        "options": only,
    }
    done = imported("n8n-nodes-base.gmail", parameters, version=2.1)

    assert "setting-unsupported" in codes(done, "app")


@pytest.mark.parametrize(
    ("version", "thread"), [(1, "1.2"), (2.1, {"replyValues": {"thread_ts": "1.2"}}), (2.1, {})]
)
def test_a_message_of_slack_answers_in_its_thread(version: float, thread: Any) -> None:
    parameters = {"channel": "C", "channelId": "C", "text": "x", "otherOptions": {"thread_ts": thread}}

    [request] = requests_of(imported("n8n-nodes-base.slack", parameters, version=version), [{}])

    assert request["call"]["body"].get("thread_ts") == ("1.2" if thread else None)


@pytest.mark.parametrize(("version", "receiver"), [(2.1, "j@example.com"), (2.2, "desk@example.com")])
def test_an_answer_to_a_thread_goes_where_its_message_came_from(version: float, receiver: str) -> None:
    parameters = {
        "resource": "thread",
        "operation": "reply",
        "threadId": "t",
        "messageId": "m",
        "message": "Hi",
    }
    done = imported("n8n-nodes-base.gmail", parameters, version=version)
    [request] = requests_of(done, [{}])
    headers = [
        {"name": "From", "value": "j@example.com"},
        {"name": "Subject", "value": "S"},
        {"name": "Message-ID", "value": "<1@example.com>"},
        {"name": "Reply-To", "value": "Desk <desk@example.com>"},
    ]
    known = {"before": {"threadId": "t", "payload": {"headers": headers}}, "request": request["call"]["body"]}

    sent = evaluate(GMAIL.operations["thread", "reply"].body["$"], known)

    mail = message_from_bytes(urlsafe_b64decode(sent["raw"] + "=="), policy=policy.default)
    assert request["before"]["url"].endswith("/messages/m?format=metadata")
    assert (mail["To"], sent["threadId"]) == (receiver, "t")
    assert mail.get_content_type() == "text/plain"


def test_an_answer_to_a_mail_goes_to_its_sender() -> None:
    parameters = {"operation": "reply", "messageId": "={{ $json.id }}", "message": "Grüße"}
    done = imported("n8n-nodes-base.gmail", parameters)
    [request] = requests_of(done, [{"id": "m1"}])
    call = nodes_of(done, "call")["config"]["body"].strip("{} ")
    headers = [
        {"name": "From", "value": "Jörg <j@example.com>"},
        {"name": "Subject", "value": "Übung"},
        {"name": "Message-ID", "value": "<1@example.com>"},
    ]
    asked = GMAIL.operations["message", "reply"].body["$"]
    known = {"before": {"threadId": "t", "payload": {"headers": headers}}, "request": request["call"]["body"]}

    sent = evaluate(asked, known)

    mail = message_from_bytes(urlsafe_b64decode(sent["raw"] + "=="), policy=policy.default)
    assert asked in call
    assert request["before"]["url"].endswith("/messages/m1?format=metadata")
    assert sent["threadId"] == "t"
    assert (mail["To"], mail["Subject"], mail["In-Reply-To"]) == ("j@example.com", "Übung", "<1@example.com>")
    assert mail.get_content().strip() == "Grüße"


def test_blocks_of_notion_hold_their_texts() -> None:
    blocks = [
        {"type": "heading_1", "textContent": "Title"},
        {"type": "to_do", "textContent": "={{ $json.todo }}", "checked": True},
        {"type": "image", "url": "https://example.com/a.png"},
    ]
    body = body_of(
        "notion",
        {"resource": "block", "operation": "append", "blockId": "b", "blockUi": {"blockValues": blocks}},
        {"todo": "Write"},
    )

    assert [each[each["type"]] for each in body["children"]] == [
        {"rich_text": [{"text": {"content": "Title"}}]},
        {"rich_text": [{"text": {"content": "Write"}}], "checked": True},
        {"type": "external", "external": {"url": "https://example.com/a.png"}},
    ]
    assert {each["object"] for each in body["children"]} == {"block"}


DAYS = {"range": True, "dateStart": "2026-01-01", "dateEnd": "2026-01-02"}


@pytest.mark.parametrize(
    ("part", "written"),
    [
        (
            {"text": "={{ $json.todo }}", "annotationUi": {"bold": True}},
            {"type": "text", "text": {"content": "Write"}, "annotations": {"bold": True}},
        ),
        (
            {"text": "here", "isLink": True, "textLink": "https://example.com"},
            {
                "type": "text",
                "text": {"content": "here", "link": {"url": "https://example.com"}},
                "annotations": {},
            },
        ),
        (
            {"textType": "equation", "expression": "x^2"},
            {"type": "equation", "equation": {"expression": "x^2"}, "annotations": {}},
        ),
    ],
)
def test_a_text_in_parts_is_written_with_its_marks(part: dict[str, Any], written: Any) -> None:
    assert _written([part]) == [written]


def test_a_text_mentions_users_databases_and_days() -> None:
    parts: list[dict[str, Any]] = [
        {"mentionType": "user", "user": "u"},
        {"mentionType": "database", "database": {"__rl": True, "mode": "id", "value": "d"}},
        {"mentionType": "date", "date": "2026-01-01"},
        {"mentionType": "date", **DAYS},
    ]

    assert [each["mention"] for each in _written([{"textType": "mention", **each} for each in parts])] == [
        {"type": "user", "user": {"id": "u"}},
        {"type": "database", "database": {"id": "d"}},
        {"type": "date", "date": {"start": "2026-01-01", "end": None}},
        {"type": "date", "date": {"start": "2026-01-01", "end": "2026-01-02"}},
    ]


def _written(parts: list[dict[str, Any]]) -> Any:
    block = {"type": "paragraph", "richText": True, "text": {"text": parts}}
    body = body_of(
        "notion",
        {"resource": "block", "operation": "append", "blockId": "b", "blockUi": {"blockValues": [block]}},
        {"todo": "Write"},
    )

    return body["children"][0]["paragraph"]["rich_text"]


def test_a_property_may_be_a_text_in_parts() -> None:
    row = {"key": "A|rich_text", "richText": True, "text": {"text": [{"text": "x"}]}}
    body = body_of(
        "notion",
        {
            "resource": "databasePage",
            "operation": "update",
            "pageId": "p",
            "propertiesUi": {"propertyValues": [row]},
        },
        {},
    )

    part = {"type": "text", "text": {"content": "x"}, "annotations": {}}
    assert body["properties"] == {"A": {"rich_text": [part]}}


@pytest.mark.parametrize(
    ("operation", "part", "setting"),
    [
        ("update", {"key": "A|files", "fileUrls": {}}, "propertiesUi: files"),
        (
            "create",
            {"richText": True, "text": {"text": [{"textType": "mention", "mentionType": "template"}]}},
            "mentionType: template",
        ),
        (
            "create",
            {"richText": True, "text": {"text": [{"textType": "emoji"}]}},
            "textType: emoji",
        ),
        (
            "create",
            {
                "richText": True,
                "text": {
                    "text": [{"textType": "mention", "mentionType": "database", "database": {"mode": "url"}}]
                },
            },
            "mentionType: database by its address",
        ),
        ("create", {"type": "quote", "textContent": "x"}, "blockUi: quote"),
    ],
)
def test_a_part_of_a_page_without_a_form_is_named(operation: str, part: dict[str, Any], setting: str) -> None:
    parts = {"propertiesUi": {"propertyValues": [part]}, "blockUi": {"blockValues": [part]}}
    given = "propertiesUi" if operation == "update" else "blockUi"
    ids = {"pageId": "p", "databaseId": "d", "title": "t"}
    done = imported(
        "n8n-nodes-base.notion",
        {"resource": "databasePage", "operation": operation, **ids, given: parts[given]},
    )
    [app] = [each for each in done.nodes if each.node.name == "app"]

    assert [dict(reason.values)["setting"] for reason in app.reasons] == [setting]


@pytest.mark.parametrize(
    ("parameters", "asked"),
    [
        (
            {"operation": "get", "filters": [("id", None, 1), ("a", None, "x y")]},
            "id=eq.1&a=eq.x%20y&limit=1",
        ),
        ({"operation": "getAll", "filters": [("n", "gt", 1), ("m", "is", "null")]}, "or=(n.gt.1,m.is.null)"),
        ({"operation": "delete", "filters": [("n", "lte", 1)]}, "n=lte.1"),
        (
            {"operation": "update", "matchType": "allFilters", "filters": [("n", "gt", 1), ("m", "eq", "é")]},
            "n=gt.1&m=eq.%C3%A9",
        ),
        ({"operation": "getAll"}, ""),
        ({"operation": "getAll", "filterType": "none"}, ""),
        ({"operation": "getAll", "filterType": "string", "filterString": "age=gt.1"}, "age=gt.1"),
    ],
)
def test_rows_of_supabase_are_chosen_by_their_conditions(parameters: dict[str, Any], asked: str) -> None:
    rows = [
        {"keyName": name, "keyValue": value} | ({"condition": operator} if operator else {})
        for name, operator, value in parameters.get("filters", [])
    ]
    filters = {"filters": {"conditions": rows}} if rows else {}
    done = imported("n8n-nodes-base.supabase", {"tableId": "t", **parameters, **filters})

    assert requests_of(done, [{}])[0]["call"]["url"] == f"https://<project>.supabase.co/rest/v1/t?{asked}"


@pytest.mark.parametrize(
    ("kind", "parameters", "body"),
    [
        (
            "supabase",
            {"tableId": "t", "fieldsUi": {"fieldValues": [{"fieldId": "a", "fieldValue": 1}]}},
            {"a": 1},
        ),
        ("supabase", {"tableId": "t", "dataToSend": "autoMapInputData", "inputsToIgnore": "b, c"}, {"a": 1}),
        ("strapi", {"operation": "create", "contentType": "t", "columns": "a, d"}, {"data": {"a": 1}}),
        (
            "baserow",
            {
                "operation": "create",
                "tableId": 7,
                "fieldsUi": {"fieldValues": [{"fieldId": 5, "fieldValue": "={{ $json.b }}"}]},
            },
            {"field_5": 2},
        ),
    ],
)
def test_a_record_has_the_fields_that_the_node_says(kind: str, parameters: dict[str, Any], body: Any) -> None:
    assert body_of(kind, parameters, {"a": 1, "b": 2, "c": 3}) == body


@pytest.mark.parametrize(
    ("kind", "parameters", "setting"),
    [
        ("baserow", {"operation": "create", "tableId": 7, "dataToSend": "autoMapInputData"}, "dataToSend"),
        (
            "supabase",
            {
                "operation": "delete",
                "tableId": "t",
                "filters": {"conditions": [{"keyName": "a", "condition": "fullText", "keyValue": "x"}]},
            },
            "condition: fullText",
        ),
    ],
)
def test_what_would_be_another_request_is_named(kind: str, parameters: dict[str, Any], setting: str) -> None:
    done = imported(f"n8n-nodes-base.{kind}", parameters)
    [app] = [each for each in done.nodes if each.node.name == "app"]

    assert [dict(reason.values)["setting"] for reason in app.reasons] == [setting]


def test_a_table_is_read_by_its_first_row() -> None:
    document = {"__rl": True, "mode": "url", "value": "https://docs.google.com/spreadsheets/d/abc_1/edit"}
    sheet = {"__rl": True, "mode": "list", "value": "gid=0", "cachedResultName": "Sheet 1"}
    done = imported("n8n-nodes-base.googleSheets", {"documentId": document, "sheetName": sheet})

    requests = requests_of(done, [{}])

    assert (
        requests[0]["call"]["url"] == "https://sheets.googleapis.com/v4/spreadsheets/abc_1/values/Sheet%201"
    )


def test_a_mail_is_ascii_in_base64url() -> None:
    done = imported(
        "n8n-nodes-base.gmail",
        {"sendTo": "a@example.com", "subject": "Grüße", "message": "= {{ $json.text }}"},
    )

    raw = requests_of(done, [{"text": "Zeile"}])[0]["call"]["body"]["raw"]

    assert "+" not in raw
    assert "/" not in raw


@pytest.mark.parametrize("text", ["plain", "Grüße für 3 € 😀\n100 %"])
def test_a_file_of_a_repository_is_in_utf_8(text: str) -> None:
    file = {"resource": "file", "operation": "create", "filePath": "notes.md", "fileContent": text}
    parameters = {**file, "owner": "ada", "repository": "engine", "commitMessage": "new"}

    body = body_of("github", parameters, {})

    assert b64decode(body["content"]).decode() == text


def test_an_operation_without_a_description_is_named() -> None:
    done = imported("n8n-nodes-base.slack", {"resource": "file", "operation": "share"})

    reasons = [reason.code for each in done.nodes for reason in each.reasons if each.node.name == "app"]
    assert reasons == ["application-operation"]


@pytest.mark.parametrize(
    ("operation", "row", "place"),
    [("update", {"id": 2, "name": "B"}, "!A3"), ("appendOrUpdate", {"id": 9, "name": "N"}, "!A4")],
)
def test_a_row_is_written_where_its_key_stands(operation: str, row: dict[str, Any], place: str) -> None:
    columns = {"mappingMode": "autoMapInputData", "matchingColumns": ["id"]}
    where = {"__rl": True, "mode": "id", "value": "abc"}
    done = imported(
        "n8n-nodes-base.googleSheets",
        {"operation": operation, "documentId": where, "sheetName": where, "columns": columns},
    )
    request = requests_of(done, [row])[0]
    config = nodes_of(done, "call")["config"]
    before = {"values": [["id", "name", "more"], ["1", "A", "x"], ["2", "?", "y"]]}

    names = {"item": request, "nodes": {"app_before": {"body": before}}}
    url = evaluate(config["url"][2:-2].replace("`", "").strip(), names)
    body = evaluate(config["body"][2:-2].replace("`", "").strip(), names)

    assert url.endswith(f"/values/abc{place}")
    assert body == {"values": [[row["id"], row["name"], None]]}
