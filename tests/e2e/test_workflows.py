"""The life of a workflow, seen through HTTP."""

import pytest

from tests.e2e.api import Api
from tests.e2e.workflows import ECHO, SLOW, chain, node


def test_a_workflow_is_created_inactive_and_read_back(api: Api) -> None:
    created = api.post("/v1/workflows", {**ECHO, "description": "says it again"})

    read = api.get(f"/v1/workflows/{created.data['id']}")

    assert created.status == 201
    assert created.data["status"] == "inactive"
    assert read.status == 200
    assert read.data["nodes"][0]["id"] == "start"
    assert read.data["description"] == "says it again"
    assert read.data["created_at"].endswith("Z")


def test_a_put_keeps_what_it_leaves_out(api: Api) -> None:
    workflow = api.create(ECHO)

    answer = api.call("PUT", f"/v1/workflows/{workflow}", {"description": "new"})

    assert answer.status == 200
    assert (answer.data["name"], answer.data["description"]) == ("Echo", "new")
    assert len(answer.data["nodes"]) == 2


def test_an_old_etag_does_not_overwrite(api: Api) -> None:
    workflow = api.create(ECHO)
    etag = api.get(f"/v1/workflows/{workflow}").headers["etag"]
    first = api.call("PUT", f"/v1/workflows/{workflow}", {"name": "One"}, if_match=etag)

    second = api.call("PUT", f"/v1/workflows/{workflow}", {"name": "Two"}, if_match=etag)

    assert (first.status, second.status) == (200, 412)
    assert api.get(f"/v1/workflows/{workflow}").data["name"] == "One"


def test_an_active_workflow_is_listed_as_such(api: Api) -> None:
    workflow = api.create(ECHO)

    answer = api.post(f"/v1/workflows/{workflow}/status", {"status": "active"})

    assert answer.data["status"] == "active"
    newest = api.get("/v1/workflows?status=active&limit=1").data
    assert newest["workflows"][0]["id"] == workflow
    assert newest["pagination"]["total"] >= 1


def test_a_deleted_workflow_is_gone(api: Api) -> None:
    workflow = api.create(ECHO)

    answer = api.call("DELETE", f"/v1/workflows/{workflow}")

    assert answer.data == {"message": "Workflow erfolgreich gelöscht"}
    assert api.get(f"/v1/workflows/{workflow}").status == 404


