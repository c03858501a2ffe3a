"""Documents and pages that services read."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported
from tests.unit.importers.n8n.test_requests_before import sent

OCR = "https://api.mistral.ai/v1/ocr"
READ = {"pages": [{"markdown": "# A"}, {"markdown": "b"}]}


@pytest.mark.parametrize(
    ("settings", "document"),
    [
        (
            {"inputType": "binary"},
            {
                "type": "document_url",
                "document_url": "data:text/plain;base64,czE=",
                "document_name": "file.txt",
            },
        ),
        (
            {"documentType": "image_url"},
            {"type": "image_url", "image_url": "data:text/plain;base64,czE="},
        ),
        (
            {"inputType": "url", "url": "https://example.com/a.pdf"},
            {"type": "document_url", "document_url": "https://example.com/a.pdf"},
        ),
    ],
)
def test_a_document_is_read_by_mistral(settings: dict[str, Any], document: Any) -> None:
    file = base("file", "convertToFile", {"operation": "toText", "sourceProperty": "sessionId"}, 1.1)

    requests, items = sent(imported(file, base("read", "mistralAi", settings)), [READ])

    assert requests == [("POST", OCR, {"model": "mistral-ocr-latest", "document": document})]
    assert items == [{**READ, "extractedText": "# A\n\nb", "pageCount": 2}]


def test_documents_that_are_read_at_once_are_told() -> None:
    done = imported(base("read", "mistralAi", {"options": {"batch": True}}))

    assert [each.code for each in done.nodes[-1].reasons] == ["application-operation"]


@pytest.mark.parametrize(
    ("parameters", "url", "answer", "expected"),
    [
        (
            {"url": "https://example.com/a"},
            "https://r.jina.ai/https://example.com/a",
            {"data": {"content": "x"}},
            [{"content": "x"}],
        ),
        (
            {"url": "https://example.com/a", "simplify": False},
            "https://r.jina.ai/https://example.com/a",
            {"data": {"content": "x"}},
            [{"data": {"content": "x"}}],
        ),
        (
            {"operation": "search", "searchQuery": "tea"},
            "https://s.jina.ai/",
            {"data": [{"title": "a"}, {"title": "b"}]},
            [{"title": "a"}, {"title": "b"}],
        ),
        (
            {"resource": "research", "researchQuery": "tea", "options": {"siteFilter": "a.com, b.com"}},
            "https://deepsearch.jina.ai/v1/chat/completions",
            {"choices": [{"message": {"content": "c"}}], "usage": {"n": 1}},
            [{"content": "c", "usage": {"n": 1}}],
        ),
    ],
)
def test_pages_are_read_by_jina(parameters: dict[str, Any], url: str, answer: Any, expected: Any) -> None:
    [(_, asked, _)], items = sent(imported(base("read", "jinaAi", parameters)), [answer])

    assert (asked, items) == (url, expected)
