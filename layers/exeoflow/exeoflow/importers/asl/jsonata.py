"""JSONata of a state as JSONata of a node: what is reached by `$states` and by variables has other names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from exeoflow.expressions.jsonata import enclosed, is_enclosed
from exeoflow.expressions.parsing import parse_expression
from exeoflow.expressions.scanner import Token, scan
from exeoflow.expressions.values import ROOTS, ExpressionFault
from exeoflow.importers.asl.reasons import Refused

CONTEXT: Final[Mapping[tuple[str, ...], str]] = {
    ("Execution", "Input"): "$trigger",
    ("Execution", "Id"): "$execution.id",
    ("Execution", "Name"): "$execution.id",
    ("Execution", "StartTime"): "$execution.started_at",
    ("State", "EnteredTime"): "$now()",
    ("StateMachine", "Id"): "$workflow.id",
    ("StateMachine", "Name"): "$workflow.name",
}
_EXACTLY: Final = frozenset({("Execution", "Input"), ("Execution", "StartTime")})
_ITEM: Final[Mapping[tuple[str, ...], str]] = {
    ("Map", "Item", "Index"): "index",
    ("Map", "Item", "Value"): "value",
}


@dataclass(slots=True)
class Names:
    """What a state's expressions may read, as JSONata here.

    `note` is told of what is not quite the same; `variable` answers what a variable is, or None if there is
    none of the name.
    """

    input: str
    note: Callable[..., None]
    variable: Callable[[str], str | None]
    state: str
    item: str | None = None
    """The node that holds the index and the value of the Map around the state."""
    result: str | None = None
    error: str | None = None

    def root(self, name: str) -> str:
        """`$states.<name>`; raises `Refused` where the state has none."""
        text = {"input": self.input, "result": self.result, "errorOutput": self.error}.get(name)
        if text is None:
            raise Refused("expression", expression=f"$states.{name}")
        return text

    def context(self, path: tuple[str, ...]) -> tuple[str, int]:
        """What a path into the context object begins with, and how many of its names that is."""
        for length in (2, 3):
            start = path[:length]
            if start == ("State", "Name"):
                return f'"{self.state}"', length
            if start in CONTEXT:
                if start not in _EXACTLY:
                    self.note("context", path=".".join(start))
                return CONTEXT[start], length
            if start in _ITEM and self.item is not None:
                return f"$nodes.`{self.item}`.{_ITEM[start]}", length
        raise Refused("context-unknown", path=".".join(path) or "$$")


def renamed(value: Any, names: Names) -> Any:  # noqa: ANN401 - any JSON
    """A field's value, each of whose expressions reads what there is here. Raises `Refused`."""
    if isinstance(value, Mapping):
        return {key: renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [renamed(each, names) for each in value]
    if not is_enclosed(value):
        return value
    return enclosed(_expression(value[2:-2].strip(), names))


def _expression(source: str, names: Names) -> str:
    try:
        tokens = list(scan(source))
    except ExpressionFault as fault:
        raise Refused("expression", expression=source) from fault
    bound = {one.text for one, other in pairwise(tokens) if other.text == ":="}
    bound |= set(_parameters(tokens))
    pieces: list[str] = []
    position = index = 0
    while index < len(tokens):
        token = tokens[index]
        text, length = _meaning(tokens, index, names, bound)
        if text is not None:
            pieces += [source[position : token.start], text]
            last = tokens[index + length - 1]
            position = last.start + len(last.text)
        index += length
    text = "".join((*pieces, source[position:]))
    try:
        reads_context = parse_expression(text).reads_context
    except ExpressionFault as fault:
        raise Refused("expression", expression=source) from fault
    if reads_context:
        raise Refused("expression", expression=source)
    return text


def _parameters(tokens: list[Token]) -> list[str]:
    """The names that functions of the expression's own give to what they get."""
    found: list[str] = []
    for index, token in enumerate(tokens):
        if token.text in {"function", "λ"}:
            for each in tokens[index + 2 :]:
                if each.text == ")":
                    break
                found.append(each.text)
    return found


def _meaning(tokens: list[Token], index: int, names: Names, bound: set[str]) -> tuple[str | None, int]:
    """What stands at a token here, if that is something else, and how many tokens it takes the place of."""
    text = tokens[index].text
    if text == "$states":
        path = _path(tokens, index + 1)
        if path[:1] == ("context",):
            found, length = names.context(path[1:])
            return found, 3 + 2 * length
        if not path:
            raise Refused("expression", expression="$states")
        return names.root(path[0]), 3
    if text in bound and text[1:] in ROOTS:
        # A name of the expression's own that means something else here.
        return f"$own_{text[1:]}", 1
    is_called = index + 1 < len(tokens) and tokens[index + 1].text == "("
    if text.startswith("$") and text not in bound and not is_called and len(text) > 1:
        return names.variable(text[1:]), 1
    return None, 1


def _path(tokens: list[Token], index: int) -> tuple[str, ...]:
    """The names of fields behind a token."""
    found: list[str] = []
    while index + 1 < len(tokens) and tokens[index].text == "." and tokens[index + 1].kind == "operand":
        found.append(tokens[index + 1].text.strip("`"))
        index += 2
    return tuple(found)
