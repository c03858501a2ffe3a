"""Ids: a prefix that says of what, then letters and digits only, so that they fit wherever AWS puts them.

That of an execution which a `sub_workflow` node starts says which node of which execution it was: Step
Functions tells of a start by an event that knows the name of the execution and nothing of the one that
started it. A name has 80 characters, too few for those of all ancestors, so it has the own key and that of
the parent. The key of an execution is the beginning of its id, which is unique by itself; the id of one that
no node has started is its key.

    exec_sub<node: 6><random: 20><key of the parent, without its prefix: 26 or 29>
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: text order is number order
_TIME_DIGITS: Final = 10
_RANDOM_DIGITS: Final = 16
_DIGIT_BITS: Final = 5
_ID: Final = re.compile(r"[a-z]+_[0-9A-Za-z]{1,60}")
_EXECUTION: Final = "exec_"
# Ids that are made otherwise have no "u".
_SUB: Final = "sub"
_NODE_DIGITS: Final = 6
_CHANCE_DIGITS: Final = 20
_KEY_LENGTH: Final = len(_SUB) + _NODE_DIGITS + _CHANCE_DIGITS
_SUB_RUN: Final = re.compile(
    rf"{_EXECUTION}{_SUB}([0-9a-f]{{{_NODE_DIGITS}}})[0-9a-f]{{{_CHANCE_DIGITS}}}([0-9a-z]{{26,{_KEY_LENGTH}}})"
)

SUB_RUN_PREFIX: Final = f"{_EXECUTION}{_SUB}"
"""How all of these ids begin, and no other one."""


def sortable_id(prefix: str, milliseconds: int, randomness: int) -> str:
    """Make an id whose text order is the order of creation, in the form of a ULID (80 bits of randomness).

    >>> sortable_id("wf", 1_700_000_000_000, 1)
    'wf_01hf7yat000000000000000001'
    """
    return f"{prefix}_{_digits(milliseconds, _TIME_DIGITS)}{_digits(randomness, _RANDOM_DIGITS)}"


def derived_id(prefix: str, *parts: str) -> str:
    """Make the one id that belongs to `parts`: 130 bits of a hash that no two lists of parts share."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return f"{prefix}_{_digits(number, _TIME_DIGITS + _RANDOM_DIGITS)}"


def is_identifier(text: str) -> bool:
    """Tell whether `text` could be an id; anything else is unknown without a look at a table."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class SubRunOrigin:
    """What the id of such an execution says: the key of its parent, and which of its nodes it was."""

    parent_key: str
    node_mark: str

    @property
    def has_known_parent(self) -> bool:
        """Whether the key is the parent's whole id."""
        return not self.parent_key.startswith(SUB_RUN_PREFIX)

    def node_among(self, node_ids: Iterable[str]) -> str | None:
        """Return the node that started it; None if it is not among these."""
        return next((node_id for node_id in node_ids if _mark_of(node_id) == self.node_mark), None)


def origin_of(execution_id: str) -> SubRunOrigin | None:
    """Read an id; None for that of an execution which no node has started."""
    found = _SUB_RUN.fullmatch(execution_id)
    return None if found is None else SubRunOrigin(f"{_EXECUTION}{found[2]}", found[1])


def key_of(execution_id: str) -> str:
    """Return the beginning of an id that is unique by itself."""
    return execution_id[: len(_EXECUTION) + _KEY_LENGTH]


def sub_run_id(node_id: str, parent_id: str) -> str:
    """Write the JSONata of the id of the next execution that a node starts; `parent_id` is JSONata too."""
    random = f'$substring($replace($uuid(), "-", ""), 0, {_CHANCE_DIGITS})'
    parent = f"$substring({parent_id}, {len(_EXECUTION)}, {_KEY_LENGTH})"
    return f'"{SUB_RUN_PREFIX}{_mark_of(node_id)}" & {random} & {parent}'


def _mark_of(node_id: str) -> str:
    return hashlib.sha256(node_id.encode("utf-8", "surrogatepass")).hexdigest()[:_NODE_DIGITS]


def _digits(number: int, count: int) -> str:
    shifts = range((count - 1) * _DIGIT_BITS, -1, -_DIGIT_BITS)
    return "".join(_ALPHABET[number >> shift & 31] for shift in shifts)
