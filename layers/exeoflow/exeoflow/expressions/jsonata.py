"""Pieces of JSONata and of states' fields that hold it."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Final

from exeoflow.model.json import Json

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OPERAND = re.compile(r"[$A-Za-z0-9_.`\[\]\"-]*")
_WORDS = frozenset({"and", "or", "in", "true", "false", "null"})

_MOST_IN_A_ROW = 16

quote: Final[Callable[[str], str]] = json.JSONEncoder(ensure_ascii=False).encode
"""A text as a JSONata string literal; JSON's escapes are JSONata's."""

OF_EVERY_OBJECT = frozenset(
    {
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)
"""What JavaScript finds in each object; engines in other languages do not."""

OPEN, CLOSE = "{% ", " %}"
NOTHING = "An expression yields nothing."


def field(name: str) -> str:
    """A field's name as a step of a path."""
    return name if _NAME.fullmatch(name) and name not in _WORDS else f"`{name}`"


def own_field(text: str, name: str) -> str:
    """A field that an object may lack.

    JSONata's reference implementation finds in every object what JavaScript gives each.
    """
    step = f"{text}.{field(name)}"
    return f"({text_of(name)} in $keys({text}) ? {step})" if name in OF_EVERY_OBJECT else step


def enclosed(text: str) -> str:
    """JSONata as the value of a state's field."""
    return f"{OPEN}{text}{CLOSE}"


def is_enclosed(value: Json) -> bool:
    """Whether a field's value is JSONata."""
    return isinstance(value, str) and value.startswith("{%") and value.endswith("%}")


def text_of(value: Json) -> str:
    """A field's value as JSONata to be part of a larger expression."""
    if isinstance(value, str):
        return value[2:-2].strip() if is_enclosed(value) else quote(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quote(key)}: {operand(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return _listed(value, operand)
    return json.dumps(value)


def element(text: str) -> str:
    """An expression as one item of a list that JSONata makes, which flattens a list of lists."""
    return f'($value := {text}; $type($value) = "array" ? [[$value]] : $value)'


def needed(text: str) -> str:
    """An expression that fails where it yields nothing: as part of a larger one it would only leave a gap."""
    return f'($value := {text}; $exists($value) ? $value : $error("{NOTHING}"))'


def needed_element(text: str) -> str:
    """Likewise as one item of a list."""
    found = '($type($value) = "array" ? [[$value]] : $value)'
    return f'($value := {text}; $exists($value) ? {found} : $error("{NOTHING}"))'


def chained(texts: Sequence[str], operator: str) -> str:
    """The texts with an associative operator between them, many of them in groups.

    AWS evaluates about a hundred operations within each other and no more, and `a or b or c` is two.
    """
    if len(texts) <= _MOST_IN_A_ROW:
        return f" {operator} ".join(texts)
    size = max(_MOST_IN_A_ROW, ceil(len(texts) / _MOST_IN_A_ROW))
    groups = [texts[start : start + size] for start in range(0, len(texts), size)]
    return chained([f"({chained(group, operator)})" for group in groups], operator)


def first_of(cases: Sequence[tuple[str, str]], otherwise: str) -> str:
    """What belongs to the first condition that holds; what comes after it is not evaluated.

    Conditions within each other are levels too, so many of them are asked group by group.
    """
    if len(cases) <= _MOST_IN_A_ROW:
        return "".join(f"{condition} ? {text} : " for condition, text in cases) + otherwise
    steps: list[str] = []
    for start in range(0, len(cases), _MOST_IN_A_ROW):
        group = cases[start : start + _MOST_IN_A_ROW]
        found = " : ".join(f'{condition} ? {{"v": {text}}}' for condition, text in group)
        steps.append(
            f"$_found := $exists($_found) ? $_found : ({found})" if steps else f"$_found := ({found})"
        )
    return f'({"; ".join(steps)}; $exists($_found) ? $lookup($_found, "v") : {otherwise})'


def _listed(items: Iterable[Json], write: Callable[[Json], str]) -> str:
    texts = (element(write(item)) if is_enclosed(item) else write(item) for item in items)
    return f"[{', '.join(texts)}]"


def required(value: Json) -> str:
    """A field's value as an operand that fails where the field would: where an expression yields nothing."""
    if is_enclosed(value):
        return needed(text_of(value))
    if isinstance(value, dict):
        pairs = (f"{quote(key)}: {required(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, (list, tuple)):
        return _listed(value, required)
    return text_of(value)


def operand(value: Json) -> str:
    """The same, in parentheses where its operators could bind to their neighbours."""
    text = text_of(value)
    return text if _OPERAND.fullmatch(text) or not is_enclosed(value) else f"({text})"
