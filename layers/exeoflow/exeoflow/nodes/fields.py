"""The types of configuration fields: fixed values, values that may be expressions, and expressions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

_MAX_TEXT = 100_000

T = TypeVar("T")


class Config(BaseModel):
    """The configuration of one node; unknown fields are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def example(**config: Any) -> dict[str, Any]:  # noqa: ANN401  (any JSON)
    """Give a configuration an example, which its schema shows."""
    return {"examples": [config]}


@dataclass(frozen=True, slots=True)
class Templated:
    """Marks a field in whose strings `{{ ... }}` holds an expression.

    With `is_list` its value is gone over item by item, and what is no list counts as a list of one.
    """

    is_list: bool = False


@dataclass(frozen=True, slots=True)
class WholeExpression:
    """Marks a field whose text is one expression, with or without braces; `$item` may be bound for it."""

    binds_item: bool = False


@dataclass(frozen=True, slots=True)
class CodeSource:
    """Marks a field whose text is code; the fields `language` and `names` say how it names values."""


def _form_of(value: object) -> Literal["expression", "value"]:
    return "expression" if isinstance(value, str) and "{{" in value else "value"


def _constant(value: object) -> object:
    """`{{ 5 }}` is the number 5, so that constants are checked however they are written."""
    if not isinstance(value, str) or not (value.startswith("{{") and value.endswith("}}")):
        return value
    try:
        constant = json.loads(value[2:-2])
    except (ValueError, RecursionError):
        return value
    return constant if isinstance(constant, (str, int, float)) else value


Dynamic = Annotated[
    Annotated[T, Tag("value")] | Annotated[str, Tag("expression"), Field(max_length=_MAX_TEXT)],
    Discriminator(_form_of),
    BeforeValidator(_constant),
    Templated(),
]
"""A value of the type, or a string with `{{ ... }}` that yields one."""

Text = Annotated[str, Field(min_length=1, max_length=_MAX_TEXT), Templated()]
"""A string that may hold `{{ ... }}`."""

ExpressionText = Annotated[str, Field(min_length=1, max_length=_MAX_TEXT), WholeExpression()]
"""JSONata, with or without `{{ }}` around it."""

ItemExpressionText = Annotated[
    str, Field(min_length=1, max_length=_MAX_TEXT), WholeExpression(binds_item=True)
]
"""JSONata that is evaluated once per item, with `$item` and `$index` bound."""

AnyValue = Annotated[Any, Templated()]
"""Any JSON, with `{{ ... }}` in any string of it."""

Items = Annotated[Any, Templated(is_list=True)]
"""Any JSON that is gone over item by item; what is no list counts as a list of one."""

Values = Annotated[dict[str, Any], Templated()]
"""An object of any JSON."""

HandleName = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_. -]*$")]

INPUT: Final = "{{ $input }}"
"""The default of fields that take the node's input."""


def check_handles(handles: Iterable[str], reserved: set[str]) -> None:
    """Refuse a handle that is named twice, or is one that the node has anyway."""
    named = list(handles)
    if len(set(named)) < len(named) or not reserved.isdisjoint(named):
        raise _fault_of(named, reserved)


def _fault_of(handles: list[str], reserved: set[str]) -> PydanticCustomError:
    """What is wrong with the first handle that is no new one."""
    handle = next(each for each in handles if each in reserved or handles.count(each) > 1)
    if handle in reserved:
        return PydanticCustomError("handle-reserved", "reserved", {"handle": handle})
    return PydanticCustomError("handle-duplicate", "duplicate", {"handle": handle})
