"""Texts of JSONata: literals, names of fields and paths as lodash has them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_PATH_PART: Final = re.compile(r"[^.\[\]]+|\[(?:([0-9]+)|\"([^\"]*)\"|'([^']*)')\]")


def literal(value: Any) -> str:  # noqa: ANN401 - any JSON
    """The value as JSONata writes it, which is JSON."""
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class FieldPath:
    """The names in a field like `a.b[0]["c"]`.

    lodash first reads a key of the very name that is `written`, dots and all.
    """

    written: str
    names: tuple[str, ...]

    @property
    def is_key(self) -> bool:
        """Whether it is nothing but one key."""
        return self.names == (self.written,)


def path_of(field: str) -> FieldPath:
    """The names in a field; a text without any is one name."""
    return FieldPath(field, tuple(_part(match) for match in _PATH_PART.finditer(field)) or (field,))


def key_of(field: str) -> FieldPath:
    """The field as one key, whatever is in its name."""
    return FieldPath(field, (field,))


def _part(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group is not None), match.group())


def looked_up(value: str, path: FieldPath) -> str:
    """The value behind a path; nothing where a step is missing, and lists only by position."""
    if path.is_key:
        return f"$n8_entry({value}, {literal(path.written)})"
    return f"$n8_field({value}, {_names(path)})"


def assigned(target: str, path: FieldPath, value: str) -> str:
    """The object `target` with `value` at the path; what is on the way is kept or gives way as in lodash."""
    if path.is_key:
        return f"$merge([{target}, {{{literal(path.written)}: {value}}}])"
    return f"$n8_set({target}, {_names(path)}, {value})"


def without(target: str, path: FieldPath) -> str:
    """The object `target` without what the path leads to."""
    if path.is_key:
        return f"$n8_without({target}, {literal(path.written)})"
    return f"$n8_unset({target}, {_names(path)})"


def _names(path: FieldPath) -> str:
    return f"{literal(path.written)}, {literal(path.names)}"


def listed(value: str) -> str:
    """A list, or what is between the commas of a text."""
    return f'($type({value}) = "array" ? {value} : $split($n8_field_text({value}), ","))'


def parsed(value: str) -> str:
    """What a text in JSON says; what is no text is itself."""
    return f'($type({value}) = "string" ? $parse({value}) : {value})'


def byte_count(value: str) -> str:
    """How many bytes a text in base64 stands for."""
    padding = f'($contains({value}, "==") ? 2 : $contains({value}, "=") ? 1 : 0)'
    return f"$floor($length({value}) * 3 / 4) - {padding}"


def object_of(pairs: Mapping[str, str]) -> str:
    """JSONata for an object of JSONata."""
    return "{" + ", ".join(f"{literal(key)}: {text}" for key, text in pairs.items()) + "}"
