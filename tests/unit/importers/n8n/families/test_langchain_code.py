"""Code of n8n's node for LangChain: what is about items is run, what asks for a library or a part is not."""

from typing import Any

import pytest

from tests.n8n.running import NotRun, run_case

START = {"name": "start", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "position": [0, 0]}
MODEL = {"name": "model", "type": "@n8n/n8n-nodes-langchain.lmChatOpenAi", "position": [0, 0]}


def ran(source: str, *outputs: str) -> Any:
    code = {
        "name": "code",
        "type": "@n8n/n8n-nodes-langchain.code",
        "typeVersion": 1,
        "position": [0, 0],
        "parameters": {
            "code": {"execute": {"code": source}},
            "outputs": {"output": [{"type": each} for each in outputs]},
        },
    }
    connections = {
        "start": {"main": [[{"node": "code", "type": "main", "index": 0}]]},
        "model": {"ai_languageModel": [[{"node": "code", "type": "ai_languageModel", "index": 0}]]},
    }
    workflow = {"name": "x", "nodes": [START, MODEL, code], "connections": connections}
    return run_case(workflow, "start", {"start": [{"a": 1}, {"a": 2}]})


def test_items_go_through_code_that_is_about_them() -> None:
    ran_ = ran(
        "return $input.all().concat(items.slice(0, 1).map((e) => ({ json: { b: e.json.a } })));", "main"
    )

    assert ran_.nodes["code"] == [[[{"a": 1}, {"a": 2}, {"b": 1}]]]


def test_what_only_a_comment_asks_for_is_not_asked_for() -> None:
    assert ran("// this.logger\nreturn $input.all();", "main").nodes["code"] == [[[{"a": 1}, {"a": 2}]]]


@pytest.mark.parametrize(
    "source",
    [
        "const { PromptTemplate } = require('langchain/prompts'); return $input.all();",
        "const llm = await this.getInputConnectionData('ai_languageModel', 0); return $input.all();",
        "return getInputData();",
    ],
)
def test_code_that_asks_for_more_than_items_is_refused(source: str) -> None:
    assert isinstance(ran(source, "main"), NotRun)


@pytest.mark.parametrize("outputs", [(), ("main", "main"), ("ai_tool",)])
def test_code_of_no_output_of_items_or_of_several_is_refused(outputs: tuple[str, ...]) -> None:
    assert isinstance(ran("return $input.all();", *outputs), NotRun)
