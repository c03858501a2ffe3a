"""The rules of JavaScript's and n8n's functions that are no methods."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions import constructors
from exeoflow.importers.n8n.expressions.javascript.syntax import (
    Constant,
    Name,
    New,
    Node,
    ObjectOf,
    Pair,
    Spread,
)
from exeoflow.importers.n8n.expressions.kinds import (
    ELEMENT,
    MOMENT,
    NULLISH,
    Kind,
    Value,
    atom,
    operand,
    written,
)
from exeoflow.importers.n8n.expressions.methods import moments
from exeoflow.importers.n8n.expressions.operators import (
    as_condition,
    as_number,
    as_text,
    choice,
    made,
    negation,
)
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules

Rule = Callable[["Rules", tuple[Node, ...]], Value]
_NUMERIC = Kind.NUMBER | Kind.NAN


def call(rules: "Rules", name: str, arguments: tuple[Node, ...]) -> Value:
    """`name(arguments)`."""
    rule = _FUNCTIONS.get(name)
    if rule is None or name in rules.variables:
        raise NoRule
    return rule(rules, arguments)


def static(rules: "Rules", name: str, arguments: tuple[Node, ...]) -> Value | None:
    """`Math.round(...)` and its like; None where the name is none of them."""
    rule = _STATIC.get(name)
    return None if rule is None or name.partition(".")[0] in rules.variables else rule(rules, arguments)


def now(rules: "Rules", kind: Kind) -> Value:
    """The present moment: that at which a state is entered."""
    rules.approximations.add("expression-now")
    return moments.moment(rules, "$millis()", kind)


def today(rules: "Rules") -> Value:
    """Midnight."""
    return moments.moment(rules, moments.floored(now(rules, Kind.DATE).text, 86_400_000), Kind.DATE)


def new(rules: "Rules", node: New) -> Value:
    """`new Date()`, `new Date(value)`."""
    if node.function != "Date" or len(node.arguments) > 1:
        raise NoRule
    if not node.arguments:
        return now(rules, Kind.JS_DATE)
    value = rules.value(node.arguments[0])
    if value.is_only(MOMENT):
        return moments.moment(rules, written(value), Kind.JS_DATE, value)
    if value.may_be(Kind.NAN | MOMENT | Kind.ITEM):
        raise NoRule
    if not value.is_only(Kind.NUMBER):
        rules.approximations.add("expression-date-form")
    return moments.moment(rules, rules.call("date", written(value)), Kind.JS_DATE | Kind.NAN, value)


def _sole(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 1 or isinstance(arguments[0], Spread):
        raise NoRule
    return rules.value(arguments[0])


def _string(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    value = _sole(rules, arguments)
    return made(as_text(rules, value), Kind.STRING, value)


def _number(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    value = _sole(rules, arguments)
    kinds = Kind.NUMBER if value.is_only(Kind.NUMBER | MOMENT) else _NUMERIC
    return made(as_number(rules, value), kinds, value)


def _boolean(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    value = _sole(rules, arguments)
    return made(as_condition(rules, value), Kind.BOOLEAN, value)


def _not(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    value = _sole(rules, arguments)
    return made(negation(as_condition(rules, value)), Kind.BOOLEAN, value)


def _parse(function: str) -> Rule:
    def rule(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
        match arguments:
            case (_, Constant(value=10)) if function == "parse_int":
                arguments = arguments[:1]
        value = _sole(rules, arguments)
        if value.may_be(Kind.NAN | MOMENT | Kind.ITEM) or value.has_holes:
            raise NoRule
        return made(rules.call(function, written(value)), _NUMERIC, value)

    return rule


def _becomes_nan(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    """JavaScript's isNaN makes a number of what it is given; of numbers it is Number.isNaN."""
    if not _sole(rules, arguments).is_only(Kind.NUMBER | Kind.NAN | Kind.BOOLEAN):
        raise NoRule
    return _is_nan(rules, arguments)


