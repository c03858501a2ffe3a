"""Nodes of models that are asked in the form of their own service, as n8n's nodes ask them."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.unit.importers.n8n.applications.language_models.test_agent import statuses
from tests.unit.importers.n8n.applications.language_models.test_chat import imported, part
from tests.unit.importers.n8n.families.files.test_files import ran

SAID = {
    "messages": {
        "values": [{"content": "={{ $json.q }}"}, {"content": " "}, {"content": "x", "role": "assistant"}]
    }
}
MODEL = {"modelId": {"__rl": True, "mode": "list", "value": "some-model"}}
TEXTS = [{"type": "text", "text": "a"}, {"type": "thinking"}, {"type": "text", "text": "b"}]


def asked(kind: str, answer: Any, **parameters: Any) -> tuple[Any, Any]:
    done = imported(kind, {**MODEL, **SAID, **parameters}, [], 1)
    outcome, [request] = ran(done, [{"q": "Hi"}], [answer])
    return outcome.output, request


@pytest.mark.parametrize(
    ("parameters", "item"),
    [
        ({}, {"content": TEXTS}),
        ({"options": {"includeMergedResponse": True}}, {"content": TEXTS, "merged_response": "ab"}),
        ({"simplify": False}, {"id": "m", "content": TEXTS}),
        (
            {"simplify": False, "options": {"includeMergedResponse": True}},
            {"id": "m", "content": TEXTS, "merged_response": "ab"},
        ),
    ],
)
def test_anthropic_is_asked_for_messages(parameters: dict[str, Any], item: Any) -> None:
    output, request = asked("anthropic", {"id": "m", "content": TEXTS}, **parameters)

    assert output == [item]
    assert request["url"] == "https://api.anthropic.com/v1/messages"
    assert request["headers"] == {"anthropic-version": "2023-06-01"}
    assert request["body"] == {
        "model": "some-model",
        "max_tokens": 1024,
        "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "x"}],
    }


def test_settings_of_anthropic_are_sent() -> None:
    options = {"system": "Be kind", "maxTokens": 7, "temperature": 0.5, "topP": 0.1, "topK": 3}

    _, request = asked("anthropic", {"content": []}, options=options)

    del request["body"]["messages"]
    settings = {"system": "Be kind", "max_tokens": 7, "temperature": 0.5, "top_p": 0.1, "top_k": 3}
    assert request["body"] == {"model": "some-model", **settings}


def test_files_of_anthropic_are_told_and_an_empty_prompt_fails() -> None:
    attached = imported("anthropic", {**MODEL, **SAID, "addAttachments": True}, [], 1)
    empty = imported("anthropic", {**MODEL, "messages": {"values": [{"content": ""}]}}, [], 1)

    assert statuses(attached)["ask"] == "unsupported"
    assert ran(empty, [{}], [])[0].status == "failed"


def test_ollama_is_asked_for_a_chat() -> None:
    options = {"system": "Be kind", "temperature": 0.1, "stop": "a, b,", "think": False}
    answer = {"message": {"role": "assistant", "content": "Hello"}, "done": True}

    output, request = asked("ollama", answer, options=options)

    assert output == [{"content": "Hello"}]
    assert request["url"] == "https://<host>/api/chat"
    assert request["body"] == {
        "model": "some-model",
        "messages": [
            {"role": "system", "content": "Be kind"},
            {"role": "user", "content": "Hi"},
            {"role": "user", "content": " "},
            {"role": "assistant", "content": "x"},
        ],
        "stream": False,
        "tools": [],
        "options": {"temperature": 0.1, "stop": ["a", "b"]},
        "think": False,
    }
    assert asked("ollama", answer, simplify=False)[0] == [answer]


def _completing(**parameters: Any) -> Import:
    return imported("chainLlm", {"prompt": "Hi"}, [part("model", "lmOpenAi", **parameters)], 1)


@pytest.mark.parametrize(
    ("parameters", "is_told"),
    [({}, True), ({"model": {"value": "gpt-3.5-turbo-instruct"}}, True), ({"model": "gpt-4o"}, False)],
)
def test_a_model_that_completes_texts_is_told(parameters: dict[str, Any], *, is_told: bool) -> None:
    reasons = [dict(each.values) for node in _completing(**parameters).nodes for each in node.reasons]

    assert ({"setting": "lmOpenAi.model"} in reasons) == is_told


def generated(**parameters: Any) -> tuple[Any, Any]:
    said = {"content": {"parts": [{"text": "a"}, {"inlineData": {}}, {"text": "b"}], "role": "model"}}
    return asked("googleGemini", {"candidates": [said, {"index": 1}], "usageMetadata": {}}, **parameters)


def test_gemini_is_asked_for_content() -> None:
    output, request = generated()

    assert request["url"] == "https://generativelanguage.googleapis.com/v1beta/some-model:generateContent"
    assert request["body"] == {
        "tools": [],
        "contents": [
            {"parts": [{"text": "Hi"}], "role": "user"},
            {"parts": [{"text": "x"}], "role": "assistant"},
        ],
        "generationConfig": {},
    }
    assert [each.keys() for each in output] == [{"content"}, {"index"}]


@pytest.mark.parametrize(("simple", "found"), [(True, ["ab", ""]), (False, [None])])
def test_what_gemini_says_is_merged(simple: bool, found: list[Any]) -> None:  # noqa: FBT001
    output, _ = generated(simplify=simple, options={"includeMergedResponse": True})

    assert [each.get("mergedResponse") for each in output] == found
    if not simple:
        assert output[0]["usageMetadata"] == {}
        assert [each["mergedResponse"] for each in output[0]["candidates"]] == ["ab", ""]


def test_settings_of_gemini_are_sent() -> None:
    options = {"systemMessage": "Be kind", "maxOutputTokens": 7, "thinkingBudget": 0, "codeExecution": True}

    _, request = generated(options=options, jsonOutput=True)

    assert request["body"]["tools"] == [{"codeExecution": {}}]
    assert request["body"]["systemInstruction"] == {"parts": [{"text": "Be kind"}]}
    assert request["body"]["generationConfig"] == {
        "maxOutputTokens": 7,
        "responseMimeType": "application/json",
        "thinkingConfig": {"thinkingBudget": 0},
    }


def test_tools_of_gemini_are_built_in() -> None:
    _, request = generated(builtInTools={"googleSearch": True, "urlContext": False, "fileSearch": {}})

    assert request["body"]["tools"] == [{"googleSearch": {}}, {"fileSearch": {}}]


@pytest.mark.parametrize(
    ("maps", "config"),
    [
        ({}, None),
        ({"latitude": "", "longitude": ""}, None),
        ({"latitude": "48.4", "longitude": 10}, {"latitude": 48.4, "longitude": 10}),
    ],
)
def test_maps_of_gemini_may_be_at_a_place(maps: dict[str, Any], config: Any) -> None:
    _, request = generated(builtInTools={"googleMaps": maps})

    assert request["body"]["tools"] == [{"googleMaps": {}}]
    expected = None if config is None else {"retrievalConfig": {"latLng": config}}
    assert request["body"].get("toolConfig") == expected


def test_tools_of_gemini_that_are_no_object_are_none() -> None:
    assert generated(builtInTools="x")[1]["body"]["tools"] == []


def test_other_things_of_gemini_are_told() -> None:
    for more in ({"builtInTools": {"fileSearch": {"metadataFilter": "a"}}}, {"resource": "video"}):
        done = imported("googleGemini", {**MODEL, **SAID, **more}, [], 1)

        assert statuses(done)["ask"] == "unsupported", more
