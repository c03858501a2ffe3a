import json
from typing import Any

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.applications.language_models.answer_forms import schema_of_example
from exeoflow.importers.n8n.importing import Import
from local.jsonata.evaluation import evaluate
from tests.unit.importers.n8n.families.files.test_files import ran
from tests.unit.importers.n8n.machines import import_of

_LANGCHAIN = "@n8n/n8n-nodes-langchain."


def imported(
    kind: str, parameters: dict[str, Any], parts: list[dict[str, Any]], version: float = 1.5
) -> Import:
    node = {
        "name": "ask",
        "type": _LANGCHAIN + kind,
        "typeVersion": version,
        "position": [1, 0],
        "parameters": parameters,
    }
    start = {
        "name": "start",
        "type": "n8n-nodes-base.executeWorkflowTrigger",
        "position": [0, 0],
        "parameters": {},
    }
    connections: dict[str, Any] = {"start": {"main": [[{"node": "ask", "type": "main", "index": 0}]]}}
    for part in parts:
        connections[part["name"]] = {"ai_part": [[{"node": "ask", "type": "ai_part", "index": 0}]]}
    return import_of({"name": "x", "nodes": [start, node, *parts], "connections": connections})


def part(name: str, kind: str, **parameters: Any) -> dict[str, Any]:
    node = {
        "name": name,
        "type": _LANGCHAIN + kind,
        "typeVersion": 1,
        "position": [1, 1],
        "parameters": parameters,
    }
    return node | {"credentials": {"openAiApi": {"id": "1", "name": "mine"}}}


def body_of(done: Import, item: dict[str, Any]) -> Any:
    workflow = json.loads(json.dumps(done.workflow))
    expression = next(
        node["config"]["expression"]
        for node in workflow["nodes"]
        if node["type"] == "transform" and '"call"' in node["config"]["expression"]
    )
    return evaluate(expression, {"input": [item], "workflow": {"id": "w1"}})[0]["call"]["body"]


MODEL = part("model", "lmChatOpenAi", model={"__rl": True, "value": "gpt-4o"}, options={"temperature": 0.2})


def test_a_chain_asks_its_model_and_the_model_is_a_part_of_it() -> None:
    messages = {
        "messageValues": [{"message": "Be short"}, {"type": "AIMessagePromptTemplate", "message": "Ok"}]
    }
    done = imported(
        "chainLlm",
        {"promptType": "define", "text": "=Sum up {{ $json.text }}", "messages": messages},
        [MODEL],
    )

    assert body_of(done, {"text": "this"}) == {
        "model": "gpt-4o",
        "messages": [
            {"role": "system", "content": "Be short"},
            {"role": "assistant", "content": "Ok"},
            {"role": "user", "content": "Sum up this"},
        ],
        "temperature": 0.2,
    }
    assert isinstance(compile_workflow(json.loads(json.dumps(done.workflow))), CompiledWorkflow)
    ids = {each.node.name: each.ids for each in done.nodes}
    assert ids["model"] == ids["ask"]
    assert {each.node.name: each.status.value for each in done.nodes}["model"] == "approximated"


def test_an_agent_takes_what_was_said_and_answers_in_the_form_of_its_parser() -> None:
    parser = part("parser", "outputParserStructured", inputSchema='{"type": "object"}')
    memory = part("memory", "memoryBufferWindow", sessionKey="mine")
    done = imported("agent", {"options": {}, "promptType": "auto"}, [MODEL, parser, memory])

    body = body_of(done, {"chatInput": "Hi"})

    assert body["response_format"] == {"type": "json_object"}
    assert body["messages"][-1] == {"role": "user", "content": "Hi"}
    reasons = {reason.code for each in done.nodes for reason in each.reasons if each.node.name == "ask"}
    assert "memory-kept" in reasons


def test_an_extractor_makes_a_schema_of_its_attributes() -> None:
    attributes = {
        "attributes": [
            {"name": "city", "type": "string", "description": "=Where {{ $json.who }} is", "required": True},
            {"name": "size", "type": "number"},
        ]
    }
    done = imported("informationExtractor", {"text": "={{ $json.t }}", "attributes": attributes}, [MODEL])

    assert schema_told(done, {"t": "Ulm", "who": "he"}) == {
        "type": "object",
        "properties": {
            "city": {"type": "string", "description": "Where he is"},
            "size": {"type": "number", "description": ""},
        },
        "required": ["city"],
    }


