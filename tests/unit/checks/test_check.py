"""Static checks: every fault an author can make without the flow being followed."""

from typing import Any

import pytest

from exeoflow.compiler.checks import read_workflow
from exeoflow.diagnostics import Diagnostic, render
from exeoflow.model.workflows.workflow import Workflow
from tests.unit.checks.checked import checked


def _workflow(*nodes: dict[str, Any], connections: tuple[dict[str, Any], ...] = ()) -> Workflow:
    trigger = {"id": "start", "type": "trigger"}
    workflow = read_workflow({"nodes": [trigger, *nodes], "connections": list(connections)})
    assert isinstance(workflow, Workflow)
    return workflow


def _faults(workflow: Workflow) -> list[tuple[str, str]]:
    diagnostics = checked(workflow)
    for diagnostic in diagnostics:
        assert render(diagnostic, "de")["message"] != render(diagnostic, "en")["message"]
    return [(diagnostic.rule, diagnostic.path) for diagnostic in diagnostics]


def _set(node_id: str, text: str = "", **properties: object) -> dict[str, Any]:
    return {"id": node_id, "type": "set", "config": {"values": {"text": text}}, **properties}


def _connection(source: str, target: str, handle: str | None = None) -> dict[str, Any]:
    connection = {"source": source, "target": target}
    return connection if handle is None else {**connection, "source_handle": handle}


def test_a_draft_without_nodes_has_no_fault() -> None:
    assert checked(Workflow()) == ()


def test_a_good_workflow_has_no_fault() -> None:
    workflow = _workflow(
        _set("a", "{{ $trigger.name }}"),
        {"id": "b", "type": "condition", "config": {"expression": "$nodes.a.text = 'x'"}},
        {
            "id": "c",
            "type": "http_request",
            "config": {"url": "https://a"},
            "on_error": "branch",
            "timeout": 5,
            "retry": {},
        },
        _set("d"),
        connections=(
            _connection("start", "a"),
            _connection("a", "b"),
            _connection("b", "c", "true"),
            _connection("b", "d", "false"),
            _connection("c", "d", "error"),
        ),
    )

    assert checked(workflow) == ()


def test_all_faults_come_at_once_in_the_workflows_order() -> None:
    workflow = _workflow(
        _set("a", "{{ $typo }} "),
        {"id": "a", "type": "sett"},
        {"id": "b", "type": "wait", "config": {}},
        connections=(_connection("b", "start"), _connection("x", "y")),
    )

    assert _faults(workflow) == [
        ("expression-unknown-name", "nodes[1].config.values.text"),
        ("node-id-duplicate", "nodes[2].id"),
        ("node-type-unknown", "nodes[2].type"),
        ("wait-seconds-or-until", "nodes[3].config"),
        ("connection-into-trigger", "connections[0]"),
        ("connection-source-unknown", "connections[1].source"),
        ("connection-target-unknown", "connections[1].target"),
    ]


@pytest.mark.parametrize("disabled", [True, None])
def test_nodes_need_a_trigger_that_is_not_disabled(*, disabled: bool | None) -> None:
    trigger = [{"id": "t", "type": "trigger", "disabled": True}] if disabled else []
    workflow = Workflow.model_validate({"nodes": [*trigger, _set("a")]})

    assert _faults(workflow) == [("trigger-missing", "nodes")]


_WITHOUT_ROOT = (
    "total",
    "items.price",
    "$sum(items.price)",
    '{"a": total}',
    "$",
    "$$",
    "*",
    "**",
    "$input.a + $$.b",
    "$map([1], function($v) { $v + total })",
    "($x := total; $x)",
)
_IN_A_PATH = (
    "$input.items[price > 5]",
    "$input.items.(price * $count(tags))",
    "$input.*",
    "$input.items^(price)",
    "$input.items{name: $sum(price)}",
    "$input.items.$",
)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("{{ 1 + }}", ["expression-ends-early"]),
        ("{{ $nodes.gone.a & $nodes.gone & $nodes.away & $nodes.a }}", ["reference-unknown-node"] * 2),
        *((f"{{{{ {text} }}}}", ["expression-without-root"]) for text in _WITHOUT_ROOT),
        *((f"{{{{ {text} }}}}", []) for text in _IN_A_PATH),
        ("a \ud800", ["field-not-unicode"]),
    ],
)
def test_faults_of_expressions_are_found_in_configurations(text: str, faults: list[str]) -> None:
    assert _faults(_workflow(_set("a", text))) == [(rule, "nodes[1].config.values.text") for rule in faults]


