"""Which of n8n's names a JavaScript expression reads, for the `code` node that evaluates it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.items_read import (
    is_whole_item,
    names_files,
    node_read,
    owner_of_files,
)
from exeoflow.importers.n8n.expressions.javascript.parsing import parse_raw, source_of, walked
from exeoflow.importers.n8n.expressions.roots import FROM_AI, OF_EARLIER_NODE, WITHOUT_MEANING
from exeoflow.importers.n8n.expressions.values import NoMeaning, Scope

if TYPE_CHECKING:
    from tree_sitter import Node as Raw

_GIVEN = frozenset(
    {
        "$json",
        "$input",
        "$items",
        "$item",
        "$itemIndex",
        "$now",
        "$today",
        "$workflow",
        "$execution",
        "DateTime",
    }
)


FILES_OF_SOME = "binary"
"""Among the names: it reads files of items that it has by names of its own."""
FILES_OF_NODES = "binary of nodes"
"""Among the names: it reads files of items of nodes that it names."""


def names_read(source: str, scope: Scope) -> Iterator[str]:
    """The names; another node as `$('its name')`, however it is written. Raises `NoMeaning`."""
    for raw in walked(parse_raw(source)):
        if is_whole_item(raw):
            yield FILES_OF_SOME
        if raw.type in ("identifier", "shorthand_property_identifier"):
            name = source_of(raw)
            if name == "$binary":
                yield _files_of_input(scope)
                continue
            if name in FROM_AI and scope.arguments is not None:
                yield name
                continue
            if reason := WITHOUT_MEANING.get(name):
                raise NoMeaning(reason)
            if name in _GIVEN:
                yield name
        elif (read := node_read(raw)) is not None:
            name, property_read = read
            if name not in scope.nodes:
                raise NoMeaning("expression-unknown-node")
            is_told = property_read == "binary" and raw.type != "call_expression"
            if property_read in OF_EARLIER_NODE and not (is_told and scope.files_of(name)):
                raise NoMeaning(OF_EARLIER_NODE[property_read])
            yield f"$('{name}')"
        elif names_files(raw):
            yield from _files_read(raw, scope)


# What an expression of n8n finds beside n8n's own names. All else is nothing.
_OF_JAVASCRIPT = frozenset(
    """Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date DateTime
    Duration Error EvalError Float32Array Float64Array Infinity Int16Array Int32Array Int8Array
    InternalError Interval Intl JSON Map Math NaN Number Object RangeError ReferenceError RegExp Set
    String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray
    WeakMap WeakSet arguments constructor console decodeURI decodeURIComponent encodeURI
    encodeURIComponent extend extendOptional isFinite isNaN parseFloat parseInt undefined""".split()  # noqa: SIM905 - the list is long
)
_EMPTIED = frozenset(
    """AsyncFunction AsyncGenerator AsyncGeneratorFunction Buffer Function Generator GeneratorFunction
    Promise Proxy Reflect WebAssembly Window XMLHttpRequest __dirname __filename alert clearImmediate
    confirm document escape eval fetch global globalThis module prompt queueMicrotask require self
    setImmediate setInterval setTimeout unescape uneval window""".split()  # noqa: SIM905 - likewise
)
"""In place of these it finds an empty object each."""
_FUNCTIONS = frozenset({"average", "max", "min", "not", "numberList", "toPathSegment", "zip", "$average"})
"""Functions of n8n's that code has as properties of `$extend`."""
_OF_N8N = frozenset(
    {
        *_GIVEN,
        *WITHOUT_MEANING,
        "$",
        "$if",
        "$ifEmpty",
        "$jmespath",
        "$jmesPath",
        "$max",
        "$min",
        "$node",
        "$not",
    }
)
_BINDING: Mapping[str, str | None] = {
    "formal_parameters": None,
    "arrow_function": "parameter",
    "variable_declarator": "name",
    "catch_clause": "parameter",
    "for_in_statement": "left",
    "function_expression": "name",
    "function_declaration": "name",
    "class_declaration": "name",
}
"""Parts that bind names, and the field in which they do; None where all of it does."""


def names_to_bind(source: str) -> Mapping[str, str]:
    """The names that an expression does not bind and code knows otherwise, with what each stands for.

    A name that n8n does not know is undefined to it, and no error.
    """
    read: set[str] = set()
    bound: set[str] = set()
    pending = [(parse_raw(source), False)]
    while pending:
        raw, binds = pending.pop()
        if raw.type in (
            "identifier",
            "shorthand_property_identifier",
            "shorthand_property_identifier_pattern",
        ):
            (bound if binds else read).add(source_of(raw))
        field = _BINDING.get(raw.type, "")
        binding = raw.child_by_field_name(field) if field else None
        pending.extend((each, binds or field is None or each == binding) for each in raw.named_children)
    return {name: _meant(name) for name in sorted(read - bound - _OF_JAVASCRIPT - _OF_N8N)}


def _meant(name: str) -> str:
    if name in _FUNCTIONS:
        return f"$extend.{name.removeprefix('$')}"
    return "{}" if name in _EMPTIED else "undefined"


def _files_of_input(scope: Scope) -> str:
    if scope.files() is None:
        raise NoMeaning("expression-binary")
    return "$binary"


def _files_read(raw: "Raw", scope: Scope) -> Iterator[str]:
    """What has to be given for the files of an item, `$input.item.binary` or `$('A').first().binary`."""
    match owner_of_files(raw):
        case "$input" | "$item":
            yield _files_of_input(scope)
        case "$json":
            return  # a field of that name
        case None:
            yield FILES_OF_SOME
        case node:
            if scope.files_of(node) is None:
                raise NoMeaning("expression-binary")
            yield FILES_OF_NODES
