"""Checks that a configuration is JSON that can be stored: bounded depth, real numbers, whole characters."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.diagnostics.path import join_path
from exeoflow.model.workflows.workflow import Node

MAX_DEPTH = 32
"""Objects and lists within each other."""

_MAX_BITS = 1023
"""A larger integer is no double, and so no number to JSONata."""

_LISTS: Final = (list, tuple)
_CONTAINERS: Final = (dict, *_LISTS)
_Path = tuple[str | int, ...]


def check_values(index: int, node: Node) -> Iterator[Diagnostic]:
    """Faults of the values in a node's configuration, whatever its type; needs no recursion."""
    if _is_sound(node.config):
        return
    pending: list[tuple[_Path, object]] = [((), node.config)]
    while pending:
        path, value = pending.pop()
        if len(path) > MAX_DEPTH:
            yield _fault("field-too-deep", index, node, path[:1], limit=str(MAX_DEPTH))
            return
        rule = _rule_broken_by(value)
        if rule is not None:
            yield _fault(rule, index, node, path)
        if isinstance(value, _CONTAINERS):
            pending.extend(reversed(_parts(path, value)))


def _is_sound(config: object) -> bool:
    """Whether there is no fault, as nearly always: then nobody need know where which value stands."""
    level: Iterable[object] = [config]
    for _ in range(MAX_DEPTH + 1):
        inside: list[object] = []
        for value in level:
            if isinstance(value, str):  # as most are
                if not _is_unicode(value):
                    return False
            elif isinstance(value, dict):
                if not _is_unicode("".join(value)):
                    return False
                inside += value.values()
            elif isinstance(value, _LISTS):
                inside += value
            elif _rule_broken_by(value) is not None:
                return False
        if not inside:
            return True
        level = inside
    return False


def _parts(path: _Path, value: dict[str, object] | Sequence[object]) -> list[tuple[_Path, object]]:
    if isinstance(value, dict):
        return [((*path, name), part) for name, part in value.items()]
    return [((*path, position), part) for position, part in enumerate(value)]


def _rule_broken_by(value: object) -> str | None:
    match value:
        case str():
            return None if _is_unicode(value) else "field-not-unicode"
        case dict():
            return None if _is_unicode("".join(value)) else "field-not-unicode"
        case float():
            return None if math.isfinite(value) else "field-not-number"
        case int():
            return None if value.bit_length() <= _MAX_BITS else "field-not-number"
        case _:
            return None


def _is_unicode(text: str) -> bool:
    """Whether UTF-8 can write it: JSON's escapes can name half of a character."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fault(rule: str, index: int, node: Node, path: _Path, **values: str) -> Diagnostic:
    whole = join_path("nodes", index, "config", *path)
    return Diagnostic(rule, whole, node.id, values={"field": join_path(*path), **values})
