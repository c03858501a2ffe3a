"""Models of Bedrock are asked by Converse, whose messages and tools have a form of their own."""

from typing import Any

import pytest

from exeoflow.importers.n8n.applications.language_models.converse import CONVERSE
from exeoflow.importers.n8n.importing import Import
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.n8n.worlds import Services
from tests.unit.importers.n8n.applications.language_models.test_agent import (
    LANGCHAIN,
    hung,
    node,
    run,
    started,
    statuses,
)
from tests.unit.importers.n8n.test_computed import codes

CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
ADDRESS = (
    "https://bedrock-runtime.<region>.amazonaws.com/model/"
    "eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse"
)
PIXEL = "data:image/png;base64,iVBORw0KGgo="


def bedrock(model: str = CLAUDE, **options: Any) -> dict[str, Any]:
    made = node("model", f"{LANGCHAIN}.lmChatAwsBedrock", model=model, options=options)
    return made | {"credentials": {"aws": {"id": "1", "name": "mine"}}}


def asked(*tools: dict[str, Any], kind: str = "agent", **parameters: Any) -> Import:
    own = node("agent", f"{LANGCHAIN}.{kind}", promptType="define", text="={{ $json.ask }}", **parameters)
    return hung(own, bedrock(temperature=0.2, maxTokensToSample=900), *tools)


def says(*content: dict[str, Any]) -> dict[str, Any]:
    return {"output": {"message": {"role": "assistant", "content": list(content)}}, "stopReason": "end_turn"}


def use(id_: str, name: str, given: dict[str, Any]) -> dict[str, Any]:
    return {"toolUse": {"toolUseId": id_, "name": name, "input": given}}


def sent(**body: Any) -> Any:
    return evaluate(CONVERSE.body("$asked"), {"asked": body})


def test_a_chain_asks_by_converse() -> None:
    done = asked(kind="chainLlm", messages={"messageValues": [{"message": "Be short"}]})

    output, requests = run(done, [says({"text": "Warm"})])

    assert output == [{"text": "Warm"}]
    assert requests[0]["url"] == ADDRESS
    assert requests[0]["credential"] == "aws"
    assert requests[0]["body"] == {
        "messages": [{"role": "user", "content": [{"text": "How warm is it?"}]}],
        "system": [{"text": "Be short"}],
        "inferenceConfig": {"maxTokens": 900, "temperature": 0.2},
    }
    assert statuses(done)["agent"] == statuses(done)["model"] == "approximated"


CALLS: list[dict[str, Any]] = [
    {"reasoningContent": {"reasoningText": {"text": "Two at once", "signature": "s"}}},
    {"text": "Let me see"},
    use("u0", "sum", {"input": "1 + 2"}),
    use("u1", "think", {"input": "so"}),
]


def test_what_tools_give_goes_back_in_one_message_behind_what_was_said() -> None:
    done = asked(
        node("sum", f"{LANGCHAIN}.toolCalculator"),
        node("think", f"{LANGCHAIN}.toolThink", name="think", description="Thinks"),
    )

    output, requests = run(done, [says(*CALLS), says({"text": "It is 3"})])

    assert output == [{"output": "It is 3"}]
    assert [each["url"] for each in requests] == [ADDRESS, ADDRESS]
    tool = requests[0]["body"]["toolConfig"]["tools"][0]["toolSpec"]
    assert tool["name"] == "sum"
    assert tool["inputSchema"]["json"]["properties"].keys() == {"input"}
    assert requests[1]["body"]["messages"][1:] == [
        {"role": "assistant", "content": CALLS},
        {
            "role": "user",
            "content": [
                {"toolResult": {"toolUseId": "u0", "content": [{"text": "3"}]}},
                {"toolResult": {"toolUseId": "u1", "content": [{"text": "so"}]}},
            ],
        },
    ]


