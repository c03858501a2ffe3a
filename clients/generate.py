"""Writes the clients from the API's document: `python clients/generate.py`, or `--check` to compare only.

What is written by hand (`transport`) says how a call is made; what is generated says which calls there are,
and the types of what goes in and comes out. Each type of the document is one type here, by the same name.
"""

import json
import keyword
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exeoflow.api.openapi import openapi_document

HERE: Final = Path(__file__).parent
_NOTE: Final = "Made by clients/generate.py from the API's document. Do not edit."
_ENVELOPE: Final = re.compile(r"Answer$")
_WORDS: Final = re.compile(r"_(\w)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something of a path, a query or a header."""

    name: str
    place: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One operation that answers with data."""

    name: str
    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    body: str | None
    needs_body: bool
    answer: str

    def of(self, place: str) -> tuple[Parameter, ...]:
        """The parameters of a path, a query or the headers."""
        return tuple(each for each in self.parameters if each.place == place)


def calls(document: Mapping[str, Any]) -> Iterator[Call]:
    """Yield the operations under /v1 that answer in the envelope."""
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            answer = _answer(operation, schemas) if path.startswith("/v1/") else None
            if answer is not None:
                yield _call(document, path, method, operation, answer)


def _answer(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> str | None:
    good = next(each for status, each in operation["responses"].items() if status.startswith("2"))
    schema = good.get("content", {}).get("application/json", {}).get("schema", {})
    name = _name(schema)
    data = schemas.get(name, {}).get("properties", {}).get("data")
    return None if data is None else _name(data) or None


def _call(
    document: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any], answer: str
) -> Call:
    found = [_resolved(document, each) for each in operation.get("parameters", [])]
    parameters = tuple(Parameter(each["name"], each["in"], each["schema"]) for each in found)
    body = operation.get("requestBody")
    schema = {} if body is None else body["content"]["application/json"]["schema"]
    return Call(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        tuple(each for each in parameters if each.name != "Accept-Language"),
        None if body is None else _name(schema) or "dict",
        body is not None and bool(body.get("required")),
        answer,
    )


def _resolved(document: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = document
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    resolved: Mapping[str, Any] = found
    return resolved


def _name(schema: Mapping[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def types(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the document's types, without the envelopes of answers."""
    for name, schema in sorted(document["components"]["schemas"].items()):
        if not _ENVELOPE.search(name):
            yield name, schema


def _alternatives(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a value may be instead; formats of one type are no types."""
    parts = schema.get("anyOf") or schema.get("oneOf") or []
    return [part for part in parts if {"type", "$ref", "enum", "const", "anyOf"} & part.keys()]


def _kinds(schema: Mapping[str, Any]) -> list[str]:
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else list(kind)


def _is_record(schema: Mapping[str, Any]) -> bool:
    return bool(schema.get("properties")) and not _alternatives(schema)


def python_type(schema: Mapping[str, Any]) -> str:
    """Write a schema as an annotation."""
    if name := _name(schema):
        return name
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        return f"Literal[{', '.join(repr(value) for value in values)}]"
    if parts := _alternatives(schema):
        return " | ".join(dict.fromkeys(map(python_type, parts)))
    plain = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
    written = [
        plain.get(kind)
        or (f"list[{python_type(schema.get('items', {}))}]" if kind == "array" else "dict[str, Any]")
        for kind in _kinds(schema)
    ]
    return " | ".join(written) or "Any"


def python_types(document: Mapping[str, Any]) -> str:
    """Write `types.py`."""
    lines = [f'"""The types of the API. {_NOTE}"""', "", "from __future__ import annotations", ""]
    lines += ["from typing import Any, Literal, NotRequired, TypeAlias, TypedDict", ""]
    for name, schema in types(document):
        lines += ["", *_python_type(name, schema)]
    return "\n".join(lines) + "\n"


def _python_type(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    if not _is_record(schema):
        written = python_type(schema)
        # what it names may come below it; literals need no quotes
        yield f"{name}: TypeAlias = {written if 'enum' in schema else repr(written)}"
        return
    required = schema.get("required", [])
    fields = {
        each: python_type(part) if each in required else f"NotRequired[{python_type(part)}]"
        for each, part in schema["properties"].items()
    }
    if any(keyword.iskeyword(each) for each in fields):
        yield f'{name} = TypedDict("{name}", {{'
        yield from (f'    "{each}": {written!r},' for each, written in fields.items())
        yield "})"
        return
    yield f"class {name}(TypedDict):"
    yield from (f"    {each}: {written}" for each, written in fields.items())


def python_client(document: Mapping[str, Any]) -> str:
    """Write `client.py`."""
    lines = [f'"""Every call of the API. {_NOTE}"""', "", "from __future__ import annotations", ""]
    lines += ["from typing import cast", "", "from exeoflow_client import types"]
    lines += ["from exeoflow_client.transport import Transport", "", ""]
    lines += ["class Client(Transport):", '    """The API: one method per operation."""']
    for call in calls(document):
        lines += ["", *_python_call(call)]
    return "\n".join(lines) + "\n"


def _python_call(call: Call) -> Iterator[str]:
    arguments = ["self", *(f"{each.name}: str" for each in call.of("path"))]
    if call.body is not None:
        kind = f"types.{call.body}"
        arguments.append(f"body: {kind}" if call.needs_body else f"body: {kind} | None = None")
    named = [*call.of("query"), *call.of("header")]
    if named:
        arguments += ["*", *(f"{_safe(each.name)}: {_prefixed(each.schema)} | None = None" for each in named)]
    path = re.sub(r"\{(\w+)\}", r"{self.segment(\1)}", call.path)
    query = ", ".join(f'"{each.name}": {_safe(each.name)}' for each in call.of("query"))
    headers = ", ".join(f'"{each.name}": {_safe(each.name)}' for each in call.of("header"))
    yield f"    def {call.name}({', '.join(arguments)}) -> types.{call.answer}:"
    yield f'        """{call.summary}."""'
    text = f'f"{path}"' if "{" in path else f'"{path}"'
    body = "body" if call.body is not None else "None"
    yield f'        answer = self.call("{call.method}", {text}, {body}, {{{query}}}, {{{headers}}})'
    yield f'        return cast("types.{call.answer}", answer)'


def _prefixed(schema: Mapping[str, Any]) -> str:
    return f"types.{name}" if (name := _name(schema)) else python_type(schema)


def _safe(name: str) -> str:
    safe = name.lower().replace("-", "_")
    return f"{safe}_" if keyword.iskeyword(safe) else safe


def typescript_type(schema: Mapping[str, Any]) -> str:
    """Write a schema as a type."""
    if name := _name(schema):
        return name
    if "enum" in schema or "const" in schema:
        return " | ".join(json.dumps(value) for value in schema.get("enum") or [schema["const"]])
    if parts := _alternatives(schema):
        return " | ".join(dict.fromkeys(map(typescript_type, parts)))
    plain = {
        "string": "string",
        "integer": "number",
        "number": "number",
        "boolean": "boolean",
        "null": "null",
    }
    written = [
        plain.get(kind)
        or (
            f"Array<{typescript_type(schema.get('items', {}))}>"
            if kind == "array"
            else "Record<string, unknown>"
        )
        for kind in _kinds(schema)
    ]
    return " | ".join(written) or "unknown"


def typescript_types(document: Mapping[str, Any]) -> str:
    """Write `types.ts`."""
    lines = [f"// The types of the API. {_NOTE}"]
    for name, schema in types(document):
        if not _is_record(schema):
            lines += ["", f"export type {name} = {typescript_type(schema)};"]
            continue
        required = schema.get("required", [])
        lines += ["", f"export interface {name} {{"]
        for each, part in schema["properties"].items():
            lines.append(f"  {each}{'' if each in required else '?'}: {typescript_type(part)};")
        lines.append("}")
    return "\n".join(lines) + "\n"


def typescript_client(document: Mapping[str, Any]) -> str:
    """Write `client.ts`."""
    lines = [f"// Every call of the API. {_NOTE}", 'import type * as types from "./types.js";']
    lines += ['import { segment, Transport } from "./transport.js";', ""]
    lines += ["/** The API: one method per operation. */", "export class Client extends Transport {"]
    for call in calls(document):
        lines += [*_typescript_call(call), ""]
    return "\n".join([*lines[:-1], "}"]) + "\n"


def _typescript_call(call: Call) -> Iterator[str]:
    arguments = [f"{_camel(each.name)}: string" for each in call.of("path")]
    if call.body is not None:
        arguments.append(f"body{'' if call.needs_body else '?'}: types.{call.body}")
    named = [*call.of("query"), *call.of("header")]
    if named:
        fields = "; ".join(
            f"{json.dumps(each.name) if '-' in each.name else each.name}?: {_typed(each.schema)}"
            for each in named
        )
        arguments.append(f"options: {{ {fields} }} = {{}}")
    path = re.sub(r"\{(\w+)\}", lambda found: f"${{segment({_camel(found[1])})}}", call.path)
    body = "body" if call.body is not None else "undefined"
    yield f"  /** {call.summary}. */"
    yield f"  {_camel(call.name)}({', '.join(arguments)}): Promise<types.{call.answer}> {{"
    options = "options" if named else "{}"
    yield f'    return this.call("{call.method}", `{path}`, {body}, {options});'
    yield "  }"


def _typed(schema: Mapping[str, Any]) -> str:
    return f"types.{name}" if (name := _name(schema)) else typescript_type(schema)


def _camel(name: str) -> str:
    return _WORDS.sub(lambda found: found[1].upper(), name)


def _formatted(text: str) -> str:
    """Write Python as this repository writes it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(HERE / "made.py"), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def generated() -> dict[Path, str]:
    """Return what is made, by where it lies."""
    document = openapi_document()
    python, typescript = HERE / "python" / "exeoflow_client", HERE / "typescript" / "src"
    return {
        python / "types.py": _formatted(python_types(document)),
        python / "client.py": _formatted(python_client(document)),
        typescript / "types.ts": typescript_types(document),
        typescript / "client.ts": typescript_client(document),
    }


def main(arguments: list[str]) -> int:
    """Write the files, or tell whether they are what would be written."""
    made = generated()
    if arguments == ["--check"]:
        stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
        for path in stale:
            sys.stderr.write(f"{path} is not what the document makes of it: make clients\n")
        return bool(stale)
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
