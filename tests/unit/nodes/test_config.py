"""The configuration of each node type: what is taken, what is refused and by which rule."""

from typing import Any

import pytest
from pydantic import ValidationError

from exeoflow.diagnostics import RULES, field_diagnostics
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.fields import Config
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.table import NODE_TYPES, parse_config
from exeoflow.nodes.texts import read_texts, texts_of


def _parse(node_type: str, config: dict[str, Any]) -> Config:
    return parse_config(Node(id="n", type=node_type, config=config))


def _faults(node_type: str, config: dict[str, Any]) -> list[tuple[str, str]]:
    try:
        _parse(node_type, config)
    except ValidationError as fault:
        return [(item.rule, item.path) for item in field_diagnostics(fault, config)]
    return []


_MAIL = {"sender": "a@b", "to": "c@d", "subject": "s", "text": "t"}


@pytest.mark.parametrize(
    ("node_type", "config"),
    [
        ("trigger", {}),
        ("trigger", {"mode": "webhook"}),
        ("trigger", {"mode": "schedule", "cron": "0 9 * * *", "timezone": "Europe/Berlin"}),
        ("trigger", {"mode": "schedule", "rate": "5 minutes", "start": "2024-01-01T00:00:00Z", "end": None}),
        ("trigger", {"mode": "event", "pattern": {"source": ["aws.s3"]}}),
        ("condition", {"expression": "$input.a"}),
        ("switch", {"cases": [{"handle": "a b", "expression": "true"}], "mode": "all"}),
        ("merge", {"mode": "append"}),
        ("for_each", {"items": "{{ $input }}", "concurrency": 40}),
        ("for_each", {"items": [1, 2]}),
        ("wait", {"seconds": 0}),
        ("wait", {"seconds": "{{ $input.delay }}"}),
        ("wait", {"seconds": "{{ 5 }}"}),
        ("wait", {"until": "2024-01-01T00:00:00Z"}),
        ("wait", {"until": "{{ $input.at }}"}),
        ("wait", {"until": "{{ '2024' }}"}),
        ("wait", {"call": True}),
        ("wait", {"call": True, "timeout": 31_536_000}),
        ("approval", {}),
        ("approval", {"message": "{{ $input.n }}?", "data": [1], "timeout": 1}),
        ("stop", {"status": "failed", "code": "{{ $input.code }}", "message": ""}),
        ("set", {"values": {"a": [None, {"b": 1}]}, "keep_input": True}),
        ("transform", {"expression": "{{ $input }}"}),
        ("filter", {"expression": "$item.ok"}),
        ("http_request", {"url": "https://example.com"}),
        (
            "http_request",
            {"url": "{{ $input.url }}", "method": "{{ $input.method }}", "headers": "{{ $input.headers }}"},
        ),
        (
            "http_request",
            {"url": "HTTP://example.com/{{ $input.id }}?a=1", "method": "DELETE", "headers": {"a": "b"}},
        ),
        ("http_request", {"url": "http://a/", "credential": "crm/token"}),
        ("sort", {}),
        ("limit", {"count": "{{ $input.n }}"}),
        ("aggregate", {"values": [{"name": "n", "function": "count"}], "group_by": "$item.g"}),
        ("split", {"size": 1}),
        ("deduplicate", {"expression": "$item.id"}),
        ("lambda", {"function": "resize:$LATEST"}),
        ("sub_workflow", {"workflow_id": "wf_1", "wait": False}),
        ("queue", {"queue_url": "https://sqs/q", "delay_seconds": 900}),
        ("notify", {"topic_arn": "arn", "message": {"a": 1}}),
        ("emit_event", {"source": "shop", "detail_type": "Paid", "detail": {"a": 1}}),
        (
            "email",
            {"sender": "a@b", "to": ["{{ $input.to }}", "c@d"], "cc": "c@d", "subject": "s", "html": "<p>"},
        ),
        ("email", {**_MAIL, "attachments": "{{ $input.files }}"}),
        (
            "email",
            {
                **_MAIL,
                "attachments": [
                    {
                        "filename": "{{ $input.name }}",
                        "content": "{{ $input.file }}",
                        "content_type": "text/csv",
                    },
                    {"filename": "a.png", "content": "iVBORw0=", "encoding": "base64", "content_id": "logo"},
                ],
            },
        ),
        ("database", {"operation": "get", "table": "t", "key": {"id": 1}, "consistent": True}),
        ("database", {"operation": "put", "table": "t", "item": "{{ $input }}", "unless_exists": "id"}),
        ("database", {"operation": "query", "table": "t", "key": {"a": 1, "b": 2}, "index": "i", "limit": 5}),
        ("storage", {"operation": "put", "bucket": "b", "key": "k", "body": {"a": 1}}),
        ("storage", {"operation": "list", "bucket": "b"}),
        ("ai", {"model": "m", "prompt": "p", "temperature": 0.5, "max_tokens": "{{ $input.n }}"}),
        (
            "http_request",
            {"url": "http://a/", "credential": {"name": "crm", "header": "X-Key", "scheme": ""}},
        ),
    ],
)
def test_good_configurations_are_taken(node_type: str, config: dict[str, Any]) -> None:
    assert _faults(node_type, config) == []


