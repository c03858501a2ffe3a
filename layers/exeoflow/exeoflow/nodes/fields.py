"""The types of configuration fields: fixed values, values that may be expressions, and expressions."""

from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

_MAX_TEXT = 100_000

T = TypeVar("T")


class Config(BaseModel):
    """The configuration of one node. Unknown fields are faults; a field's order is the author's to read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WholeExpression:
    """Marks a field whose text is an expression as a whole, with or without braces."""


def _form_of(value: object) -> Literal["expression", "value"]:
    return "expression" if isinstance(value, str) and "{{" in value else "value"


Dynamic = Annotated[
    Annotated[T, Tag("value")] | Annotated[str, Tag("expression"), Field(max_length=_MAX_TEXT)],
    Discriminator(_form_of),
]
"""A value of the type, or a string with `{{ ... }}` that yields one."""

Text = Annotated[str, Field(min_length=1, max_length=_MAX_TEXT)]
"""A string that may hold `{{ ... }}`."""

ExpressionText = Annotated[str, WholeExpression(), Field(min_length=1, max_length=_MAX_TEXT)]
"""JSONata, with or without `{{ }}` around it."""

Value = Any
"""Any JSON, with `{{ ... }}` in any string of it."""

HandleName = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_][A-Za-z0-9_. -]*$")]

INPUT: Final = "{{ $input }}"
"""The default of fields that take the node's input."""
