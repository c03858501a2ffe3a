"""Parses JavaScript with tree-sitter, into the syntax tree that the rules know.

tree-sitter, because its wheels (0.8 MB) run in Lambda and it takes some 30 microseconds an expression.
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from math import isinf
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.javascript.syntax import (
    Binary,
    Binding,
    Call,
    Conditional,
    Constant,
    Enclosed,
    Function,
    Index,
    ListOf,
    Member,
    Name,
    New,
    Node,
    ObjectOf,
    Pair,
    Pattern,
    Regex,
    Spread,
    Template,
    Unary,
)
from exeoflow.importers.n8n.expressions.values import NoMeaning, NoRule

if TYPE_CHECKING:
    from tree_sitter import Node as Raw
    from tree_sitter import Parser

_MOST_CHARACTERS = 20_000
_MOST_LEVELS = 60

_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|[\s\S]))")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_POSITION = re.compile(r"0|[1-9][0-9]{0,8}")


class _Parsers(threading.local):
    """One parser per thread."""

    parser: "Parser | None" = None


_parsers = _Parsers()


@lru_cache(maxsize=4_096)
def parse(source: str) -> Node:
    """The tree of one expression; raises `NoMeaning` if it is no JavaScript, `NoRule` if no rule knows it."""
    return _node(_sole(_sole(parse_raw(source))), 0)


def parse_raw(source: str) -> "Raw":
    """The parser's own tree, for what no rule knows; raises `NoMeaning` where the text is no JavaScript."""
    if len(source) > _MOST_CHARACTERS:
        raise NoMeaning("expression-size")
    text = source.strip().removesuffix(";").encode(errors="replace")
    root = _parser().parse(b"(" + text + b"\n)").root_node
    if root.has_error or len(_named(root)) != 1:
        raise NoMeaning("expression-syntax")
    return root


def walked(root: "Raw") -> Iterator["Raw"]:
    """A part of the parser's own tree and all that has a name below it, the last ones first."""
    pending = [root]
    while pending:
        raw = pending.pop()
        pending.extend(raw.named_children)
        yield raw


def with_blanks(source: str) -> str:
    """The expression as n8n reads it, which prints templates anew in which a line ends.

    A piece of text with such an end is parted by a blank from a `${` behind it if its last sign may be one of
    a name. Source: `needsTrailingSpace` of recast 0.22, which @n8n/tournament prints with.
    """
    if "`" not in source or not _LINE_ENDS.search(source):
        return source
    root = parse_raw(source)
    if not (blanks := sorted(_blanks(root))):
        return source
    text = root.text or b""
    places = pairwise([1, *blanks, len(text) - 2])
    return b" ".join(text[start:end] for start, end in places).decode()


_LINE_ENDS = re.compile(r"\n|\\(?:n|u000[aA]|x0[aA])")
_MAY_BE_OF_NAME = re.compile(rb"[0-9A-Za-z_$\n]\Z")
"""The end of a line among them, which is printed with an n."""


def _blanks(root: "Raw") -> Iterator[int]:
    """Where n8n adds blanks to templates."""
    for raw in walked(root):
        if raw.type != "template_string":
            continue
        start, has_end = raw.start_byte + 1, False
        for child in raw.named_children:
            if child.type == "template_substitution":
                piece = (root.text or b"")[start : child.start_byte]
                if (has_end or b"\n" in piece) and _MAY_BE_OF_NAME.search(piece):
                    yield child.start_byte
                start, has_end = child.end_byte, False
            elif child.type == "escape_sequence":
                has_end = has_end or _LINE_ENDS.fullmatch(source_of(child)) is not None


def without_comments(source: str) -> str:
    """The body of a function with a blank for each comment; as it is where the parser does not know it."""
    begin = b"async () => {\n"
    text = begin + source.encode(errors="replace") + b"\n}"
    root = _parser().parse(text).root_node
    if root.has_error:
        return source
    found, position = b"", len(begin)
    pending = [root]
    while pending:
        raw = pending.pop()
        if raw.type in ("comment", "html_comment"):
            found += text[position : raw.start_byte] + b" "
            position = raw.end_byte
        pending.extend(reversed(raw.children))
    return (found + text[position:-2]).decode()