def schema_told(done: Import, item: dict[str, Any]) -> Any:
    told = body_of(done, item)["messages"]
    return next(
        json.loads(each["content"].partition("Schema:\n")[2]) for each in told if "Schema:" in each["content"]
    )


@pytest.mark.parametrize(("version", "needed"), [(1.2, {}), (1.3, {"required": ["n"]})])
def test_a_parser_makes_a_schema_of_its_example(version: float, needed: dict[str, Any]) -> None:
    parser = part("parser", "outputParserStructured", jsonSchemaExample='{"n": 1}', inputSchema="{}")
    done = imported("chainLlm", {"text": "?"}, [MODEL, {**parser, "typeVersion": version}])

    schema = {"type": "object", "properties": {"n": {"type": "number"}}, "additionalProperties": False}
    assert schema_told(done, {"chatInput": "Hi"}) == schema | needed


def test_a_schema_is_that_of_the_first_of_a_list_and_of_any_value() -> None:
    example = {"l": [{"a": None}], "e": [], "t": "x", "f": 0.5, "b": True}

    assert schema_of_example(example, all_needed=False)["properties"] == {
        "l": {
            "type": "array",
            "items": {"type": "object", "properties": {"a": {"type": "null"}}, "additionalProperties": False},
        },
        "e": {"type": "array"},
        "t": {"type": "string"},
        "f": {"type": "number"},
        "b": {"type": "boolean"},
    }


@pytest.mark.parametrize(
    ("parser", "said", "output"),
    [
        (part("parser", "outputParserStructured", jsonSchema='{"type": "object"}'), '{"a": 1}', {"a": 1}),
        (part("parser", "outputParserStructured"), '```json\n{"a": 1}\n```', {"a": 1}),
        (part("parser", "outputParserStructured", jsonSchema='{"type": "array"}'), '{"output": [1]}', [1]),
        (part("parser", "outputParserItemList"), '["a", "b"]', ["a", "b"]),
        (part("parser", "outputParserStructured", jsonSchemaExample="={{ $json.e }}"), '{"a": 1}', {"a": 1}),
    ],
)
def test_an_answer_in_a_form_is_read(parser: dict[str, Any], said: str, output: Any) -> None:
    done = imported("chainLlm", {}, [MODEL, parser])

    outcome, _ = ran(done, [{"chatInput": "Hi", "e": "{}"}], [{"choices": [{"message": {"content": said}}]}])

    assert outcome.output == [{"output": output}]


@pytest.mark.parametrize(
    ("kind", "version", "parameters", "asked"),
    [
        ("chainLlm", 1, {"text": "stale"}, "by input"),
        ("chainLlm", 1.2, {"prompt": "=Say {{ $json.input }}"}, "Say by input"),
        ("chainLlm", 1.2, {}, "by chat_input"),
        ("chainLlm", 1.3, {}, "by chatInput"),
        ("chainLlm", 1.4, {"text": "stale"}, "by chatInput"),
        ("agent", 1.2, {"text": "written"}, "written"),
        ("agent", 1.7, {"text": "stale"}, "by chatInput"),
        ("agent", 2.2, {"promptType": "define", "text": "written"}, "written"),
        ("informationExtractor", 1, {"text": "written"}, "written"),
    ],
)
def test_a_prompt_is_where_the_version_of_its_node_has_it(
    kind: str, version: float, parameters: dict[str, Any], asked: str
) -> None:
    done = imported(kind, parameters, [MODEL], version)

    item = {name: f"by {name}" for name in ("input", "chat_input", "chatInput")}
    assert body_of(done, item)["messages"][-1] == {"role": "user", "content": asked}


def test_a_prompt_that_no_item_has_fails() -> None:
    outcome, requests = ran(imported("chainLlm", {}, [MODEL], 1.4), [{"text": "Hi"}], [])

    assert (outcome.status, requests) == ("failed", [])


@pytest.mark.parametrize(("version", "told"), [(1.8, ["You are a helpful assistant"]), (1.9, []), (2.2, [])])
def test_an_agent_is_told_that_it_helps_by_older_nodes(version: float, told: list[str]) -> None:
    body = body_of(imported("agent", {}, [MODEL], version), {"chatInput": "Hi"})

    assert [each["content"] for each in body["messages"] if each["role"] == "system"] == told


