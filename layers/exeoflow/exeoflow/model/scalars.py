"""Scalars that take exactly what JSON says: no number from a string, no boolean from a number."""

from typing import Annotated

from pydantic import Field, Strict

Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Flag = Annotated[bool, Strict()]