def _parser() -> "Parser":
    if _parsers.parser is None:
        import tree_sitter_javascript  # noqa: PLC0415 - only who imports a workflow needs it
        from tree_sitter import Language, Parser  # noqa: PLC0415

        _parsers.parser = Parser(Language(tree_sitter_javascript.language()))
    return _parsers.parser


def _sole(raw: "Raw") -> "Raw":
    """The only child that means something; several of them are statements or a sequence."""
    children = _named(raw)
    if len(children) != 1:
        raise NoRule
    return children[0]


def _named(raw: "Raw") -> list["Raw"]:
    return [child for child in raw.named_children if child.type != "comment"]


def part_of(raw: "Raw", name: str) -> "Raw":
    """The part of a node in a field of the grammar; raises `NoRule` where there is none."""
    found = raw.child_by_field_name(name)
    if found is None:
        raise NoRule
    return found


def source_of(raw: "Raw") -> str:
    """The source of a part."""
    return (raw.text or b"").decode()


def is_optional(link: "Raw") -> bool:
    """Whether a part of a chain stands behind a `?.` of its own."""
    return any(child.type == "optional_chain" for child in link.children)


def _node(raw: "Raw", level: int) -> Node:
    read = _READERS.get(raw.type)
    if read is None or level > _MOST_LEVELS:
        raise NoRule
    return read(raw, level + 1)


def _member(raw: "Raw", level: int) -> Node:
    name = part_of(raw, "property")
    if name.type != "property_identifier":
        raise NoRule
    return Member(_node(part_of(raw, "object"), level), source_of(name), is_optional(raw))


def _subscript(raw: "Raw", level: int) -> Node:
    value, index = _node(part_of(raw, "object"), level), _node(part_of(raw, "index"), level)
    if isinstance(index, Constant) and isinstance(index.value, str):
        if _POSITION.fullmatch(index.value):  # JavaScript's lists have their positions as text
            return Index(value, Constant(int(index.value)), is_optional(raw))
        return Member(value, index.value, is_optional(raw))
    return Index(value, index, is_optional(raw))


def _arguments(raw: "Raw", level: int) -> tuple[Node, ...]:
    arguments = part_of(raw, "arguments")
    if arguments.type != "arguments":  # a tagged template
        raise NoRule
    return tuple(_node(each, level) for each in _named(arguments))


def _call(raw: "Raw", level: int) -> Node:
    return Call(_node(part_of(raw, "function"), level), _arguments(raw, level), is_optional(raw))


def _new(raw: "Raw", level: int) -> Node:
    made = part_of(raw, "constructor")
    if made.type != "identifier" or raw.child_by_field_name("arguments") is None:
        raise NoRule
    return New(source_of(made), _arguments(raw, level))


def _number(raw: "Raw", _level: int) -> Node:
    text = source_of(raw).replace("_", "").lower()
    if re.fullmatch(r"0x[0-9a-f]{1,13}", text):
        return Constant(int(text, 16))
    if re.fullmatch(r"([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?", text) and not re.match(r"0[0-9]", text):
        value = float(text)
        if isinf(value):
            raise NoRule  # JSON has none
        return Constant(int(value) if value.is_integer() and abs(value) < 1e15 else value)  # noqa: PLR2004
    raise NoRule


def _unescaped(text: str) -> str:
    """JavaScript's escapes in a text."""

    def character(match: re.Match[str]) -> str:
        if code := match[1] or match[2] or match[3]:
            return chr(int(code, 16))
        escaped = match[4]
        return "" if escaped in "\r\n\u2028\u2029" else _ESCAPES.get(escaped, escaped)

    if "\\" not in text:
        return text
    try:
        result = _ESCAPE.sub(character, text)
        paired = _SURROGATES.sub(
            lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), result
        )
        paired.encode()
    except (ValueError, OverflowError) as fault:  # half a character, or none
        raise NoRule from fault
    return paired


