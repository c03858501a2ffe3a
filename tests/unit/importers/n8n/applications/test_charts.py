"""QuickChart: a dataset for each item, one picture of all."""

import json
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.unit.importers.n8n.families.files.test_files import PNG, base, imported, ran

ITEMS: list[Any] = [{"d": [1, 2], "n": "a", "l": ["x", "y"]}, {"d": [3], "n": "", "l": ["z"]}]
LABELS = {"labelsMode": "array", "labelsArray": "={{ $json.l }}"}


def chart(parameters: dict[str, Any], **more: Any) -> Import:
    return imported(base("chart", "quickChart", {"data": "={{ $json.d }}", **parameters}, 1) | more)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (
            LABELS,
            {
                "type": "bar", "labels": ["x", "y"],
                "first": {"label": "Chart", "data": [1, 2], "type": "bar"},
            },
        ),
        (
            {
                "chartType": "bar",
                "chartOptions": {"horizontal": True, "width": 600},
                "datasetOptions": {"label": "={{ $json.n }}", "fill": False, "pointStyle": "star"},
                "labelsUi": {"labelsValues": [{"label": "={{ $json.l }}"}, {"label": "q"}]},
            },
            {
                "type": "horizontalBar",
                "labels": ["x", "y", "q"],
                "first": {
                    "label": "a", "data": [1, 2], "type": "horizontalBar", "fill": False, "pointStyle": "star"
                },
            },
        ),
        ({**LABELS, "labelsArray": '["k"]', "chartType": "boxplot", "datasetOptions": {"pointStyle": "line"}},
         {"type": "boxplot", "labels": ["k"],
          "first": {"label": "Chart", "data": [1, 2], "type": "boxplot", "itemStyle": "line"}}),
    ],
)  # fmt: skip
def test_a_chart_has_a_dataset_for_each_item(parameters: dict[str, Any], expected: dict[str, Any]) -> None:
    outcome, [request] = ran(chart(parameters), ITEMS, [PNG])

    sent = json.loads(request["query"]["chart"])
    assert (sent["type"], sent["data"]["labels"]) == (expected["type"], expected["labels"])
    assert sent["data"]["datasets"][0] == expected["first"]
    assert sent["data"]["datasets"][1]["label"] == "Chart"
    assert outcome.output == [{"chart": sent}]
    assert request["query"].get("width") == ("600" if "chartOptions" in parameters else None)


def test_the_picture_goes_on() -> None:
    send = base("send", "httpRequest", {
        "method": "POST", "url": "https://e.x", "sendBody": True, "contentType": "binaryData",
        "inputDataFieldName": "data",
    }, 4.2)  # fmt: skip
    done = imported(base("chart", "quickChart", {"data": "={{ $json.d }}", **LABELS}, 1), send)

    _, requests = ran(done, ITEMS, [PNG, {}])

    assert requests[1]["body"]["content_type"] == "image/png"


@pytest.mark.parametrize(
    ("parameters", "more"),
    [({}, {"onError": "continueRegularOutput"}), ({"chartOptions": "={{ $json }}"}, {})],
)
def test_what_has_no_counterpart_is_told(parameters: dict[str, Any], more: dict[str, Any]) -> None:
    statuses = {str(each.status) for each in chart(parameters, **more).nodes if each.node.name == "chart"}

    assert statuses == {"unsupported"}


def test_labels_that_are_no_list_fail() -> None:
    outcome, requests = ran(chart({**LABELS, "labelsArray": "{}"}), ITEMS, [PNG])

    assert (outcome.status, requests) == ("failed", [])
