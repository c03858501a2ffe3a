"""The node `code` of a running server: saved, run, explained, and bounded."""

from typing import Any

import pytest

from tests.e2e.api import Api
from tests.e2e.workflows import chain, node


def code(source: str, **config: Any) -> dict[str, Any]:
    return node("code", "code", source=source, **config)


def ran(api: Api, *nodes: dict[str, Any], **given: Any) -> Any:
    return api.run(chain(*nodes), given)


def step(api: Api, execution: Any) -> Any:
    steps = api.get(f"/v1/executions/{execution['id']}/steps").data["steps"]
    return [each for each in steps if each["node_id"] == "code"][-1]


def test_ten_lines_of_javascript(api: Api) -> None:
    source = """
const totals = new Map();
for (const order of $input.orders) {
  const total = totals.get(order.customer) ?? 0;
  totals.set(order.customer, total + order.amount);
}
const best = [...totals].sort(([, a], [, b]) => b - a);
console.log("customers:", best.length);
return best.map(([customer, total]) => ({ customer, total }));
"""
    orders = [{"customer": "a", "amount": 1}, {"customer": "b", "amount": 5}, {"customer": "a", "amount": 2}]

    execution = ran(api, code(source), orders=orders)

    assert execution["output"] == [{"customer": "b", "total": 5}, {"customer": "a", "total": 3}]
    assert step(api, execution)["logs"] == ["customers: 2"]


def test_python_with_what_the_workflow_names(api: Api) -> None:
    source = "from statistics import mean\nprint('n =', trigger['n'])\nreturn {'mean': mean(nodes['ns'])}"

    execution = ran(
        api,
        node("ns", "transform", expression="[1, 2, $trigger.n]"),
        code(source, language="python", input=None),
        node("after", "set", values={"twice": "{{ $nodes.code.mean * 2 }}"}),
        n=6,
    )

    assert execution["output"] == {"twice": 6}
    found = step(api, execution)
    assert (found["status"], found["input"], found["output"]) == ("success", [1, 2, 6], {"mean": 3})
    assert (found["logs"], len(found["attempts"])) == (["n = 6"], 1)


@pytest.mark.parametrize(
    ("language", "source"), [("javascript", "return $vars.region"), ("python", "return vars['region']")]
)
def test_variables_of_the_workspace_reach_the_code(api: Api, language: str, source: str) -> None:
    api.call("PUT", "/v1/variables/region", {"value": "eu"})

    assert ran(api, code(source, language=language))["output"] == "eu"


@pytest.mark.parametrize("items", [[], [1], [[1]], [None]])
def test_lists_keep_their_shape(api: Api, items: list[Any]) -> None:
    assert ran(api, code("return $input.items"), items=items)["output"] == items


def test_an_error_has_its_name_and_the_line_of_the_source(api: Api) -> None:
    execution = ran(api, code("console.log('here');\nreturn $input.none.x"))

    message = "TypeError: cannot read property 'x' of undefined (line 2)"
    assert execution["status"] == "failed"
    assert execution["error"]["code"] == "Code.Failed"
    assert execution["error"]["message"] == message
    assert execution["error"]["node_id"] == "code"
    found = step(api, execution)
    assert (found["status"], found["logs"]) == ("failed", ["here"])
    assert (found["error"]["code"], found["error"]["message"]) == ("Code.Failed", message)
    assert found["attempts"][0]["error"] == {"code": "Code.Failed", "message": message}


def test_an_error_leads_on_as_every_nodes_does(api: Api) -> None:
    failing = {**code("throw new Error('no')"), "on_error": "continue"}

    execution = ran(api, failing, node("after", "set", values={"said": "{{ $input.error.code }}"}))

    assert execution["output"] == {"said": "Code.Failed"}
    assert step(api, execution)["status"] == "failed"