def test_what_was_remembered_is_told_in_its_form() -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "sum", "arguments": '{"input": "1"}'}}
    silent = {**call, "id": "c2", "function": {"name": "now", "arguments": ""}}
    messages = [
        {"role": "user", "content": "1?"},
        {"role": "assistant", "content": "", "tool_calls": [call, silent]},
        {"role": "tool", "tool_call_id": "c1", "content": "1"},
        {"role": "assistant", "content": "It is 1"},
        {"role": "user", "content": "And"},
        {"role": "user", "content": [{"type": "text", "text": "this?"}, picture(PIXEL)]},
    ]

    body = sent(messages=messages)

    uses = [use("c1", "sum", {"input": "1"}), use("c2", "now", {})]
    image = {"image": {"format": "png", "source": {"bytes": "iVBORw0KGgo="}}}
    assert body["messages"] == [
        {"role": "user", "content": [{"text": "1?"}]},
        {"role": "assistant", "content": uses},
        {"role": "user", "content": [{"toolResult": {"toolUseId": "c1", "content": [{"text": "1"}]}}]},
        {"role": "assistant", "content": [{"text": "It is 1"}]},
        {"role": "user", "content": [{"text": "And"}, {"text": "this?"}, image]},
    ]


def test_settings_are_told_in_its_form_and_what_it_has_not_is_left_out() -> None:
    body = sent(
        messages=[{"role": "user", "content": "1?"}],
        top_p=0.5,
        response_format={"type": "json_object"},
        performanceConfig={"latency": "optimized"},
        tools=[],
    )

    assert body == {
        "messages": [{"role": "user", "content": [{"text": "1?"}]}],
        "inferenceConfig": {"topP": 0.5},
        "performanceConfig": {"latency": "optimized"},
    }


def picture(url: str) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": url}}


def test_a_picture_by_its_address_fails_as_it_does_there() -> None:
    with pytest.raises(EvaluationError, match="base64 data URLs"):
        sent(messages=[{"role": "user", "content": [picture("https://example.com/a.png")]}])


def test_a_tool_without_a_description_has_none() -> None:
    function = {"name": "sum", "description": "", "parameters": {"type": "object"}}

    body = sent(
        messages=[{"role": "user", "content": "?"}], tools=[{"type": "function", "function": function}]
    )

    spec = {"name": "sum", "inputSchema": {"json": {"type": "object"}}}
    assert body["toolConfig"] == {"tools": [{"toolSpec": spec}]}


def test_what_only_bedrock_knows_is_asked_of_it() -> None:
    guardrail = {"values": {"guardrailIdentifier": "g1", "guardrailVersion": "", "trace": "enabled"}}
    done = hung(
        node("agent", f"{LANGCHAIN}.chainLlm", promptType="define", text="?"),
        bedrock(additionalModelRequestFields='{"top_k": 5}', guardrail=guardrail, latency="optimized"),
    )

    _, requests = run(done, [says({"text": "!"})])

    body = requests[0]["body"]
    assert body["additionalModelRequestFields"] == {"top_k": 5}
    assert body["performanceConfig"] == {"latency": "optimized"}
    assert body["guardrailConfig"] == {
        "guardrailIdentifier": "g1",
        "guardrailVersion": "DRAFT",
        "trace": "enabled",
    }


def test_a_guardrail_without_an_identifier_is_none() -> None:
    done = hung(
        node("agent", f"{LANGCHAIN}.chainLlm", promptType="define", text="?"),
        bedrock(guardrail={"values": {"guardrailVersion": "1"}}),
    )

    _, requests = run(done, [says({"text": "!"})])

    assert requests[0]["body"].keys() == {"messages"}


def test_a_model_that_is_not_named_fails() -> None:
    done = hung(node("agent", f"{LANGCHAIN}.chainLlm", promptType="define", text="?"), bedrock(""))

    assert "setting-empty" in codes(done, "agent")
    assert started(done, Services(answers=[]), {}).status == "failed"
