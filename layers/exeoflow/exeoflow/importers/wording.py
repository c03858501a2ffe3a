"""Texts about what is imported, filled with what they are about."""

from collections.abc import Mapping
from typing import Final

_MAX_VALUE: Final = 200


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each value in its place; a long one is cut."""
    for name, value in values.items():
        short = value if len(value) <= _MAX_VALUE else f"{value[:_MAX_VALUE]}…"
        text = text.replace(f"{{{name}}}", short)
    return text
