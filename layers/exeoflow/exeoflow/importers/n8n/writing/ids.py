"""Ids of the workflow's nodes, made of n8n's names."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from exeoflow.importers.n8n.instances.instance import Instance

_OTHERS: Final = re.compile(r"[^A-Za-z0-9]+")
_MAX_LENGTH: Final = 40
LONGEST_SUFFIX: Final = 64 - _MAX_LENGTH - len("_")
"""So long a step's suffix may be: with the id and the stroke before it, it must fit into 64 characters."""
_WORDS: Final = frozenset({"and", "or", "in", "true", "false", "null", "function"})


def ids_of(instances: Iterable[Instance], names: Iterable[str], steps: AbstractSet[str]) -> Mapping[str, str]:
    """An id for each instance, and for each further name, that no step has; copies are numbered from 2."""
    taken = set(steps)
    ids: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for each in instances:
        if each.node.name not in by_name:
            by_name[each.node.name] = _free(_slug(each.node.name), taken)
        name = by_name[each.node.name]
        ids[each.id] = name if not each.copy else _free(_behind(name, f"_copy{each.copy + 1}"), taken)
    for name in names:
        ids[name] = _free(_slug(name), taken)
    return ids


def _slug(name: str) -> str:
    text = _OTHERS.sub("_", name).strip("_").lower()[:_MAX_LENGTH].strip("_")
    if not text or text[0].isdigit() or text in _WORDS:
        text = f"node_{text}"[:_MAX_LENGTH].rstrip("_")
    return text


def _behind(name: str, mark: str) -> str:
    """A name with a mark behind it, which is no longer than one without."""
    return name[: _MAX_LENGTH - len(mark)].rstrip("_") + mark


def _free(wanted: str, taken: set[str]) -> str:
    """The id, or with a number behind it, which leaves steps as much room."""
    text, number = wanted, 2
    while text in taken:
        text, number = _behind(wanted, f"_{number}"), number + 1
    taken.add(text)
    return text
