"""The explicit table of lowerings: one row per node type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from exeoflow.nodes.lowering.actions import lower_http_request
from exeoflow.nodes.lowering.approvals import lower_approval
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.calls import lower_ai, lower_lambda, lower_sub_workflow
from exeoflow.nodes.lowering.collections import (
    lower_aggregate,
    lower_deduplicate,
    lower_limit,
    lower_sort,
    lower_split,
)
from exeoflow.nodes.lowering.data import lower_filter, lower_set, lower_transform
from exeoflow.nodes.lowering.logic import (
    lower_condition,
    lower_for_each,
    lower_merge,
    lower_respond,
    lower_stop,
    lower_switch,
    lower_wait,
)
from exeoflow.nodes.lowering.messages import lower_email, lower_emit_event, lower_notify, lower_queue
from exeoflow.nodes.lowering.shapes import Shape
from exeoflow.nodes.lowering.stores import lower_database, lower_storage


@dataclass(frozen=True, slots=True)
class Lowering:
    """How a node type becomes a shape.

    With `keyed_input` the node's input is always an object keyed by predecessor, in the order of the
    connections, also where there is only one live predecessor.
    """

    lower: Callable[[Any, Bindings], Shape]
    keyed_input: bool = False


LOWERINGS: Mapping[str, Lowering] = MappingProxyType(
    {
        "condition": Lowering(lower_condition),
        "switch": Lowering(lower_switch),
        "merge": Lowering(lower_merge, keyed_input=True),
        "for_each": Lowering(lower_for_each),
        "wait": Lowering(lower_wait),
        "approval": Lowering(lower_approval),
        "stop": Lowering(lower_stop),
        "respond": Lowering(lower_respond),
        "set": Lowering(lower_set),
        "transform": Lowering(lower_transform),
        "filter": Lowering(lower_filter),
        "sort": Lowering(lower_sort),
        "limit": Lowering(lower_limit),
        "aggregate": Lowering(lower_aggregate),
        "split": Lowering(lower_split),
        "deduplicate": Lowering(lower_deduplicate),
        "http_request": Lowering(lower_http_request),
        "lambda": Lowering(lower_lambda),
        "sub_workflow": Lowering(lower_sub_workflow),
        "queue": Lowering(lower_queue),
        "notify": Lowering(lower_notify),
        "emit_event": Lowering(lower_emit_event),
        "email": Lowering(lower_email),
        "database": Lowering(lower_database),
        "storage": Lowering(lower_storage),
        "ai": Lowering(lower_ai),
    }
)
