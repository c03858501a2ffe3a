"""A setting of a node that nothing is made of is told; what chooses what is sent, or says nothing, is not."""

from typing import Any

import pytest

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.importing import import_export
from tests.n8n.test_odd_exports import exported
from tests.unit.importers.n8n.families.files.test_files import DOWNLOAD, base, http, imported, node

LANGCHAIN = "@n8n/n8n-nodes-langchain"


def told(kind: str, parameters: dict[str, Any], version: float = 1) -> dict[str, list[str]]:
    """By code the settings of which the report tells."""
    done = imported(node("call", kind, parameters, version))
    found: dict[str, list[str]] = {}
    for reason in done.nodes[1].reasons:
        if "setting" in reason.values:
            found.setdefault(reason.code, []).append(reason.values["setting"])
    return found


@pytest.mark.parametrize(
    ("kind", "parameters", "settings"),
    [
        (
            "googleContacts",
            {"operation": "getAll", "fields": ["names"], "useQuery": True, "query": "Ada"},
            {"query", "useQuery"},
        ),
        ("googleSheets", {"operation": "lookup", "lookupColumn": "a", "lookupValue": "b"}, {"lookupColumn"}),
        (
            "airtable",
            {"operation": "list", "downloadAttachments": True, "downloadFieldNames": "x"},
            {"downloadAttachments", "downloadFieldNames"},
        ),
        (
            "intercom",
            {"resource": "user", "operation": "get", "selectBy": "email", "value": "x"},
            {"selectBy"},
        ),
        ("telegram", {"chatId": "1", "text": "x", "replyMarkup": "inlineKeyboard"}, {"replyMarkup"}),
        ("supabase", {"operation": "create", "tableId": "t", "schema": "other"}, {"schema"}),
        (
            "copper",
            {
                "resource": "company",
                "operation": "create",
                "name": "x",
                "additionalFields": {"address": {"addressFields": {"city": "x", "odd": "y"}}},
            },
            {"additionalFields.address.addressFields.odd"},
        ),
        (
            "copper",
            {"resource": "company", "operation": "create", "name": "x", "additionalFields": {"address": 1}},
            {"additionalFields.address"},
        ),
        (
            "youTube",
            {"resource": "video", "operation": "getAll", "filters": {"q": "x", "publishedAfter": "2026"}},
            {"filters.publishedAfter"},
        ),
        (
            "googleContacts",
            {"operation": "create", "additionalFields": {"operation": "a", "schema": "b"}},
            {"additionalFields.operation", "additionalFields.schema"},
        ),
    ],
)
def test_what_a_request_is_not_made_of_is_told(
    kind: str, parameters: dict[str, Any], settings: set[str]
) -> None:
    assert settings <= set(told(f"n8n-nodes-base.{kind}", parameters)["setting-left-out"])


@pytest.mark.parametrize("kind", sorted(APPLICATIONS.keys() - {"n8n-nodes-base.uproc"}))
def test_no_application_leaves_a_setting_out_in_silence(kind: str) -> None:
    resource, operation = next(iter(APPLICATIONS[kind].operations))
    parameters = {"resource": resource, "operation": operation, "odd": 1, "oddGroup": {"odd": "x"}}

    done = imported(node("call", kind, parameters))

    is_refused = any(node["type"] == "placeholder" for node in done.workflow["nodes"])
    assert is_refused or {"odd", "oddGroup.odd"} <= set(told(kind, parameters)["setting-left-out"])


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        (
            "slack",
            {
                "authentication": "oAuth2",
                "channelId": {"__rl": True, "mode": "id", "value": "C"},
                "text": "x",
            },
        ),
        ("telegram", {"chatId": "1", "text": "x", "additionalFields": {"appendAttribution": False}}),
        (
            "telegram",
            {"chatId": "1", "text": "x", "replyMarkup": "", "forceReply": {}, "requestOptions": {"a": 1}},
        ),
        (
            "slack",
            {
                "select": "user",
                "user": {"__rl": True, "mode": "id", "value": "U"},
                "messageType": "block",
                "blocksUi": '{"blocks": []}',
            },
        ),
        (
            "googleSheets",
            {
                "operation": "append",
                "columns": {
                    "mappingMode": "defineBelow",
                    "value": {"a": "x"},
                    "schema": [{"id": "a"}],
                    "attemptToConvertTypes": False,
                },
            },
        ),
    ],
)
def test_nothing_is_told_of_what_is_not_sent(kind: str, parameters: dict[str, Any]) -> None:
    assert "setting-left-out" not in told(f"n8n-nodes-base.{kind}", parameters)


def test_a_node_that_does_not_know_a_setting_is_not_exact_and_what_follows_neither() -> None:
    cleaned = base("clean", "removeDuplicates", {"options": {"odd": True}}, 2)

    done = imported(cleaned, base("pass", "noOp", {}))

    assert [[each.code for each in one.reasons] for one in done.nodes[1:]] == [
        ["setting-ignored"],
        ["after-approximated"],
    ]


@pytest.mark.parametrize(("written", "seconds"), [(10_000, 10), (1, 1), (9_000_000, 840)])
def test_a_request_has_as_long_as_it_is_given(written: int, seconds: int) -> None:
    done = imported(http("call", {"url": "https://example.com", "options": {"timeout": written}}))

    [call] = [each for each in done.workflow["nodes"] if each["type"] == "http_request"]
    assert call["timeout"] == seconds
    assert not done.nodes[1].reasons


def test_a_request_whose_time_is_computed_has_the_usual_time() -> None:
    parameters = {"url": "https://example.com", "options": {"timeout": "={{ $json.n }}"}}

    assert told("n8n-nodes-base.httpRequest", parameters, 4.2) == {"setting-left-out": ["options.timeout"]}


