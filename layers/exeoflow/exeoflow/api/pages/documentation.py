"""The OpenAPI document as one page of HTML: no script, nothing loaded from elsewhere."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from exeoflow.api.pages.frame import Frame

_STYLE: Final = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;border-bottom:1px solid #8886}
details{border:1px solid #8886;border-radius:6px;margin:.6rem 0;padding:.5rem .9rem}
summary{cursor:pointer}
code,pre{font:14px/1.45 ui-monospace,monospace}
pre{overflow:auto;padding:.7rem;background:#8882;border-radius:6px}
table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #8884}
b.method{display:inline-block;min-width:4.2rem}
"""
FRAME: Final = Frame(_STYLE)

Part = Mapping[str, Any]


def documentation_page(document: Part) -> str:
    """Render the document."""
    info = document["info"]
    body = "".join(
        [
            f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>",
            *(f"<p>{_text(paragraph)}</p>" for paragraph in info["description"].split("\n\n")),
            '<p><a href="/v1/openapi.json">openapi.json</a></p>',
            *(_section(document, tag["name"]) for tag in document["tags"]),
            "<h2>Schemas</h2>",
            *(_schema(name, schema) for name, schema in document["components"]["schemas"].items()),
        ]
    )
    return FRAME.html(info["title"], body, "en")


def _section(document: Part, tag: str) -> str:
    operations = "".join(
        _operation(method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if tag in operation["tags"]
    )
    return f"<h2>{escape(tag)}</h2>{operations}"


def _operation(method: str, path: str, operation: Part) -> str:
    title = (
        f'<b class="method">{method.upper()}</b> <code>{escape(path)}</code> {escape(operation["summary"])}'
    )
    return f"<details><summary>{title}</summary>{''.join(_operation_parts(operation))}</details>"


def _operation_parts(operation: Part) -> Iterator[str]:
    if "description" in operation:
        yield f"<p>{_text(operation['description'])}</p>"
    if parameters := operation.get("parameters"):
        rows = "".join(
            f"<tr><td><code>{escape(parameter['name'])}</code></td><td>{escape(parameter['in'])}</td>"
            f"<td>{_text(parameter['description'])}</td></tr>"
            for parameter in parameters
        )
        yield f"<h4>Parameters</h4><table>{rows}</table>"
    if "requestBody" in operation:
        yield f"<h4>Body</h4>{_content(operation['requestBody']['content'])}"
    for status, answer in operation["responses"].items():
        yield f"<h4>{escape(status)} {escape(answer['description'])}</h4>"
        yield f"{_codes(answer)}{_content(answer.get('content', {}))}"


def _content(content: Part) -> str:
    return "".join(_json(media["example"]) for media in content.values() if "example" in media)


def _codes(answer: Part) -> str:
    codes = answer.get("x-error-codes", [])
    return f"<p>{', '.join(f'<code>{escape(code)}</code>' for code in codes)}</p>" if codes else ""


def _schema(name: str, schema: Part) -> str:
    return f"<details><summary><code>{escape(name)}</code></summary>{_json(schema)}</details>"


def _json(value: object) -> str:
    return f"<pre>{escape(json.dumps(value, ensure_ascii=False, indent=2))}</pre>"


def _text(markdown: str) -> str:
    """Render the little Markdown that the document uses: code between backticks."""
    parts = markdown.split("`")
    return "".join(
        f"<code>{escape(part)}</code>" if position % 2 else escape(part)
        for position, part in enumerate(parts)
    )
