"""The rules of lists, objects and functions that an expression writes."""

from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import TYPE_CHECKING

from exeoflow.expressions.jsonata import OF_EVERY_OBJECT
from exeoflow.importers.n8n.expressions.javascript.syntax import (
    Binding,
    Call,
    Function,
    ListOf,
    Name,
    Node,
    ObjectOf,
    Pattern,
    Spread,
)
from exeoflow.importers.n8n.expressions.kinds import (
    ANY,
    MOMENT,
    NULLISH,
    Kind,
    Value,
    all_of,
    holds_for_none,
    operand,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.operators import as_text, made, may_hold_nan
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules

_NO_KIND = Kind(0)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item of a list, or a list that is spread in it; `text` is the one or the other."""

    value: Value
    text: str
    elements: Kind
    has_holes: bool
    is_spread: bool = False
    requires: tuple[str, ...] = ()


def list_of(rules: "Rules", node: ListOf) -> Value:
    """`[items]`, with spreads."""
    entries = [
        _spread_entry(rules, rules.value(item.value))
        if isinstance(item, Spread)
        else _item_entry(_kept(rules, rules.value(item), MOMENT))
        for item in node.items
    ]
    lists: list[str] = []
    for is_spread, run in groupby(entries, attrgetter("is_spread")):
        texts = [each.text for each in run]
        lists += texts if is_spread else [f"[{', '.join(texts)}]"]
    text = reduce("$append({}, {})".format, lists) if lists else "[]"
    result = made(text, Kind.LIST, *(each.value for each in entries))
    requires = (*result.requires, *(condition for each in entries for condition in each.requires))
    return replace(
        result,
        requires=requires,
        is_silent=not requires,
        elements=reduce(or_, (each.elements for each in entries), _NO_KIND),
        has_holes=any(each.has_holes for each in entries),
    )


def _kept(rules: "Rules", value: Value, dates: Kind) -> Value:
    """What a list or an object holds, as JSON; of `dates` n8n makes no texts there."""
    rules.holds_dates = rules.holds_dates or value.may_be(dates)
    return rules.output(value)


def _spread_entry(rules: "Rules", value: Value) -> _Entry:
    if value.is_only(Kind.LIST):
        return _Entry(value, operand(value), value.elements, value.has_holes, is_spread=True)
    text = rules.call("iterated", written(value))
    requires = (f'$type({written(value)}) in ["array", "string"]',)
    return _Entry(value, text, value.elements, value.has_holes, is_spread=True, requires=requires)


def _item_entry(value: Value) -> _Entry:
    if may_hold_nan(value):
        raise NoRule
    has_holes = value.may_be(Kind.UNDEFINED | Kind.NAN) or value.has_holes
    return _Entry(value, element(value), _as_element(value), has_holes)


def _as_element(value: Value) -> Kind:
    """The kinds of an element: `undefined` becomes null, as in JSON."""
    kinds = value.kinds & ~Kind.UNDEFINED
    return kinds | Kind.NULL if value.may_be(Kind.UNDEFINED) else kinds


def element(value: Value) -> str:
    """The value as one element of a list that JSONata makes, which flattens lists and leaves out nothing."""
    text = written(value)
    if value.is_only(Kind.LIST):
        return text if text.startswith("[") else f"[{text}]"
    if not value.may_be(Kind.LIST | Kind.UNDEFINED):
        return text
    nothing = " : null" if value.may_be(Kind.UNDEFINED) else ""
    if not value.may_be(Kind.LIST):
        return f"($exists({text}) ? {text}{nothing})"
    found = f'$type($_v) = "array" ? [[$_v]] : {"$exists($_v) ? $_v" + nothing if nothing else "$_v"}'
    return f"($_v := {text}; {found})"


def object_of(rules: "Rules", node: ObjectOf) -> Value:
    """`{pairs}`, with computed keys and spreads: later ones win."""
    parts = _Members(rules)
    for pair in node.pairs:
        if isinstance(pair, Spread):
            parts.spread(pair)
            continue
        kept = _kept(rules, rules.value(pair.value, is_last=True), Kind.JS_DATE)
        if isinstance(pair.key, str):
            parts.put(pair.key, kept)
        else:
            parts.compute(kept, rules.value(pair.key))
    parts.close()
    has_holes = any(each.has_holes or each.may_be(Kind.UNDEFINED | Kind.NAN) for each in parts.values)
    return made(parts.text or "{}", Kind.OBJECT, *parts.values, has_holes=has_holes)


class _Members:
    """The members of an object while they are gathered; those with plain keys go into one literal."""

    def __init__(self, rules: "Rules") -> None:
        self._rules = rules
        self._plain: dict[str, Value] = {}
        self.text: str | None = None
        self.values: list[Value] = []

    def put(self, key: str, value: Value) -> None:
        """`key: value`."""
        if key in OF_EVERY_OBJECT:
            raise NoRule
        self._plain[key] = value
        self.values.append(value)

    def compute(self, value: Value, key: Value) -> None:
        """`[key]: value`."""
        self.close()
        name = as_text(self._rules, key)
        self._lay_over(f"{{{name}: {written(value)}}}", [name] if value.may_be(Kind.UNDEFINED) else [])
        self.values += [key, value]

    def spread(self, node: Spread) -> None:
        """`...node`."""
        value = _spread(self._rules, node, is_first=not self.values)
        self.close()
        text = written(value)
        self._lay_over(text if value.is_only(Kind.OBJECT) else self._rules.call("members", text), [])
        self.values.append(value)

    def close(self) -> None:
        """Write the literal of the plain keys so far."""
        if self._plain:
            pairs = (f"{quoted(key)}: {written(value)}" for key, value in self._plain.items())
            unsure = [quoted(key) for key, value in self._plain.items() if value.may_be(Kind.UNDEFINED)]
            self._lay_over("{" + ", ".join(pairs) + "}", unsure)
            self._plain.clear()

    def _lay_over(self, text: str, unsure: list[str]) -> None:
        self.text = _over(self._rules, self.text, text, unsure)


def _spread(rules: "Rules", node: Spread, *, is_first: bool) -> Value:
    value = rules.value(node.value)
    if value.may_be(MOMENT | Kind.ITEM | Kind.NAN) or (value.has_holes and not is_first):
        raise NoRule
    return value


def _over(rules: "Rules", before: str | None, text: str, unsure: list[str]) -> str:
    """An object with the members of another one over it; the `unsure` keys may have no value."""
    if before is None:
        return text
    if unsure:
        return rules.call("override", before, text, f"[{', '.join(unsure)}]")
    return f"$merge([{before}, {text}])"


class Lambda:
    """A function of JavaScript as one of JSONata, applied to the elements of a list."""

    def __init__(
        self, rules: "Rules", node: Node, kinds: "tuple[Kind, ...]", *, has_holes: bool = False
    ) -> None:
        function = _function(node)
        if len(function.parameters) > len(kinds):
            raise NoRule
        self.rules = rules
        self.names: list[str] = []
        outer = dict(rules.variables)
        try:
            for parameter, kind in zip(function.parameters, kinds, strict=False):
                argument = Value("", kind, has_holes=has_holes and kind == kinds[0])
                self.names.append(self._named(parameter, argument))
            self.prefix = "; ".join([self._defined(binding) for binding in function.bindings])
            self.result = rules.value(function.result)
        finally:
            rules.variables = outer

    def _named(self, target: str | Pattern, value: Value) -> str:
        """The variable of JSONata that stands from now on for a value of this kind."""
        name = self.rules.name_of(target if isinstance(target, str) else "x")
        self._bind(target, Value(name, value.kinds, elements=value.elements, has_holes=value.has_holes))
        return name

    def _defined(self, binding: Binding) -> str:
        value = self.rules.value(binding.value)
        if value.requires:
            raise NoRule
        return f"{self._named(binding.target, value)} := {written(value)}"

    def _bind(self, target: str | Pattern, value: Value) -> None:
        if isinstance(target, str):
            self.rules.variables[target] = value
            return
        for name, place in target.names:
            taken = (
                self.rules.member(value, place)
                if isinstance(place, str)
                else self.rules.item_at(value, place)
            )
            # Where the argument is nullish, JavaScript throws before the body.
            if taken.requires and value.may_be(NULLISH) and not value.is_only(ANY):
                raise NoRule
            self.rules.variables[name] = taken

    def written(self, text: str, least: int = 0) -> str:
        """The function with a text as its body, and with at least so many parameters."""
        names = self.names + [f"$_{place}" for place in range(len(self.names), least)]
        body = f"({self.prefix}; {text})" if self.prefix else text
        return f"function({', '.join(names)}) {{ {body} }}"

    @property
    def requires(self) -> str | None:
        """The condition on its parameters without which it throws."""
        if not self.result.requires:
            return None
        return all_of(self.result.requires)

    def holds_for_all(self, items: str) -> tuple[str, ...]:
        """The condition that it throws for no element of a list."""
        if self.requires is None:
            return ()
        test = self.written(f"$not({self.requires})", 1)
        return (holds_for_none(items, test),)

    def value_text(self) -> str:
        """The body for `$map`, which leaves out nothing: null stands for it."""
        result = self.rules.output(self.result)
        text = written(result)
        return f"($_r := {text}; $exists($_r) ? $_r : null)" if result.may_be(Kind.UNDEFINED) else text


def _function(node: Node) -> Function:
    if isinstance(node, Function):
        return node
    if isinstance(node, Name) and node.name in ("Boolean", "String", "Number"):
        return Function(("x",), (), Call(node, (Name("x"),)))
    raise NoRule
