"""A message to whoever chats is the answer to their call."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import connections_of, import_of, imported_machine
from tests.unit.importers.n8n.test_computed import codes

LANGCHAIN = "@n8n/n8n-nodes-langchain."


def chatting(parameters: dict[str, Any], version: float, *, goes_on: bool = True) -> Import:
    trigger = {"parameters": {"options": {"responseMode": "responseNodes"}}, "typeVersion": 1.3}
    nodes = [
        {"name": "start", "type": f"{LANGCHAIN}chatTrigger", **trigger},
        {"name": "it", "type": f"{LANGCHAIN}chat", "typeVersion": version, "parameters": parameters},
        *([{"name": "end", "type": "n8n-nodes-base.noOp", "parameters": {}}] if goes_on else []),
    ]
    return import_of({"nodes": nodes, "connections": connections_of({"start": [["it"]], "it": [["end"]]})})


SENT: dict[str, Any] = {"message": "=Hi {{ $json.chatInput }}", "waitUserReply": False}


@pytest.mark.parametrize(("parameters", "version"), [(SENT, 1), ({"message": SENT["message"]}, 1.1)])
@pytest.mark.parametrize("goes_on", [True, False])
def test_a_message_is_the_answer_to_the_call(
    parameters: dict[str, Any], version: float, *, goes_on: bool
) -> None:
    done = chatting(parameters, version, goes_on=goes_on)

    trace = simulate(imported_machine(done), {"body": {"chatInput": "x"}}, Services())

    assert trace.outcome.status == "success"
    assert '"output": "Hi x"' in str(trace.runs).replace("'", '"')
    [trigger] = (each["config"] for each in done.workflow["nodes"] if each["type"] == "trigger")
    assert trigger["wait"] > 0
    assert ("answer-goes-on" in codes(done)) is goes_on


@pytest.mark.parametrize(
    ("parameters", "version", "nested"),
    [({"message": "Hi"}, 1, False), ({"message": "Hi", "operation": "sendAndWait"}, 1.2, True)],
)
def test_a_reply_is_the_next_call(parameters: dict[str, Any], version: float, *, nested: bool) -> None:
    done = chatting(parameters, version)

    steps = {each["id"]: each for each in done.workflow["nodes"]}
    assert steps["it_call"] | {"position": 0, "name": ""} == {
        "id": "it_call", "type": "wait", "config": {"call": True}, "position": 0, "name": ""
    }  # fmt: skip
    assert ('"data": $j' in steps["it"]["config"]["expression"]) is nested
    assert "call-approximated" in codes(done)


def test_buttons_have_no_counterpart() -> None:
    done = chatting({"operation": "sendAndWait", "responseType": "approval"}, 1.2)

    assert codes(done) >= {"setting-unsupported"}
