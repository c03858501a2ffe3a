"""The node that runs its body for each item of a list."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import Config, Items, example
from exeoflow.nodes.logic.ends import HANDED_OUT, LOOP_LEFT
from exeoflow.nodes.lowering import Bindings, Each
from exeoflow.nodes.lowering.items import listed
from exeoflow.nodes.node_type import BREAK_HANDLE, LOOP_HANDLE, Handle, Kind, NodeType

_RANGE = re.compile(r"\{\{\s*\[\s*(\d{1,9})\s*\.\.\s*(\d{1,9})\s*\]\s*\}\}")
MAX_CONCURRENCY = 40
"""The iterations that an inline Map state runs at a time."""


class ForEachConfig(Config, json_schema_extra=example(items="{{ $input.lines }}", concurrency=5)):
    """Runs its body for each item, at most `concurrency` at a time."""

    items: Items
    concurrency: Annotated[Whole, Field(ge=1, le=MAX_CONCURRENCY)] = 1


def lower_for_each(config: ForEachConfig, bindings: Bindings) -> Each:
    """One iteration per item of the list that `items` is or makes."""
    return Each(listed(config.items, bindings), config.concurrency, {BREAK_HANDLE: HANDED_OUT})


def for_each_errors(_: ForEachConfig) -> Mapping[str, str]:
    """That a node of the body ended the loop is told by an error: a Map state ends early by no other way."""
    return {BREAK_HANDLE: LOOP_LEFT}


def known_items(config: ForEachConfig) -> int | None:
    """The length of a list that is written down, or of a range with fixed ends."""
    if isinstance(config.items, (list, tuple)):
        return len(config.items)
    fixed = _RANGE.fullmatch(config.items) if isinstance(config.items, str) else None
    return None if fixed is None else max(0, int(fixed[2]) - int(fixed[1]) + 1)


FOR_EACH = NodeType(
    "for_each",
    Kind.LOGIC,
    ForEachConfig,
    lower_for_each,
    # Once per item; then once, when all items are over or as soon as one of them has ended the loop.
    (Handle(LOOP_HANDLE), Handle("done"), Handle(BREAK_HANDLE)),
    for_each_errors,
    is_loop=True,
    known_items=known_items,
)
