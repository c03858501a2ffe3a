"""What each step of an execution did, through the real handlers."""

from typing import Any

import pytest

from exeoflow.model.json import write
from tests.integration.handlers.conftest import Client
from tests.integration.handlers.running import execute, finished, workflow

NAMED = {
    "name": "Named",
    "nodes": [
        {"id": "start", "type": "trigger", "name": "Webhook Trigger"},
        {"id": "fixed", "type": "set", "config": {"values": {"kind": "order"}}},
        {
            "id": "name",
            "type": "set",
            "config": {"values": {"name": "{{ $uppercase($trigger.customer.name) }}"}},
        },
        {"id": "each", "type": "for_each", "config": {"items": "{{ $trigger.items }}"}},
        {"id": "double", "type": "transform", "config": {"expression": "$item * 2"}},
    ],
    "connections": [
        {"source": "start", "target": "fixed"},
        {"source": "fixed", "target": "name"},
        {"source": "name", "target": "each"},
        {"source": "each", "target": "double", "source_handle": "loop"},
        {"source": "double", "target": "each"},
    ],
}


def run(client: Client, data: dict[str, Any], graph: dict[str, Any] = NAMED) -> str:
    started = execute(client, workflow(client, graph), body={"input": data})
    execution_id: str = finished(client, started.data["execution_id"])["id"]
    return execution_id


def steps(client: Client, execution_id: str, **query: str) -> list[dict[str, Any]]:
    path = {"execution_id": execution_id}
    found: list[dict[str, Any]] = client.call("list_execution_steps", path=path, query=query).data["steps"]
    return found


def test_steps_show_what_they_were_given_and_put_out(client: Client) -> None:
    found = steps(client, run(client, {"customer": {"name": "Ada"}, "items": [1, 2]}))

    shown = [(step["node_id"], step["input"], step["output"], step["iteration"]) for step in found]
    assert found[0]["node_name"] == "Webhook Trigger"
    assert shown == [
        ("start", None, {"customer": {"name": "Ada"}, "items": [1, 2]}, []),
        ("fixed", {"customer": {"name": "Ada"}, "items": [1, 2]}, {"kind": "order"}, []),
        ("name", {"kind": "order"}, {"name": "ADA"}, []),
        ("each", {"name": "ADA"}, [2, 4], []),
        ("double", 1, 2, [{"node_id": "each", "index": 0}]),
        ("double", 2, 4, [{"node_id": "each", "index": 1}]),
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "en",
            (
                "`values.name`: the expression `$uppercase($trigger.customer.name)` yields nothing. "
                "There is no `$trigger.customer.name`; there are: id, mail."
            ),
        ),
        (
            "de",
            (
                "`values.name`: Der Ausdruck `$uppercase($trigger.customer.name)` ergibt nichts. "
                "`$trigger.customer.name` gibt es nicht; vorhanden: id, mail."
            ),
        ),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_author(client: Client, language: str, message: str) -> None:
    execution_id = run(client, {"customer": {"id": 7, "mail": "ada@example.com"}, "items": []})
    path = {"execution_id": execution_id, "number": "3"}

    step = client.call("get_execution_step", path=path, headers={"accept-language": language}).data

    assert step["status"] == "failed"
    assert step["error"]["code"] == "States.QueryEvaluationError"
    assert step["error"]["message"] == message
    assert step["error"]["field"] == "values.name"
    assert step["error"]["expression"] == "$uppercase($trigger.customer.name)"


def test_large_values_are_cut_in_lists_and_whole_in_the_step(client: Client) -> None:
    execution_id = run(client, {"customer": {"name": "ß" * 40_000}, "items": []})
    path = {"execution_id": execution_id, "number": "1"}

    listed = steps(client, execution_id, limit="1")
    whole = client.call("get_execution_step", path=path).data

    assert listed[0]["truncated"] == ["output"]
    assert len(listed[0]["output"]) == 7_000
    assert whole["output"]["customer"]["name"] == "ß" * 40_000
    assert whole["truncated"] == []


def test_a_page_of_the_largest_steps_fits_into_what_lambda_answers(client: Client) -> None:
    execution_id = run(client, {"customer": {"name": '"' * 40_000}, "items": []})

    [step] = steps(client, execution_id, limit="1")

    # With the input cut like the output, in a body that is a text within JSON itself.
    assert 100 * len(write(write({**step, "input": step["output"]}))) < 6_000_000


@pytest.mark.parametrize("number", ["0", "7", "x", "9" * 30, "-1"])
def test_a_step_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    path = {"execution_id": run(client, {"customer": {"name": "Ada"}, "items": []}), "number": number}

    answer = client.call("get_execution_step", path=path)

    assert (answer.status, answer.code) == (404, "STEP_NOT_FOUND")


def test_a_workflow_may_keep_its_data_to_itself(client: Client) -> None:
    graph = NAMED | {"settings": {"record_data": "none"}}

    found = steps(client, run(client, {"customer": {"name": "Ada"}, "items": []}, graph))

    assert [step["node_id"] for step in found] == ["start", "fixed", "name", "each"]
    assert {(step["input"], step["output"]) for step in found} == {(None, None)}


def test_who_watches_is_answered_at_each_change(client: Client) -> None:
    slow = {
        "name": "Slow",
        "nodes": [
            {"id": "start", "type": "trigger"},
            {"id": "rest", "type": "wait", "config": {"seconds": 2}},
        ],
        "connections": [{"source": "start", "target": "rest"}],
    }
    path = {"execution_id": execute(client, workflow(client, slow)).data["execution_id"]}
    seen: list[tuple[int, str]] = [(-1, "")]
    while seen[-1][1] != "success":
        query = {"wait": "20", "after": str(max(seen[-1][0], 0))}
        shown = client.call("get_execution", path=path, query=query).data
        seen.append((shown["version"], shown["status"]))

    versions = [version for version, _ in seen]
    assert versions == sorted(set(versions))
    assert len(versions) > 2


def test_an_execution_tells_its_fault_in_the_words_of_the_author_too(client: Client) -> None:
    path = {"execution_id": run(client, {"customer": {"id": 7}, "items": []})}

    error = client.call("get_execution", path=path, headers={"accept-language": "en"}).data["error"]

    assert (error["node_id"], error["field"]) == ("name", "values.name")
    assert error["message"].startswith("`values.name`: the expression")
    assert "$uppercase" in error["cause"]


def test_who_waits_for_the_end_is_told_its_fault_in_the_same_words(client: Client) -> None:
    workflow_id = workflow(client, NAMED)

    waited = execute(client, workflow_id, body={"input": {"items": []}}, query={"wait": "20"}).data
    read = client.call("get_execution", path={"execution_id": waited["execution_id"]}).data

    assert waited["error"] == read["error"]
    assert waited["error"]["field"] == "values.name"
    assert "$states" not in waited["error"]["message"]
