"""Pieces of JSONata and of states' fields that hold it."""

import json
import re
from collections.abc import Callable, Iterable

from exeoflow.model.json import Json

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS = frozenset({"and", "or", "in", "true", "false", "null"})

OPEN, CLOSE = "{% ", " %}"
NOTHING = "An expression yields nothing."


def field(name: str) -> str:
    """A field's name as a step of a path."""
    return name if _NAME.fullmatch(name) and name not in _WORDS else f"`{name}`"


def enclosed(text: str) -> str:
    """JSONata as the value of a state's field."""
    return f"{OPEN}{text}{CLOSE}"


def is_enclosed(value: Json) -> bool:
    """Whether a field's value is JSONata."""
    return isinstance(value, str) and value.startswith("{%") and value.endswith("%}")


def text_of(value: Json) -> str:
    """A field's value as JSONata to be part of a larger expression."""
    if isinstance(value, str):
        return value[2:-2].strip() if is_enclosed(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(
                f"{json.dumps(key, ensure_ascii=False)}: {operand(item)}" for key, item in value.items()
            )
            + "}"
        )
    if isinstance(value, list | tuple):
        return _listed(value, operand)
    return json.dumps(value)


def element(text: str) -> str:
    """An expression as one item of a list that JSONata makes, which flattens a list of lists."""
    return f'($value := {text}; $type($value) = "array" ? [[$value]] : $value)'


def _listed(items: Iterable[Json], write: Callable[[Json], str]) -> str:
    texts = (element(write(item)) if is_enclosed(item) else write(item) for item in items)
    return f"[{', '.join(texts)}]"


def required(value: Json) -> str:
    """A field's value as an operand that fails where the field would: where an expression yields nothing.

    As part of a larger expression it would only leave a gap.
    """
    if is_enclosed(value):
        return f'($value := {text_of(value)}; $exists($value) ? $value : $error("{NOTHING}"))'
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key, ensure_ascii=False)}: {required(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return _listed(value, required)
    return text_of(value)


def operand(value: Json) -> str:
    """The same, in parentheses where its operators could bind to their neighbours."""
    text = text_of(value)
    return text if re.fullmatch(r"[$A-Za-z0-9_.`\[\]\"-]*", text) or not is_enclosed(value) else f"({text})"