def test_a_fault_of_syntax_says_where_it_is() -> None:
    (diagnostic,) = checked(_workflow(_set("a", "ab {{ $tpyex }}")))

    assert render(diagnostic, "en") == {
        "rule": "expression-unknown-name",
        "severity": "error",
        "path": "nodes[1].config.values.text",
        "node_id": "a",
        "message": "`$tpyex` in “values.text” is neither a function nor a known variable.",
        "hint": "Did you mean “$type”? Known are `$input`, `$trigger`, `$nodes.<id>`, `$item`, `$index`, "
        "`$execution.id`, `$workflow.id`, `$vars.<name>` and the functions of JSONata.",
        "offset": 6,
        "length": 6,
        "suggestion": "$type",
    }
    assert diagnostic.values["offset"] == "7"


@pytest.mark.parametrize(
    ("value", "rule", "path"),
    [
        (float("inf"), "field-not-number", "nodes[1].config.values.v"),
        (10**400, "field-not-number", "nodes[1].config.values.v"),
        ({"\udc00": 1}, "field-not-unicode", "nodes[1].config.values.v"),
        (["ä", ["\udc00"]], "field-not-unicode", "nodes[1].config.values.v[1][0]"),
    ],
)
def test_values_that_json_cannot_carry_are_refused(value: object, rule: str, path: str) -> None:
    node = {"id": "a", "type": "set", "config": {"values": {"v": value}}}

    assert _faults(_workflow(node)) == [(rule, path)]


def test_a_configuration_nests_to_a_depth_that_can_be_walked() -> None:
    value: object = "{{ $typo }}"
    for _ in range(50_000):
        value = [value]
    node = {"id": "a", "type": "set", "config": {"values": {"v": value}}}

    assert _faults(_workflow(node)) == [("field-too-deep", "nodes[1].config.values")]


@pytest.mark.parametrize(
    ("connection", "faults"),
    [
        (_connection("gone", "a"), ["connection-source-unknown"]),
        (_connection("a", "gone"), ["connection-target-unknown"]),
        (_connection("stop", "a"), ["connection-from-stop"]),
        (_connection("stop", "a", "error"), ["connection-from-stop"]),
        (_connection("a", "start"), ["connection-into-trigger"]),
        (_connection("a", "b", "out"), ["connection-handle-unnamed"]),
        (_connection("a", "b", "error"), ["connection-error-handle"]),
        (_connection("if", "b"), ["connection-handle-missing"]),
        (_connection("if", "b", "maybe"), ["connection-handle-unknown"]),
        (_connection("odd", "b", "any"), []),
        (_connection("answer", "b"), ["connection-from-stop"]),
        (_connection("answer", "b", "error"), []),
        (_connection("reply", "b", "error"), ["connection-from-stop"]),
    ],
)
def test_a_connection_leads_from_a_handle_to_a_node(connection: dict[str, Any], faults: list[str]) -> None:
    workflow = _workflow(
        _set("a"),
        _set("b"),
        {"id": "stop", "type": "stop"},
        {"id": "if", "type": "condition", "config": {"expression": "true"}},
        {"id": "odd", "type": "condition", "config": {}},
        {"id": "answer", "type": "respond", "on_error": "branch"},
        {"id": "reply", "type": "respond", "on_error": "continue"},
        connections=(connection,),
    )

    found = [rule for rule, _ in _faults(workflow) if rule.startswith("connection")]

    assert found == faults


def test_the_same_connection_twice_is_one_too_many() -> None:
    workflow = _workflow(_set("a"), connections=(_connection("start", "a"),) * 2)

    assert _faults(workflow) == [("connection-duplicate", "connections[1]")]


def test_properties_without_effect_are_refused() -> None:
    workflow = _workflow(
        _set("a", retry={}, timeout=3),
        {"id": "t", "type": "trigger", "on_error": "continue"},
        {"id": "s", "type": "stop", "config": {"status": "failed"}, "on_error": "continue"},
    )

    found = checked(workflow)

    assert [diagnostic.rule for diagnostic in found] == [
        "retry-without-effect",
        "timeout-without-effect",
        "on-error-without-effect",
        "on-error-without-effect",
    ]
    assert {render(diagnostic, "en")["severity"] for diagnostic in found} == {"error"}


@pytest.mark.parametrize(("seconds", "rules"), [(840, []), (841, ["timeout-shortened"])])
def test_a_longer_wait_than_a_node_waits_is_warned_about(seconds: int, rules: list[str]) -> None:
    node = {"id": "h", "type": "http_request", "config": {"url": "https://a.example"}, "timeout": seconds}

    assert [diagnostic.rule for diagnostic in checked(_workflow(node))] == rules


