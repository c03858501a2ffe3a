"""The node that runs its body for each item of a list."""

from typing import Annotated

from pydantic import Field

from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import Config, Value
from exeoflow.nodes.lowering import Bindings, Each
from exeoflow.nodes.lowering.items import listed
from exeoflow.nodes.node_type import LOOP_HANDLE, Handles, Kind, NodeType

MAX_CONCURRENCY = 40
"""The iterations that an inline Map state runs at a time."""


class ForEachConfig(Config):
    """Runs its body for each item, at most `concurrency` at a time."""

    items: Value
    concurrency: Annotated[Whole, Field(ge=1, le=MAX_CONCURRENCY)] = 1


def for_each_handles(_: ForEachConfig) -> Handles:
    """`loop` once per item, `done` once at the end."""
    return (LOOP_HANDLE, "done")


def lower_for_each(config: ForEachConfig, bindings: Bindings) -> Each:
    """One iteration per item of the list that `items` is or makes."""
    return Each(listed(config.items, bindings), config.concurrency)


FOR_EACH = NodeType("for_each", Kind.LOGIC, ForEachConfig, lower_for_each, for_each_handles, is_loop=True)
