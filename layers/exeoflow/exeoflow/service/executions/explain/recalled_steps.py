"""What each step of an execution was given and put out, from its history and its workflow.

A machine keeps only what is read later, joins several outputs into one and gives pure nodes no state. What a
history does not hold is computed again from what it holds, by the meaning of the node's type.
"""

import math
from collections.abc import Mapping, Sequence
from operator import itemgetter

from exeoflow.model.execution import ExecutionRecord, Pin
from exeoflow.model.history import HistoryEvent
from exeoflow.model.json import Json
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.service.executions.explain.memory import Memory, RecalledStep
from exeoflow.service.executions.explain.node_outputs import LOST
from exeoflow.service.executions.explain.preparations import prepared_by
from exeoflow.service.executions.explain.runs import Run, runs_of
from exeoflow.service.executions.history_reading import read_visits


def recalled_steps(
    history: Sequence[HistoryEvent], record: ExecutionRecord, workflow: Workflow
) -> tuple[RecalledStep, ...]:
    """Return the steps with their data, in the order in which they began."""
    if not history:
        return ()
    memory, runs = _started(history, record, workflow)
    return (memory.started(), *memory.all_recalled(runs))


def recorded_pins(
    history: Sequence[HistoryEvent], record: ExecutionRecord, workflow: Workflow
) -> Mapping[str, Pin | None]:
    """Return what each node put out, and by which handles it was left, when it ran last outside of items.

    None stands for what nobody knows any more. The trigger is none of them.
    """
    memory, runs = _started(history, record, workflow)
    memory.started()
    memory.all_recalled(runs)
    left = {node for items, node in memory.fired if not items and memory.can_be_pinned(node)}
    return {node_id: memory.pin(node_id) for node_id in left}


def recorded_items(
    history: Sequence[HistoryEvent], record: ExecutionRecord, workflow: Workflow, for_each: str
) -> Mapping[int, Json] | None:
    """Return what the items of a for_each came to that ended without an error, by their index.

    None if that is no longer known of one of them.
    """
    memory, runs = _started(history, record, workflow)
    memory.started()
    memory.all_recalled(runs)
    of_node = [run for _, run in runs if run.node_id == for_each]
    finished = memory.finished_items(of_node[-1]) if of_node else {}
    return None if any(result is LOST for result in finished.values()) else finished


def _started(
    history: Sequence[HistoryEvent], record: ExecutionRecord, workflow: Workflow
) -> tuple[Memory, list[tuple[int, Run]]]:
    """A memory of nothing yet, and the runs in the order in which they began, each with its first event."""
    visits = read_visits(history, record).in_order
    runs = (run for visit in visits for run in runs_of(visit, record))
    cut_from = next((event.id for event in history if event.is_cut), math.inf)
    memory = Memory(record, workflow, prepared_by(visits, record.source_map), cut_from)
    return memory, sorted(runs, key=itemgetter(0))
