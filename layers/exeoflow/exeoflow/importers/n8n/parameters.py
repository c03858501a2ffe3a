"""The parameters of a node as they are written, and which of them have been asked for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final, TypeGuard

from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

_FLAG: Final = re.compile(r"=\s*\{\{\s*(true|false)\s*\}\}\s*")
"""An expression that is written out."""


def is_of_kind(kind: str, written: object) -> bool:
    """Whether what is written in a parameter is of a kind, by n8n's name of it."""
    match kind:
        case "string":
            return isinstance(written, str)
        case "number":
            return isinstance(written, int | float) and not isinstance(written, bool)
        case "boolean":
            return isinstance(written, bool)
        case "array":
            return isinstance(written, list)
        case "object":
            return isinstance(written, Mapping)
        case _:
            return False


def _as_number(written: str, default: float) -> float:
    """The number of a text without expressions."""
    try:
        number = float(written)
    except ValueError:
        return default
    if not isfinite(number):
        return default
    return int(number) if number.is_integer() else number


def is_computed(value: object) -> TypeGuard[str]:
    """Whether a parameter is an expression of n8n's."""
    return isinstance(value, str) and value.startswith("=")


def texts_in(value: object) -> Iterator[str]:
    """The texts anywhere in any JSON, in their order; it may be nested deeply."""
    pending = [value]
    while pending:
        match pending.pop():
            case str() as text:
                yield text
            case Mapping() as parts:
                pending.extend(reversed([*parts.values()]))
            case list() | tuple() as parts:
                pending.extend(reversed(parts))


def expressions_in(value: object) -> Iterator[str]:
    """The expressions of n8n's anywhere in a parameter, in their order."""
    return filter(is_computed, texts_in(value))


def computes(value: object) -> bool:
    """Whether there is an expression of n8n's anywhere in a parameter."""
    return any(expressions_in(value))


def is_true(value: object, setting: str) -> bool:
    """What JavaScript takes a setting for; one that is computed cannot be known."""
    if not is_computed(value):
        return value not in ("", 0, None, False)
    if "{{" not in value:
        return value != "="
    written = _FLAG.fullmatch(value)
    if written is None:
        raise Refused("setting-computed", setting=setting)
    return written[1] == "true"


@dataclass(slots=True)
class Parameters:
    """The parameters of one node."""

    node: SourceNode
    asked: set[str] = field(default_factory=set, kw_only=True)
    """The paths of the parameters of which something is made."""

    def parameter(self, path: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON
        """A parameter as it is written, of which something is made; `a.b` is one within another."""
        self.asked.add(path)
        return self.written(path, default)

    def written(self, path: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON
        """The same for one that is only looked at."""
        value: Any = self.node.parameters
        for name in path.split("."):
            if not isinstance(value, Mapping) or name not in value:
                return default
            value = value[name]
        return value

    def chosen(self, path: str, default: str) -> str:
        """A parameter that decides what a node is; one that is computed cannot be known."""
        value = self.parameter(path, default)
        if is_computed(value):
            raise Refused("setting-computed", setting=path)
        return value if isinstance(value, str) else default

    def flag(self, path: str, *, default: bool = False) -> bool:
        """A parameter that is true or false."""
        value = self.parameter(path)
        return default if value is None else is_true(value, path)

    def number(self, path: str, default: float) -> float:
        """A number that is written and not computed."""
        value = self.parameter(path, default)
        if isinstance(value, str) and "{{" not in value:
            value = _as_number(value, default)
        if not isinstance(value, int | float):
            raise Refused("setting-computed", setting=path)
        return value

    def rows(self, path: str) -> list[Mapping[str, Any]]:
        """A list of objects; what is none is left out."""
        value = self.parameter(path, [])
        if isinstance(value, Mapping):
            value = [value]
        return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []

    def names(self, path: str) -> list[str]:
        """Names between commas, or a list of them."""
        value = self.parameter(path, "")
        if is_computed(value):
            raise Refused("setting-computed", setting=path)
        parts: Sequence[object] = value.split(",") if isinstance(value, str) else value or []
        if not isinstance(parts, list):
            return []
        return [each.strip() for each in parts if isinstance(each, str) and each.strip()]