def _string(raw: "Raw", _level: int) -> Node:
    return Constant(_unescaped(source_of(raw)[1:-1]))


def _template(raw: "Raw", level: int) -> Node:
    parts: list[str | Node] = []
    # Text between the substitutions is taken by its bytes: tree-sitter leaves some of it without a node.
    source, position = raw.text or b"", 1
    for child in _named(raw):
        if child.type != "template_substitution":
            continue
        start, end = child.start_byte - raw.start_byte, child.end_byte - raw.start_byte
        parts += [_unescaped(source[position:start].decode()), _node(_sole(child), level)]
        position = end
    parts.append(_unescaped(source[position:-1].decode().replace("\r\n", "\n")))
    return Template(tuple(part for part in parts if part != ""))


def _regex(raw: "Raw", _level: int) -> Node:
    flags = raw.child_by_field_name("flags")
    return Regex(source_of(part_of(raw, "pattern")), source_of(flags) if flags is not None else "")


def _unary(raw: "Raw", level: int) -> Node:
    operator, argument = source_of(part_of(raw, "operator")), _node(part_of(raw, "argument"), level)
    match operator, argument:
        case "-", Constant(value=int(value) | float(value)) if value and not isinstance(value, bool):
            return Constant(-value)
    return Unary(operator, argument)


def _binary(raw: "Raw", level: int) -> Node:
    operator = source_of(part_of(raw, "operator"))
    sides = (part_of(raw, "left"), part_of(raw, "right"))
    if any(_is_mixed(operator, side) for side in sides):
        raise NoMeaning("expression-syntax")
    return Binary(operator, _node(sides[0], level), _node(sides[1], level))


def _is_mixed(operator: str, side: "Raw") -> bool:
    """`a || b ?? c`, which is no JavaScript without parentheses; the parser takes it."""
    if side.type != "binary_expression":
        return False
    inner = source_of(part_of(side, "operator"))
    return (operator == "??" and inner in ("||", "&&")) or (inner == "??" and operator in ("||", "&&"))


def _conditional(raw: "Raw", level: int) -> Node:
    condition, then, otherwise = (part_of(raw, each) for each in ("condition", "consequence", "alternative"))
    return Conditional(_node(condition, level), _node(then, level), _node(otherwise, level))


def _list(raw: "Raw", level: int) -> Node:
    _refuse_holes(raw)
    return ListOf(tuple(_node(each, level) for each in _named(raw)))


def _refuse_holes(raw: "Raw") -> None:
    written = [child.type for child in raw.children if child.type != "comment"]
    if any(each == "," and before in ("[", ",") for before, each in pairwise(written)):
        raise NoRule


def _object(raw: "Raw", level: int) -> Node:
    return ObjectOf(tuple(_pair(each, level) for each in _named(raw)))


def _pair(raw: "Raw", level: int) -> Pair | Spread:
    if raw.type == "spread_element":
        return Spread(_node(_sole(raw), level))
    if raw.type == "shorthand_property_identifier":
        return Pair(source_of(raw), Name(source_of(raw)))
    if raw.type != "pair":
        raise NoRule
    key = part_of(raw, "key")
    if key.type == "computed_property_name":
        computed = _node(_sole(key), level)
        is_text = isinstance(computed, Constant) and isinstance(computed.value, str)
        name: str | Node = str(computed.value) if is_text and isinstance(computed, Constant) else computed
    else:
        name = _key(key, level)
    return Pair(name, _node(part_of(raw, "value"), level))


def _key(raw: "Raw", level: int) -> str:
    if raw.type == "property_identifier":
        return source_of(raw)
    constant = _node(raw, level)
    if not isinstance(constant, Constant) or isinstance(constant.value, float):
        raise NoRule
    return str(constant.value)


def _spread(raw: "Raw", level: int) -> Node:
    return Spread(_node(_sole(raw), level))


def _enclosed(raw: "Raw", level: int) -> Node:
    inner = _node(_sole(raw), level)
    return Enclosed(inner) if isinstance(inner, Member | Index | Call) else inner


