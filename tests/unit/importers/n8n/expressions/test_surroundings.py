from dataclasses import replace
from typing import Any

import pytest

from exeoflow.importers.n8n.expressions import (
    EarlierNode,
    Scope,
    Translated,
    Untranslatable,
    translate,
    with_functions,
)
from local.jsonata.evaluation import evaluate

PARAMETERS = {
    "operation": "get",
    "count": 2,
    "id": {"__rl": True, "mode": "id", "value": "=x{{ $json.n }}"},
    "sum": "={{ $json.n + 1 }}",
    "rows": {"row": [{"value": "={{ 1 }}"}]},
}
CONTEXT = {"noItemsLeft": "true", "currentRunIndex": "2"}
A = EarlierNode("$a", "$a[0]", None, parameters=PARAMETERS, context=CONTEXT)
SCOPE = Scope(
    "$item", "$input", "$index", {"A": A}, "UTC", "Shop",
    parameters=PARAMETERS, run_index="0", previous=("A", 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$parameter.operation", "get"),
        ("$parameter['count'] + 1", 3),
        ("$('A').params.id", "x5"),
        ("$node['A'].parameter['sum']", 6),
        ("$input.params.rows.row[0].value", "={{ 1 }}"),
        ("$parameter.operation.length", 3),
        ("$('A').params.operation[0]", "g"),
        ("$parameter.id[0]", "x"),
        ("$prevNode.name", "A"),
        ("$node['A'].context['noItemsLeft']", True),
        ("$('A').context.currentRunIndex", 2),
        ("[$('A').context.none].length", 1),
        ("$prevNode.outputIndex", 1),
        ("$runIndex + 1", 1),
        ("$executionId", "e1"),
        ("$execution.mode", "production"),
        ("$mode", "production"),
        ("$execution.resumeUrl", "https://r"),
        ("$resumeWebhookUrl", "https://r"),
        ("$workflow.active", True),
        ("[$workflow.none, $execution.none, $prevNode.none, $parameter.none].length", 4),
    ],
)
def test_what_n8n_tells_beside_the_items(expression: str, expected: Any) -> None:
    found = translate(f"={{{{ {expression} }}}}", SCOPE)

    assert isinstance(found, Translated)
    names = {"item": {"n": 5}, "execution": {"id": "e1", "resume_url": "https://r"}}
    assert evaluate(with_functions(found.jsonata), names) == expected


@pytest.mark.parametrize("node", [A, replace(A, context=None)])
def test_of_a_loop_not_all_is_known(node: EarlierNode) -> None:
    found = translate("={{ $('A').context.maxRunIndex }}", replace(SCOPE, nodes={"A": node}))

    assert found == Untranslatable("expression-node-context")


def test_the_node_before_is_not_known_behind_several_arrows() -> None:
    found = translate("={{ $prevNode.name }}", replace(SCOPE, previous=None))

    assert found == Untranslatable("expression-previous-node")


def test_no_row_is_before_the_first() -> None:
    found = translate("={{ $parameter.rows.row[-1].value }}", SCOPE)

    assert found == Untranslatable("expression-node-parameters")


def test_a_default_that_an_export_leaves_out_is_told() -> None:
    found = translate("={{ $parameter.none }}", SCOPE)

    assert isinstance(found, Translated)
    assert found.approximations == ("expression-node-parameters",)
