"""The Model Context Protocol message by message, without a server."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import pytest

from exeoflow.model.json import Json
from exeoflow.remote.protocol import VERSIONS, answer_message, tools_of
from exeoflow.remote.tools import Tools
from exeoflow.remote.trouble import Refused, Trouble

if TYPE_CHECKING:
    from exeoflow.remote.connection import Connection

READER = frozenset({"workflows:read"})


class Api:
    """Answers each path with what it has, and raises what is a failure."""

    def __init__(self, **answers: Any) -> None:
        self._answers = answers

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """Answer."""
        del query
        answer = self._answers[path.rpartition("/")[2].replace("-", "_")]
        if isinstance(answer, Exception):
            raise answer
        return answer


def asked(method: str, parameters: Json = None, **answers: Any) -> Any:
    tools = Tools(cast("Connection", Api(**answers)))
    message: Json = {"jsonrpc": "2.0", "id": 7, "method": method, "params": parameters}
    answered = answer_message(message, tools, READER)
    assert answered is not None
    assert (answered["jsonrpc"], answered["id"]) == ("2.0", 7)
    return answered.get("result") or answered.get("error")


def called(name: str, arguments: Json, **answers: Any) -> Any:
    return asked("tools/call", {"name": name, "arguments": arguments}, **answers)


@pytest.mark.parametrize(
    ("said", "answered"), [(VERSIONS[1], VERSIONS[1]), ("1999-01-01", VERSIONS[0]), (None, VERSIONS[0])]
)
def test_an_agent_is_welcomed_in_its_revision_if_it_is_known(said: str | None, answered: str) -> None:
    welcome = asked("initialize", {"protocolVersion": said, "capabilities": {}})

    assert welcome["protocolVersion"] == answered
    assert welcome["capabilities"] == {"tools": {}}


def test_only_the_tools_of_the_scopes_are_listed_and_called() -> None:
    listed = {tool["name"] for tool in asked("tools/list")["tools"]}

    assert listed == {tool.name for tool in tools_of(READER)}
    assert "save_workflow" not in listed
    assert called("save_workflow", {"workflow": {}})["code"] == -32602


def test_a_tool_answers_as_text_and_as_data() -> None:
    answered = called("node_types", {}, node_types={"node_types": [{"type": "set", "kind": "action"}]})

    assert answered["isError"] is False
    assert answered["structuredContent"] == {"node_types": [{"type": "set", "kind": "action"}]}
    assert answered["content"][0]["text"] == '{"node_types":[{"type":"set","kind":"action"}]}'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "`workflow_id` is missing"),
        ({"workflow_id": 7}, "`workflow_id` must be: string"),
        ({"workflow_id": "wf_1", "id": 1}, "there is no `id`; there are: workflow_id"),
        ([1], "`arguments` must be an object"),
    ],
)
def test_wrong_arguments_are_told_to_the_agent(arguments: Json, said: str) -> None:
    answered = called("get_workflow", arguments)

    assert (answered["isError"], answered["content"][0]["text"]) == (True, said)


def test_a_refusal_is_told_with_its_details() -> None:
    detail = {"path": "nodes[0]", "message": "It is wrong.", "hint": "Mend it."}
    refused = Refused(400, {"code": "X", "message": "No.", "details": [detail]})

    told = called("find_workflows", {"status": None}, workflows=refused)["content"][0]["text"]
    silent = called("find_workflows", {}, workflows=Trouble("Nobody answers."))

    assert told == "No. (X)\n- nodes[0]: It is wrong. Mend it."
    assert (silent["isError"], silent["content"][0]["text"]) == (True, "Nobody answers.")


def test_what_is_no_message_and_what_has_no_answer() -> None:
    tools = Tools(cast("Connection", Api()))
    for message in (None, [], [{"jsonrpc": "2.0", "id": 1, "method": "ping"}], {}, {"id": 1}):
        answered = answer_message(cast("Json", message), tools, READER)
        assert answered is not None
        assert cast("dict[str, Any]", answered["error"])["code"] == -32600
    for silent in ({"method": "notifications/initialized"}, {"id": 1, "result": {}}):
        assert answer_message(cast("Json", silent), tools, READER) is None
    assert asked("ping") is None or asked("ping") == {}
    assert asked("server/discover")["code"] == -32601
