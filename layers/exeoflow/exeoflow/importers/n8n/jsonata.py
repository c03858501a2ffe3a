"""Texts of JSONata: literals, names of fields and paths as lodash has them."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_PATH_PART: Final = re.compile(r"[^.\[\]]+|\[(?:([0-9]+)|\"([^\"]*)\"|'([^']*)')\]")


def literal(value: Any) -> str:  # noqa: ANN401 - any JSON
    """The value as JSONata writes it, which is JSON."""
    return json.dumps(value, ensure_ascii=False)


def path_of(field: str) -> tuple[str, ...]:
    """The names in `a.b[0]["c"]`; a text without any is one name."""
    parts = tuple(_part(match) for match in _PATH_PART.finditer(field))
    return parts or (field,)


def _part(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group is not None), match.group())


def looked_up(value: str, path: Sequence[str]) -> str:
    """The value behind a path; nothing where a step is missing, and lists only by position."""
    text = value
    for name in path:
        text = f"$n8_entry({text}, {literal(name)})"
    return text


def assigned(target: str, path: Sequence[str], value: str) -> str:
    """The object `target` with `value` at the path; objects on the way are kept, anything else gives way."""
    name = literal(path[0])
    if len(path) == 1:
        return f"$merge([{target}, {{{name}: {value}}}])"
    inner = f"$n8_inner({target}, {name})"
    return f"$merge([{target}, {{{name}: {assigned(inner, path[1:], value)}}}])"


def without(target: str, path: Sequence[str]) -> str:
    """The object `target` without what the path leads to."""
    if len(path) == 1:
        return f"$n8_without({target}, {literal(path[0])})"
    name = literal(path[0])
    inner = f"$n8_inner({target}, {name})"
    changed = f"$merge([{target}, {{{name}: {without(inner, path[1:])}}}])"
    return f'($type($n8_lookup({target}, {name})) = "object" ? {changed} : {target})'


def listed(value: str) -> str:
    """A list, or what is between the commas of a text."""
    return f'($type({value}) = "array" ? {value} : $split($n8_field_text({value}), ","))'


def object_of(pairs: Mapping[str, str]) -> str:
    """JSONata for an object of JSONata."""
    return "{" + ", ".join(f"{literal(key)}: {text}" for key, text in pairs.items()) + "}"
