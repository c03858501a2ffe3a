"""Scalars that take exactly what JSON says: no number from a string, no boolean from a number."""

from typing import Annotated

from pydantic import BeforeValidator, Field, Strict


def _as_json_counts(value: object) -> object:
    """JSON has one kind of number: 5.0 is the whole number 5 (JSON Schema 2020-12, section 6.1.1)."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, Strict(), BeforeValidator(_as_json_counts)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Flag = Annotated[bool, Strict()]
