"""What fails for one item: it takes the item's place, or leaves by an output of its own.

A service that says with a status of success that it refused fails the request, too.
"""

from typing import Any

import pytest

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.applications.catalogue.refusals import REFUSALS
from exeoflow.importers.n8n.importing import Import
from exeoflow.importers.n8n.reasons import Reason
from tests.n8n.worlds import Services
from tests.oracle.interpreter.environment import Failure
from tests.oracle.simulator.machine import MachineTrace
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import connections_of, import_of, imported_machine

HTTP = {"url": "=https://example.com/{{ $json.id }}"}
SLACK = {"channelId": {"__rl": True, "mode": "id", "value": "C1"}, "text": "={{ $json.id }}"}
REFUSED = {"ok": False, "error": "channel_not_found"}


def imported(kind: str, parameters: dict[str, Any], **settings: Any) -> Import:
    nodes = [
        {"name": "start", "type": "n8n-nodes-base.executeWorkflowTrigger", "position": [0, 0]},
        {"name": "call", "type": kind, "typeVersion": 4, "parameters": parameters, **settings},
        {"name": "good", "type": "n8n-nodes-base.noOp"},
        {"name": "bad", "type": "n8n-nodes-base.noOp"},
    ]
    connections = connections_of({"start": [["call"]], "call": [["good"], ["bad"]]})
    return import_of({"name": "x", "nodes": nodes, "connections": connections})


def ran(done: Import, world: Services, items: int = 3) -> MachineTrace:
    return simulate(imported_machine(done), [{"id": each} for each in range(1, items + 1)], world)


def reasons_of_call(done: Import) -> set[Reason]:
    return {reason for each in done.nodes if each.node.name == "call" for reason in each.reasons}


def run(kind: str, parameters: dict[str, Any], on_error: str, answers: list[Any]) -> Any:
    done = imported(kind, parameters, onError=on_error)
    assert "unsupported" not in {str(each.status) for each in done.nodes}
    trace = ran(done, Services(answers=answers))
    assert trace.outcome.status == "success"
    return trace.outcome.output


@pytest.mark.parametrize(("kind", "parameters"), [("httpRequest", HTTP), ("slack", SLACK)])
def test_items_that_fail_leave_by_the_second_output(kind: str, parameters: dict[str, Any]) -> None:
    failure = Failure(0.0, "Http.Status500", "down")

    output = run(f"n8n-nodes-base.{kind}", parameters, "continueErrorOutput", [{"a": 1}, failure, {"a": 3}])

    assert output == {"good": [{"a": 1}, {"a": 3}], "bad": [{"id": 2, "error": "down"}]}


@pytest.mark.parametrize(("kind", "parameters"), [("httpRequest", HTTP), ("slack", SLACK)])
def test_an_error_takes_the_place_of_an_item_that_fails(kind: str, parameters: dict[str, Any]) -> None:
    failure = Failure(0.0, "Http.Status500", "down")

    output = run(f"n8n-nodes-base.{kind}", parameters, "continueRegularOutput", [{"a": 1}, failure, {"a": 3}])

    assert output == [{"a": 1}, {"error": "down"}, {"a": 3}]


def test_a_refused_request_fails_the_node_with_the_words_of_the_service_and_none_is_sent_after_it() -> None:
    world = Services(answers=[{"ok": True}, REFUSED, {"ok": True}])

    trace = ran(imported("n8n-nodes-base.slack", SLACK), world)

    assert trace.outcome.status == "failed"
    assert (trace.outcome.code, trace.outcome.message) == ("Service.Refused", "channel_not_found")
    assert len(world.requests) == 2


def test_an_item_whose_request_is_refused_leaves_by_the_second_output() -> None:
    world = Services(answers=[{"ok": True}, REFUSED, Failure(0.0, "Http.Status500", "down")])

    trace = ran(imported("n8n-nodes-base.slack", SLACK, onError="continueErrorOutput"), world)

    assert trace.outcome.output == {
        "good": [{"ok": True}],
        "bad": [{"id": 2, "error": "channel_not_found"}, {"id": 3, "error": "down"}],
    }


