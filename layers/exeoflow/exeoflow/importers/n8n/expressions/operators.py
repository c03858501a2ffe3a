"""The rules of JavaScript's operators, of templates and of choices."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from exeoflow.importers.n8n.expressions.javascript.syntax import Binary, Conditional, Node, Template, Unary
from exeoflow.importers.n8n.expressions.kinds import (
    COMPOUND,
    ELEMENT,
    MOMENT,
    NULLISH,
    Kind,
    Value,
    all_of,
    atom,
    exists,
    is_atom,
    operand,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules

_NUMERIC = Kind.NUMBER | Kind.NAN
_LONG = 60


def made(
    text: str, kinds: Kind, *operands: Value, elements: Kind = ELEMENT, has_holes: bool = False
) -> Value:
    """A value made of others, which throws where one of them does."""
    requires: dict[str, None] = {}
    for place, value in enumerate(operands):
        requires.update(dict.fromkeys(value.requires))
        if value.may_fail and any(each.requires for each in operands[place + 1 :]):
            # An error that n8n does not hide comes before a TypeError behind it.
            requires[f"($exists({written(value)}) or true)"] = None
    return Value(text, kinds, (), tuple(requires), None, not requires, elements, has_holes)


def may_hold_nan(value: Value) -> bool:
    """Whether a null in a list may be NaN, which is written."""
    return value.may_be(Kind.LIST) and bool(value.elements & Kind.NAN)


def as_text(rules: "Rules", value: Value) -> str:
    """ToString."""
    if value.is_only(Kind.STRING):
        return operand(value)
    if value.is_only(Kind.BOOLEAN):
        return f"$string({written(value)})"
    if value.is_only(Kind.DATE):
        return rules.moment_text(value)
    if value.may_be(MOMENT | Kind.ITEM) or value.has_holes:
        raise NoRule
    if value.is_only(Kind.NUMBER):
        return rules.call("digits", written(value))
    if value.is_only(_NUMERIC):
        return rules.call("nan_str", written(value))
    if value.may_be(Kind.NAN):
        raise NoRule
    return rules.call("str", written(value))


def as_number(rules: "Rules", value: Value) -> str:
    """ToNumber: null is NaN."""
    if value.is_only(_NUMERIC | MOMENT):
        return written(value)
    if value.may_be(Kind.NAN | MOMENT | Kind.ITEM) or value.has_holes:
        raise NoRule
    return rules.call("num", written(value))


def as_condition(rules: "Rules", value: Value) -> str:
    """ToBoolean, as a condition that is true or false."""
    if value.is_only(Kind.BOOLEAN):
        return written(value)
    if value.is_only(COMPOUND | MOMENT | Kind.ITEM):
        return f"($exists({written(value)}) or true)" if "(" in value.text else "true"
    if not value.may_be(COMPOUND | MOMENT | Kind.ITEM):
        text = f"$boolean({written(value)})"
        return f"$exists({written(value)}) and {text}" if value.may_be(Kind.UNDEFINED) else text
    if value.may_be(MOMENT | Kind.ITEM):
        raise NoRule
    return rules.call("truthy", written(value))


def template(rules: "Rules", node: Template) -> Value:
    """A text with expressions in it."""
    parts: list[str] = []
    values: list[Value] = []
    for part in node.parts:
        if isinstance(part, str):
            parts.append(quoted(part))
        else:
            values.append(rules.value(part))
            parts.append(as_text(rules, values[-1]))
    if not parts:
        return Value('""', Kind.STRING)
    text = " & ".join(atom(each) for each in parts)
    return made(text, Kind.STRING, *values)


def unary(rules: "Rules", node: Unary) -> Value:
    """An operator before its operand."""
    if node.operator == "void":
        raise NoRule
    value = rules.value(node.operand)
    match node.operator:
        case "!":
            return made(negation(as_condition(rules, value)), Kind.BOOLEAN, value)
        case "typeof":
            return _type_of(rules, value)
        case "-":
            number = as_number(rules, value)
            if value.is_only(Kind.NUMBER):
                return made(f"-{atom(number)}", Kind.NUMBER, value)
            return made(rules.call("minus", "0", _raw_number(value)), _NUMERIC, value)
        case "+":
            kinds = Kind.NUMBER if value.is_only(Kind.NUMBER | MOMENT) else _NUMERIC
            return made(as_number(rules, value), kinds, value)
    raise NoRule


def negation(condition: str) -> str:
    """The contrary of a condition."""
    return f"$not({condition})"


def _type_of(rules: "Rules", value: Value) -> Value:
    if value.may_be(MOMENT | Kind.ITEM | Kind.NAN) or value.has_holes:
        raise NoRule
    return made(rules.call("type_of", written(value)), Kind.STRING, value)


def conditional(rules: "Rules", node: Conditional) -> Value:
    """`condition ? then : otherwise`."""
    condition = rules.value(node.condition)
    return choice(
        rules,
        as_condition(rules, condition),
        rules.value(node.then),
        rules.value(node.otherwise),
        condition,
    )


def choice(rules: "Rules", condition: str, then: Value, otherwise: Value, asked: Value) -> Value:
    """One of two values, of which only the chosen one is evaluated."""
    if then.kinds != otherwise.kinds and (then.may_be(MOMENT) or otherwise.may_be(MOMENT)):
        then, otherwise = rules.output(then), rules.output(otherwise)
    if (then.may_be(Kind.ITEM) or otherwise.may_be(Kind.ITEM)) and then.kinds != otherwise.kinds:
        raise NoRule
    text = f"({condition} ? {written(then)} : {written(otherwise)})"
    requires = asked.requires
    if then.requires:
        requires += (f"({condition} ? {all_of(then.requires)} : true)",)
    if otherwise.requires:
        requires += (f"({condition} ? true : {all_of(otherwise.requires)})",)
    lists = [each for each in (then, otherwise) if each.may_be(Kind.LIST)] or [otherwise]
    # What throws only in the branch that is taken leaves nothing by itself, if each branch does.
    is_silent = not asked.requires and then.is_silent and otherwise.is_silent
    return Value(
        text,
        then.kinds | otherwise.kinds,
        requires=requires,
        is_silent=is_silent,
        elements=reduce(or_, (each.elements for each in lists)),
        has_holes=then.has_holes or otherwise.has_holes,
    )


def binary(rules: "Rules", node: Binary, *, is_last: bool = False) -> Value:
    """An operator between its operands; `is_last`: the value is only written as JSON."""
    if node.operator in ("||", "&&", "??"):
        return _logical(rules, node)
    rule = _BINARY.get(node.operator)
    if rule is None:
        raise NoRule
    if node.operator in ("<", ">", "<=", ">="):
        return rule(rules, _compared(rules, node.left), _compared(rules, node.right))
    left, right = rules.value(node.left), rules.value(node.right)
    if node.operator == "/" and is_last:
        return made(rules.call("ratio_or_null", *_numbers(left, right)), _NUMERIC, left, right)
    return rule(rules, left, right)


def _compared(rules: "Rules", node: "Node") -> Value:
    """A side of a comparison, in which of a date only its moment counts."""
    if (here := rules.moment_of_text(node)) is None:
        return rules.value(node)
    return made(rules.call("here", written(here)), _NUMERIC, here)


def spelled_ratio(rules: "Rules", node: Binary) -> Value:
    """A quotient that is a text where it is no number of JSON."""
    left, right = rules.value(node.left), rules.value(node.right)
    return made(rules.call("ratio_spelled", *_numbers(left, right)), Kind.NUMBER | Kind.STRING, left, right)


def _logical(rules: "Rules", node: Binary) -> Value:
    """`||`, `&&`, `??`: the left side if it decides, else the right one."""
    left, right = rules.value(node.left), rules.value(node.right)
    if left.may_be(Kind.ITEM | MOMENT) or (node.operator == "??" and left.may_be(Kind.NAN)):
        raise NoRule
    if is_atom(written(left)) and len(written(left)) <= _LONG:
        return _chosen(rules, node.operator, left, right, left)
    name = rules.fresh()
    known = replace(left, text=name, guards=(), short=None)
    return _where(name, left, _chosen(rules, node.operator, known, right, left))


def _chosen(rules: "Rules", operator: str, known: Value, right: Value, left: Value) -> Value:
    """What an operator chooses; `known` is what its left side is known as."""
    match operator:
        case "??":
            kept = _with(known, known.kinds & ~NULLISH)
            return choice(rules, exists(known), kept, right, left)
        case "||":
            kept = _with(known, known.kinds & ~(NULLISH | Kind.NAN))
            return choice(rules, as_condition(rules, known), kept, right, left)
        case _:
            kept = _with(known, known.kinds & ~COMPOUND)
            return choice(rules, as_condition(rules, known), right, kept, left)


def _where(name: str, bound: Value, value: Value) -> Value:
    """A value that knows another one by a name; so do the conditions that ask for it."""
    binding = f"{name} := {written(bound)}"
    requires = tuple(f"({binding}; {each})" if name in each else each for each in value.requires)
    text = f"({binding}; {value.text[1:-1]})"
    return replace(value, text=text, guards=(), requires=requires, short=None)


def _with(value: Value, kinds: Kind) -> Value:
    """The value, of which more is known where it is chosen; what it needs is asked for already."""
    return replace(value, kinds=kinds, requires=(), short=None, is_silent=True)


def _numbers(left: Value, right: Value) -> tuple[str, str]:
    return _raw_number(left), _raw_number(right)


def _raw_number(value: Value) -> str:
    """For a function that calls `$num` itself: a NaN, which is null, must not become zero."""
    if value.may_be(Kind.NAN):
        if not value.is_only(_NUMERIC):
            raise NoRule
        return f'({written(value)} = null ? "NaN" : {written(value)})'
    if value.may_be(Kind.ITEM) or value.has_holes:
        raise NoRule
    return written(value)


def _plus(rules: "Rules", left: Value, right: Value) -> Value:
    if left.is_only(Kind.NUMBER) and right.is_only(Kind.NUMBER):
        return made(f"{operand(left)} + {operand(right)}", Kind.NUMBER, left, right)
    if left.is_only(Kind.STRING) or right.is_only(Kind.STRING):
        return made(f"{_added(rules, left)} & {_added(rules, right)}", Kind.STRING, left, right)
    numeric = Kind.NUMBER | Kind.BOOLEAN | NULLISH | Kind.NAN | MOMENT
    if left.is_only(numeric) and right.is_only(numeric):
        return made(rules.call("add", *_numbers(left, right)), _NUMERIC, left, right)
    if left.may_be(MOMENT | Kind.NAN) or right.may_be(MOMENT | Kind.NAN):
        raise NoRule
    kinds = _NUMERIC | Kind.STRING
    return made(rules.call("plus", *_numbers(left, right)), kinds, left, right)


def _added(rules: "Rules", value: Value) -> str:
    """What a value adds to a text: a moment its number (luxon) or JavaScript's own form."""
    if value.may_be(Kind.JS_DATE):
        raise NoRule
    if value.is_only(Kind.DATE):
        return rules.call("digits", written(value))
    return atom(as_text(rules, value))


