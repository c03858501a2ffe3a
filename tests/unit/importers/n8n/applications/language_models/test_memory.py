"""A memory keeps a session's messages from run to run: an agent adds to them, a manager changes them."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.oracle.interpreter.environment import Reply
from tests.oracle.json_value import Json
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.applications.language_models.test_agent import says, statuses
from tests.unit.importers.n8n.applications.language_models.test_chat import imported, part
from tests.unit.importers.n8n.machines import import_of, imported_machine
from tests.unit.importers.n8n.test_static_data import Table

CHOSEN: dict[str, Any] = {"sessionIdType": "customKey", "sessionKey": "={{ $json.who }}"}
MODEL = part("model", "lmChatOpenAi", model="gpt-4o")


@dataclass(slots=True)
class Remembering(Services):
    """Services beside a table."""

    table: Table | None = None

    def answer(self, node_id: str, request: Json, attempt: int) -> Reply:
        """Answer for the table or for a service."""
        if self.table is not None and isinstance(request, dict) and "TableName" in request:
            return self.table.answer(node_id, request, attempt)
        return Services.answer(self, node_id, request, attempt)


def memory(kind: str = "memoryBufferWindow", version: float = 1.3, **parameters: Any) -> dict[str, Any]:
    return part("my memory", kind, **parameters) | {"typeVersion": version}


def agent(*parts: dict[str, Any], version: float = 2) -> Import:
    parameters = {"promptType": "define", "text": "={{ $json.ask }}"}
    return imported("agent", parameters, [MODEL, *parts], version)


def run(done: Import, table: Table, items: list[Any], *answers: Any) -> tuple[Any, list[Any]]:
    """What a run gives, and the messages of each of its requests."""
    services = Remembering(answers=list(answers), table=table)
    output = simulate(imported_machine(done, id="w1"), items, services).outcome.output
    return output, [each["body"]["messages"] for each in services.requests]


def held(table: Table) -> dict[str, list[str]]:
    """By key what each message says."""
    return {
        key: [each["content"] for each in json.loads(row["data"]["S"])] for key, row in table.rows.items()
    }


def ask(who: str, *questions: str) -> list[Any]:
    return [{"who": who, "sessionId": who, "ask": each} for each in questions]


def texts(messages: list[Any]) -> list[Any]:
    return [each["content"] for each in messages]


def test_an_agent_is_told_the_last_pairs_of_its_session() -> None:
    done, table = agent(memory(contextWindowLength=2, **CHOSEN)), Table()

    run(done, table, ask("ann", "one"), says("1"))
    _, [first, second] = run(done, table, ask("ann", "two", "three"), says("2"), says("3"))
    _, [other] = run(done, table, ask("bob", "four"), says("4"))
    output, [last] = run(done, table, ask("ann", "five"), says("5"))

    assert first == [
        {"role": "user", "content": "one"},
        {"role": "assistant", "content": "1"},
        {"role": "user", "content": "two"},
    ]
    assert texts(second) == ["one", "1", "two", "2", "three"]
    assert texts(other) == ["four"]
    assert texts(last) == ["two", "2", "three", "3", "five"]
    assert output == [{"output": "5"}]
    assert held(table)["w1/memory/bob"] == ["four", "4"]
    assert set(statuses(done).values()) == {"exact", "approximated"}
    assert "memory-kept" in {reason.code for each in done.nodes for reason in each.reasons}


@pytest.mark.parametrize(("version", "remembered"), [(2, ["one", "two"]), (3, ["one", "", "2", "two"])])
def test_since_the_third_version_the_tools_of_the_last_round_are_remembered(
    version: float, remembered: list[str]
) -> None:
    tool = part("sum", "toolCalculator")
    done, table = agent(memory(**CHOSEN), tool, version=version), Table()
    calls = says(None, ("sum", {"input": "0 + 1"})), says(None, ("sum", {"input": "1 + 1"}))

    run(done, table, ask("ann", "one"), *calls, says("two"))
    _, [messages] = run(done, table, ask("ann", "again"), says("two"))

    assert texts(messages) == [*remembered, "again"]
    told = [each.get("name") for each in messages if each["role"] == "tool"]
    assert told == (["sum"] if version == 3 else [])


def test_a_window_does_not_begin_with_what_a_tool_gave() -> None:
    done = agent(memory(contextWindowLength=1, **CHOSEN), part("sum", "toolCalculator"), version=3)
    table = Table()

    run(done, table, ask("ann", "one"), says(None, ("sum", {"input": "1 + 1"})), says("two"))
    _, [messages] = run(done, table, ask("ann", "again"), says(""))

    assert texts(messages) == ["two", "again"]
    assert held(table) == {"w1/memory/ann": ["one", "", "2", "two"]}


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (memory(version=1), "w1/memory/chat_history"),
        (memory(version=1.1), "w1/memory/ann"),
        (memory(), "w1/memory/ann"),
        (memory(version=1.4), "w1/memory/ann__my_memory"),
        (memory("memoryPostgresChat", 1, tableName="talks"), "memoryPostgresChat/talks/ann"),
        (memory("memoryZep", 1.2), "memoryZep/ann"),
        (memory("memoryRedisChat", 1.5, sessionTTL=60), "memoryRedisChat/ann"),
    ],
)
def test_a_session_is_that_of_the_first_item(found: dict[str, Any], key: str) -> None:
    table = Table()

    run(agent(found), table, [*ask("ann", "one"), *ask("bob", "two")], says("1"), says("2"))

    assert held(table) == {key: ["one", "1", "two", "2"]}
    expires = "expires_at" in table.rows[key]
    assert expires == (found["type"].endswith(("BufferWindow", "RedisChat")))


def test_what_nobody_has_used_for_long_is_forgotten() -> None:
    done, table = agent(memory(**CHOSEN)), Table()

    run(done, table, ask("ann", "one"), says("1"))
    table.rows["w1/memory/ann"]["expires_at"] = {"N": "1000"}
    _, [messages] = run(done, table, ask("ann", "two"), says("2"))

    assert texts(messages) == ["two"]


def test_the_oldest_messages_go_first() -> None:
    done, table = agent(memory("memoryPostgresChat", 1, **CHOSEN)), Table()
    long = "x" * 25_000

    for number in range(3):
        run(done, table, ask("ann", f"{number}"), says(long))

    assert held(table) == {"memoryPostgresChat/ann": ["1", long, "2", long]}


@pytest.mark.parametrize(
    ("chosen", "items"), [(CHOSEN, [{"ask": "one"}]), ({}, [{"ask": "one"}]), ({}, [{"sessionId": [1]}])]
)
def test_without_a_session_it_fails(chosen: dict[str, Any], items: list[Any]) -> None:
    assert run(agent(memory(**chosen)), Table(), items) == (None, [])


def test_the_session_of_a_chat_is_known_behind_other_nodes() -> None:
    def node(name: str, kind: str, **parameters: Any) -> dict[str, Any]:
        return part(name, kind, **parameters) | {"typeVersion": 1.7}

    nodes = [
        node("chat", "chatTrigger"),
        {"name": "set", "type": "n8n-nodes-base.noOp", "position": [0, 0], "parameters": {}},
        node("ask", "agent", promptType="define", text="Hi"),
        MODEL,
        memory(),
    ]
    done = import_of(
        {
            "name": "x",
            "nodes": nodes,
            "connections": {
                "chat": {"main": [[{"node": "set", "type": "main", "index": 0}]]},
                "set": {"main": [[{"node": "ask", "type": "main", "index": 0}]]},
                "model": {"ai_languageModel": [[{"node": "ask", "index": 0}]]},
                "my memory": {"ai_memory": [[{"node": "ask", "index": 0}]]},
            },
        }
    )

    assert "$(" not in json.dumps(done.workflow)
    assert ".sessionId" in json.dumps(done.workflow)


def test_a_memory_of_an_unknown_kind_is_told() -> None:
    assert statuses(agent(memory("memoryOfElephants")))["ask"] == "unsupported"


PAIRS = [{"role": role, "content": text} for role, text in (("user", "a"), ("assistant", "b"), ("user", "c"))]


def managed(version: float, **parameters: Any) -> tuple[Any, list[str]]:
    """The items of a manager, and what is held then; both items have the same session."""
    done = imported("memoryManager", parameters, [memory(**CHOSEN)], version)
    assert "unsupported" not in statuses(done).values(), done.nodes
    row = {"id": {"S": "w1/memory/ann"}, "data": {"S": json.dumps(PAIRS)}}
    table = Table(rows={"w1/memory/ann": row})
    output, _ = run(done, table, ask("ann", "1", "2"))
    return output, held(table)["w1/memory/ann"]


SIMPLE = [{"human": "a", "ai": "b"}, {"human": "c"}]


def test_a_manager_loads_messages() -> None:
    grouped, _ = managed(1.1)
    each, _ = managed(1.1, options={"groupMessages": False})
    whole, _ = managed(1, simplifyOutput=False)

    assert grouped == [{"messages": SIMPLE, "messagesCount": 2}] * 2
    assert each == SIMPLE * 2
    assert whole[1] == {
        "lc": 1,
        "type": "constructor",
        "id": ["langchain_core", "messages", "AIMessage"],
        "kwargs": {
            "content": "b",
            "tool_calls": [],
            "invalid_tool_calls": [],
            "additional_kwargs": {},
            "response_metadata": {},
        },
    }
    assert len(whole) == 6
    listed, _ = managed(1.1, simplifyOutput=False)
    assert listed == [{"messages": whole[:3], "messagesCount": 3}] * 2


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (
            {"mode": "insert", "messages": {"messageValues": [{"message": "={{ $json.ask }}"}]}},
            ["a", "b", "c", "1", "2"],
        ),
        (
            {
                "mode": "insert",
                "insertMode": "override",
                "messages": {"messageValues": [{"type": "ai", "message": "d"}]},
            },
            ["d"],
        ),
        ({"mode": "delete", "lastMessagesCount": 1}, ["a"]),
        ({"mode": "delete"}, ["a"]),
        ({"mode": "delete", "deleteMode": "all"}, []),
    ],
)
def test_a_manager_changes_messages(parameters: dict[str, Any], expected: list[str]) -> None:
    output, left = managed(1.1, **parameters)

    assert left == expected
    assert output == [{"success": True}] * 2


@pytest.mark.parametrize(
    ("version", "parameters"),
    [
        (1, {}),
        (1.1, {"mode": "other"}),
        (1.1, {"mode": "insert", "messages": {"messageValues": [{"type": "other"}]}}),
    ],
)
def test_other_settings_of_a_manager_are_told(version: float, parameters: dict[str, Any]) -> None:
    done = imported("memoryManager", parameters, [memory(**CHOSEN)], version)

    assert statuses(done)["ask"] == "unsupported"