def test_an_error_is_tried_again_where_the_author_names_it(api: Api) -> None:
    failing = {**code("throw 1"), "retry": {"max_attempts": 1, "errors": ["Code.Failed"]}}
    other = {**code("throw 1"), "retry": {"max_attempts": 1, "errors": ["Code.Timeout"]}}

    again, once = ran(api, failing), ran(api, other)

    def tries(execution: Any) -> int:
        steps = api.get(f"/v1/executions/{execution['id']}/steps").data["steps"]
        return [each["node_id"] for each in steps].count("code")

    assert (tries(again), tries(once)) == (2, 1)


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ({"source": "for (;;) {}", "timeout": 1}, "Code.Timeout"),
        ({"source": "while True: pass", "language": "python", "timeout": 1}, "Code.Timeout"),
        ({"source": "let s = []; for (;;) s.push('x'.repeat(1000))", "timeout": 60}, "Code.OutOfMemory"),
        (
            {"source": "s = []\nwhile True: s.append('x' * 1000)", "language": "python", "timeout": 60},
            "Code.OutOfMemory",
        ),
        ({"source": "for (;;) console.log('x')", "timeout": 1}, "Code.Timeout"),
        ({"source": "return () => 1"}, "Code.InvalidResult"),
        ({"source": "return 'x'.repeat(1e7)"}, "Code.ResultTooLarge"),
        ({"source": "import os\nos.fork()", "language": "python"}, "Code.Failed"),
        ({"source": "Object.prototype.toJSON = () => { throw 1 }; return {}"}, "Code.InvalidResult"),
    ],
)
def test_bad_code_is_an_error_and_the_server_lives_on(api: Api, config: dict[str, Any], error: str) -> None:
    execution = ran(api, node("code", "code", **config))

    assert execution["error"]["code"] == error
    assert ran(api, code("return 1"))["output"] == 1


@pytest.mark.parametrize(
    ("config", "rule", "said"),
    [
        ({"source": "let a = 1;\nreturn (a"}, "code-syntax", "Zeile 2"),
        ({"source": "if True\n  return 1", "language": "python"}, "code-syntax", "expected ':'"),
        ({"source": "return $nodes.missing"}, "reference-unknown-node", "missing"),
        ({"source": "return $nodes"}, "code-nodes-unnamed", "$nodes"),
        ({"source": "return 1", "timeout": 61}, "field-too-large", "60"),
        ({"source": "ä" * 40_000}, "code-too-long", "65536"),
    ],
)
def test_faults_of_syntax_are_told_when_a_workflow_is_saved(
    api: Api, config: dict[str, Any], rule: str, said: str
) -> None:
    refused = api.post("/v1/workflows", chain(node("code", "code", **config))).error

    [fault] = refused["details"]
    assert (fault["rule"], said in fault["message"] + fault["hint"]) == (rule, True)


def test_an_input_that_is_nothing_is_told_as_the_input(api: Api) -> None:
    found = step(api, ran(api, code("return typeof $input", input="{{ $trigger.none }}")))

    assert (found["error"]["code"], found["error"]["field"]) == ("States.QueryEvaluationError", "input")


def test_n8n_names_over_items(api: Api) -> None:
    source = (
        "return $input.all().map((item) => ({json: {n: item.json.n * 2, of: $('Orders').first().json.o}}))"
    )
    given = {"names": "n8n", "input": "{{ $trigger.items }}", "nodes": {"Orders": "{{ $trigger.orders }}"}}

    execution = ran(api, code(source, **given), items=[{"n": 1}, {"n": 2}], orders=[{"o": "x"}])

    assert execution["output"] == [{"n": 2, "of": "x"}, {"n": 4, "of": "x"}]


def test_code_in_a_loop_over_items(api: Api) -> None:
    workflow = {
        "name": "Loop",
        "nodes": [
            {"id": "start", "type": "trigger"},
            {"id": "each", "type": "for_each", "config": {"items": "{{ $trigger.items }}", "concurrency": 4}},
            node("code", "code", source="return $input * 2"),
        ],
        "connections": [
            {"source": "start", "target": "each"},
            {"source": "each", "source_handle": "loop", "target": "code"},
            {"source": "code", "target": "each"},
        ],
    }

    assert api.run(workflow, {"items": list(range(12))})["output"] == [2 * n for n in range(12)]
