"""Texts of JSONata: literals, names of fields and paths as lodash has them."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_PATH_PART: Final = re.compile(r"[^.\[\]]+|\[(?:([0-9]+)|\"([^\"]*)\"|'([^']*)')\]")


def literal(value: Any) -> str:  # noqa: ANN401 - any JSON
    """The value as JSONata writes it, which is JSON."""
    return json.dumps(value, ensure_ascii=False)


class FieldPath(tuple[str, ...]):  # noqa: SLOT001 - a tuple's subclass has no slots of its own
    """The names in a field like `a.b[0]["c"]`.

    lodash first reads a key of the very name that is `written`, dots and all.
    """

    written: str


def path_of(field: str) -> FieldPath:
    """The names in a field; a text without any is one name."""
    path = FieldPath(_part(match) for match in _PATH_PART.finditer(field)) or FieldPath((field,))
    path.written = field
    return path


def _part(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group is not None), match.group())


def _is_whole(path: Sequence[str]) -> bool:
    """Whether a path is nothing but one key."""
    return len(path) == 1 and getattr(path, "written", path[0]) == path[0]


def _names(path: Sequence[str]) -> str:
    return f"{literal(getattr(path, 'written', path[0]))}, {literal(list(path))}"


def looked_up(value: str, path: Sequence[str]) -> str:
    """The value behind a path; nothing where a step is missing, and lists only by position."""
    if _is_whole(path):
        return f"$n8_entry({value}, {literal(path[0])})"
    return f"$n8_field({value}, {_names(path)})"


def assigned(target: str, path: Sequence[str], value: str) -> str:
    """The object `target` with `value` at the path; what is on the way is kept or gives way as in lodash."""
    if _is_whole(path):
        return f"$merge([{target}, {{{literal(path[0])}: {value}}}])"
    return f"$n8_set({target}, {_names(path)}, {value})"


def without(target: str, path: Sequence[str]) -> str:
    """The object `target` without what the path leads to."""
    if _is_whole(path):
        return f"$n8_without({target}, {literal(path[0])})"
    return f"$n8_unset({target}, {_names(path)})"


def listed(value: str) -> str:
    """A list, or what is between the commas of a text."""
    return f'($type({value}) = "array" ? {value} : $split($n8_field_text({value}), ","))'


def object_of(pairs: Mapping[str, str]) -> str:
    """JSONata for an object of JSONata."""
    return "{" + ", ".join(f"{literal(key)}: {text}" for key, text in pairs.items()) + "}"