def test_a_wait_for_a_call_may_be_tried_again_and_has_its_time_limit_in_its_configuration() -> None:
    calls = {"id": "w", "type": "wait", "config": {"call": True}, "retry": {}, "timeout": 3}
    pauses = {"id": "v", "type": "wait", "config": {"seconds": 1}, "retry": {}}

    found = checked(_workflow(calls, pauses))

    assert [(diagnostic.rule, diagnostic.node_id) for diagnostic in found] == [
        ("timeout-without-effect", "w"),
        ("retry-without-effect", "v"),
    ]


@pytest.mark.parametrize("on_error", ["branch", {"action": "branch", "errors": ["Http.Timeout"]}])
def test_an_error_handle_that_leads_nowhere_is_warned_about(on_error: object) -> None:
    assert _faults(_workflow(_set("a", on_error=on_error))) == [
        ("error-handle-unconnected", "nodes[1].on_error")
    ]


def test_a_handle_that_leads_nowhere_beside_one_that_does_is_told_as_an_info() -> None:
    asked = {"id": "ask", "type": "approval", "config": {"message": "Pay?"}}
    wired = _workflow(
        asked,
        _set("paid"),
        connections=(_connection("start", "ask"), _connection("ask", "paid", "approved")),
    )
    found = checked(wired)
    assert [(each.rule, each.values["handle"]) for each in found] == [
        ("handle-unconnected", "rejected"),
        ("handle-unconnected", "timeout"),
    ]
    assert {render(each, "en")["severity"] for each in found} == {"info"}
    last = _workflow(asked, connections=(_connection("start", "ask"),))
    assert checked(last) == ()
    each = {"id": "each", "type": "for_each", "config": {"items": "$trigger.list"}}
    loop = (_connection("start", "each"), _connection("each", "body", "loop"))
    assert checked(_workflow(each, _set("body"), connections=loop)) == ()


def test_faults_of_form_are_found_before_anything_else() -> None:
    found = read_workflow({"nodes": [{"id": "a b", "type": "set", "on_error": "explode"}], "extra": 1})

    assert isinstance(found, tuple)
    assert [(diagnostic.rule, diagnostic.path) for diagnostic in found] == [
        ("field-pattern", "nodes[0].id"),
        ("field-choice", "nodes[0].on_error"),
        ("field-unknown", "extra"),
    ]


def test_a_workflow_without_bounds_is_refused_unread() -> None:
    nodes = tuple({"id": f"n{number}", "type": "unknown"} for number in range(20_001))
    connections = tuple(_connection("a", "b") for _ in range(100_001))

    assert _faults(_workflow(*nodes, connections=connections)) == [
        ("workflow-too-many-nodes", "nodes"),
        ("workflow-too-many-connections", "connections"),
    ]


def test_an_answer_holds_a_thousand_faults_and_says_how_many_are_left() -> None:
    found = checked(_workflow(*({"id": f"n{number}", "type": "unknown"} for number in range(1_500))))

    assert len(found) == 1_001
    assert found[-1] == Diagnostic("workflow-more-faults", "", values={"count": "500"})


def test_errors_come_before_warnings_if_not_all_have_room() -> None:
    found = checked(
        _workflow(
            *(_set(f"n{number}", on_error="branch") for number in range(1_500)), _set("last", "{{ $typo }}")
        )
    )

    assert len(found) == 1_000
    assert found[0].rule == "expression-unknown-name"


def test_the_same_workflow_has_the_same_diagnostics() -> None:
    workflow = _workflow(
        _set("a", "{{ $x }} {{ $nodes.z }}"), {"id": "b", "type": "http_request", "config": {"u": 1}}
    )

    assert checked(workflow) == checked(workflow)


def _suggestions(workflow: Workflow) -> list[object]:
    return [render(each, "en").get("suggestion") for each in checked(workflow)]


