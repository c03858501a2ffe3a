"""An agent asks its model, uses the tools that it names, and asks again."""

import json
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import
from exeoflow.importers.n8n.reasons import Reason
from tests.n8n.worlds import Services
from tests.oracle.interpreter.environment import Failure
from tests.oracle.interpreter.trace import Outcome
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.machines import import_of, imported_machine

LANGCHAIN = "@n8n/n8n-nodes-langchain"


def node(name: str, kind: str, /, **parameters: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "typeVersion": 1.7, "position": [0, 0], "parameters": parameters}


def agent(*tools: dict[str, Any], **parameters: Any) -> Import:
    own = node("agent", f"{LANGCHAIN}.agent", promptType="define", text="={{ $json.ask }}", **parameters)
    return hung(own, node("model", f"{LANGCHAIN}.lmChatOpenAi", model="gpt-4o"), *tools)


def hung(own: dict[str, Any], model: dict[str, Any], *tools: dict[str, Any]) -> Import:
    nodes = [node("start", "n8n-nodes-base.manualTrigger"), own, model, *tools]
    hangs = {
        tool["name"]: {"ai_tool": [[{"node": "agent", "type": "ai_tool", "index": 0}]]} for tool in tools
    }
    return import_of(
        {
            "name": "x",
            "nodes": nodes,
            "connections": {
                "start": {"main": [[{"node": "agent", "type": "main", "index": 0}]]},
                "model": {"ai_languageModel": [[{"node": "agent", "index": 0}]]},
                **hangs,
            },
        }
    )


def started(done: Import, services: Services, data: Any) -> Outcome:
    return simulate(imported_machine(done), data, services).outcome


def run(done: Import, answers: list[Any]) -> tuple[Any, list[Any]]:
    services = Services(answers=answers)
    outcome = started(done, services, {"ask": "How warm is it?", "town": "Ulm"})
    assert outcome.status == "success", outcome
    return outcome.output, services.requests


