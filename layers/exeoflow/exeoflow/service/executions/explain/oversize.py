"""Why an execution failed that handed on more than Step Functions carries: what was large, in nodes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from exeoflow.model.execution import ExecutionRecord
from exeoflow.service.executions.history_reading import read_visits
from exeoflow.service.executions.visits import Visit, outwards
from exeoflow.service.ports import Ports

_MOST_NAMED: Final = 3
_LEAST_SHARE: Final = 0.1
"""Nodes that put out less than this part of what the largest did are not to blame."""


@dataclass(frozen=True, slots=True)
class LargeOutput:
    """A node and the bytes that its runs put out, where that is known."""

    node_id: str
    name: str
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Oversize:
    """The state that failed stands for `node_id` (None: a fork); the largest outputs that met there."""

    node_id: str | None
    outputs: tuple[LargeOutput, ...]


def oversize_of(ports: Ports, record: ExecutionRecord) -> Oversize | None:
    """Return what was too large; None where the history does not tell (any more)."""
    execution = record.execution
    history = ports.machines.history(execution.machine, execution.id, with_data=True)
    if not history:
        return None
    visits = read_visits(history, record)
    failing = visits.open_at.get(history[-1].previous)
    if failing is None:
        return None
    node_of_state, names = record.source_map.node_of_state, record.source_map.node_names
    at = next((node for each in outwards(failing) if (node := node_of_state.get(each.state))), None)
    sizes = _sizes(visits.in_order, failing, node_of_state)
    floor = max(sizes.values(), default=0) * _LEAST_SHARE
    named = [(node, size) for node, size in sizes.most_common(_MOST_NAMED) if size >= floor]
    largest = [LargeOutput(node, names.get(node, node), size) for node, size in named]
    if not largest and at is not None:
        largest = [LargeOutput(at, names.get(at, at), None)]
    return Oversize(at, tuple(largest))


def _sizes(visits: list[Visit], failing: Visit, node_of: Mapping[str, str]) -> Counter[str]:
    """The bytes that the runs of each node inside a state put out."""
    sizes: Counter[str] = Counter()
    for visit in visits:
        node = node_of.get(visit.state)
        is_inside = visit is not failing and any(each is failing for each in outwards(visit))
        if node is not None and is_inside and visit.output is not None:
            sizes[node] += len(visit.output.encode())
    return sizes
