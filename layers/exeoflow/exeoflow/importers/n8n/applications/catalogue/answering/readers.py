"""Services that read documents and pages of the web: Mistral's OCR, Mindee and Jina."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post
from exeoflow.importers.n8n.applications.model import Application, Operation

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

_LINE: Final = "description product_code quantity tax_amount tax_rate total_amount unit_price"
_PREDICTED: Final = (
    '($said := function($d) { $type($d) = "object" ? '
    "$filter([$d.value, $d.name, $d.raw, $d.degrees, $d.amount, $d.iban], $boolean)[0] }; "
    "$merge([%s, $each(%s, function($v, $k) { ($d := [$v]; "
    '$k = "taxes" and $count($d) > 0 ? {$k: {"amount": $d[0].amount, "rate": $d[0].rate}} : '
    '$k = "locale" ? {"currency": $v.currency, "locale": $v.value} : '
    f'$k = "line_items" and %s ? {{$k: [$map($d, function($l) {{ $sift($l, function($e, $n) {{ '
    f"$n in {_LINE.split()} }}) }})]}} : {{$k: $said($v)}}) }})]))"
)
"""JSONata for what is said of each field of a document, as n8n simplifies it."""
_DOCUMENTS: Final = "https://api.mindee.net/v1/products/mindee"
_OLDER: Final = "https://api.mindee.net/products"


def _predicted(address: str, part: str, simple: str) -> Operation:
    def read(items: str, **more: Any) -> Operation:  # noqa: ANN401
        return post(
            f"{address}/predict",
            {part: "{file:binaryPropertyName|data}"},
            items,
            is_one=True,
            body_type="multipart",
            **more,
        )

    return read(simple, where={("rawData", True): read("$answer")})


_HEAD: Final = (
    '{"id": $answer.document.id, "name": $answer.document.name, "number_of_pages": $answer.document.n_pages}'
)
_SIMPLE: Final = _PREDICTED % (_HEAD, "$answer.document.inference.prediction", "true")
_SIMPLE_BEFORE: Final = _PREDICTED % ("{}", "$answer.predictions[0]", "false")


def _mindee(product: str, first: int) -> Operation:
    """By the version of the service that a node names, or that its own version begins with."""
    third, fourth = (_predicted(f"{_DOCUMENTS}/{product}/v{n}", "document", _SIMPLE) for n in (3, 4))
    oldest = _predicted(f"{_OLDER}/{product}/v{first}", "file", _SIMPLE_BEFORE)
    where: dict[tuple[str, object], Operation | None] = {
        ("apiVersion", 1): oldest,
        ("apiVersion", 3): third,
        ("apiVersion", 4): fourth,
        ("@version", 3.0): fourth,
        ("@version", 2.0): third,
    }
    return replace(oldest, where=where | dict(oldest.where))


_MINDEE: Final = Application(
    "Mindee",
    _DOCUMENTS,
    {
        ("receipt", "predict"): _mindee("expense_receipts", 2),
        ("invoice", "predict"): _mindee("invoices", 1),
    },
    default="receipt",
    defaults={"receipt": "predict", "invoice": "predict"},
    scheme="Token",
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {"mistralAi": _MISTRAL_AI, "jinaAi": _JINA_AI, "mindee": _MINDEE}
)
"""By the type of n8n's node."""
