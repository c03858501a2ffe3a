"""What JavaScript visibly makes that JSON does not have, and nodes of n8n hand on as it is."""

import re

_NUMBERS = re.compile(
    r"\b(?:NaN|Infinity)\b(?!\s*\()|\b(?:Number|parseInt|parseFloat|BigInt|Symbol)\s*\(|\b[0-9]+n\b"
)
_OBJECTS = re.compile(
    r"\bnew\s+(?!Date\b)[A-Z]|\bBuffer\s*\.|\bDuration\s*\."
    r"|[:\[,]\s*(?:new\s+Date|DateTime\s*\.\s*\w+)\s*\([^()]*\)\s*[,}\]]"
)


def may_make_other_numbers(source: str) -> bool:
    """Whether code makes numbers that JSON has not: of NaN it has null, of a BigInt a text."""
    return _NUMBERS.search(source) is not None


def may_make_other_objects(source: str) -> bool:
    """Whether code makes objects of which JSON has only the fields, or a text."""
    return _OBJECTS.search(source) is not None
