"""Services that read documents and pages of the web: Mistral's OCR and Jina."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post
from exeoflow.importers.n8n.applications.model import Application

_READ: Final = (
    '$merge([$answer, {"extractedText": $join([$answer.pages.markdown], "\\n\\n"), '
    '"pageCount": $count($answer.pages)}])'
)
_DOCUMENT: Final = {"model": "{model|mistral-ocr-latest}", "type": "{documentType|document_url}"}
_MISTRAL_AI: Final = Application(
    "Mistral AI",
    "https://api.mistral.ai/v1",
    {
        ("document", "extractText"): post(
            "/ocr",
            {
                **_DOCUMENT,
                "file": "{file:binaryProperty|data}",
                "$": (
                    '{"model": $request.model, "document": $merge([{"type": $request.type, $request.type: '
                    '"data:" & $request.file.content_type & ";base64," & $request.file.content}, '
                    '$request.type = "document_url" ? {"document_name": $request.file.filename} : {}])}'
                ),
            },
            _READ,
            is_one=True,
            where={
                ("options.batch", True): None,
                ("inputType", "url"): post(
                    "/ocr",
                    {
                        **_DOCUMENT,
                        "url": "{need:url}",
                        "$": (
                            '{"model": $request.model, '
                            '"document": {"type": $request.type, $request.type: $request.url}}'
                        ),
                    },
                    _READ,
                    is_one=True,
                ),
            },
        )
    },
    default="document",
    defaults={"document": "extractText"},
)

_PAGE: Final = "https://r.jina.ai/{path:url}"
_SEARCHED: Final = ("https://s.jina.ai/", {"q": "{need:searchQuery}", "page": "{options.pageNumber}"})
_RESEARCH: Final = (
    "https://deepsearch.jina.ai/v1/chat/completions",
    {
        "messages": [{"role": "user", "content": "{need:researchQuery}"}],
        "max_returned_urls": "{options.maxReturnedSources}",
        "boost_hostnames": "{parts:options.prioritizeSources}",
        "bad_hostnames": "{parts:options.excludeSources}",
        "only_hostnames": "{parts:options.siteFilter}",
    },
)
_SAID: Final = (
    '{"content": $answer.choices[0].message.content, "annotations": $answer.choices[0].message.annotations, '
    '"usage": $answer.usage}'
)
_JINA_AI: Final = Application(
    "Jina AI",
    "https://r.jina.ai",
    {
        ("reader", "read"): get(
            _PAGE, items="$answer.data", is_one=True, where={("simplify", False): get(_PAGE, is_one=True)}
        ),
        ("reader", "search"): get(
            *_SEARCHED, "$answer.data", where={("simplify", False): get(*_SEARCHED, is_one=True)}
        ),
        ("research", "deepResearch"): post(
            *_RESEARCH, _SAID, is_one=True, where={("simplify", False): post(*_RESEARCH)}
        ),
    },
    default="reader",
    defaults={"reader": "read", "research": "deepResearch"},
    headers={"Accept": "application/json"},
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {"mistralAi": _MISTRAL_AI, "jinaAi": _JINA_AI}
)
"""By the type of n8n's node."""