def says(text: str | None, *calls: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    asked = [
        {"id": f"c{number}", "type": "function", "function": {"name": name, "arguments": json.dumps(given)}}
        for number, (name, given) in enumerate(calls)
    ]
    message = {"role": "assistant", "content": text} | ({"tool_calls": asked} if asked else {})
    return {"choices": [{"message": message}]}


def statuses(done: Import) -> dict[str, str]:
    return {each.node.name: str(each.status) for each in done.nodes}


WEATHER = node(
    "weather",
    f"{LANGCHAIN}.toolHttpRequest",
    url="https://weather.example.com/{town}",
    toolDescription="Tells the weather",
    sendQuery=True,
    parametersQuery={
        "values": [
            {"name": "unit"},
            {"name": "home", "valueProvider": "fieldValue", "value": "={{ $json.town }}"},
        ]
    },
)


def test_what_a_tool_gives_is_told_to_the_model() -> None:
    done = agent(WEATHER)

    output, requests = run(
        done, [says(None, ("weather", {"town": "Neu Ulm", "unit": "C"})), {"degrees": 21}, says("21 degrees")]
    )

    assert output == [{"output": "21 degrees"}]
    assert requests[1]["url"] == "https://weather.example.com/Neu%20Ulm"
    assert requests[1]["query"] == {"unit": "C", "home": "Ulm"}
    assert requests[2]["body"]["messages"][-1] == {
        "role": "tool",
        "tool_call_id": "c0",
        "content": '{"degrees":21}',
    }
    assert requests[0]["body"]["tools"][0]["function"]["parameters"]["properties"].keys() == {"town", "unit"}
    assert statuses(done) == {
        "start": "exact",
        "agent": "approximated",
        "model": "approximated",
        "weather": "approximated",
    }


SEVERAL_TOOLS = [
    node("sum", f"{LANGCHAIN}.toolCalculator"),
    node("twice", f"{LANGCHAIN}.toolCode", name="twice", jsCode="return query + query"),
    node(
        "send it",
        "n8n-nodes-base.slackTool",
        channelId={"__rl": True, "mode": "id", "value": "C1"},
        text="={{ $fromAI('what', 'the text', 'string') }}",
    ),
    node("think", f"{LANGCHAIN}.toolThink"),
]


def test_several_tools_are_used_in_turn_and_an_unknown_one_is_told_of() -> None:
    calls = [
        ("sum", {"input": "2 * (3 + sqrt(16)) ^ 2"}),
        ("twice", {"query": "ab"}),
        ("send_it", {"what": "Hi"}),
        ("think", {"input": "so"}),
        ("other", {}),
    ]

    output, requests = run(agent(*SEVERAL_TOOLS), [says(None, *calls), {"ok": True}, says("done")])

    assert output == [{"output": "done"}]
    assert requests[1]["body"] == {"channel": "C1", "text": "Hi"}
    told = [each["content"] for each in requests[2]["body"]["messages"] if each["role"] == "tool"]
    assert told == ["98", "abab", '{"ok":true}', "so", "There is no such tool."]


def test_a_model_is_told_what_is_made_of_an_address() -> None:
    gone = {"resource": "file", "operation": "deleteFile", "fileId": "={{ $fromAI('file') }}"}
    done = agent(node("drop", "n8n-nodes-base.googleDriveTool", **gone))

    _, requests = run(done, [says(None, ("drop", {"file": "f1"})), {}, says("done")])

    assert requests[2]["body"]["messages"][-1]["content"] == '{"id":"f1","success":true}'


def test_a_model_is_told_the_words_of_a_service_that_refuses_with_a_status_of_success() -> None:
    send = {"channelId": {"__rl": True, "mode": "id", "value": "C1"}, "text": "Hi"}
    done = agent(node("send", "n8n-nodes-base.slackTool", **send))

    _, requests = run(done, [says(None, ("send", {})), {"ok": False, "error": "is_archived"}, says("done")])

    assert requests[2]["body"]["messages"][-1]["content"] == "Error: is_archived"


@pytest.mark.parametrize(("length", "is_told"), [(1000, False), (1001, True)])
def test_a_description_of_a_tool_that_is_cut_is_told_of(length: int, *, is_told: bool) -> None:
    done = agent(node("twice", f"{LANGCHAIN}.toolCode", description="d" * length, jsCode="return query"))

    _, requests = run(done, [says("done")])

    assert requests[0]["body"]["tools"][0]["function"]["description"] == "d" * 1000
    reasons = {reason for each in done.nodes for reason in each.reasons}
    assert (Reason("setting-approximated", (("setting", "description"),)) in reasons) is is_told


def test_a_model_is_told_no_file() -> None:
    download = {"resource": "file", "operation": "download", "fileId": "f1"}
    done = agent(node("load", "n8n-nodes-base.googleDriveTool", **download))

    assert statuses(done)["load"] == "unsupported"
    assert isinstance(compile_workflow(json.loads(json.dumps(done.workflow))), CompiledWorkflow)


def test_the_rounds_end() -> None:
    done = agent(node("think", f"{LANGCHAIN}.toolThink"), options={"maxIterations": 2})

    output, requests = run(done, [says("a", ("think", {"input": "x"})), says("b", ("think", {"input": "y"}))])

    assert output == [{"output": "b"}]
    assert len(requests) == 2


def test_a_text_with_gaps_in_json_stays_json() -> None:
    done = agent(
        node(
            "book",
            f"{LANGCHAIN}.toolHttpRequest",
            url="https://book.example.com",
            method="POST",
            sendBody=True,
            specifyBody="json",
            jsonBody='{"who": "{name}", "note": "for {name}", "seats": {seats}}',
        )
    )

    _, requests = run(done, [says(None, ("book", {"name": 'A "B"', "seats": 2})), {}, says("ok")])

    assert requests[1]["body"] == {"who": 'A "B"', "note": 'for A "B"', "seats": 2}


@pytest.mark.parametrize(
    "written",
    [
        {"workflowId": {"__rl": True, "value": "1"}},
        {"source": "parameter", "workflowJson": '{"nodes": [], "connections": {}}'},
    ],
)
def test_another_workflow_is_called_at_an_address_and_given_what_the_model_gives(
    written: dict[str, Any],
) -> None:
    done = agent(
        node(
            "orders",
            f"{LANGCHAIN}.toolWorkflow",
            name="orders",
            **written,
            fields={"values": [{"name": "route", "stringValue": "get"}]},
            specifyInputSchema=True,
            jsonSchemaExample='{"number": 1}',
        )
    )

    _, requests = run(done, [says(None, ("orders", {"number": 7})), {"total": 3}, says("ok")])

    assert requests[1]["body"] == {"number": 7, "route": "get"}
    assert "workflow-by-address" in {reason.code for each in done.nodes for reason in each.reasons}


def test_a_tool_without_a_counterpart_is_a_placeholder_of_its_own() -> None:
    done = agent(node("motor", f"{LANGCHAIN}.toolMotor"), node("think", f"{LANGCHAIN}.toolThink"))

    assert statuses(done)["motor"] == "unsupported"
    assert statuses(done)["agent"] == "approximated"
    assert [each["config"]["origin"] for each in done.workflow["nodes"] if each["type"] == "placeholder"] == [
        f"{LANGCHAIN}.toolMotor"
    ]


SUM = node("sum", f"{LANGCHAIN}.toolCalculator")
BROKEN = Failure(0.0, "Http.ServerError", "It is broken.")


def failing(on_error: str) -> Import:
    own = node("agent", f"{LANGCHAIN}.agent", promptType="define", text="={{ $json.ask }}")
    model = node("model", f"{LANGCHAIN}.lmChatOpenAi", model="gpt-4o")
    return hung({**own, "onError": on_error}, model, SUM)


def test_an_agent_whose_model_fails_may_go_on_with_the_error() -> None:
    done = failing("continueRegularOutput")

    output, _ = run(done, [BROKEN])

    assert output == [{"error": "It is broken."}]


def test_items_whose_model_fails_may_leave_by_an_output_of_their_own() -> None:
    done = failing("continueErrorOutput")

    output, _ = run(done, [BROKEN])
    good, _ = run(done, [says(None, ("sum", {"input": "1 + 1"})), says("two")])

    assert output == [{"ask": "How warm is it?", "town": "Ulm", "error": "It is broken."}]
    assert good == [{"output": "two"}]


@pytest.mark.parametrize(
    ("parameters", "item"),
    [
        (
            {"messages": {"values": [{"content": "={{ $json.ask }}"}]}},
            {"index": 0, "message": {"role": "assistant", "content": "two"}, "finish_reason": "stop"},
        ),
        (
            {"responses": {"values": [{"content": "={{ $json.ask }}"}]}},
            {
                "output": [
                    {
                        "type": "message",
                        "role": "assistant",
                        "content": [{"type": "output_text", "text": "two"}],
                    }
                ]
            },
        ),
    ],
)
def test_a_message_to_a_model_with_tools_is_an_agent(parameters: dict[str, Any], item: Any) -> None:
    own = node("agent", f"{LANGCHAIN}.openAi", modelId={"__rl": True, "value": "gpt-4.1"}, **parameters)
    memory = node("model", f"{LANGCHAIN}.memoryBufferWindow")

    done = hung(own, memory, SUM)
    output, requests = run(done, [says(None, ("sum", {"input": "1 + 1"})), says("two")])

    assert output == [item]
    assert [each["url"] for each in requests] == ["https://api.openai.com/v1/chat/completions"] * 2
    assert requests[0]["body"]["messages"] == [{"role": "user", "content": "How warm is it?"}]
    assert requests[1]["body"]["messages"][-1]["content"] == "2"
    assert "ai-memory" in {reason.code for each in done.nodes for reason in each.reasons}


def test_a_response_of_a_model_is_its_messages() -> None:
    own = node(
        "agent",
        f"{LANGCHAIN}.openAi",
        modelId={"value": "gpt-4.1"},
        responses={"values": [{"content": "Hi"}]},
    )
    said = {"type": "message", "content": [{"type": "output_text", "text": "Hello"}]}

    output, [request] = run(
        hung(own, SUM | {"type": "n8n-nodes-base.noOp"}), [{"output": [{"type": "reasoning"}, said]}]
    )

    assert output == [{"output": [said]}]
    assert request["url"] == "https://api.openai.com/v1/responses"
    assert request["body"]["input"] == [{"role": "user", "content": "Hi"}]


def test_a_memory_may_hang_on_the_trigger_of_the_chat_beside_the_agent() -> None:
    hangs = [[{"node": each, "type": "ai_memory", "index": 0} for each in ("chat", "agent")]]
    done = import_of(
        {
            "name": "x",
            "nodes": [
                node("chat", f"{LANGCHAIN}.chatTrigger"),
                node("agent", f"{LANGCHAIN}.agent"),
                node("model", f"{LANGCHAIN}.lmChatOpenAi"),
                node("memory", f"{LANGCHAIN}.memoryBufferWindow"),
            ],
            "connections": {
                "chat": {"main": [[{"node": "agent", "type": "main", "index": 0}]]},
                "model": {"ai_languageModel": [[{"node": "agent", "index": 0}]]},
                "memory": {"ai_memory": hangs},
            },
        }
    )

    assert statuses(done) == dict.fromkeys(("chat", "agent", "model", "memory"), "approximated")


def test_a_tool_may_be_set_by_code_that_asks_the_model() -> None:
    written = "={{ $fromAI('what').split('').map(c => c.charCodeAt(0)).sort().join('') }} of {{ $json.town }}"
    channel = {"__rl": True, "mode": "id", "value": "C1"}
    parameters = {"resource": "message", "operation": "post", "select": "channel", "channelId": channel}
    done = agent(node("send", "n8n-nodes-base.slackTool", **parameters, text=written))

    asks = says(None, ("send", {"what": "ba"}))
    _, requests = run(done, [asks, {"ok": True, "message": {}}, says("ok")])

    assert "code" in {each["type"] for each in done.workflow["nodes"]}
    assert requests[1]["body"]["text"] == "9798 of Ulm"
    assert list(requests[0]["body"]["tools"][0]["function"]["parameters"]["properties"]) == ["what"]


def test_answers_and_results_of_engines_are_told_to_the_model() -> None:
    options = {"numResults": 1, "language": "de"}
    done = agent(
        {
            **node("wolfram", f"{LANGCHAIN}.toolWolframAlpha"),
            "credentials": {"wolframAlphaApi": {"name": "w"}},
        },
        node("engine", f"{LANGCHAIN}.toolSearXng", options=options),
    )

    asks = says(None, ("wolfram_alpha", {"input": "2 + 2"}), ("searxng-search", {"input": "news"}))
    found = [{"title": "T", "url": "u", "content": "c", "score": 1}, {"title": "other"}]
    _, requests = run(done, [asks, "It is 4.", {"results": found}, says("ok")])

    assert [each["query"] for each in requests[1:3]] == [
        {"input": "2 + 2"},
        {"q": "news", "format": "json", "pageno": 1, "safesearch": 0, "language": "de"},
    ]
    told = [each["content"] for each in requests[3]["body"]["messages"][-2:]]
    assert told == ["It is 4.", '[{"title":"T","link":"u","snippet":"c"}]']