def _function(raw: "Raw", level: int) -> Node:
    if any(child.type in ("async", "*") for child in raw.children):
        raise NoRule
    single = raw.child_by_field_name("parameter")
    listed = raw.child_by_field_name("parameters")
    raws = [single] if single is not None else _named(listed) if listed is not None else []
    parameters = tuple(_target(each) for each in raws)
    body = part_of(raw, "body")
    if body.type != "statement_block":
        return Function(parameters, (), _node(body, level))
    bindings, result = _statements(_named(body), level)
    return Function(parameters, bindings, result)


def _target(raw: "Raw") -> str | Pattern:
    if raw.type == "identifier":
        return source_of(raw)
    if raw.type == "array_pattern":
        _refuse_holes(raw)
        return Pattern(tuple((_identifier(each), place) for place, each in enumerate(_named(raw))))
    if raw.type == "object_pattern":
        return Pattern(tuple(_taken(each) for each in _named(raw)))
    raise NoRule


def _taken(raw: "Raw") -> tuple[str, str | int]:
    if raw.type == "shorthand_property_identifier_pattern":
        return source_of(raw), source_of(raw)
    if raw.type != "pair_pattern":
        raise NoRule
    return _identifier(part_of(raw, "value")), _key(part_of(raw, "key"), 0)


def _identifier(raw: "Raw") -> str:
    if raw.type != "identifier":
        raise NoRule
    return source_of(raw)


def _statements(raws: list["Raw"], level: int) -> tuple[tuple[Binding, ...], Node]:
    """Declarations of constants, and the value that is returned; an `if` that returns is a choice."""
    bindings: list[Binding] = []
    for place, raw in enumerate(raws):
        match raw.type:
            case "lexical_declaration":
                bindings += _declared(raw, level)
            case "return_statement":
                return tuple(bindings), _node(_sole(raw), level)
            case "if_statement":
                return tuple(bindings), _choice(raw, raws[place + 1 :], level)
            case _:
                raise NoRule
    raise NoRule


def _choice(raw: "Raw", rest: list["Raw"], level: int) -> Node:
    then = _returned([part_of(raw, "consequence")], level)
    alternative = raw.child_by_field_name("alternative")
    otherwise = _returned(rest if alternative is None else [_sole(alternative)], level)
    return Conditional(_node(_sole(part_of(raw, "condition")), level), then, otherwise)


def _returned(raws: list["Raw"], level: int) -> Node:
    """The value that statements return; constants of their own would need a scope of their own."""
    if len(raws) == 1 and raws[0].type == "statement_block":
        raws = _named(raws[0])
    bindings, result = _statements(raws, level + 1)
    if bindings or level > _MOST_LEVELS:
        raise NoRule
    return result


def _declared(raw: "Raw", level: int) -> list[Binding]:
    if source_of(part_of(raw, "kind")) != "const":  # it may be assigned to
        raise NoRule
    return [
        Binding(_target(part_of(each, "name")), _node(part_of(each, "value"), level)) for each in _named(raw)
    ]


_READERS: Mapping[str, Callable[["Raw", int], Node]] = {
    "parenthesized_expression": _enclosed,
    "identifier": lambda raw, _level: Name(source_of(raw)),
    "undefined": lambda _raw, _level: Name("undefined"),
    "member_expression": _member,
    "subscript_expression": _subscript,
    "call_expression": _call,
    "new_expression": _new,
    "number": _number,
    "string": _string,
    "true": lambda _raw, _level: Constant(True),  # noqa: FBT003 - the value itself
    "false": lambda _raw, _level: Constant(False),  # noqa: FBT003
    "null": lambda _raw, _level: Constant(None),
    "template_string": _template,
    "regex": _regex,
    "unary_expression": _unary,
    "binary_expression": _binary,
    "ternary_expression": _conditional,
    "array": _list,
    "object": _object,
    "spread_element": _spread,
    "arrow_function": _function,
    "function_expression": _function,
}