@pytest.mark.parametrize(
    ("node_type", "config", "faults"),
    [
        ("trigger", {"mode": "cron"}, [("field-choice", "mode")]),
        ("trigger", {"cron": "* * * * *"}, [("trigger-field", "")]),
        ("trigger", {"mode": "event", "rate": "5 minutes"}, [("trigger-field", "")]),
        ("trigger", {"mode": "schedule"}, [("trigger-cron-or-rate", "")]),
        (
            "trigger",
            {"mode": "schedule", "rate": "1 day", "cron": "* * * * *"},
            [("trigger-cron-or-rate", "")],
        ),
        ("trigger", {"mode": "schedule", "rate": "0 days"}, [("rate-invalid", "rate")]),
        ("trigger", {"mode": "event"}, [("trigger-pattern-missing", "")]),
        ("trigger", {"mode": "event", "pattern": []}, [("field-not-object", "pattern")]),
        ("stop", {"message": "m"}, [("stop-field", "")]),
        ("stop", {"status": "success", "code": "c"}, [("stop-field", "")]),
        ("condition", {}, [("field-missing", "expression")]),
        ("condition", {"expression": ""}, [("field-empty", "expression")]),
        ("condition", {"expression": True}, [("field-not-string", "expression")]),
        ("switch", {"cases": {}}, [("field-not-list", "cases")]),
        ("switch", {"cases": [{"handle": "a"}]}, [("field-missing", "cases[0].expression")]),
        ("switch", {"cases": [{"handle": "error", "expression": "1"}]}, [("handle-reserved", "cases")]),
        ("switch", {"cases": [{"handle": "a", "expression": "1"}] * 2}, [("handle-duplicate", "cases")]),
        (
            "switch",
            {"cases": [{"handle": "{{ 1 }}", "expression": "1"}]},
            [("field-pattern", "cases[0].handle")],
        ),
        ("for_each", {"items": [], "concurrency": 41}, [("field-too-large", "concurrency")]),
        ("for_each", {"items": [], "concurrency": 1.5}, [("field-not-integer", "concurrency")]),
        ("hmac", {}, [("hmac-key", "")]),
        ("hmac", {"key": "k", "credential": f"cred_{'0' * 26}"}, [("hmac-key", "")]),
        ("hmac", {"credential": f"cred_{'0' * 26}", "key_encoding": "hex"}, [("hmac-key", "")]),
        ("hmac", {"credential": "crm"}, [("field-pattern", "credential")]),
        ("wait", {}, [("wait-seconds-or-until", "")]),
        ("wait", {"seconds": 1, "until": "2024-01-01T00:00:00Z"}, [("wait-seconds-or-until", "")]),
        ("wait", {"seconds": 1, "call": True}, [("wait-seconds-or-until", "")]),
        ("wait", {"call": False}, [("wait-seconds-or-until", "")]),
        ("wait", {"seconds": 1, "timeout": 5}, [("wait-timeout", "")]),
        ("wait", {"call": True, "timeout": 0}, [("field-too-small", "timeout")]),
        ("approval", {"timeout": 31_536_001}, [("field-too-large", "timeout")]),
        ("approval", {"timeout": "{{ 5 }}"}, [("field-not-integer", "timeout")]),
        ("wait", {"seconds": -1}, [("field-too-small", "seconds")]),
        ("wait", {"seconds": "{{ -1 }}"}, [("field-too-small", "seconds")]),
        ("wait", {"seconds": "5"}, [("field-not-integer", "seconds")]),
        ("wait", {"seconds": True}, [("field-not-integer", "seconds")]),
        ("wait", {"until": "tomorrow"}, [("timestamp-invalid", "until")]),
        ("wait", {"until": '{{ "tomorrow" }}'}, [("timestamp-invalid", "until")]),
        ("set", {"values": []}, [("field-not-object", "values")]),
        ("set", {"values": {}, "keep_input": "yes"}, [("field-not-boolean", "keep_input")]),
        ("set", {"value": {}}, [("field-unknown", "value")]),
        ("http_request", {"url": "example.com"}, [("url-invalid", "url")]),
        ("http_request", {"url": "ftp://{{ $input.host }}"}, [("url-invalid", "url")]),
        ("http_request", {"url": "https://a b"}, [("url-invalid", "url")]),
        ("http_request", {"url": "http://a", "method": "FETCH"}, [("field-choice", "method")]),
        ("http_request", {"url": "http://a", "headers": ["a"]}, [("field-not-object", "headers")]),
        ("http_request", {"url": "http://a", "credential": "../other"}, [("field-pattern", "credential")]),
        (
            "http_request",
            {"url": "http://a", "credential": "{{ $input.c }}"},
            [("field-pattern", "credential")],
        ),
        (
            "http_request",
            {"url": "http://a", "credential": {"header": "a"}},
            [("field-missing", "credential.name")],
        ),
        ("sort", {"order": "up"}, [("field-choice", "order")]),
        ("limit", {"count": -1}, [("field-too-small", "count")]),
        ("limit", {}, [("field-missing", "count")]),
        ("split", {"size": "{{ 0 }}"}, [("field-too-small", "size")]),
        ("aggregate", {"values": []}, [("field-too-few", "values")]),
        ("aggregate", {"values": [{"name": "key", "function": "sum"}]}, [("summary-name-taken", "values")]),
        ("aggregate", {"values": [{"name": "a", "function": "sum"}] * 2}, [("summary-name-taken", "values")]),
        ("aggregate", {"values": [{"name": "a", "function": "x"}]}, [("field-choice", "values[0].function")]),
        ("lambda", {"function": "${RunHttpRequestFunctionArn}"}, [("field-pattern", "function")]),
        ("lambda", {"function": "-2-orders"}, [("field-pattern", "function")]),
        ("lambda", {"function": "arn:aws:lambda:eu:1:function:x"}, [("field-pattern", "function")]),
        ("lambda", {"function": "{{ $input.f }}"}, [("field-pattern", "function")]),
        ("sub_workflow", {"workflow_id": "{{ $input.w }}"}, [("field-pattern", "workflow_id")]),
        ("queue", {"queue_url": "q", "delay_seconds": 901}, [("field-too-large", "delay_seconds")]),
        ("emit_event", {"source": "s", "detail_type": "t", "detail": [1]}, [("field-not-object", "detail")]),
        (
            "emit_event",
            {"source": "exeoflow.{{ $input.s }}", "detail_type": "t"},
            [("event-source-reserved", "source")],
        ),
        (
            "emit_event",
            {"source": "AWS.states", "detail_type": "t"},
            [("event-source-reserved", "source")],
        ),
        ("email", {"sender": "a", "to": [], "subject": "s", "text": "t"}, [("field-too-few", "to")]),
        ("email", {"sender": "a", "to": 7, "subject": "s", "text": "t"}, [("field-not-list", "to")]),
        ("email", {"sender": "a", "to": "b", "subject": "s"}, [("email-without-content", "")]),
        ("email", {**_MAIL, "attachments": 7}, [("field-not-list", "attachments")]),
        ("email", {**_MAIL, "attachments": [{"content": 1}]}, [("field-missing", "attachments[0].filename")]),
        (
            "email",
            {**_MAIL, "attachments": [{"filename": "a", "content": "b", "encoding": "hex"}]},
            [("field-choice", "attachments[0].encoding")],
        ),
        ("database", {"operation": "scan", "table": "t"}, [("field-choice", "operation")]),
        ("database", {"operation": "get", "table": "t"}, [("operation-field-missing", "")]),
        (
            "database",
            {"operation": "get", "table": "t", "key": {"a": 1}, "set": {"b": 1}},
            [("operation-field", "")],
        ),
        ("database", {"operation": "get", "table": "t", "key": {}}, [("field-too-few", "key")]),
        ("storage", {"operation": "put", "bucket": "b", "key": "k"}, [("operation-field-missing", "")]),
        ("storage", {"operation": "get", "bucket": "b", "key": "k", "body": "x"}, [("operation-field", "")]),
        ("file", {"operation": "join", "format": "xml"}, [("operation-format", "")]),
        ("file", {"operation": "split", "format": "text"}, [("operation-format", "")]),
        ("ai", {"model": "m", "prompt": "p", "temperature": 2}, [("field-too-large", "temperature")]),
    ],
)
def test_a_fault_has_a_rule_and_a_place(
    node_type: str, config: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    assert _faults(node_type, config) == faults
    assert all(rule in RULES for rule, _ in faults)


@pytest.mark.parametrize(
    ("node_type", "config", "handles"),
    [
        ("set", {}, (None,)),
        ("condition", {"expression": "1"}, ("true", "false")),
        (
            "switch",
            {"cases": [{"handle": "b", "expression": "1"}, {"handle": "a", "expression": "1"}]},
            ("b", "a", "default"),
        ),
        ("for_each", {"items": []}, ("loop", "done", "break")),
        ("stop", {}, ()),
    ],
)
def test_handles_come_in_their_order(
    node_type: str, config: dict[str, Any], handles: tuple[str | None, ...]
) -> None:
    assert NODE_TYPES[node_type].handles(_parse(node_type, config)) == handles


def test_the_table_speaks_of_each_type_by_its_own_name() -> None:
    assert all(name == node_type.name for name, node_type in NODE_TYPES.items())
    assert {node_type.kind for node_type in NODE_TYPES.values()} == set(Kind)


def test_texts_are_found_in_valid_and_invalid_configurations() -> None:
    switch = NODE_TYPES["switch"].config
    broken = {
        "cases": [{"handle": "{{ no }}", "expression": "$input"}, 7, {"expression": 8}],
        "mode": "{{ no }}",
    }

    assert [(text.path, text.text) for text in texts_of(switch, broken)] == [
        (("cases", 0, "expression"), "$input")
    ]
    assert list(texts_of(switch, {"cases": "none"})) == []


def test_texts_are_found_at_any_depth_of_a_value() -> None:
    config = _parse("set", {"values": {"a": ["x", {"b": "y"}], "c": 1}})

    assert [text.path for text in texts_of(type(config), config)] == [
        ("values", "a", 0),
        ("values", "a", 1, "b"),
    ]


def test_references_leave_out_what_a_filter_binds_itself() -> None:
    config = _parse(
        "filter", {"items": "{{ $item.list }}", "expression": "$item.id = $nodes.a.id and $index > 0"}
    )

    found = [each for text in read_texts(texts_of(type(config), config)) for each in text.references()]

    assert [(each.root, each.name) for each in found] == [("item", ""), ("nodes", "a")]


def test_a_nested_model_has_texts_too() -> None:
    config = _parse("http_request", {"url": "http://a", "body": "{{ $input }}", "credential": {"name": "a"}})

    assert [text.path for text in texts_of(type(config), config)] == [("method",), ("url",), ("body",)]


def test_every_action_says_what_its_calls_need() -> None:
    tasks = [node_type for node_type in NODE_TYPES.values() if node_type.is_task]

    assert all(node_type.permissions for node_type in tasks)
    assert all(
        resource for each in tasks for permission in each.permissions for resource in permission.resources
    )


@pytest.mark.parametrize(
    "node_type",
    [
        each
        for each in NODE_TYPES.values()
        if not each.calls({"call": True}) and each.name not in {"respond", "trigger"}
    ],
)
def test_what_calls_nothing_needs_nothing(node_type: NodeType) -> None:
    assert node_type.permissions == ()


@pytest.mark.parametrize("node_type", ["database", "storage", "queue", "notify", "lambda"])
def test_resources_of_the_stack_itself_are_out_of_reach(node_type: str) -> None:
    resources = [name for each in NODE_TYPES[node_type].permissions for name in each.resources]
    own = ("PutObject", "RunFileOperation") if node_type == "storage" else ()
    beside = [f"function:${{AWS::StackName}}-{name}Function" for name in own]

    others = [name for name in resources if "${WorkflowResourcePrefix}" not in name]
    assert [name.partition("${AWS::AccountId}:")[2] for name in others] == beside
