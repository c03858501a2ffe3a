"""Words about what is imported, filled with what they are about."""

from collections.abc import Mapping
from typing import Final

from exeoflow.importers.answers import ImportReason
from exeoflow.texts import Text

_MAX_VALUE: Final = 200


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each value in its place; a long one is cut."""
    for name, value in values.items():
        short = value if len(value) <= _MAX_VALUE else f"{value[:_MAX_VALUE]}…"
        text = text.replace(f"{{{name}}}", short)
    return text


def reason_shown(code: str, text: Text, values: Mapping[str, str]) -> ImportReason:
    """A reason as a report's reader gets it."""
    return {"code": code, "message": filled(text.message, values), "what_to_do": filled(text.hint, values)}
