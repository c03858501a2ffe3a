"""Items that leave by the outputs that a model names."""

import json
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.oracle.interpreter.environment import Failure
from tests.unit.importers.n8n.applications.language_models.test_chat import MODEL, part
from tests.unit.importers.n8n.families.files.test_files import ran
from tests.unit.importers.n8n.machines import import_of

CATEGORIES = {"categories": [{"category": "bill", "description": "=of {{ $json.who }}"}, {"category": "=ad"}]}


def imported(kind: str, parameters: dict[str, Any], model: dict[str, Any] = MODEL, **more: Any) -> Import:
    """A node whose outputs each mark what they give."""
    start = {"name": "start", "type": "n8n-nodes-base.executeWorkflowTrigger", "parameters": {}}
    node = {**part("sort", kind, **parameters), **more}
    ends = [
        {
            "name": f"out{output}",
            "type": "n8n-nodes-base.set",
            "typeVersion": 3.4,
            "parameters": {
                "includeOtherFields": True,
                "assignments": {"assignments": [{"name": "out", "type": "number", "value": output}]},
            },
        }
        for output in range(3)
    ]
    connections: dict[str, Any] = {
        "start": {"main": [[{"node": "sort", "type": "main", "index": 0}]]},
        "sort": {"main": [[{"node": each["name"], "type": "main", "index": 0}] for each in ends]},
        "model": {"ai_languageModel": [[{"node": "sort", "type": "ai_languageModel", "index": 0}]]},
    }
    return import_of({"name": "x", "nodes": [start, node, *ends, model], "connections": connections})


def said(value: object) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": json.dumps(value)}}]}


def items_of(output: Any) -> list[Any]:
    """What all outputs gave, in their order."""
    return [each for found in (output.values() if isinstance(output, dict) else [output]) for each in found]


def test_items_leave_by_the_outputs_of_their_categories() -> None:
    options = {"fallback": "other", "multiClass": True}
    done = imported(
        "textClassifier", {"inputText": "={{ $json.t }}", "categories": CATEGORIES, "options": options}
    )

    answers = [said({"bill": True, "ad": True}), said({"ad": True}), said({"fallback": True})]
    outcome, requests = ran(done, [{"t": "a", "who": "me"}, {"t": "b"}, {"t": "c"}], answers)

    assert items_of(outcome.output) == [
        {"t": "a", "who": "me", "out": 0},
        {"t": "a", "who": "me", "out": 1},
        {"t": "b", "out": 1},
        {"t": "c", "out": 2},
    ]
    system, user = requests[0]["body"]["messages"]
    assert "categories: bill, ad, and use" in system["content"]
    assert "(description: of me)" in system["content"]
    assert "multiple can be true" in system["content"]
    assert user == {"role": "user", "content": "a"}
    assert requests[0]["body"]["response_format"] == {"type": "json_object"}


def test_what_fits_no_category_is_dropped() -> None:
    done = imported("textClassifier", {"inputText": "={{ $json.t }}", "categories": CATEGORIES})

    outcome, _ = ran(done, [{"t": "a"}, {"t": "b"}], [said({"bill": False}), said({"bill": True})])

    assert items_of(outcome.output) == [{"t": "b", "out": 0}]


def test_sentiments_are_told_beside_the_item() -> None:
    done = imported(
        "sentimentAnalysis", {"inputText": "={{ $json.t }}", "options": {"includeDetailedResults": True}}
    )

    answers = [
        said({"sentiment": "negative", "strength": 0.5, "confidence": 1}),
        said({"sentiment": "Positive", "strength": 1, "confidence": 0.25}),
    ]
    outcome, _ = ran(done, [{"t": "a"}, {"t": "b"}], answers)

    assert items_of(outcome.output) == [
        {
            "t": "b",
            "sentimentAnalysis": {"category": "Positive", "strength": 1, "confidence": 0.25},
            "out": 0,
        },
        {"t": "a", "sentimentAnalysis": {"category": "negative", "strength": 0.5, "confidence": 1}, "out": 2},
    ]


def test_an_item_that_fails_leaves_by_the_first_output_as_its_error() -> None:
    done = imported(
        "textClassifier",
        {"inputText": "={{ $json.t }}", "categories": CATEGORIES},
        onError="continueRegularOutput",
    )

    outcome, _ = ran(done, [{"t": "a"}, {"t": "b"}], [Failure(0.0, "Http.Failed", "no"), said({"ad": True})])

    assert items_of(outcome.output) == [{"error": "no", "out": 0}, {"t": "b", "out": 1}]


def test_without_a_category_the_node_fails_as_in_n8n() -> None:
    done = imported("textClassifier", {"categories": {}})

    outcome, requests = ran(done, [{"t": "a"}], [])

    assert (outcome.status, requests) == ("failed", [])
    told = [reason.code for each in done.nodes if each.node.name == "sort" for reason in each.reasons]
    assert told == ["setting-empty"]


@pytest.mark.parametrize(
    ("parameters", "model", "more"),
    [
        ({"categories": {"categories": [{"category": "={{ $json.c }}"}]}}, MODEL, {}),
        ({"categories": CATEGORIES}, part("model", "lmUnknown"), {}),
        ({"categories": CATEGORIES}, MODEL, {"onError": "continueErrorOutput"}),
    ],
)
def test_what_cannot_be_is_a_placeholder(
    parameters: dict[str, Any], model: dict[str, Any], more: dict[str, Any]
) -> None:
    done = imported("textClassifier", parameters, model, **more)

    assert [str(each.status) for each in done.nodes if each.node.name == "sort"] == ["unsupported"]
