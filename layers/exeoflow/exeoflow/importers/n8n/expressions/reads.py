"""Which of n8n's names a JavaScript expression reads, for the `code` node that evaluates it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

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


def names_read(source: str, scope: Scope) -> Iterator[str]:
    """The names; another node as `$('its name')`, however it is written. Raises `NoMeaning`."""
    for raw in walked(parse_raw(source)):
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
        elif (read := _node_read(raw)) is not None:
            name, property_read = read
            if name not in scope.nodes:
                raise NoMeaning("expression-unknown-node")
            is_told = property_read == "binary" and raw.type != "call_expression"
            if property_read in OF_EARLIER_NODE and not (is_told and scope.files_of(name)):
                raise NoMeaning(OF_EARLIER_NODE[property_read])
            yield f"$('{name}')"
        elif _names_files(raw):
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


def _names_files(raw: "Raw") -> bool:
    """Whether a part reads the files of an item: `x.binary`, `x["binary"]` or `{binary} = x`."""
    match raw.type:
        case "member_expression":
            name = raw.child_by_field_name("property")
        case "subscript_expression":
            name = raw.child_by_field_name("index")
        case "pair_pattern":
            name = raw.child_by_field_name("key")
        case "shorthand_property_identifier_pattern":
            name = raw
        case _:
            return False
    return name is not None and source_of(name).strip("\"'`") == "binary" and not _is_of_fields(raw)


def _is_of_fields(raw: "Raw") -> bool:
    """Whether a part reads a field of an item, `item.json.binary`, and not the item itself."""
    read = raw.child_by_field_name("object")
    last = read.child_by_field_name("property") if read and read.type == "member_expression" else read
    return last is not None and source_of(last) in ("json", "$json")


def _files_read(raw: "Raw", scope: Scope) -> Iterator[str]:
    """What has to be given for the files of an item, `$input.item.binary` or `$('A').first().binary`."""
    match _owner_of_files(raw):
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


_PRESENT = frozenset({"$input", "$item", "$json"})
"""The names of what an expression has of its own node."""
FILES_OF_SOME = "binary"
"""Among the names: it reads files of items that it has by names of its own."""
FILES_OF_NODES = "binary of nodes"
"""Among the names: it reads files of items of nodes that it names."""
_BYTES_OF_FILES = "getBinaryDataBuffer"


def asks_for_files(code: str) -> bool:
    """Whether code reads files of items: as fields of theirs, or their bytes by n8n's function."""
    try:
        return _BYTES_OF_FILES in code or any(_parts_with_files(code))
    except NoMeaning:
        return "binary" in code


def owners_of_files(code: str) -> set[str | None]:
    """The nodes of whose items code reads files, None for items that it has by names of its own."""
    return {*map(_owner_of_files, _parts_with_files(code))} - _PRESENT


def _parts_with_files(code: str) -> Iterator["Raw"]:
    """The parts of code that read the files of an item; what it only assigns it does not read."""
    if "binary" in code:
        for raw in walked(parse_raw(f"async () => {{ {code}\n}}")):
            if _names_files(raw) and not _is_assigned(raw):
                yield raw


def _is_assigned(raw: "Raw") -> bool:
    parent = raw.parent
    return parent is not None and parent.type == "assignment_expression" and parent.named_children[0] == raw


def _owner_of_files(raw: "Raw") -> str | None:
    """The other node of whose item a part reads the files, `$input`, `$item` or `$json`; else None."""
    while raw.type in ("member_expression", "subscript_expression", "call_expression"):
        if (read := _node_read(raw)) is not None:
            return read[0]
        inner = raw.child_by_field_name("object") or raw.child_by_field_name("function")
        if inner is None:
            break
        raw = inner
    root = source_of(raw)
    return root if root in _PRESENT else None


def _node_read(raw: "Raw") -> tuple[str, str] | None:
    """The other node that a part names, and the property that is read of it."""
    parent = raw.parent
    name = None
    if raw.type == "call_expression" and _is_named(raw, "function", ("$", "$items")):
        arguments = raw.child_by_field_name("arguments")
        name = _literal(arguments.named_children[0]) if arguments and arguments.named_children else None
        if name is None:
            raise NoMeaning("expression-unknown-node")
    elif raw.type == "subscript_expression" and _ends_in(raw, "$node"):
        index = raw.child_by_field_name("index")
        name = _literal(index) if index is not None else None
    elif raw.type == "member_expression" and _is_named(raw, "object", ("$node",)):
        found = raw.child_by_field_name("property")
        name = source_of(found) if found is not None else None
    if name is None:
        return None
    behind = parent.child_by_field_name("property") if parent is not None else None
    return name, source_of(behind) if behind is not None and behind != raw else ""


def _is_named(raw: "Raw", field: str, names: tuple[str, ...]) -> bool:
    found = raw.child_by_field_name(field)
    return found is not None and found.type == "identifier" and source_of(found) in names


def _ends_in(raw: "Raw", name: str) -> bool:
    """Whether what is indexed is a variable, or the last member, of this name."""
    found = raw.child_by_field_name("object")
    if found is not None and found.type == "member_expression":
        found = found.child_by_field_name("property")
    return found is not None and source_of(found) == name


def _literal(raw: "Raw") -> str | None:
    if raw.type == "string" or (raw.type == "template_string" and not raw.named_children):
        return source_of(raw)[1:-1]
    if raw.type == "template_string" and all(each.type == "string_fragment" for each in raw.named_children):
        return source_of(raw)[1:-1]
    return None
