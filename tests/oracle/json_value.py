"""JSON values as Python holds them, and their one canonical text."""

import hashlib
import json
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""null, booleans, numbers, strings, lists and dicts with string keys."""


def canonical_text(value: Json) -> str:
    """Return the same text for equal values, whatever the order of their keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Json) -> str:
    """Return sixteen hexadecimal digits that stand for the value."""
    return hashlib.sha256(canonical_text(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def byte_size(value: Json) -> int:
    """Return the size in bytes that Step Functions counts for the value."""
    return len(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass"))