def test_an_agent_of_another_kind_is_told_of() -> None:
    done = imported("agent", {"options": {"returnIntermediateSteps": True}}, [MODEL], 1.5)

    reasons = [reason for each in done.nodes for reason in each.reasons if each.node.name == "ask"]
    settings = {dict(each.values).get("setting") for each in reasons if each.code == "setting-approximated"}
    assert settings == {"agent: conversationalAgent", "options.returnIntermediateSteps"}


def test_a_model_is_set_as_its_node_says() -> None:
    options = {
        "topP": 0.5,
        "frequencyPenalty": -0.1,
        "maxTokens": -1,
        "responseFormat": "json_object",
        "temperature": "={{ $json.warm }}",
        "topK": 3,
        "timeout": 1000,
        "baseURL": "https://models.example.com/v1/",
    }
    done = imported("chainLlm", {}, [part("model", "lmChatOpenAi", options=options)])

    body = body_of(done, {"chatInput": "Hi", "warm": 0.2})
    assert {name: each for name, each in body.items() if name != "messages"} == {
        "model": "gpt-5-mini",
        "top_p": 0.5,
        "frequency_penalty": -0.1,
        "response_format": {"type": "json_object"},
        "temperature": 0.2,
    }
    left_out = [reason.values for each in done.nodes for reason in each.reasons if "left-out" in reason.code]
    assert left_out == [{"setting": "lmChatOpenAi.topK"}]
    assert "https://models.example.com/v1/chat/completions" in json.dumps(done.workflow)


@pytest.mark.parametrize(("model", "name"), [("o3", "max_completion_tokens"), ("gpt-4o", "max_tokens")])
def test_the_limit_of_an_answer_has_the_name_that_the_model_knows(model: str, name: str) -> None:
    done = imported("chainLlm", {}, [part("model", "lmChatOpenAi", model=model, options={"maxTokens": 5})])

    assert body_of(done, {"chatInput": "Hi"})[name] == 5


def test_a_model_that_is_left_out_is_that_of_the_version() -> None:
    for version, model in ((1, "claude-2"), (1.3, "claude-sonnet-4-5-20250929")):
        done = imported("chainLlm", {}, [{**part("model", "lmChatAnthropic"), "typeVersion": version}])

        assert body_of(done, {"chatInput": "Hi"})["model"] == model


def test_an_address_of_a_model_that_is_computed_is_not_known() -> None:
    model = part("model", "lmChatOpenAi", options={"baseURL": "={{ $json.a }}"})

    assert {each.code for each in imported("chainLlm", {}, [model]).nodes[-2].reasons} >= {"setting-computed"}


@pytest.mark.parametrize(
    ("row", "content"),
    [
        (
            {"messageType": "imageUrl", "imageUrl": "=https://example.com/{{ $json.text }}.png"},
            [{"type": "image_url", "image_url": {"url": "https://example.com/Hi.png"}}],
        ),
        (
            {"messageType": "imageUrl", "imageUrl": "https://e.x/a.png", "imageDetail": "low"},
            [{"type": "image_url", "image_url": {"url": "https://e.x/a.png", "detail": "low"}}],
        ),
        ({"message": "Look"}, "Look"),
    ],
)
def test_a_message_may_be_a_picture(row: dict[str, Any], content: Any) -> None:
    rows = [{"type": "HumanMessagePromptTemplate", **row}]
    parameters = {"promptType": "define", "text": "?", "messages": {"messageValues": rows}}

    _, requests = ran(
        imported("chainLlm", parameters, [MODEL], 1.5),
        [{"text": "Hi"}],
        [{"choices": [{"message": {"content": "Ok"}}]}],
    )

    assert requests[0]["body"]["messages"][0] == {"role": "user", "content": content}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"type": "odd"}, "approximated"),
        ({"type": "HumanMessagePromptTemplate", "messageType": "odd"}, "unsupported"),
        ({"type": "HumanMessagePromptTemplate", "messageType": "imageBinary"}, "unsupported"),
    ],
)
def test_a_message_that_n8n_does_not_know_fails(row: dict[str, Any], expected: str) -> None:
    parameters = {"promptType": "define", "text": "?", "messages": {"messageValues": [row]}}
    done = imported("chainLlm", parameters, [MODEL], 1.5)

    assert {str(each.status) for each in done.nodes if each.node.kind == "chainLlm"} == {expected}
    if expected == "approximated":
        outcome, requests = ran(done, [{"text": "Hi"}], [{"choices": [{"message": {"content": "Ok"}}]}])
        assert (outcome.status, requests) == ("failed", [])
