"""The rules of lists, objects and functions that an expression writes."""

from typing import TYPE_CHECKING

from exeoflow.expressions.jsonata import OF_EVERY_OBJECT
from exeoflow.importers.n8n.expressions.kinds import (
    ANY,
    MOMENT,
    NULLISH,
    Kind,
    Value,
    all_of,
    operand,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.operators import as_text, made, may_hold_nan
from exeoflow.importers.n8n.expressions.syntax import (
    Call,
    Function,
    ListOf,
    Name,
    Node,
    ObjectOf,
    Pattern,
    Spread,
)
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules

_NO_KIND = Kind(0)


def list_of(rules: "Rules", node: ListOf) -> Value:
    """`[items]`, with spreads."""
    chunks: list[list[str] | str] = [[]]
    values: list[Value] = []
    elements, has_holes = _NO_KIND, False
    requires: tuple[str, ...] = ()
    for item in node.items:
        if isinstance(item, Spread):
            value = rules.value(item.value)
            text = operand(value)
            if not value.is_only(Kind.LIST):
                requires += (f'$type({written(value)}) in ["array", "string"]',)
                text = rules.call("iterated", written(value))
            chunks += [text, []]
            elements |= value.elements
            has_holes |= value.has_holes
        else:
            value = rules.output(rules.value(item))
            if may_hold_nan(value):
                raise NoRule
            last = chunks[-1]
            if isinstance(last, list):
                last.append(element(value))
            elements |= _as_element(value)
            has_holes |= value.may_be(Kind.UNDEFINED | Kind.NAN) or value.has_holes
        values.append(value)
    texts = [f"[{', '.join(each)}]" if isinstance(each, list) else each for each in chunks if each]
    text = texts[0] if texts else "[]"
    for each in texts[1:]:
        text = f"$append({text}, {each})"
    if len(texts) == 1 and not isinstance(chunks[0], list):
        text = f"$append([], {text})"
    result = made(text, Kind.LIST, *values, elements=elements, has_holes=has_holes)
    return Value(
        result.text,
        result.kinds,
        (),
        result.requires + requires,
        None,
        not (result.requires or requires),
        elements,
        has_holes,
    )


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
    made_so_far: str | None = None
    plain: dict[str, Value] = {}
    values: list[Value] = []

    def close() -> None:
        nonlocal made_so_far
        if plain:
            text = "{" + ", ".join(f"{quoted(key)}: {written(value)}" for key, value in plain.items()) + "}"
            unsure = [quoted(key) for key, value in plain.items() if value.may_be(Kind.UNDEFINED)]
            made_so_far = _over(rules, made_so_far, text, unsure)
            plain.clear()

    for pair in node.pairs:
        if isinstance(pair, Spread):
            value = _spread(rules, pair, is_first=not values)
            close()
            is_object = value.is_only(Kind.OBJECT)
            text = written(value) if is_object else rules.call("members", written(value))
            made_so_far = _over(rules, made_so_far, text, [])
        else:
            value = rules.output(rules.value(pair.value, is_last=True))
            if isinstance(pair.key, str):
                if pair.key in OF_EVERY_OBJECT:
                    raise NoRule
                plain[pair.key] = value
            else:
                key = rules.value(pair.key)
                close()
                name = as_text(rules, key)
                unsure = [name] if value.may_be(Kind.UNDEFINED) else []
                made_so_far = _over(rules, made_so_far, f"{{{name}: {written(value)}}}", unsure)
                values.append(key)
        values.append(value)
    close()
    has_holes = any(each.has_holes or each.may_be(Kind.UNDEFINED | Kind.NAN) for each in values)
    return made(made_so_far or "{}", Kind.OBJECT, *values, has_holes=has_holes)


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
        outer = dict(rules.variables)
        self.names: list[str] = []
        bindings: list[str] = []
        try:
            for parameter, kind in zip(function.parameters, kinds, strict=False):
                name = rules.name_of(parameter if isinstance(parameter, str) else "x")
                self.names.append(name)
                argument = Value(name, kind, has_holes=has_holes and kind == kinds[0])
                self._bind(parameter, argument)
            for binding in function.bindings:
                value = rules.value(binding.value)
                if value.requires:
                    raise NoRule
                name = rules.name_of(binding.target if isinstance(binding.target, str) else "x")
                bindings.append(f"{name} := {written(value)}")
                self._bind(
                    binding.target,
                    Value(name, value.kinds, elements=value.elements, has_holes=value.has_holes),
                )
            self.result = rules.value(function.result)
        finally:
            rules.variables = outer
        self.prefix = "; ".join(bindings)

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
        return (f"$count($filter({items}, {test})) = 0",)

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