def _arithmetic(function: str, operator: str) -> "Callable[[Rules, Value, Value], Value]":
    def rule(rules: "Rules", left: Value, right: Value) -> Value:
        if operator and left.is_only(Kind.NUMBER | MOMENT) and right.is_only(Kind.NUMBER | MOMENT):
            return made(f"{operand(left)} {operator} {operand(right)}", Kind.NUMBER, left, right)
        return made(rules.call(function, *_numbers(left, right)), _NUMERIC, left, right)

    return rule


def _ratio(rules: "Rules", left: Value, right: Value) -> Value:
    if (
        left.is_only(Kind.NUMBER | MOMENT)
        and right.text.replace(".", "").isdigit()
        and float(right.text) != 0
    ):
        return made(f"{operand(left)} / {right.text}", Kind.NUMBER, left)
    return made(rules.call("ratio", *_numbers(left, right)), _NUMERIC, left, right)


def _remainder(rules: "Rules", left: Value, right: Value) -> Value:
    if left.is_only(Kind.NUMBER) and right.text.isdigit() and int(right.text) != 0:
        return made(f"{operand(left)} % {right.text}", Kind.NUMBER, left)
    return made(rules.call("remainder", *_numbers(left, right)), _NUMERIC, left, right)


def _comparison(operator: str) -> "Callable[[Rules, Value, Value], Value]":
    def rule(rules: "Rules", left: Value, right: Value) -> Value:
        plain = Kind.NUMBER | MOMENT
        if (left.is_only(plain) and right.is_only(plain)) or (
            left.is_only(Kind.STRING) and right.is_only(Kind.STRING)
        ):
            return made(f"{operand(left)} {operator} {operand(right)}", Kind.BOOLEAN, left, right)
        if left.may_be(Kind.ITEM) or right.may_be(Kind.ITEM) or left.has_holes or right.has_holes:
            raise NoRule
        numbers = ""
        for side in (left, right):
            if side.may_be(Kind.NAN):
                if not side.is_only(_NUMERIC | MOMENT):
                    raise NoRule
                numbers += f"{operand(side)} = null ? false : "
        name = rules.fresh()
        compared = rules.call("compare", written(left), written(right))
        return made(
            f"({numbers}({name} := {compared}; {name} = null ? false : {name} {operator} 0))",
            Kind.BOOLEAN,
            left,
            right,
        )

    return rule