def test_the_words_take_the_place_of_an_item_whose_request_is_refused() -> None:
    world = Services(answers=[{"ok": True}, REFUSED, {"ok": True, "a": 3}])

    trace = ran(imported("n8n-nodes-base.slack", SLACK, onError="continueRegularOutput"), world)

    assert trace.outcome.output == [{"ok": True}, {"error": "channel_not_found"}, {"ok": True, "a": 3}]


@pytest.mark.parametrize(
    ("kind", "parameters", "refused", "words"),
    [
        (
            "graphql",
            {"endpoint": "https://example.com", "query": "{ a }"},
            {"data": None, "errors": [{"message": "no a"}, {"message": "no b"}]},
            "no a, no b",
        ),
        ("mondayCom", {"boardId": "1", "operation": "get"}, {"errors": [{"message": "no"}]}, "no"),
        ("mondayCom", {"boardId": "1", "operation": "get"}, {"error_code": 1}, '{"error_code":1}'),
        (
            "pipedrive",
            {"resource": "deal", "operation": "get", "dealId": 1},
            {"success": False, "error": "no"},
            "no",
        ),
        (
            "uptimeRobot",
            {"resource": "account", "operation": "get"},
            {"stat": "fail", "error": {"message": "bad key"}},
            "bad key",
        ),
        (
            "nextCloud",
            {"resource": "user", "operation": "update", "userId": "u"},
            "<ocs><meta><status>failure</status><message>no user</message></meta></ocs>",
            "no user",
        ),
    ],
)
def test_each_service_refuses_in_its_own_way(
    kind: str, parameters: dict[str, Any], refused: Any, words: str
) -> None:
    done = imported(f"n8n-nodes-base.{kind}", parameters, onError="continueRegularOutput")

    trace = ran(done, Services(answers=[refused]), items=1)

    assert trace.outcome.output == [{"error": words}]


@pytest.mark.parametrize("errors", [{}, {"errors": None}])
def test_an_answer_without_errors_is_none(errors: dict[str, Any]) -> None:
    done = imported("n8n-nodes-base.graphql", {"endpoint": "https://example.com", "query": "{ a }"})

    trace = ran(done, Services(answers=[{"data": {"a": 1}, **errors}]), items=1)

    assert trace.outcome.output == [{"data": {"a": 1}, **errors}]


AIRTOP = {"resource": "extraction", "operation": "query", "sessionMode": "new", "prompt": "p", "url": "u"}


def test_a_refusal_of_a_request_before_another_ends_the_node() -> None:
    world = Services(answers=[{"data": {"id": "s"}}, {"errors": [{"message": "one"}, {"message": "two"}]}])

    trace = ran(imported("n8n-nodes-base.airtop", AIRTOP), world, items=1)

    assert (trace.outcome.code, trace.outcome.message) == ("Service.Refused", "one\ntwo")


@pytest.mark.parametrize(
    ("answer", "status"),
    [({"data": {"modelResponse": "m"}}, "success"), ({"errors": [{"message": "no"}]}, "failed")],
)
def test_what_cleans_up_is_sent_also_where_the_request_before_it_is_refused(answer: Any, status: str) -> None:
    world = Services(answers=[{"data": {"id": "s"}}, {"data": {"windowId": "w"}}, answer, {}])

    trace = ran(imported("n8n-nodes-base.airtop", AIRTOP), world, items=1)

    assert trace.outcome.status == status
    assert [each["method"] for each in world.requests] == ["POST", "POST", "POST", "DELETE"]


def test_what_is_not_as_in_n8n_is_told() -> None:
    graphql = {"endpoint": "https://example.com", "query": "{ a }"}

    tried = imported("n8n-nodes-base.slack", SLACK, retryOnFail=True)
    beside = imported("n8n-nodes-base.graphql", graphql, onError="continueRegularOutput")

    assert Reason("setting-approximated", (("setting", "retryOnFail"),)) in reasons_of_call(tried)
    assert Reason("setting-approximated", (("setting", "onError"),)) in reasons_of_call(beside)
    assert Reason("setting-approximated", (("setting", "onError"),)) not in reasons_of_call(
        imported("n8n-nodes-base.graphql", graphql)
    )


def test_each_refusal_is_that_of_an_application() -> None:
    refusing = {kind for kind, each in APPLICATIONS.items() if each.refusal is not None}

    assert refusing == {f"n8n-nodes-base.{kind}" for kind in REFUSALS}
