"""Nodes of others than n8n: Apify, whose runs are waited for, and Bright Data."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.unit.importers.n8n.families.files.test_files import imported, node, ran

APIFY = "https://api.apify.com/v2"
RUNS = {"data": {"id": "r", "status": "RUNNING", "defaultDatasetId": "d"}}
ENDED = {"data": {"id": "r", "status": "SUCCEEDED", "defaultDatasetId": "d"}}
FAILED = {"data": {**ENDED["data"], "status": "FAILED"}}
BY_PAGE = {"__rl": True, "mode": "url", "value": "https://console.apify.com/organization/q/actors/a/input"}


def apify(**parameters: Any) -> Import:
    return imported(node("call", "@apify/n8n-nodes-apify.apify", {"actorId": "a", **parameters}))


def bright_data(**parameters: Any) -> Import:
    return imported(node("call", "n8n-nodes-brightdata.brightData", parameters))


def test_an_actor_is_run_and_its_items_are_fetched() -> None:
    done = apify(operation="Run actor and get dataset", customBody='={"u": "{{ $json.u }}"}', timeout={})

    outcome, requests = ran(done, [{"u": "x"}], [RUNS, ENDED, [{"n": 1}, {"n": 2}]])

    assert [(each["method"], each["url"], each.get("body")) for each in requests] == [
        ("POST", f"{APIFY}/acts/a/runs", {"u": "x"}),
        ("GET", f"{APIFY}/actor-runs/r", None),
        ("GET", f"{APIFY}/datasets/d/items", None),
    ]
    assert requests[0]["query"] == {"memory": 1024, "waitForFinish": "60"}
    assert outcome.output == [{"n": 1}, {"n": 2}]


@pytest.mark.parametrize("last", [RUNS, FAILED])
def test_a_run_that_does_not_succeed_in_time_fails_the_node(last: Any) -> None:
    outcome, _ = ran(apify(operation="Run actor and get dataset"), [{}], [RUNS, last, []])

    assert outcome.status == "failed"


@pytest.mark.parametrize(
    ("parameters", "answers", "expected"),
    [
        ({"actorId": BY_PAGE}, [RUNS, RUNS, FAILED], [FAILED["data"]]),
        ({"actorId": BY_PAGE, "waitForFinish": False}, [RUNS], [RUNS["data"]]),
        ({"actorId": BY_PAGE}, [RUNS, RUNS, RUNS], None),
    ],
)
def test_an_actor_is_waited_for_if_that_is_asked(
    parameters: dict[str, Any], answers: list[Any], expected: Any
) -> None:
    outcome, requests = ran(apify(**parameters), [{}], [*answers])

    assert requests[0]["url"] == f"{APIFY}/acts/a/runs"
    assert len(requests) == len(answers)
    assert outcome.output == expected


@pytest.mark.parametrize(
    ("parameters", "body", "answer", "expected"),
    [
        ({"url": "u", "format": "json"}, {"format": "json"}, {"body": "b"}, {"body": "b"}),
        ({"url": "u"}, {"format": "raw"}, "text", {"data": "text"}),
        (
            {"url": "u", "data_format": "markdown"},
            {"format": "raw", "data_format": "markdown"},
            "# t",
            {"data": "# t"},
        ),
    ],
)
def test_a_page_is_loaded_in_the_form_that_is_asked_for(
    parameters: dict[str, Any], body: dict[str, str], answer: Any, expected: Any
) -> None:
    outcome, [request] = ran(bright_data(**parameters), [{}], [answer])

    place = {"zone": "n8n_unlocker", "country": "us", "method": "GET", "url": "u"}
    assert request["body"] == {**place, **body}
    assert outcome.output == [expected]


def test_a_search_is_one_of_pages() -> None:
    _, [request] = ran(bright_data(operation="WebSearch", query="a b", page=3), [{}], ["x"])

    assert request["body"]["url"] == "https://www.google.com/search?q=a%20b&start=20&brd_json=1"