@pytest.mark.parametrize(
    ("node", "suggestion"),
    [
        ({"id": "a", "type": "http", "config": {}}, "http_request"),
        ({"id": "a", "type": "http_request", "config": {"url": "https://a.b", "methode": "GET"}}, "method"),
        ({"id": "a", "type": "http_request", "config": {"url": "https://a.b", "method": "POTS"}}, "POST"),
        ({"id": "a", "type": "merge", "config": {"mode": "apend"}}, "append"),
        (
            {
                "id": "a",
                "type": "switch",
                "config": {"cases": [{"handel": "x", "handle": "y", "expression": "1"}]},
            },
            "handle",
        ),
        (_set("a", "{{ $uper('x') }}"), "$uppercase"),
        (_set("a", "{{ $Input.x }}"), "$input"),
        (_set("a", "{{ ($total := 1; $totl) }}"), "$total"),
        (_set("a", "{{ $execution.started }}"), "$execution.started_at"),
        (_set("a", "{{ $nodes.strat }}"), "$nodes.start"),
        (_set("a", "{{ $nodes.zz }}"), None),
    ],
)
def test_what_was_probably_meant_is_suggested(node: dict[str, Any], suggestion: str | None) -> None:
    assert _suggestions(_workflow(node)) == [suggestion]


def test_ends_and_handles_of_connections_are_suggested() -> None:
    condition = {"id": "large", "type": "condition", "config": {"expression": "$input.x"}}
    connections = (_connection("strat", "large"), _connection("large", "lrage", "ture"))

    assert _suggestions(_workflow(condition, connections=connections)) == ["start", "large", "true"]


def test_unknown_fields_of_a_node_are_suggested() -> None:
    faults = read_workflow({"nodes": [{"id": "a", "type": "set", "conifg": {}}]})

    assert isinstance(faults, tuple)
    assert [render(fault, "en").get("suggestion") for fault in faults] == ["config"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{{ $nodes.zz }}", "$nodes.zz"),
        ("{{ 1 }} $nodes.zz {{  $nodes.zz.a }}", "$nodes.zz"),
        ("{{ $nodes.`my-node` & 1 }}", "$nodes.`my-node`"),
        ("{{ $uper('x') }}", "$uper"),
        ("{{ $input.a == 1 }}", "=="),
        ("{{ 1 + + }}", "+"),
    ],
)
def test_a_fault_in_an_expression_has_its_place(text: str, place: str) -> None:
    (fault,) = checked(_workflow(_set("a", text)))

    assert fault.offset is not None
    assert text[fault.offset :][: fault.length] == place


def test_the_place_of_a_fault_counts_from_the_beginning_of_a_field_that_is_one_expression() -> None:
    (fault,) = checked(_workflow({"id": "a", "type": "transform", "config": {"expression": " $nodes.zz"}}))

    assert (fault.offset, fault.length) == (1, 9)


@pytest.mark.parametrize(
    ("kind", "config", "is_useful"),
    [
        ("set", {}, True),
        ("for_each", {"items": []}, True),
        ("wait", {"seconds": 1}, True),
        ("placeholder", {"origin": "x"}, True),
        ("wait", {"call": True}, False),
        ("condition", {"expression": "true"}, False),
        ("stop", {}, False),
        ("trigger", {}, False),
        ("partition", {"cases": [{"handle": "a", "expression": "true"}]}, False),
        ("placeholder", {"origin": "x", "handles": ["a", "b"]}, False),
    ],
)
def test_only_what_has_one_way_on_may_stop_when_empty(
    kind: str, config: dict[str, Any], *, is_useful: bool
) -> None:
    node = {"id": "a", "type": kind, "config": config, "when_empty": "stop"}

    faults = [rule for rule, _ in _faults(_workflow(node)) if rule != "placeholder-node"]

    assert faults == ([] if is_useful else ["when-empty-without-effect"])


def test_lists_of_one_partition_that_meet_are_warned_about_once() -> None:
    cases = [{"handle": handle, "expression": "true"} for handle in ("a", "b", "c")]
    partition = {"id": "p", "type": "partition", "config": {"cases": cases}, "on_error": "branch"}
    handles = ("a", "error", "b", "c")
    connections = tuple(_connection("p", "z", handle) for handle in handles)

    assert _faults(_workflow(partition, _set("z"), connections=connections)) == [
        ("partition-joins-itself", "connections[2]")
    ]


def test_braces_in_a_text_of_an_expression_do_not_hide_an_unknown_node() -> None:
    workflow = _workflow(
        {"id": "a", "type": "transform", "config": {"expression": '$nodes.gone.x & "{{ }}"'}},
        connections=(_connection("start", "a"),),
    )

    assert ("reference-unknown-node", "nodes[1].config.expression") in _faults(workflow)


_ASKED = {"id": "a", "type": "approval", "config": {"message": "Pay?"}}
_CALLED = {"id": "a", "type": "http_request", "config": {"url": "https://example.com"}}
_MADE = {"id": "a", "type": "set", "config": {"values": {"total": 1}}}
_KEEPING = {"id": "a", "type": "set", "config": {"values": {"total": 1}, "keep_input": True}}
_LISTED = [f"f{number}" for number in range(40)]
_LONG = {"id": "a", "type": "set", "config": {"values": dict.fromkeys(_LISTED, 1)}}


