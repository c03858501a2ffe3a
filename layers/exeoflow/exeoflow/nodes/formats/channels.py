"""Channels: the part of a pattern by which a rule of EventBridge is shared by all workflows.

A bus has 300 rules for all workspaces together, so workflows do not get rules of their own where their
patterns name sources by words: one rule stands for each source (and type, where the pattern names types), and
the rest of each pattern is matched by the function that starts.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, cast

from exeoflow.model import json
from exeoflow.model.workflows.trigger import OWN_EVENTS

CHANNEL_RULES: Final = "wf_channel-"
"""How the names of their rules begin: as those of workflows do, so that the same permissions hold."""

_TYPE: Final = "detail-type"
_HASH_DIGITS: Final = 20
# A pattern that names more has rules of its own.
MOST_CHANNELS: Final = 20
# What is kept by a longer name, the key of an item does not hold; EventBridge then says what it takes itself.
_LONGEST_NAME: Final = 1024


@dataclass(frozen=True, slots=True, order=True)
class Channel:
    """Events of one source, of one type only unless `detail_type` is empty."""

    source: str
    detail_type: str = ""

    @property
    def pattern(self) -> dict[str, list[str]]:
        """What its rule matches."""
        named = {"source": [self.source]}
        return {**named, _TYPE: [self.detail_type]} if self.detail_type else named

    @property
    def text(self) -> str:
        """By what it is kept and told."""
        return json.write([self.source, self.detail_type])

    @property
    def rule_name(self) -> str:
        """What its rule is called."""
        return f"{CHANNEL_RULES}{hashlib.sha256(self.text.encode()).hexdigest()[:_HASH_DIGITS]}"

    @property
    def is_own(self) -> bool:
        """Whether it is the product's own, which is heard on the stack's bus only."""
        return self.source.startswith(OWN_EVENTS)


def channel_of_rule(pattern: str) -> Channel:
    """Read the pattern of a rule that stands for a channel."""
    named = cast("dict[str, list[str]]", json.read(pattern))
    return Channel(named["source"][0], named.get(_TYPE, [""])[0])


def channels_of(pattern: Mapping[str, Any]) -> frozenset[Channel] | None:
    """Return the channels that all events of a pattern come by; None if it must have rules of its own.

    >>> sorted(each.text for each in channels_of({"source": ["shop"], "detail": {"n": [1]}}) or ())
    ['["shop",""]']
    """
    sources, types = pattern.get("source"), pattern.get(_TYPE, [""])
    if not (_are_words(sources) and _are_words(types)):
        return None
    channels = frozenset(Channel(*named) for named in product(sources or (), types))
    is_named = all(len(each.text.encode()) <= _LONGEST_NAME for each in channels)
    return channels if is_named and len(channels) <= MOST_CHANNELS else None


def _are_words(wanted: object) -> bool:
    return isinstance(wanted, list) and all(isinstance(each, str) for each in wanted)
