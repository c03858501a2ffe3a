"""The operations that n8n's nodes have, by what each shows and needs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_OPERATIONS: Final = Path(__file__).with_name("operations.json")
"""Of each kind and the whole part of its version, as `tests/n8n/operations_of_n8n.js` prints them."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: what a node begins with of it, what it shows, and what it needs."""

    resource: str
    operation: str
    is_of_first: bool
    """Whether its resource is the one that a node begins with, or the node has none."""
    is_first: bool
    """Whether it is the one that its resource begins with."""
    shown: frozenset[str]
    needed: frozenset[str]
    wanted: frozenset[str]
    """What it needs and an export may have without a choice: what locates a resource, and lists."""
    parts: Mapping[str, frozenset[str]]
    """The names within its collections."""
    conditions: Mapping[str, str]
    """Of a field that is shown only where another is set so: `other:usual=value|value`."""


def is_listed(kind: str) -> bool:
    """Whether the operations of a kind of nodes are known."""
    return kind in _table()


@cache
def names_of(kind: str, position: int) -> frozenset[str]:
    """The resources (0) or the operations (1) that a kind of nodes has in any version."""
    return _words(_table()[kind]["names"][position])


def operations_of(kind: str, version: float) -> tuple[Operation, ...]:
    """The operations of a kind of nodes in a version, of which the whole part counts."""
    return _versions(kind).get(int(version), ())


@cache
def _table() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(_OPERATIONS.read_text(encoding="utf-8"))
    return found


@cache
def _versions(kind: str) -> Mapping[int, tuple[Operation, ...]]:
    """By the whole part of the version."""
    return {
        int(version): tuple(_operation(frozenset(found["first"]), *each) for each in found["operations"])
        for version, found in _table()[kind]["versions"].items()
    }


def _operation(  # noqa: PLR0913, PLR0917  a row of the table
    firsts: frozenset[str],
    resource: str,
    name: str,
    is_first: int,
    shown: str,
    needed: str,
    wanted: str,
    parts: Mapping[str, str],
    conditions: Mapping[str, str],
) -> Operation:
    return Operation(
        resource,
        name,
        not resource or resource in firsts,
        bool(is_first),
        _words(shown),
        _words(needed),
        _words(wanted),
        {key: _words(each) for key, each in parts.items()},
        conditions,
    )


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())
