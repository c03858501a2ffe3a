"""The rules of methods of texts and numbers."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.javascript.syntax import Constant, Node, Regex, Template
from exeoflow.importers.n8n.expressions.kinds import (
    ANY,
    NULLISH,
    UNDEFINED,
    Kind,
    Value,
    atom,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.literals import text_in
from exeoflow.importers.n8n.expressions.methods import regexes
from exeoflow.importers.n8n.expressions.methods.method import Method, Rule
from exeoflow.importers.n8n.expressions.operators import as_text, made
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules


def _simple(write: str, kinds: Kind = Kind.STRING, *, function: bool = False) -> Rule:
    """A method without arguments: `write` is the function's name, of JSONata or of the library."""
    return _alone(lambda rules, value: _called(rules, write, value.text, function=function), kinds)


def _alone(text: "Callable[[Rules, Value], str]", kinds: Kind = Kind.STRING) -> Rule:
    """A method without arguments: `text` gives the JSONata for its call on a value."""

    def rule(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
        if arguments:
            raise NoRule
        return made(text(rules, value), kinds, value)

    return rule


def _called(rules: "Rules", name: str, text: str, *, function: bool) -> str:
    return rules.call(name, text) if function else f"${name}({text})"


def _itself(_rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    return value


def whole(node: Node) -> int | None:
    """The whole number that a literal is."""
    match node:
        case Constant(value=int(number)) if not isinstance(number, bool):
            return number
    return None


def _searched(rules: "Rules", node: Node) -> tuple[str, Value]:
    """The text that is looked for; a regular expression is none."""
    value = rules.value(node)
    return as_text(rules, value), value


def _replace(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (Regex() as regex, by):
            return _replace_regex(rules, value, regex, by)
        case (Constant() | Template(), _) if text_in(arguments[0]):
            return _replace_text(rules, value, arguments, ", 1")
        case (searched, by):
            return _replace_computed(rules, value, searched, by, ", 1")
    raise NoRule


def _replace_all(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (Regex() as regex, by) if "g" in regex.flags:
            return _replace_regex(rules, value, regex, by)
        case (Constant() | Template(), _) if text_in(arguments[0]):
            return _replace_text(rules, value, arguments, "")
        case (Regex(), _):
            raise NoRule
        case (searched, by):
            return _replace_computed(rules, value, searched, by, "")
    raise NoRule


def _replace_computed(rules: "Rules", value: Value, searched: Node, by: Node, limit: str) -> Value:
    """A text that is computed is searched for; by one without characters JavaScript finds each place."""
    pattern, literal = rules.value(searched), text_in(by)
    if text_in(searched) == "":
        raise NoRule
    if not pattern.is_only(Kind.STRING | Kind.UNDEFINED) or literal is None or "$" in literal:
        raise NoRule
    replaced = f"$replace({value.text}, $searched, {quoted(literal)}{limit})"
    found = written(pattern)
    if pattern.kinds & Kind.UNDEFINED:
        found = f'($exists({found}) ? {found} : "undefined")'
    nothing = rules.error("a text without characters is searched for")
    text = f'($searched := {found}; $searched = "" ? {nothing} : {replaced})'
    return made(text, Kind.STRING, value, pattern)


def _replace_text(rules: "Rules", value: Value, arguments: tuple[Node, ...], limit: str) -> Value:
    searched = text_in(arguments[0]) or ""
    by = text_in(arguments[1])
    if by is not None:
        text = quoted(regexes.plain_replacement(by, searched))
        return made(f"$replace({value.text}, {quoted(searched)}, {text}{limit})", Kind.STRING, value)
    inserted = rules.value(arguments[1])
    text = rules.call("plain", as_text(rules, inserted))
    return made(f"$replace({value.text}, {quoted(searched)}, {text}{limit})", Kind.STRING, value, inserted)


def _replace_regex(rules: "Rules", value: Value, regex: Regex, by: Node) -> Value:
    pattern = regexes.translated(regex)
    limit = "" if pattern.is_global else ", 1"
    literal = text_in(by)
    subject = value.text
    if pattern.counts and literal != "":
        subject = rules.call("basic", subject)
    if literal is not None and "\\" in literal:
        return _put_between(value, subject, pattern, literal)
    if literal is not None:
        text = quoted(regexes.replacement(literal, pattern.groups))
        return made(f"$replace({subject}, {pattern.text}, {text}{limit})", Kind.STRING, value)
    inserted = rules.value(by)
    text = rules.call("plain", as_text(rules, inserted))
    if pattern.is_global:
        return made(f"$join($split({subject}, {pattern.text}), {text})", Kind.STRING, value, inserted)
    return made(f"$replace({subject}, {pattern.text}, {text}{limit})", Kind.STRING, value, inserted)


def _put_between(value: Value, subject: str, pattern: regexes.Pattern, literal: str) -> Value:
    """A replacement with a backslash, which some engines take for a sign of their own beside a pattern."""
    if "$" in literal or not pattern.is_global:
        raise NoRule
    return made(f"$join($split({subject}, {pattern.text}), {quoted(literal)})", Kind.STRING, value)


def _split(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (by, Constant(value=int(most))) if most > 0 and not isinstance(most, bool):
            limit = f", {most}"
        case (by,):
            limit = ""
        case _:
            raise NoRule
    if text_in(by) == "":
        if limit:
            raise NoRule
        return made(rules.call("characters", value.text), Kind.LIST, value, elements=Kind.STRING)
    separator = _separator(rules, by)
    text = f"$split({value.text}, {written(separator)}{limit})"
    if not isinstance(by, Regex) and text_in(by) is None:
        text = f'({written(separator)} = "" ? {rules.error("a text is split by nothing")} : {text})'
    return made(text, Kind.LIST, value, separator, elements=Kind.STRING)


def _separator(rules: "Rules", by: Node) -> Value:
    """A text, or a pattern that finds in JSONata what it finds in JavaScript."""
    if isinstance(by, Regex):
        pattern = regexes.translated(by)
        if pattern.groups or pattern.counts:
            raise NoRule
        return Value(pattern.text, Kind.STRING)
    separator = rules.value(by)
    if not separator.is_only(Kind.STRING):
        raise NoRule
    return separator


def _match(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (Regex() as regex,):
            pattern = regexes.translated(regex)
        case _:
            raise NoRule
    subject = rules.call("basic", value.text) if pattern.counts else value.text
    name = rules.fresh()
    if pattern.is_global:
        text = f"({name} := $match({subject}, {pattern.text}).match[]; $exists({name}) ? {name} : null)"
    else:
        found = f"[{name}.match]" if not pattern.groups else f"$append([{name}.match], {name}.groups)"
        text = f"({name} := $match({subject}, {pattern.text}, 1); $exists({name}) ? {found} : null)"
    return made(text, Kind.LIST | Kind.NULL, value, elements=Kind.STRING)


def _includes(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 1 or isinstance(arguments[0], Regex):
        raise NoRule
    text, searched = _searched(rules, arguments[0])
    return made(f"$contains({value.text}, {text})", Kind.BOOLEAN, value, searched)


def _starts_with(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 1 or isinstance(arguments[0], Regex):
        raise NoRule
    text, searched = _searched(rules, arguments[0])
    begin = f"$substring({value.text}, 0, $length({text}))"
    return made(f"{begin} = {atom(text)}", Kind.BOOLEAN, value, searched)


def _ends_with(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 1 or isinstance(arguments[0], Regex):
        raise NoRule
    text, searched = _searched(rules, arguments[0])
    return made(rules.call("ends_with", value.text, text), Kind.BOOLEAN, value, searched)


def _index_of(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 1 or isinstance(arguments[0], Regex):
        raise NoRule
    text, searched = _searched(rules, arguments[0])
    return made(rules.call("place", value.text, text), Kind.NUMBER, value, searched)


def _position(rules: "Rules", node: Node, size: str, *, from_end: bool) -> tuple[str, tuple[Value, ...]]:
    """A position in a text or list: a negative one counts from the end, or is the begin."""
    number = whole(node)
    if number is not None and number < 0 and not from_end:
        return "0", ()
    if number is not None:
        return (str(number), ()) if number == 0 else (rules.call("within", str(number), size), ())
    value = rules.value(node)
    if not value.is_only(Kind.NUMBER):
        raise NoRule
    name = rules.fresh()
    inside = rules.call("within", name, size)
    if not from_end:
        inside = f"$max([0, $min([{name}, {size}])])"
    return f"({name} := {written(value)}; {name} := {name} < 0 ? $ceil({name}) : $floor({name}); {inside})", (
        value,
    )


def _slice(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    return _cut(rules, value, arguments, from_end=True)


def _substring(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) == 2:  # noqa: PLR2004 - JavaScript exchanges them where the first is larger
        first, second = (whole(each) for each in arguments)
        if first is not None and second is not None and max(second, 0) < max(first, 0):
            arguments = (arguments[1], arguments[0])
        elif first != 0 and (first is None or second is None):
            return _substring_between(rules, value, arguments)
    return _cut(rules, value, arguments, from_end=False)


def _substring_between(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    size = rules.call("size", value.text)
    start, starts = _position(rules, arguments[0], size, from_end=False)
    end, ends = _position(rules, arguments[1], size, from_end=False)
    one, other = rules.fresh(), rules.fresh()
    cut = rules.call("cut", value.text, f"$min([{one}, {other}])", f"$max([{one}, {other}])")
    return made(f"({one} := {start}; {other} := {end}; {cut})", Kind.STRING, value, *starts, *ends)


def _cut(rules: "Rules", value: Value, arguments: tuple[Node, ...], *, from_end: bool) -> Value:
    if len(arguments) not in (1, 2):
        raise NoRule
    size = rules.call("size", value.text)
    start, starts = _position(rules, arguments[0], size, from_end=from_end)
    end, ends = (
        _position(rules, arguments[1], size, from_end=from_end)
        if len(arguments) == 2  # noqa: PLR2004
        else (size, ())
    )
    return made(rules.call("cut", value.text, start, end), Kind.STRING, value, *starts, *ends)


def _substr(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    start = whole(arguments[0]) if arguments else None
    if start is None:
        return _substr_from(rules, value, arguments)
    if len(arguments) == 1:
        return _slice(rules, value, arguments)
    length = whole(arguments[1]) if len(arguments) == 2 else None  # noqa: PLR2004
    if length is None or start < 0:
        raise NoRule
    return _slice(rules, value, (arguments[0], Constant(start + max(length, 0))))


def _substr_from(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    """From a computed position on, which is not negative."""
    length = whole(arguments[1]) if len(arguments) == 2 else None  # noqa: PLR2004
    if length is None or length < 0:
        raise NoRule
    first = rules.value(arguments[0])
    if not first.is_only(Kind.NUMBER):
        raise NoRule
    size = rules.call("size", value.text)
    name = rules.fresh()
    cut = rules.call("cut", value.text, name, f"$min([{name} + {length}, {size}])")
    start = rules.call("within", written(first), size)
    return made(f"({name} := {start}; {cut})", Kind.STRING, value, first)


def _char_at(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    position = whole(arguments[0]) if len(arguments) == 1 else None
    if position is None:
        raise NoRule
    if position < 0:
        return made('""', Kind.STRING, value)
    return _slice(rules, value, (Constant(position), Constant(position + 1)))


def _at(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    position = whole(arguments[0]) if len(arguments) == 1 else None
    if position is None:
        raise NoRule
    ends = () if position == -1 else (Constant(position + 1),)
    cut = _slice(rules, value, (Constant(position), *ends))
    name = rules.fresh()
    return made(f'({name} := {cut.text}; {name} != "" ? {name})', Kind.STRING | Kind.UNDEFINED, value)


def _pad(sign: int) -> Rule:
    def rule(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
        size = whole(arguments[0]) if arguments else None
        by = " " if len(arguments) == 1 else text_in(arguments[1]) if len(arguments) == 2 else None  # noqa: PLR2004
        if len(arguments) == 2 and by is None:  # noqa: PLR2004
            match arguments[1]:
                case Constant(value=int(digit)) if not isinstance(digit, bool) and digit >= 0:
                    by = str(digit)
        if size is None or size < 1 or not by or not by.isascii():
            raise NoRule
        return made(rules.call("padded", value.text, str(sign * size), quoted(by)), Kind.STRING, value)

    return rule


def _repeat(_rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    count = whole(arguments[0]) if len(arguments) == 1 else None
    if count is None or not 0 <= count <= 10_000:  # noqa: PLR2004 - what an expression may hold
        raise NoRule
    if count == 0:
        return made('""', Kind.STRING, value)
    return made(f'$join([1..{count}].({value.text}), "")', Kind.STRING, value)


def _concat(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    values = [rules.value(each) for each in arguments]
    texts = [value.text, *(as_text(rules, each) for each in values)]
    return made(" & ".join(atom(each) for each in texts), Kind.STRING, value, *values)


def _to_fixed(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    digits = 0 if not arguments else whole(arguments[0]) if len(arguments) == 1 else None
    if digits is None or not 0 <= digits <= 15:  # noqa: PLR2004 - what a number holds
        raise NoRule
    return made(rules.call("fixed", value.text, str(digits)), Kind.STRING, value)


def _round(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    fixed = _to_fixed(rules, value, arguments)
    return made(f"$number({fixed.text})", Kind.NUMBER, value)


# n8n's own methods of texts. A text that is a date in ISO 8601 is a date to most of them.


def _no_date(rules: "Rules", value: Value) -> str:
    return rules.call("no_date", value.text)


def _added(write: str, kinds: Kind = Kind.STRING, *, function: bool = False) -> Rule:
    return _alone(
        lambda rules, value: _called(rules, write, _no_date(rules, value), function=function), kinds
    )


def _is_not_empty(rules: "Rules", value: Value) -> str:
    return f"$not({rules.call('empty', value.text)})"


def _without_tags(rules: "Rules", value: Value) -> str:
    return f'$replace({_no_date(rules, value)}, /<[^>]*>?/, "")'


def _one_if_true(_rules: "Rules", value: Value) -> str:
    return f"({value.text} ? 1 : 0)"


def _is_not_zero(_rules: "Rules", value: Value) -> str:
    return f"{atom(value.text)} != 0"


def _nothing(_rules: "Rules", _value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    return UNDEFINED


_TEXT = Kind.STRING
_ANYTHING = Kind.LIST | Kind.OBJECT | Kind.STRING | Kind.NUMBER | Kind.BOOLEAN | NULLISH


def _on_text(rule: Rule) -> tuple[Method, ...]:
    return (Method(_TEXT, rule),)


def _added_to(*pairs: tuple[Kind, Rule]) -> tuple[Method, ...]:
    return tuple(Method(kind, rule, is_added=True) for kind, rule in pairs)


METHODS: Mapping[str, tuple[Method, ...]] = {
    "toLowerCase": _on_text(_simple("lowercase")),
    "toUpperCase": _on_text(_simple("uppercase")),
    "trim": _on_text(_simple("stripped", function=True)),
    "trimStart": _on_text(_simple("stripped_left", function=True)),
    "trimEnd": _on_text(_simple("stripped_right", function=True)),
    "replace": _on_text(_replace),
    "replaceAll": _on_text(_replace_all),
    "split": _on_text(_split),
    "match": _on_text(_match),
    "includes": _on_text(_includes),
    "startsWith": _on_text(_starts_with),
    "endsWith": _on_text(_ends_with),
    "indexOf": _on_text(_index_of),
    "slice": _on_text(_slice),
    "substring": _on_text(_substring),
    "substr": _on_text(_substr),
    "charAt": _on_text(_char_at),
    "at": _on_text(_at),
    "padStart": _on_text(_pad(-1)),
    "padEnd": _on_text(_pad(1)),
    "repeat": _on_text(_repeat),
    "concat": _on_text(_concat),
    "toFixed": (Method(Kind.NUMBER, _to_fixed),),
    "round": _added_to((Kind.NUMBER, _round)),
    "floor": _added_to((Kind.NUMBER, _simple("floor", Kind.NUMBER))),
    "ceil": _added_to((Kind.NUMBER, _simple("ceil", Kind.NUMBER))),
    "abs": _added_to((Kind.NUMBER, _simple("abs", Kind.NUMBER))),
    "toNumber": _added_to(
        (_TEXT, _added("to_number", Kind.NUMBER, function=True)),
        (Kind.BOOLEAN, _alone(_one_if_true, Kind.NUMBER)),
    ),
    "toBoolean": _added_to(
        (_TEXT, _simple("says_yes", Kind.BOOLEAN | Kind.UNDEFINED, function=True)),
        (Kind.BOOLEAN, _itself),
        (Kind.NUMBER, _alone(_is_not_zero, Kind.BOOLEAN)),
        (Kind.LIST, _nothing),
        (Kind.OBJECT, _nothing),
    ),
    "isEmpty": _added_to((_ANYTHING, _simple("empty", Kind.BOOLEAN, function=True))),
    "isNotEmpty": _added_to((_ANYTHING, _alone(_is_not_empty, Kind.BOOLEAN))),
    "length": _added_to((_TEXT, _added("size", Kind.NUMBER, function=True))),
    "urlEncode": _added_to(
        (_TEXT, _added("encodeUrlComponent")),
        (Kind.OBJECT, _simple("in_query", function=True)),
    ),
    "parseJson": _added_to((_TEXT, _added("parse", ANY & ~Kind.UNDEFINED))),
    "removeTags": _added_to((_TEXT, _alone(_without_tags))),
}
