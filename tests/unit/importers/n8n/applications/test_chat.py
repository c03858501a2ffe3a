import json
from typing import Any

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import, import_export
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export
from local.jsonata.evaluation import evaluate

_LANGCHAIN = "@n8n/n8n-nodes-langchain."


def imported(kind: str, parameters: dict[str, Any], parts: list[dict[str, Any]]) -> Import:
    node = {
        "name": "ask",
        "type": _LANGCHAIN + kind,
        "typeVersion": 1.5,
        "position": [1, 0],
        "parameters": parameters,
    }
    start = {"name": "start", "type": "n8n-nodes-base.manualTrigger", "position": [0, 0], "parameters": {}}
    connections: dict[str, Any] = {"start": {"main": [[{"node": "ask", "type": "main", "index": 0}]]}}
    for part in parts:
        connections[part["name"]] = {"ai_part": [[{"node": "ask", "type": "ai_part", "index": 0}]]}
    export = export_of({"name": "x", "nodes": [start, node, *parts], "connections": connections})
    assert isinstance(export, Export)
    return import_export(export)


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
    return evaluate(expression, {"input": [item]})[0]["call"]["body"]


MODEL = part("model", "lmChatOpenAi", model={"__rl": True, "value": "gpt-4o"}, options={"temperature": 0.2})


def test_a_chain_asks_its_model_and_the_model_is_a_part_of_it() -> None:
    messages = {
        "messageValues": [{"message": "Be short"}, {"type": "AIMessagePromptTemplate", "message": "Ok"}]
    }
    done = imported("chainLlm", {"text": "=Sum up {{ $json.text }}", "messages": messages}, [MODEL])

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
    memory = part("memory", "memoryBufferWindow")
    done = imported("agent", {"options": {}, "promptType": "auto"}, [MODEL, parser, memory])

    body = body_of(done, {"chatInput": "Hi"})

    assert body["response_format"] == {"type": "json_object"}
    assert body["messages"][-1] == {"role": "user", "content": "Hi"}
    reasons = {reason.code for each in done.nodes for reason in each.reasons if each.node.name == "ask"}
    assert "ai-memory" in reasons


def test_an_extractor_makes_a_schema_of_its_attributes() -> None:
    attributes = {"attributes": [{"name": "city", "type": "string"}]}
    done = imported("informationExtractor", {"text": "={{ $json.t }}", "attributes": attributes}, [MODEL])

    assert '"city": {"type": "string"}' in body_of(done, {"t": "Ulm"})["messages"][1]["content"]