def _is_nan(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    """Number.isNaN, which no value of JSON is."""
    value = _sole(rules, arguments)
    if value.may_fail:
        raise NoRule
    if not value.may_be(Kind.NAN):
        return made("false", Kind.BOOLEAN, value)
    if value.may_be(Kind.NULL):
        raise NoRule
    return made(f"{operand(value)} = null", Kind.BOOLEAN, value)


def _encoded(function: str) -> Rule:
    def rule(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
        value = _sole(rules, arguments)
        return made(f"${function}({as_text(rules, value)})", Kind.STRING, value)

    return rule


def _if(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    if len(arguments) not in (2, 3):
        raise NoRule
    condition = rules.value(arguments[0])
    otherwise = rules.value(arguments[2]) if len(arguments) == 3 else Value("false", Kind.BOOLEAN)  # noqa: PLR2004
    return choice(rules, as_condition(rules, condition), rules.value(arguments[1]), otherwise, condition)


def _if_empty(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 2:  # noqa: PLR2004
        raise NoRule
    value, default = (rules.value(each) for each in arguments)
    if value.may_be(MOMENT | Kind.ITEM | Kind.NAN) or value.may_fail or default.may_fail:
        raise NoRule
    kept = Value(written(value), value.kinds & ~NULLISH, elements=value.elements, has_holes=value.has_holes)
    chosen = choice(rules, negation(rules.call("blank", written(value))), kept, default, value)
    # Both are evaluated in JavaScript.
    requires = value.requires + default.requires
    return Value(
        chosen.text, chosen.kinds, (), requires, None, not requires, chosen.elements, chosen.has_holes
    )


def _extreme(function: str) -> Rule:
    def rule(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
        if not arguments or any(isinstance(each, Spread) for each in arguments):
            raise NoRule  # of nothing it is infinite
        values = [rules.value(each) for each in arguments]
        if all(each.is_only(Kind.NUMBER) for each in values):
            name = "max" if function == "most" else "min"
            return made(f"${name}([{', '.join(written(each) for each in values)}])", Kind.NUMBER, *values)
        listed_text = f"[{', '.join(_as_element(rules, each) for each in values)}]"
        return made(rules.call(function, listed_text), _NUMERIC, *values)

    return rule


def _as_element(rules: "Rules", value: Value) -> str:
    """A number, or NaN as a text, which is none."""
    if value.is_only(Kind.NUMBER):
        return written(value)
    name = rules.fresh()
    return f'({name} := {as_number(rules, value)}; {name} = null ? "NaN" : {name})'


def _rounding(write: Callable[[str], str]) -> Rule:
    def rule(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
        value = _sole(rules, arguments)
        number = as_number(rules, value)
        if value.is_only(Kind.NUMBER | MOMENT):
            return made(write(atom(number)), Kind.NUMBER, value)
        name = rules.fresh()
        return made(f"({name} := {number}; {name} = null ? null : {write(name)})", _NUMERIC, value)

    return rule


def _power(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 2:  # noqa: PLR2004
        raise NoRule
    base, exponent = (rules.value(each) for each in arguments)
    if not (base.is_only(Kind.NUMBER) and exponent.is_only(Kind.NUMBER)):
        raise NoRule
    return made(f"$power({written(base)}, {written(exponent)})", Kind.NUMBER, base, exponent)


def _random(_rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    return Value("$random()", Kind.NUMBER)


def _stringify(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (_,) | (_, Constant(value=None)) | (_, Constant(value=None), Constant(value=None | 0 | "")):
            return json_text(rules, rules.value(arguments[0], is_last=True))
        case (_, Constant(value=None) | Name(name="undefined"), Constant(value=int(blanks))) if blanks in (
            2,
            4,
        ):
            value = _writable(rules, rules.value(arguments[0], is_last=True))
            text = rules.call("json_lines", written(value))
            if blanks == 4:  # noqa: PLR2004 - no text of JSON holds a line break
                text = f'$replace({text}, /\\n( +)/, "\\n$1$1")'
            return made(text, _of_json(value), value)
    raise NoRule


def _writable(rules: "Rules", value: Value) -> Value:
    value = rules.output(value)
    if value.may_be(Kind.NAN):
        value = Value(
            written(value), value.kinds & ~Kind.NAN | Kind.NULL, (), value.requires, None, value.is_silent
        )
    return value


def _of_json(value: Value) -> Kind:
    return Kind.STRING | Kind.UNDEFINED if value.may_be(Kind.UNDEFINED) else Kind.STRING


def json_text(rules: "Rules", value: Value) -> Value:
    """JSON.stringify."""
    value = _writable(rules, value)
    return made(rules.call("json_text", written(value)), _of_json(value), value)


def _parse_json(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    """JSON.parse: nothing is left where the text is no JSON; where it only looks like it, the state fails."""
    value = _sole(rules, arguments)
    rules.approximations.add("expression-invalid-json")
    text = as_text(rules, value)
    condition = rules.call("is_json", text)
    result = made(f"$parse({text})", ELEMENT, value)
    return Value(result.text, ELEMENT, (condition,), (*result.requires, condition), None, result.is_silent)


def _is_array(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    value = _sole(rules, arguments)
    if value.may_be(MOMENT | Kind.ITEM):
        raise NoRule
    return made(f'$type({written(value)}) = "array"', Kind.BOOLEAN, value)


def _of_object(function: str, elements: Kind) -> Rule:
    def rule(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
        value = _sole(rules, arguments)
        if value.may_be(MOMENT | Kind.ITEM | Kind.NAN) or (value.has_holes and not value.is_only(Kind.LIST)):
            raise NoRule
        result = made(
            rules.call(function, written(value)),
            Kind.LIST,
            value,
            elements=elements,
            has_holes=value.has_holes,
        )
        if not value.may_be(NULLISH):
            return result
        requires = (*result.requires, f"{operand(value)} != null")
        return Value(result.text, Kind.LIST, (), requires, None, False, elements, value.has_holes)  # noqa: FBT003

    return rule


def _assign(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (ObjectOf(pairs=pairs), *rest):
            parts: tuple[Pair | Spread, ...] = pairs
        case (first, *rest):
            if not rules.value(first).is_only(Kind.OBJECT):
                raise NoRule
            parts = (Spread(first),)
        case _:
            raise NoRule
    return constructors.object_of(rules, ObjectOf(parts + tuple(Spread(each) for each in rest)))


def _from_entries(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    value = _sole(rules, arguments)
    if not value.is_only(Kind.LIST) or value.elements & (MOMENT | Kind.ITEM) or value.elements != Kind.LIST:
        raise NoRule
    return made(rules.call("from_entries", written(value)), Kind.OBJECT, value, has_holes=value.has_holes)


def _date_now(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    rules.approximations.add("expression-now")
    return Value("$millis()", Kind.NUMBER)


def _luxon_now(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    return now(rules, Kind.DATE)


def _from_iso(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
    value = _sole(rules, arguments)
    if not value.may_be(Kind.STRING) or value.may_be(MOMENT | Kind.NAN | Kind.ITEM):
        raise NoRule
    rules.approximations.add("expression-date-form")
    return moments.moment(rules, rules.call("from_iso", written(value)), Kind.DATE | Kind.NAN, value)


def _from_number(factor: int) -> Rule:
    def rule(rules: "Rules", arguments: tuple[Node, ...]) -> Value:
        value = _sole(rules, arguments)
        if value.may_be(MOMENT | Kind.ITEM | Kind.NAN):
            raise NoRule
        return moments.from_number(rules, value, factor)

    return rule


_FUNCTIONS: Mapping[str, Rule] = {
    "String": _string,
    "Number": _number,
    "Boolean": _boolean,
    "parseInt": _parse("parse_int"),
    "parseFloat": _parse("parse_float"),
    "isNaN": _becomes_nan,
    "encodeURIComponent": _encoded("encodeUrlComponent"),
    "encodeURI": _encoded("encodeUrl"),
    "$if": _if,
    "$ifEmpty": _if_empty,
    "$not": _not,
    "$max": _extreme("most"),
    "$min": _extreme("least"),
}

_STATIC: Mapping[str, Rule] = {
    "JSON.stringify": _stringify,
    "JSON.parse": _parse_json,
    "Math.round": _rounding(lambda text: f"$floor({text} + 0.5)"),
    "Math.floor": _rounding(lambda text: f"$floor({text})"),
    "Math.ceil": _rounding(lambda text: f"$ceil({text})"),
    "Math.abs": _rounding(lambda text: f"$abs({text})"),
    "Math.trunc": _rounding(lambda text: f"({text} < 0 ? $ceil({text}) : $floor({text}))"),
    "Math.sign": _rounding(lambda text: f"({text} > 0 ? 1 : {text} < 0 ? -1 : 0)"),
    "Math.max": _extreme("most"),
    "Math.min": _extreme("least"),
    "Math.pow": _power,
    "Math.random": _random,
    "Number.parseInt": _parse("parse_int"),
    "Number.parseFloat": _parse("parse_float"),
    "Number.isNaN": _is_nan,
    "Array.isArray": _is_array,
    "Object.keys": _of_object("keys_of", Kind.STRING),
    "Object.values": _of_object("values_of", ELEMENT),
    "Object.entries": _of_object("entries_of", Kind.LIST),
    "Object.assign": _assign,
    "Object.fromEntries": _from_entries,
    "Date.now": _date_now,
    "DateTime.now": _luxon_now,
    "DateTime.local": _luxon_now,
    "DateTime.utc": _luxon_now,
    "DateTime.fromISO": _from_iso,
    "DateTime.fromMillis": _from_number(1),
    "DateTime.fromSeconds": _from_number(1000),
}
