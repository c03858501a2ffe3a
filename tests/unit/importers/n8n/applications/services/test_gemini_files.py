"""Gemini is asked about files, and for pictures."""

from typing import Any

import pytest

from tests.unit.importers.n8n.applications.language_models.test_agent import statuses
from tests.unit.importers.n8n.applications.language_models.test_chat import imported
from tests.unit.importers.n8n.applications.language_models.test_models import MODEL
from tests.unit.importers.n8n.families.files.test_files import DOWNLOAD, PNG, SENT_PNG, http, node, ran
from tests.unit.importers.n8n.families.files.test_files import imported as chain

GEMINI = "@n8n/n8n-nodes-langchain.googleGemini"


@pytest.mark.parametrize(
    ("parameters", "text", "config"),
    [
        ({"resource": "image", "operation": "analyze", "text": "What?"}, "What?", None),
        (
            {"resource": "document", "text": "What?", "options": {"maxOutputTokens": 9}},
            "What?",
            {"maxOutputTokens": 9},
        ),
        ({"resource": "video", "operation": "analyze"}, "What's in this video?", None),
        ({"resource": "audio"}, "Generate a transcript of the speech", None),
        (
            {"resource": "audio", "options": {"startTime": "00:10", "endTime": "00:20"}},
            "Generate a transcript of the speech from 00:10 to 00:20",
            None,
        ),
    ],
)
@pytest.mark.parametrize(
    ("simple", "expected"), [(True, [{"index": 1}]), (False, [{"candidates": [{"index": 1}]}])]
)
def test_gemini_is_asked_about_a_file(
    parameters: dict[str, Any],
    text: str,
    config: Any,
    simple: bool,  # noqa: FBT001
    expected: Any,
) -> None:
    ask = {
        "modelId": {"__rl": True, "value": "models/m"},
        "inputType": "binary",
        "simplify": simple,
        **parameters,
    }
    done = chain(http("get", DOWNLOAD), node("ask", GEMINI, ask))

    outcome, requests = ran(done, [{"id": 1}], [PNG, {"candidates": [{"index": 1}]}])

    file = {"mimeType": "image/png", "data": SENT_PNG["content"]}
    content = {"role": "user", "parts": [{"inlineData": file}, {"text": text}]}
    assert requests[1]["url"].endswith("/v1beta/models/m:generateContent")
    assert requests[1]["body"] == {"contents": [content], **({"generationConfig": config} if config else {})}
    assert outcome.output == expected


def test_gemini_fetches_files_by_their_addresses() -> None:
    ask = {
        "resource": "image",
        "operation": "analyze",
        "text": "What?",
        "imageUrls": "https://a.de/1.png, https://b.de",
    }
    done = imported("googleGemini", {"modelId": {"__rl": True, "value": "m"}, **ask}, [], 1)

    outcome, requests = ran(done, [{"id": 1}], [{"candidates": [{"index": 1}, {"index": 2}]}])

    files = [{"fileData": {"fileUri": each}} for each in ("https://a.de/1.png", "https://b.de")]
    assert requests[0]["body"] == {"contents": [{"role": "user", "parts": [*files, {"text": "What?"}]}]}
    assert outcome.output == [{"index": 1}, {"index": 2}]


def test_a_file_without_an_address_is_told() -> None:
    ask = {
        "resource": "image",
        "operation": "analyze",
        "text": "What?",
        "modelId": {"__rl": True, "value": "m"},
    }

    done = imported("googleGemini", ask, [], 1)

    assert ("setting-empty", {"setting": "imageUrls"}) in [
        (reason.code, dict(reason.values)) for each in done.nodes for reason in each.reasons
    ]


@pytest.mark.parametrize(
    ("model", "answer", "sent"),
    [
        (
            "models/gemini-image",
            {
                "candidates": [
                    {
                        "content": {
                            "parts": [
                                {"text": "x"},
                                {"inlineData": {"mimeType": "image/jpeg", "data": "QQ=="}},
                            ]
                        }
                    }
                ]
            },
            {
                "contents": [{"role": "user", "parts": [{"text": "a cat"}]}],
                "generationConfig": {"responseModalities": ["IMAGE", "TEXT"]},
            },
        ),
        (
            "models/imagen",
            {"predictions": [{"mimeType": "image/jpeg", "bytesBase64Encoded": "QQ=="}]},
            {"instances": [{"prompt": "a cat"}], "parameters": {"sampleCount": 1}},
        ),
    ],
)
def test_a_picture_that_gemini_draws_is_a_file(model: str, answer: Any, sent: Any) -> None:
    drawing = {"resource": "image", "prompt": "a cat", "modelId": model, "options": {"sampleCount": 1}}
    upload = {"url": "https://example.com", "method": "PUT", "sendBody": True, "contentType": "binaryData"}

    done = chain(node("draw", GEMINI, drawing), http("up", {**upload, "inputDataFieldName": "data"}))
    outcome, [request, uploaded] = ran(done, [{"id": 1}], [answer, {"ok": True}])

    assert request["body"] == sent
    assert uploaded["body"] == {
        "content": "QQ==",
        "encoding": "base64",
        "filename": "image.jpg",
        "content_type": "image/jpeg",
    }
    assert outcome.output == [{"ok": True}]


@pytest.mark.parametrize(
    "parameters",
    [
        {"resource": "image", "operation": "analyze", "text": "", "inputType": "binary"},
        {"resource": "image", "prompt": "p", "options": {"sampleCount": 2}},
    ],
)
def test_what_gemini_is_not_asked_for_here_is_told(parameters: dict[str, Any]) -> None:
    done = imported("googleGemini", {**MODEL, **parameters}, [], 1)

    assert statuses(done)["ask"] == "unsupported"
