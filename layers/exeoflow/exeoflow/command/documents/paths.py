"""The paths of diagnostics, `nodes[3].config.url`, as the parts that lead through a document."""

import re
from typing import Any, Final

_PART: Final = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def parts_of(path: str, document: Any) -> tuple[str | int, ...]:
    """Return the parts of a path. Names may have points in them, so the document decides where one ends."""
    parts: list[str | int] = []
    rest, value = path, document
    while rest:
        rest = rest.removeprefix(".")
        if isinstance(value, dict) and (name := _longest_name(rest, value)):
            parts.append(name)
            rest, value = rest[len(name) :], value[name]
            continue
        found = _PART.match(rest)
        if found is None:
            break
        part: str | int = int(found[1]) if found[1] else found[2]
        parts.append(part)
        rest = rest[found.end() :]
        value = (
            value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None
        )
    return tuple(parts)


def _longest_name(rest: str, value: dict[str, Any]) -> str | None:
    fitting = (name for name in value if rest == name or rest.startswith((f"{name}.", f"{name}[")))
    return max(fitting, key=len, default=None)
