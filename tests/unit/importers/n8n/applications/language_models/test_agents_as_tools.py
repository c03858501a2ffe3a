"""An agent that another uses as a tool talks with its own model and tools, and its item is what is told."""

from typing import Any

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.oracle.interpreter.environment import Failure
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.applications.language_models.test_agent import (
    LANGCHAIN,
    node,
    says,
    started,
    statuses,
)
from tests.unit.importers.n8n.applications.language_models.test_mcp_client import SAID, TOOLS, client, result
from tests.unit.importers.n8n.applications.language_models.test_memory import Remembering, memory
from tests.unit.importers.n8n.machines import import_of, imported_machine
from tests.unit.importers.n8n.test_static_data import Table

ASKED = "={{ $fromAI('question', 'What to find out', 'string') }}"
QUESTION = {"question": "How far?"}
OPENAI = {"model": "gpt-4o"}


def hanging(*hangs: tuple[str, str, str], nodes: list[dict[str, Any]]) -> Import:
    """An agent `boss` behind the start, and what hangs by which connection on which node."""
    boss = node("boss", f"{LANGCHAIN}.agent", promptType="define", text="={{ $json.ask }}")
    start = node("start", "n8n-nodes-base.manualTrigger")
    model = node("model", f"{LANGCHAIN}.lmChatOpenAi", **OPENAI)
    connections: dict[str, Any] = {"start": {"main": [[{"node": "boss", "type": "main", "index": 0}]]}}
    for source, kind, target in (("model", "ai_languageModel", "boss"), *hangs):
        arrows = connections.setdefault(source, {}).setdefault(kind, [[]])
        arrows[0].append({"node": target, "type": kind, "index": 0})
    return import_of({"name": "x", "nodes": [start, boss, model, *nodes], "connections": connections})


def helper(name: str, **parameters: Any) -> list[dict[str, Any]]:
    """An agent as a tool, and its model `name model`."""
    own = {**node(name, f"{LANGCHAIN}.agentTool", text=ASKED, **parameters), "typeVersion": 3}
    return [own, node(f"{name} model", f"{LANGCHAIN}.lmChatOpenAi", **OPENAI)]


def hung(name: str, on: str) -> list[tuple[str, str, str]]:
    return [(name, "ai_tool", on), (f"{name} model", "ai_languageModel", name)]


def told(requests: list[Any], number: int) -> list[str]:
    """What the request with this number says of tools."""
    messages = requests[number]["body"]["messages"]
    return [each["content"] for each in messages if each["role"] == "tool"]


def test_an_agent_tells_the_one_that_asks_it_its_item() -> None:
    done = hanging(
        *hung("maps", "boss"),
        nodes=helper("maps", toolDescription="Knows roads", options={"systemMessage": "Measure."}),
    )
    services = Services(answers=[says(None, ("maps", QUESTION)), says("9 km"), says("Nine.")])

    outcome = started(done, services, {"ask": "Go?"})

    assert outcome.output == [{"output": "Nine."}]
    tool = services.requests[0]["body"]["tools"][0]["function"]
    assert (tool["name"], tool["description"], [*tool["parameters"]["properties"]]) == (
        "maps",
        "Knows roads",
        ["question"],
    )
    assert services.requests[1]["body"]["messages"] == [
        {"role": "system", "content": "Measure."},
        {"role": "user", "content": "How far?"},
    ]
    assert told(services.requests, 2) == ['[{"output":"9 km"}]']
    assert statuses(done)["maps"] == statuses(done)["maps model"] == "approximated"


