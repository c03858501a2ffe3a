"""Which nodes ran in the states that a history tells of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from exeoflow.model.execution import ExecutionRecord, Step
from exeoflow.service.executions.history_reading import instant_step
from exeoflow.service.executions.visits import Visit


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a node in the visit of a state that stands for it, or that it is folded into."""

    node_id: str
    step: Step
    visit: Visit
    is_folded: bool = False


def runs_of(visit: Visit, record: ExecutionRecord) -> Iterator[tuple[int, Run]]:
    """The runs of nodes that a visit tells of, each with the event at which it began."""
    source_map = record.source_map
    folded = source_map.folded.get(visit.state, {})
    for node in folded.get("before", ()):
        yield (
            visit.entered,
            Run(node, instant_step(node, source_map, visit.entered_at), visit, is_folded=True),
        )
    if (node_id := source_map.node_of_state.get(visit.state)) is not None:
        name = source_map.node_names.get(node_id, node_id)
        step = Step(node_id, name, visit.status, visit.entered_at, visit.left_at)
        yield visit.entered, Run(node_id, step, visit)
    if visit.left is not None and visit.left_at is not None:
        for node in folded.get("after", ()):
            yield visit.left, _instant_run(node, visit, record, visit.left_at)


def _instant_run(node: str, visit: Visit, record: ExecutionRecord, at: datetime) -> Run:
    return Run(node, instant_step(node, record.source_map, at), visit, is_folded=True)