@pytest.mark.parametrize(
    ("kind", "parameters", "ignored"),
    [
        ("editImage", {"operation": "resize", "width": 9, "height": 9, "resizeOption": "percent"}, []),
        ("editImage", {"operation": "text", "text": "x", "fontSize": 9, "positionX": 1, "odd": 1}, ["odd"]),
        ("editImage", {"operation": "blur", "options": {"format": "png", "odd": 1}}, ["options.odd"]),
        ("extractFromFile", {"options": {"delimiter": ";", "fromLine": 3}}, ["options.fromLine"]),
        ("convertToFile", {"options": {"fileName": "a.csv", "odd": 1}}, ["options.odd"]),
    ],
)
def test_a_node_that_works_on_files_says_what_it_does_not_know(
    kind: str, parameters: dict[str, Any], ignored: list[str]
) -> None:
    done = imported(http("get", DOWNLOAD), base("it", kind, parameters, 1.1))

    told = [each.values["setting"] for each in done.nodes[-1].reasons if each.code == "setting-ignored"]
    assert told == ignored


def test_copies_that_only_n8ns_editor_makes_are_told_once() -> None:
    assert told("n8n-nodes-base.set", {"duplicateItem": True, "duplicateCount": 2}, 3.4) == {
        "setting-approximated": ["duplicateItem"]
    }


def test_nothing_is_ignored_by_a_merge_that_has_no_counterpart() -> None:
    parameters = {"mode": "combineBySql", "query": "SELECT {{ $json.x }}", "options": {"odd": 1}}
    nodes = [
        node("start", "n8n-nodes-base.executeWorkflowTrigger", {}),
        base("a", "noOp", {}),
        base("b", "noOp", {}),
        base("it", "merge", parameters, 3.1),
    ]
    to = [{"node": "it", "type": "main", "index": index} for index in range(2)]
    arrows = [{"node": name, "type": "main", "index": 0} for name in ("a", "b")]
    connections = {"start": {"main": [arrows]}, "a": {"main": [to[:1]]}, "b": {"main": [to[1:]]}}

    [done] = [each for each in import_export(exported(nodes, connections)).nodes if each.node.name == "it"]

    assert [each.code for each in done.reasons] == ["setting-computed"]


def test_the_settings_of_a_tool_are_told_by_its_kind() -> None:
    nodes = [
        node("start", "n8n-nodes-base.executeWorkflowTrigger", {}),
        node("agent", f"{LANGCHAIN}.agent", {"promptType": "define", "text": "?"}, 1.7),
        node("model", f"{LANGCHAIN}.lmChatOpenAi", {}),
        node("tool", "n8n-nodes-base.gmailTool", {"operation": "getAll", "returnAll": True}, 2.1),
    ]
    hangs = {"model": "ai_languageModel", "tool": "ai_tool"}
    connections = {
        name: {kind: [[{"node": "agent", "type": kind, "index": 0}]]}
        for name, kind in {"start": "main", **hangs}.items()
    }

    [agent] = [
        each for each in import_export(exported(nodes, connections)).nodes if each.node.name == "agent"
    ]

    left_out = [each.values["setting"] for each in agent.reasons if each.code == "setting-left-out"]
    assert left_out == ["gmailTool.returnAll"]


def test_a_schema_that_an_extractor_is_given_is_not_told() -> None:
    parameters = {"text": "x", "schemaType": "manual", "inputSchema": '{"type": "object"}'}
    nodes = [
        node("start", "n8n-nodes-base.executeWorkflowTrigger", {}),
        node("it", f"{LANGCHAIN}.informationExtractor", parameters),
        node("model", f"{LANGCHAIN}.lmChatOpenAi", {}),
    ]
    connections = {
        name: {kind: [[{"node": "it", "type": kind, "index": 0}]]}
        for name, kind in {"start": "main", "model": "ai_languageModel"}.items()
    }

    [done] = [each for each in import_export(exported(nodes, connections)).nodes if each.node.name == "it"]

    assert {each.code for each in done.reasons} == {"application-unchecked"}


@pytest.mark.parametrize(
    ("kind", "version", "parameters"),
    [
        ("merge", 2, {"mode": "chooseBranch", "chooseBranchMode": "waitForBoth"}),
        ("merge", 3, {"mode": "chooseBranch", "chooseBranchMode": "waitForAll"}),
        ("removeDuplicates", 2, {"operation": "clearDeduplicationHistory", "mode": "cleanDatabase"}),
        ("splitOut", 1, {"include": "noOtherFields"}),
        ("respondToWebhook", 1.4, {"enableResponseOutput": False}),
        ("set", 3.4, {"include": "selected", "includeFields": "a", "excludeFields": "b"}),
        ("telegram", 1.2, {"chatId": "1", "text": "x", "replyMarkup": "none"}),
        ("httpRequest", 4.2, {"url": "https://example.com", "provideSslCertificates": False}),
    ],
)
def test_what_n8n_takes_a_setting_for_anyway_is_not_told(
    kind: str, version: float, parameters: dict[str, Any]
) -> None:
    assert not told(f"n8n-nodes-base.{kind}", parameters, version)


def test_another_value_of_such_a_setting_is_told() -> None:
    parameters = {"mode": "chooseBranch", "chooseBranchMode": "waitForOne"}

    assert told("n8n-nodes-base.merge", parameters, 3) == {"setting-ignored": ["chooseBranchMode"]}
    assert told("n8n-nodes-base.telegram", {"chatId": "1", "text": "x", "replyMarkup": "forceReply"}, 1.2)