def test_agents_that_are_tools_have_tools_that_are_agents() -> None:
    code = node("twice", f"{LANGCHAIN}.toolCode", name="twice", jsCode="return query + query")
    done = hanging(
        *hung("maps", "boss"),
        *hung("roads", "maps"),
        ("twice", "ai_tool", "roads"),
        ("twice", "ai_tool", "boss"),
        nodes=[*helper("maps"), *helper("roads"), code],
    )
    asking = [
        says(None, ("maps", QUESTION), ("twice", {"query": "a"})),
        says(None, ("roads", {"question": "Which?"}), ("other", {})),
        says(None, ("twice", {"query": "b"})),
    ]
    services = Services(answers=[*asking, *map(says, ("B 10", "by B 10", "fine"))])

    outcome = started(done, services, {"ask": "Go?"})

    assert outcome.output == [{"output": "fine"}]
    assert services.requests[2]["body"]["messages"][-1] == {"role": "user", "content": "Which?"}
    assert [told(services.requests, number) for number in (3, 4, 5)] == [
        ["bb"],
        ['[{"output":"B 10"}]', "There is no such tool."],
        ['[{"output":"by B 10"}]', "aa"],
    ]


def test_an_answer_in_a_form_is_read_and_what_fails_is_told() -> None:
    form = node("form", f"{LANGCHAIN}.outputParserStructured", jsonSchemaExample='{"km": 3}')
    done = hanging(
        *hung("maps", "boss"),
        ("form", "ai_outputParser", "maps"),
        nodes=[*helper("maps", hasOutputParser=True), form],
    )
    asks = says(None, ("maps", QUESTION))
    broken = Failure(0.0, "Http.ServerError", "It is broken.")
    answers = [asks, says('{"km": 9}'), asks, says("no JSON"), asks, broken, says("far")]
    services = Services(answers=answers)

    outcome = started(done, services, {"ask": "Go?"})

    read, not_read, not_answered = told(services.requests, -1)
    assert read == '[{"output":{"km":9}}]'
    assert not_read.startswith("Error: ")
    assert not_answered.startswith("Error: ")
    assert outcome.output == [{"output": "far"}]


def test_an_agent_that_is_a_tool_remembers_its_own_talk() -> None:
    held = memory(sessionIdType="customKey", sessionKey="={{ $json.who }}")
    done = hanging(*hung("maps", "boss"), ("my memory", "ai_memory", "maps"), nodes=[*helper("maps"), held])
    asks = says(None, ("maps", QUESTION))

    services = Remembering(answers=[asks, says("9 km"), asks, says("9 km!"), says("far")], table=Table())

    outcome = simulate(imported_machine(done, id="w1"), {"ask": "Go?", "who": "ann"}, services).outcome

    assert outcome.output == [{"output": "far"}]
    talk = services.requests[3]["body"]["messages"]
    assert [each["content"] for each in talk] == ["How far?", "9 km", "How far?"]


def test_an_agent_that_is_a_tool_learns_of_the_tools_of_a_server() -> None:
    done = hanging(*hung("maps", "boss"), ("my server", "ai_tool", "maps"), nodes=[*helper("maps"), client()])
    asks, uses = says(None, ("maps", QUESTION)), says(None, ("my_server_sum", {"a": 1}))
    listed = [result({"capabilities": {}}), "", result({"tools": TOOLS})]
    services = Services(answers=[asks, *listed, uses, result(SAID), says("9 km"), says("far")])

    outcome = started(done, services, {"ask": "Go?", "town": "Ulm"})

    assert outcome.output == [{"output": "far"}]
    assert services.requests[1]["url"] == "https://mcp.example.com/Ulm"
    assert [each["function"]["name"] for each in services.requests[4]["body"]["tools"]] == [
        "my_server_sum",
        "my_server_ask",
    ]
    assert services.requests[5]["body"]["params"] == {"name": "sum", "arguments": {"a": 1}}


def test_agents_in_agents_end_somewhere() -> None:
    names = [f"deep{number}" for number in range(8)]
    hangs = [each for name, on in zip(names, ["boss", *names], strict=False) for each in hung(name, on)]

    done = hanging(*hangs, nodes=[each for name in names for each in helper(name)])

    assert [statuses(done)[f"deep{number}"] for number in (1, 2)] == ["approximated", "unsupported"]


def test_an_agent_that_is_a_tool_without_a_model_is_a_placeholder() -> None:
    own = {**node("maps", f"{LANGCHAIN}.agentTool", text=ASKED), "typeVersion": 3}

    assert statuses(hanging(("maps", "ai_tool", "boss"), nodes=[own]))["maps"] == "unsupported"
