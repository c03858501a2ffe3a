"""The rules of methods of lists."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.constructors import Lambda, element
from exeoflow.importers.n8n.expressions.javascript.syntax import Constant, Function, Node, Regex
from exeoflow.importers.n8n.expressions.kinds import (
    COMPOUND,
    ELEMENT,
    MOMENT,
    Kind,
    Value,
    atom,
    holds_for_none,
    operand,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.methods.method import Method, Rule
from exeoflow.importers.n8n.expressions.methods.strings import whole
from exeoflow.importers.n8n.expressions.operators import as_condition, as_text, made, may_hold_nan, negation
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules


def _elements(value: Value) -> tuple[Kind, Kind, Kind]:
    """What a function that is applied to the elements is given."""
    return value.elements, Kind.NUMBER, Kind.LIST


def _plain(value: Value) -> None:
    """Refuses lists of what JSON does not have."""
    if value.elements & (MOMENT | Kind.ITEM | Kind.NAN) or value.has_holes:
        raise NoRule


def _with_requires(value: Value, requires: tuple[str, ...]) -> Value:
    return replace(value, requires=value.requires + requires, is_silent=value.is_silent and not requires)


def _map(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    function = _applied(rules, value, arguments)
    result = rules.output(function.result)
    if may_hold_nan(result):
        raise NoRule
    body = function.value_text()
    text = rules.call("listed", f"$map({value.text}, {function.written(body, 1)})[]")
    elements = result.kinds & ~Kind.UNDEFINED
    has_holes = result.may_be(Kind.UNDEFINED | Kind.NAN) or result.has_holes
    if result.may_be(Kind.UNDEFINED):
        elements |= Kind.NULL
    made_list = made(text, Kind.LIST, value, elements=elements, has_holes=has_holes)
    return _with_requires(made_list, function.holds_for_all(value.text))


def _applied(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Lambda:
    if len(arguments) != 1:
        raise NoRule
    return Lambda(rules, arguments[0], _elements(value), has_holes=value.has_holes)


def _filter(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    function = _applied(rules, value, arguments)
    condition = as_condition(rules, function.result)
    text = rules.call("listed", f"$filter({value.text}, {function.written(condition, 1)})[]")
    result = made(text, Kind.LIST, value, elements=value.elements, has_holes=value.has_holes)
    return _with_requires(result, function.holds_for_all(value.text))


def _flat_map(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    mapped = _map(rules, value, arguments)
    return replace(mapped, text=rules.call("flat", mapped.text), elements=_of_flat(mapped.elements))


def _flat(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments or value.elements & Kind.ITEM:
        raise NoRule
    text = rules.call("flat", value.text)
    return made(text, Kind.LIST, value, elements=_of_flat(value.elements), has_holes=value.has_holes)


def _of_flat(elements: Kind) -> Kind:
    return ELEMENT if elements & Kind.LIST else elements


def _hit(
    rules: "Rules", value: Value, arguments: tuple[Node, ...], *, negated: bool
) -> tuple[str, tuple[str, ...]]:
    """The first element that a test holds for, and the condition that the test throws for none before it."""
    function = _applied(rules, value, arguments)
    condition = as_condition(rules, function.result)
    test = negation(condition) if negated else condition
    if function.requires is not None:
        test = f"{function.requires} ? {test} : null"
    hit = rules.call("hit", value.text, function.written(test, 2))
    return hit, ((f"$not({hit}.r = null)",) if function.requires is not None else ())


def _find(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    hit, requires = _hit(rules, value, arguments, negated=False)
    if value.has_holes:
        raise NoRule
    return _with_requires(made(f"{hit}.v", value.elements | Kind.UNDEFINED, value), requires)


def _find_index(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    hit, requires = _hit(rules, value, arguments, negated=False)
    name = rules.fresh()
    text = f"({name} := {hit}; $exists({name}) ? {name}.i : -1)"
    return _with_requires(made(text, Kind.NUMBER, value), requires)


def _some(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    hit, requires = _hit(rules, value, arguments, negated=False)
    return _with_requires(made(f"$exists({hit})", Kind.BOOLEAN, value), requires)


def _every(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    hit, requires = _hit(rules, value, arguments, negated=True)
    return _with_requires(made(f"$not($exists({hit}))", Kind.BOOLEAN, value), requires)


def _join(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) > 1 or value.elements & (MOMENT | Kind.ITEM) or may_hold_nan(value):
        raise NoRule
    separator = Value('","', Kind.STRING)
    if arguments:
        separator = rules.value(arguments[0])
        if separator.may_be(Kind.UNDEFINED):
            raise NoRule
    by = as_text(rules, separator)
    if not value.elements & ~Kind.STRING:
        return made(f"$join({value.text}, {by})", Kind.STRING, value, separator)
    return made(rules.call("joined", value.text, by), Kind.STRING, value, separator)


def _includes(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 1 or isinstance(arguments[0], Regex):
        raise NoRule
    _plain(value)
    searched = rules.value(arguments[0])
    if searched.may_be(MOMENT | Kind.ITEM | Kind.NAN):
        raise NoRule
    if searched.may_be(COMPOUND) and value.elements & COMPOUND:
        compared = rules.error("objects are compared")
        found = f'($type({written(searched)}) in ["array", "object"] ? {compared} : '
        return made(f"{found}{operand(searched)} in {atom(value.text)})", Kind.BOOLEAN, value, searched)
    return made(f"{operand(searched)} in {atom(value.text)}", Kind.BOOLEAN, value, searched)


def _index_of(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 1:
        raise NoRule
    _plain(value)
    searched = rules.value(arguments[0])
    if not searched.is_only(Kind.STRING | Kind.NUMBER | Kind.BOOLEAN):
        raise NoRule
    return made(rules.call("place_in", value.text, written(searched)), Kind.NUMBER, value, searched)


def _slice(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) not in (1, 2):
        raise NoRule
    numbers = [whole(each) for each in arguments]
    if None in numbers:
        raise NoRule
    size = f"$count({value.text})"
    start = rules.call("within", str(numbers[0]), size) if numbers[0] else "0"
    end = rules.call("within", str(numbers[1]), size) if len(numbers) == 2 else size  # noqa: PLR2004
    text = rules.call("part", value.text, start, end)
    return made(text, Kind.LIST, value, elements=value.elements, has_holes=value.has_holes)


def _at(_rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    position = whole(arguments[0]) if len(arguments) == 1 else None
    if position is None:
        raise NoRule
    return _nth(value, position)


def _nth(value: Value, position: int) -> Value:
    kinds = value.elements | Kind.UNDEFINED
    return made(f"{atom(value.text)}[{position}]", kinds, replace(value, has_holes=value.has_holes))


def _taken(position: int) -> Rule:
    """`first()`, `last()`, and `pop()` and `shift()` of a list that nobody else sees."""

    def rule(_rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
        if arguments or value.has_holes:
            raise NoRule
        return _nth(value, position)

    return rule


def _concat(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    text, values, elements, has_holes = value.text, [value], value.elements, value.has_holes
    for argument in arguments:
        other = rules.value(argument)
        if other.may_be(MOMENT | Kind.ITEM | Kind.NAN):
            raise NoRule
        if other.is_only(Kind.LIST):
            text = f"$append({text}, {written(other)})"
        elif not other.may_be(Kind.LIST):
            text = f"$append({text}, [{element(other)}])"
        else:
            name = rules.fresh()
            one = f'$type({name}) = "array" ? {name} : $exists({name}) ? [{name}] : [null]'
            text = f"$append({text}, ({name} := {written(other)}; {one}))"
        elements |= other.elements if other.is_only(Kind.LIST) else ELEMENT
        has_holes |= other.has_holes or other.may_be(Kind.UNDEFINED)
        values.append(other)
    return made(text, Kind.LIST, *values, elements=elements, has_holes=has_holes)


def _reverse(_rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if arguments:
        raise NoRule
    return made(
        f"$reverse({value.text})", Kind.LIST, value, elements=value.elements, has_holes=value.has_holes
    )


def _sort(_rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if not arguments and not value.elements & ~Kind.STRING:
        return made(f"$sort({value.text})", Kind.LIST, value, elements=value.elements)
    # What comparisons give that contradict each other depends on who sorts, so code does it as V8 does.
    raise NoRule


def _reduce(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (Function() as function, first) if not value.has_holes:
            start = rules.output(rules.value(first))
        case _:
            raise NoRule
    applied, result = _folded(rules, value, function, start.kinds)
    text = f"$reduce({value.text}, {applied.written(written(result), 2)}, {written(start)})"
    elements, has_holes = start.elements | ELEMENT, result.has_holes or start.has_holes
    made_of = made(text, result.kinds, value, start, elements=elements, has_holes=has_holes)
    return _with_requires(made_of, _holds_at_each_step(value, applied))


def _folded(rules: "Rules", value: Value, function: Function, kinds: Kind) -> tuple[Lambda, Value]:
    """The function with what it yields, of all kinds that are handed on from one element to the next.

    It is given what it yielded before, so its kinds are tried until no new one comes.
    """
    for _ in range(3):
        is_object = kinds == Kind.OBJECT
        applied = Lambda(rules, function, (kinds, value.elements, Kind.NUMBER), has_holes=is_object)
        result = rules.output(applied.result)
        if result.is_only(kinds):
            break
        kinds |= result.kinds
    else:
        raise NoRule
    if kinds & (Kind.NAN | Kind.UNDEFINED | MOMENT | Kind.ITEM) or (result.has_holes and not is_object):
        raise NoRule
    return applied, replace(result, kinds=kinds)


def _holds_at_each_step(value: Value, applied: Lambda) -> tuple[str, ...]:
    """The condition that it throws for no element, which may not rest on what was handed on to it."""
    if applied.requires is None:
        return ()
    handed_on, *names = applied.names
    if handed_on in applied.requires:
        raise NoRule
    test = f"function({', '.join(names or ['$_0'])}) {{ $not({applied.requires}) }}"
    return (holds_for_none(value.text, test),)


def _unique(function: str) -> Rule:
    def rule(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
        if arguments:
            raise NoRule
        _plain(value)
        return made(rules.call(function, value.text), Kind.LIST, value, elements=value.elements)

    return rule


def _difference(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    if len(arguments) != 1:
        raise NoRule
    _plain(value)
    other = rules.value(arguments[0])
    if other.has_holes or other.may_be(MOMENT | Kind.ITEM | Kind.NAN):
        raise NoRule
    text = written(other)
    if not other.is_only(Kind.LIST):
        text = f'($type({text}) = "array" ? {text} : {rules.error("difference() is given no list")})'
    if other.requires:
        raise NoRule
    return made(rules.call("difference", value.text, text), Kind.LIST, value, elements=value.elements)


def _of_numbers(write: str) -> Rule:
    def rule(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
        if arguments:
            raise NoRule
        _plain(value)
        listed = rules.call("numbers", value.text)
        name = rules.fresh()
        if write == "average":
            return made(f"({name} := $average({listed}); $exists({name}) ? {name} : 0)", Kind.NUMBER, value)
        return made(f"$sum({listed})", Kind.NUMBER, value)

    return rule


def _pluck(rules: "Rules", value: Value, arguments: tuple[Node, ...]) -> Value:
    match arguments:
        case (Constant(value=str(name)),):
            pass
        case _:
            raise NoRule
    if value.elements == Kind.ITEM and name == "json":
        return Value(value.text, Kind.LIST, elements=Kind.OBJECT)
    _plain(value)
    key = quoted(name)
    having = f'$type($_i) = "object" ? {key} in $keys($_i) : false'
    kept = f"$filter({value.text}, function($_i) {{ {having} }})"
    text = rules.call("listed", f"$map({kept}, function($_i) {{ $lookup($_i, {key}) }})[]")
    return made(text, Kind.LIST, value)


def _on_list(rule: Rule) -> tuple[Method, ...]:
    return (Method(Kind.LIST, rule),)


def _added(rule: Rule) -> tuple[Method, ...]:
    return (Method(Kind.LIST, rule, is_added=True),)


METHODS: Mapping[str, tuple[Method, ...]] = {
    "map": _on_list(_map),
    "filter": _on_list(_filter),
    "flatMap": _on_list(_flat_map),
    "flat": _on_list(_flat),
    "find": _on_list(_find),
    "findIndex": _on_list(_find_index),
    "some": _on_list(_some),
    "every": _on_list(_every),
    "join": _on_list(_join),
    "includes": _on_list(_includes),
    "indexOf": _on_list(_index_of),
    "slice": _on_list(_slice),
    "at": _on_list(_at),
    "pop": _on_list(_taken(-1)),
    "shift": _on_list(_taken(0)),
    "concat": _on_list(_concat),
    "toReversed": _on_list(_reverse),
    "reverse": _added(_reverse),
    "sort": _on_list(_sort),
    "toSorted": _on_list(_sort),
    "reduce": _on_list(_reduce),
    "first": _added(_taken(0)),
    "last": _added(_taken(-1)),
    "unique": _added(_unique("unique")),
    "removeDuplicates": _added(_unique("unique")),
    "difference": _added(_difference),
    "sum": _added(_of_numbers("sum")),
    "average": _added(_of_numbers("average")),
    "pluck": _added(_pluck),
}