def test_the_same_idempotency_key_creates_once(api: Api) -> None:
    key = f"create-{api.create(ECHO)}"

    first = api.post("/v1/workflows", ECHO, idempotency_key=key)
    again = api.post("/v1/workflows", ECHO, idempotency_key=key)
    other = api.post("/v1/workflows", {**ECHO, "name": "Other"}, idempotency_key=key)

    assert again.data == first.data
    assert (other.status, other.error["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")


def test_an_execution_yields_output_and_steps(api: Api) -> None:
    execution = api.run(ECHO, {"text": 'ä "quoted" \\ {{ x }}', "none": None, "list": []})

    assert execution["status"] == "success"
    assert execution["output"] == {"got": {"text": 'ä "quoted" \\ {{ x }}', "none": None, "list": []}}
    assert "echo" in [step["node_id"] for step in execution["steps"]]
    assert execution["duration"] >= 0


def test_an_execution_that_fails_names_the_node(api: Api) -> None:
    execution = api.run(chain(node("bad", "transform", expression="$number($trigger.text)")), {"text": "ten"})

    assert execution["status"] == "failed"
    assert (execution["error"]["code"], execution["error"]["node_id"]) == (
        "States.QueryEvaluationError",
        "bad",
    )


def test_a_running_execution_can_be_cancelled_once(api: Api) -> None:
    execution = api.execute(api.create(SLOW))
    api.execution_when(execution, lambda found: len(found["steps"]) > 1)

    first = api.post(f"/v1/executions/{execution}/cancel")
    second = api.post(f"/v1/executions/{execution}/cancel")

    assert first.data == {"id": execution, "status": "cancelled"}
    assert (second.status, second.error["code"]) == (409, "EXECUTION_FINISHED")
    assert api.get(f"/v1/executions/{execution}").data["status"] == "cancelled"


def test_the_same_idempotency_key_starts_once(api: Api) -> None:
    workflow = api.create(ECHO)
    path = f"/v1/workflows/{workflow}/execute"

    first = api.post(path, {"input": {"a": 1}}, idempotency_key="one")
    again = api.post(path, {"input": {"a": 1}}, idempotency_key="one")
    other = api.post(path, {"input": {"a": 2}}, idempotency_key="one")

    assert again.data["execution_id"] == first.data["execution_id"]
    assert other.status == 409
    api.finished(first.data["execution_id"])
    assert api.get(f"/v1/executions?workflow_id={workflow}").data["pagination"]["total"] == 1


def test_a_retry_runs_again_and_is_linked(api: Api) -> None:
    failing = chain(node("bad", "transform", expression="$number($trigger.text)"))
    original = api.run(failing, {"text": "ten"})
    repaired = {name: ECHO[name] for name in ("nodes", "connections")}
    api.call("PUT", f"/v1/workflows/{original['workflow_id']}", repaired)

    retry = api.post(f"/v1/executions/{original['id']}/retry").data["execution_id"]

    repeated = api.get(f"/v1/executions/{retry}?wait=20").data
    assert (repeated["status"], repeated["output"]) == ("success", {"got": {"text": "ten"}})
    assert repeated["retry_of"] == original["id"]
    assert api.get(f"/v1/executions/{original['id']}").data["retries"] == [retry]


def test_a_workflow_tells_how_it_runs(api: Api) -> None:
    workflow = api.create(ECHO)
    executions = [api.finished(api.execute(workflow)) for _ in range(2)]

    shown = api.get(f"/v1/workflows/{workflow}/stats").data

    assert (shown["runs"], shown["by_status"]["success"], shown["failure_rate"]) == (2, 2, 0)
    assert shown["last_run"]["id"] == executions[-1]["id"]
    shorter = min(execution["duration"] for execution in executions)
    assert abs(shown["duration"]["p50"] - shorter) <= shorter / 64


def test_an_http_request_reaches_its_target(api: Api, target_url: str) -> None:
    workflow = chain(
        node("call", "http_request", method="POST", url=f"{target_url}/echo", body={"n": "{{ $trigger.n }}"}),
        node("result", "transform", expression="$input.body.body.n"),
    )

    execution = api.run(workflow, {"n": 7})

    assert (execution["status"], execution["output"]) == ("success", 7)


def test_an_http_status_is_an_error_by_name(api: Api, target_url: str) -> None:
    execution = api.run(chain(node("call", "http_request", method="GET", url=f"{target_url}/status/404")))

    assert execution["status"] == "failed"
    assert (execution["error"]["code"], execution["error"]["node_id"]) == ("Http.Status404", "call")


def test_metadata_addresses_are_never_called(api: Api) -> None:
    execution = api.run(chain(node("call", "http_request", url="http://169.254.169.254/latest/meta-data")))

    assert execution["error"]["code"] == "Http.AddressNotAllowed"


@pytest.mark.parametrize("concurrency", [1, 4])
def test_each_item_runs_the_body(api: Api, concurrency: int) -> None:
    workflow = {
        "name": "Each",
        "nodes": [
            node("start", "trigger"),
            node("each", "for_each", items="{{ $trigger.items }}", concurrency=concurrency),
            node("double", "transform", expression="$item * 2 + $index"),
        ],
        "connections": [
            {"source": "start", "target": "each"},
            {"source": "each", "target": "double", "source_handle": "loop"},
        ],
    }

    assert api.run(workflow, {"items": [1, 2, 3]})["output"] == [2, 5, 8]


def test_a_validated_workflow_is_the_machine_that_saving_makes(api: Api) -> None:
    called = api.create(ECHO)
    calling = chain(node("call", "sub_workflow", workflow_id=called), name="Calling")

    validated = api.post("/v1/workflows/validate", calling)
    stored = api.get(f"/v1/workflows/{api.create(calling)}/definition")

    assert (validated.status, validated.data["valid"]) == (200, True)
    assert stored.data["definition"] == validated.data["definition"]
    assert stored.data["node_of_state"] == {"Run call": "call"}


def test_a_foreign_sub_workflow_is_found_by_validation(api: Api) -> None:
    answer = api.post(
        "/v1/workflows/validate",
        chain(node("call", "sub_workflow", workflow_id="wf_00000000000000000000000000")),
    )

    assert (answer.status, answer.data["valid"]) == (200, False)
    assert answer.data["diagnostics"][0]["node_id"] == "call"