def _strict(rules: "Rules", left: Value, right: Value) -> Value:
    return made(_is_identical(rules, left, right), Kind.BOOLEAN, left, right)


def _is_identical(rules: "Rules", left: Value, right: Value) -> str:
    special = MOMENT | Kind.ITEM | Kind.NAN
    if left.has_holes or right.has_holes or left.may_be(special) or right.may_be(special):
        raise NoRule
    _refuse_alike(left, right)
    if right.is_only(Kind.UNDEFINED):
        return negation(f"$exists({written(left)})")
    if left.is_only(Kind.UNDEFINED):
        return negation(f"$exists({written(right)})")
    simple = not (left.may_be(COMPOUND) and right.may_be(COMPOUND))
    if simple and not (left.may_be(Kind.UNDEFINED) and right.may_be(Kind.UNDEFINED)):
        return f"{operand(left)} = {operand(right)}"
    return rules.call("identical", written(left), written(right))


def _refuse_alike(left: Value, right: Value) -> None:
    """Raise `NoRule` where an object may be compared with itself, which JavaScript alone takes for equal."""
    if left.may_be(COMPOUND) and right.may_be(COMPOUND) and written(left) == written(right):
        raise NoRule


def _loose(rules: "Rules", left: Value, right: Value) -> Value:
    return made(_is_equal(rules, left, right), Kind.BOOLEAN, left, right)


def _is_equal(rules: "Rules", left: Value, right: Value) -> str:
    special = MOMENT | Kind.ITEM | Kind.NAN
    if left.may_be(special) or right.may_be(special):
        raise NoRule
    _refuse_alike(left, right)
    if right.is_only(NULLISH):
        return negation(exists(left))
    if left.is_only(NULLISH):
        return negation(exists(right))
    return rules.call("equal", written(left), written(right))


def _not_strict(rules: "Rules", left: Value, right: Value) -> Value:
    return made(negation(_is_identical(rules, left, right)), Kind.BOOLEAN, left, right)


def _not_loose(rules: "Rules", left: Value, right: Value) -> Value:
    return made(negation(_is_equal(rules, left, right)), Kind.BOOLEAN, left, right)


_BINARY: Mapping[str, "Callable[[Rules, Value, Value], Value]"] = {
    "+": _plus,
    "-": _arithmetic("minus", "-"),
    "*": _arithmetic("times", "*"),
    "/": _ratio,
    "%": _remainder,
    "<": _comparison("<"),
    ">": _comparison(">"),
    "<=": _comparison("<="),
    ">=": _comparison(">="),
    "===": _strict,
    "!==": _not_strict,
    "==": _loose,
    "!=": _not_loose,
}
