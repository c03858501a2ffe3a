"""What JavaScript reads of n8n's items: of which node, their files, or more than one field of them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.javascript.parsing import parse_raw, source_of, walked
from exeoflow.importers.n8n.expressions.values import NoMeaning

if TYPE_CHECKING:
    from tree_sitter import Node as Raw

_PRESENT = frozenset({"$input", "$item", "$json"})
"""The names of what an expression has of its own node."""
_ITEM_BY = frozenset({"first", "last", "itemMatching"})
"""The methods that give one item."""
_BYTES_OF_FILES = "getBinaryDataBuffer"
_LISTING = frozenset(
    {"Object.entries", "Object.getOwnPropertyNames", "Object.keys", "Object.values", "Reflect.ownKeys"}
)
_ASKS_FOR_FIELDS = re.compile(rf"\bin\b|{'|'.join(map(re.escape, sorted(_LISTING)))}")


def asks_for_files(code: str) -> bool:
    """Whether code reads files of items: as fields of theirs, or their bytes by n8n's function."""
    try:
        return _BYTES_OF_FILES in code or any(_parts_with_files(code))
    except NoMeaning:
        return "binary" in code


def lists_fields_of_items(code: str) -> bool:
    """Whether code asks which fields items have, of which `binary` is one: `Object.keys(items[0])`."""
    if not _ASKS_FOR_FIELDS.search(code):
        return False
    try:
        return any(_has_fields_listed(raw) and (_is_item(raw) or _is_named_item(raw)) for raw in _parts(code))
    except NoMeaning:
        return False


def owners_of_files(code: str) -> set[str | None]:
    """The nodes of whose items code reads files, None for items that it has by names of its own."""
    return {*map(owner_of_files, _parts_with_files(code))} - _PRESENT


def _parts(code: str) -> Iterator["Raw"]:
    """The parts of code, which is the body of a function; raises `NoMeaning` where it is none."""
    return walked(parse_raw(f"async () => {{ {code}\n}}"))


def _parts_with_files(code: str) -> Iterator["Raw"]:
    """The parts of code that read the files of an item; what it only assigns it does not read."""
    if "binary" in code:
        yield from (raw for raw in _parts(code) if names_files(raw) and not _is_assigned(raw))


def names_files(raw: "Raw") -> bool:
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


def is_whole_item(raw: "Raw") -> bool:
    """Whether a part is an item of which more is asked than one of its fields: `Object.keys($input.item)`."""
    parent = raw.parent
    if parent is None or not (_is_item(raw) or (raw.type == "identifier" and _stands_for_item(raw))):
        return False
    match parent.type:
        case "formal_parameters" | "arrow_function":
            return False
        case "subscript_expression":
            index = parent.child_by_field_name("index")
            return index != raw and index is not None and _literal(index) is None
        case "member_expression":  # a method, which may look at all of it
            called = parent.parent
            return called is not None and called.child_by_field_name("function") == parent
    return True


def _is_item(raw: "Raw") -> bool:
    """Whether a part is an item: `$input.item`, `$('A').first()`, `$input.all()[0]`, `$items('A')[0]`."""
    match raw.type:
        case "member_expression":
            name = raw.child_by_field_name("property")
            return name is not None and source_of(name) == "item" and _gives_items(raw)
        case "call_expression":
            return _called(raw) in _ITEM_BY
        case "subscript_expression":
            read = raw.child_by_field_name("object")
            return read is not None and _is_list_of_items(read)
    return False


def _is_list_of_items(raw: "Raw") -> bool:
    """Whether a part is a list of items: `$input.all()`, `$items('A')`, in code `items`."""
    is_named = raw.type == "identifier" and source_of(raw) == "items"
    return is_named or _called(raw) == "all" or _is_named(raw, "function", ("$items",))


def _called(raw: "Raw") -> str:
    """The method that is called of what gives items, of the input or another node; else nothing."""
    function = raw.child_by_field_name("function") if raw.type == "call_expression" else None
    if function is None or function.type != "member_expression" or not _gives_items(function):
        return ""
    name = function.child_by_field_name("property")
    return "" if name is None else source_of(name)


def _gives_items(raw: "Raw") -> bool:
    """Whether a part reads something of the input, or of another node as `$('A')`."""
    read = raw.child_by_field_name("object")
    return read is not None and (source_of(read) == "$input" or _is_named(read, "function", ("$",)))


def _stands_for_item(raw: "Raw") -> bool:
    """Whether a name is the parameter of what a method of a list of items calls: `all().map(x => x)`."""
    name, part = source_of(raw), raw.parent
    while part is not None:
        if part.type == "for_in_statement" and name == _bound_in(part):
            read = part.child_by_field_name("right")
            return read is not None and _is_list_of_items(read)
        if part.type == "arrow_function" and name == _first_parameter(part):
            call = part.parent and part.parent.parent
            method = call and call.child_by_field_name("function")
            read = method and method.child_by_field_name("object")
            return bool(read and _is_list_of_items(read))
        part = part.parent
    return False


def _bound_in(loop: "Raw") -> str:
    """The name that a loop goes by, `x` in `for (const x of items)`."""
    name = loop.child_by_field_name("left")
    return source_of(name) if name is not None else ""


def _has_fields_listed(raw: "Raw") -> bool:
    """Whether the fields of a part are gone over or asked for by name: `Object.keys(x)`, `"binary" in x`."""
    parent = raw.parent
    if parent is None:
        return False
    if parent.type == "arguments":
        function = parent.parent and parent.parent.child_by_field_name("function")
        return function is not None and source_of(function) in _LISTING
    by = parent.child_by_field_name("operator")
    return by is not None and source_of(by) == "in" and parent.child_by_field_name("right") == raw


def _is_named_item(raw: "Raw") -> bool:
    """Whether a name stands for an item in code: `item`, or what goes through a list of items."""
    return raw.type == "identifier" and (source_of(raw) == "item" or _stands_for_item(raw))


def _first_parameter(function: "Raw") -> str:
    """The name of a function's first parameter; nothing where it is taken apart."""
    given = function.child_by_field_name("parameter") or function.child_by_field_name("parameters")
    if given is not None and given.type == "formal_parameters":
        given = next(iter(given.named_children), None)
    return source_of(given) if given is not None and given.type == "identifier" else ""


def _is_assigned(raw: "Raw") -> bool:
    parent = raw.parent
    return parent is not None and parent.type == "assignment_expression" and parent.named_children[0] == raw


def owner_of_files(raw: "Raw") -> str | None:
    """The other node of whose item a part reads the files, `$input`, `$item` or `$json`; else None."""
    while raw.type in ("member_expression", "subscript_expression", "call_expression"):
        if (read := node_read(raw)) is not None:
            return read[0]
        inner = raw.child_by_field_name("object") or raw.child_by_field_name("function")
        if inner is None:
            break
        raw = inner
    root = source_of(raw)
    return root if root in _PRESENT else None


def node_read(raw: "Raw") -> tuple[str, str] | None:
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
    """The text that a part is, if nothing of it is computed."""
    is_written = all(each.type == "string_fragment" for each in raw.named_children)
    if raw.type == "string" or (raw.type == "template_string" and is_written):
        return source_of(raw)[1:-1]
    return None
