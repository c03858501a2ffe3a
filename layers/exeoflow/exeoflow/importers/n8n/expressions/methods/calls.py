"""The rules of methods: JavaScript's own, and those that n8n adds to texts, lists, objects and numbers."""

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.javascript.syntax import Function, Regex
from exeoflow.importers.n8n.expressions.kinds import (
    ELEMENT,
    MOMENT,
    NOTHING,
    NULLISH,
    Kind,
    Value,
    is_atom,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.methods import lists, moments, objects, strings
from exeoflow.importers.n8n.expressions.methods.method import Method
from exeoflow.importers.n8n.expressions.operators import made
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.javascript.syntax import Node
    from exeoflow.importers.n8n.expressions.rules import Rules

TYPES: Mapping[Kind, str] = {
    Kind.LIST: "array",
    Kind.STRING: "string",
    Kind.OBJECT: "object",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
}


_ITERATORS = frozenset({"keys", "values"})
"""What lists have, too: an iterator, and no list."""


def call(rules: "Rules", receiver: Value, name: str, arguments: "tuple[Node, ...]") -> Value:
    """`receiver.name(arguments)`."""
    if receiver.is_moment:
        if receiver.short is not None:
            raise NoRule
        return moments.call(rules, receiver, name, arguments)
    methods = _METHODS.get(name)
    if methods is None or receiver.may_be(MOMENT | Kind.ITEM):
        raise NoRule
    if receiver.may_be(Kind.NAN):
        return _of_number(rules, receiver, methods, arguments)
    if name in _ITERATORS and receiver.may_be(Kind.LIST):
        raise NoRule
    known = [each for each in methods if receiver.may_be(each.kind)]
    if methods[0].is_added:
        if not known and receiver.is_only(Kind.OBJECT):
            raise NoRule  # n8n may have one of the name for objects, too
        return _added(rules, receiver, name, known, arguments)
    if not known:  # no function: a TypeError
        thrown = f"$not($exists({written(receiver)}) or true)" if receiver.may_fail else "false"
        return Value(NOTHING, Kind.UNDEFINED, (), (*receiver.requires, thrown), is_silent=False)
    return _own(rules, receiver, known, arguments)


def _of_number(
    rules: "Rules", receiver: Value, methods: tuple[Method, ...], arguments: "tuple[Node, ...]"
) -> Value:
    """A method of a number that may be none: its text is `NaN`, and what is computed of it is none either."""
    known = [each for each in methods if each.kind & Kind.NUMBER]
    if not receiver.is_only(Kind.NUMBER | Kind.NAN) or len(known) != 1 or known[0].kind != Kind.NUMBER:
        raise NoRule
    name = rules.fresh()
    result = known[0].rule(rules, Value(name, Kind.NUMBER), arguments)
    if result.requires or not result.is_only(Kind.STRING | Kind.NUMBER):
        raise NoRule
    is_text = result.is_only(Kind.STRING)
    nothing = '"NaN"' if is_text else "null"
    return made(
        f"({name} := {written(receiver)}; {name} = null ? {nothing} : {result.text})",
        result.kinds if is_text else result.kinds | Kind.NAN,
        receiver,
    )


def _narrowed(receiver: Value, kind: Kind, text: str) -> Value:
    return Value(text, kind, elements=receiver.elements, has_holes=receiver.has_holes)


def _own(rules: "Rules", receiver: Value, methods: list[Method], arguments: "tuple[Node, ...]") -> Value:
    """A method of JavaScript, which throws where the receiver has none of the name."""
    results = [each.rule(rules, _narrowed(receiver, each.kind, receiver.text), arguments) for each in methods]
    if any(rules.value(each).may_fail for each in arguments if not isinstance(each, Regex | Function)):
        raise NoRule  # it would come before the TypeError of a receiver without the method
    types = [TYPES[each.kind] for each in methods]
    guards, requires = receiver.guards, receiver.requires
    if not receiver.is_only(_kinds_of(methods)):
        guards += (_is_of(receiver.text, types),)
        requires = rules.require(receiver, _is_of(written(receiver), types))
    text = results[-1].text
    for kind, result in zip(reversed(types[:-1]), reversed(results[:-1]), strict=True):
        text = f'($type({receiver.text}) = "{kind}" ? {result.text} : {text})'
    for kind, result in zip(types, results, strict=True):
        for each in result.requires:
            condition = (
                each if len(results) == 1 else f'($type({written(receiver)}) = "{kind}" ? {each} : true)'
            )
            requires += (f"({receiver.short} or {condition})",) if receiver.short else (condition,)
    is_silent = receiver.is_silent and all(each.is_silent for each in results)
    return _joined(results, Value(text, Kind(0), guards, requires, receiver.short, is_silent))


def _added(
    rules: "Rules", receiver: Value, name: str, methods: list[Method], arguments: "tuple[Node, ...]"
) -> Value:
    """A method of n8n; on other kinds it ends in an error, which n8n does not hide."""
    whole = written(receiver)
    variable = whole if is_atom(whole) else rules.fresh()
    results = [each.rule(rules, _narrowed(receiver, each.kind, variable), arguments) for each in methods]
    if any(each.requires for each in results):
        raise NoRule
    tested = [*zip(methods, results, strict=True)]
    if tested and receiver.is_only(_kinds_of(methods)):
        text = tested.pop()[1].text
    else:
        text = rules.error(f"{name}() is called on a value without it")
    for method, result in reversed(tested):
        text = f"{_test(variable, method.kind)} ? {result.text} : {text}"
    if variable != whole:
        text = f"{variable} := {whole}; {text}"
    guards = receiver.requires
    if receiver.short is not None:
        guards += (f"$not({receiver.short})",)
    if not results:
        return Value(f"({text})", Kind.UNDEFINED, guards, receiver.requires, receiver.short)
    return _joined(results, Value(f"({text})", Kind(0), guards, receiver.requires, receiver.short))


def _kinds_of(methods: list[Method]) -> Kind:
    return reduce(or_, (each.kind for each in methods), Kind(0))


def _test(text: str, kind: Kind) -> str:
    if kind == NULLISH:
        return f"$not($exists({text}) and {text} != null)"
    types = [written_type for each, written_type in TYPES.items() if each & kind]
    condition = _is_of(text, types)
    return f"({condition} or $not($exists({text}) and {text} != null))" if kind & NULLISH else condition


def _is_of(text: str, types: list[str]) -> str:
    if len(types) == 1:
        return f'$type({text}) = "{types[0]}"'
    return f"$type({text}) in [{', '.join(quoted(each) for each in types)}]"


def _joined(results: list[Value], value: Value) -> Value:
    """The value with the kinds that the results of the methods have."""
    kinds = reduce(or_, (each.kinds for each in results), Kind(0))
    elements = reduce(or_, (each.elements for each in results if each.may_be(Kind.LIST)), Kind(0))
    if value.short is not None:
        kinds |= Kind.UNDEFINED
    has_holes = any(each.has_holes for each in results)
    return replace(value, kinds=kinds, elements=elements or ELEMENT, has_holes=has_holes)


def _by_name(*tables: Mapping[str, tuple[Method, ...]]) -> Mapping[str, tuple[Method, ...]]:
    """The methods of each name, on whatever kind."""
    found: dict[str, tuple[Method, ...]] = {}
    for table in tables:
        for name, methods in table.items():
            found[name] = found.get(name, ()) + methods
    return found


_METHODS = _by_name(strings.METHODS, lists.METHODS, objects.METHODS)