def _unknown_reads(source: dict[str, Any], expression: str, *further: dict[str, str]) -> list[Any]:
    """What is told of reads in an expression that hangs on all handles of the source."""
    reader = {"id": "b", "type": "transform", "config": {"expression": expression}}
    handles = ("approved", "rejected", "timeout") if source["type"] == "approval" else (None,)
    leads = [{**_connection("a", "b"), **({"source_handle": each} if each else {})} for each in handles]
    workflow = _workflow(source, reader, connections=(_connection("start", "a"), *leads, *further))
    found = [render(each, "en") for each in checked(workflow) if each.rule == "reference-unknown-field"]
    return [(each.get("offset"), each.get("suggestion")) for each in found]


@pytest.mark.parametrize(
    ("source", "expression", "told"),
    [
        (_ASKED, "$input.decison", [(7, "decision")]),
        (_ASKED, "$nodes.a.dta.x & $input.data.anything", [(9, "data")]),
        (_CALLED, "1 + $input.statuss", [(11, "status")]),
        (_CALLED, "$input.body_encoding & $input.body.bdy", []),
        (_MADE, "$sum($input.total[$input.totl > 1])", [(25, "total")]),
        (_MADE, "$nodes.a.`to tal`", [(None, None)]),
        (_MADE, "$input[0].x & $nodes.a[0].x & $input.*.x & $input.$string() & $nodes.a", []),
        (_MADE, "$input.", []),
        (_KEEPING, "$input.anything", []),
        (_MADE | {"disabled": True}, "$input.anything", []),
        (_MADE | {"on_error": "continue"}, "$input.error & $input.eror", [(22, "error")]),
        (_LONG, "$input.f0 & $input.f99", [(19, "f9")]),
        ({"id": "a", "type": "wait", "config": {"seconds": 1}}, "$input.anything", []),
    ],
)
def test_a_field_that_an_output_never_has_is_told(
    source: dict[str, Any], expression: str, told: list[Any]
) -> None:
    assert _unknown_reads(source, expression) == told


def test_an_input_that_comes_from_several_nodes_is_nobodys_output() -> None:
    assert _unknown_reads(_MADE, "$input.anything", _connection("start", "b")) == []


def test_the_keys_of_a_merge_are_nodes() -> None:
    merge = {"id": "b", "type": "merge", "config": {}}
    workflow = _workflow(_MADE, merge, connections=(_connection("start", "a"), _connection("a", "b")))

    assert _faults(workflow) == []


def test_a_pattern_that_may_be_refused_later_is_warned_of() -> None:
    pattern = {"detail": {"a": ["x" * 3_000]}}
    event = {"id": "event", "type": "trigger", "config": {"mode": "event", "pattern": pattern}}
    settings = {"cancel_on": [{"pattern": pattern}]}
    workflow = read_workflow(
        {"nodes": [event, {**event, "id": "off", "disabled": True}], "settings": settings}
    )

    assert isinstance(workflow, Workflow)
    assert _faults(workflow) == [
        ("pattern-over-quota", "nodes[0].config.pattern"),
        ("pattern-over-quota", "settings.cancel_on[0].pattern"),
    ]


def _webhook(node_id: str, **properties: Any) -> dict[str, Any]:
    config = {"mode": "webhook", "path": "orders/:id", **properties.pop("config", {})}
    return {"id": node_id, "type": "trigger", "config": config, **properties}


def test_an_address_that_another_trigger_has_is_warned_of() -> None:
    workflow = _workflow(
        _webhook("a"),
        _webhook("b", config={"path": "/orders/:number"}),
        _webhook("c", config={"path": "orders/new"}),
        _webhook("d", disabled=True),
        {"id": "e", "type": "trigger", "config": {"mode": "webhook"}},
    )

    [warning] = checked(workflow)

    assert (warning.rule, warning.path, warning.node_id) == (
        "webhook-path-twice",
        "nodes[2].config.path",
        "b",
    )
    assert warning.values == {"node": "a", "path": "/orders/:number"}


def test_an_address_is_compared_where_a_configuration_holds() -> None:
    workflow = _workflow(_webhook("a", config={"wait": -1}), _webhook("b"), {"id": "x", "type": "nothing"})

    assert [rule for rule, _ in _faults(workflow)] == ["field-too-small", "node-type-unknown"]
