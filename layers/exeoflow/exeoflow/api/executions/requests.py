"""Read what the endpoints of executions are asked."""

from datetime import date
from typing import Final

from exeoflow.api.query import QueryReader
from exeoflow.model.execution import ExecutionFilter, ExecutionStatus, TriggerKind
from exeoflow.model.page import PageRequest

_MOST_DIGITS: Final = 9


def execution_list(query: QueryReader) -> tuple[ExecutionFilter, PageRequest]:
    """Read the parameters of `list_executions`. Raises `InvalidRequest`."""
    # The same id in another workflow is another node.
    query.needs("trigger_node", "workflow_id")
    matching = ExecutionFilter(
        workflow_id=query.text("workflow_id"),
        status=query.word("status", ExecutionStatus),
        since=query.earliest("from"),
        until=query.latest("to"),
        trigger_kind=query.word("trigger", TriggerKind),
        trigger_node=query.text("trigger_node"),
    )
    page = query.page()
    query.refuse_faults()
    return matching, page


def step_page(query: QueryReader) -> PageRequest:
    """Read the parameters of `list_execution_steps`. Raises `InvalidRequest`."""
    page = query.page()
    query.refuse_faults()
    return page


def step_number(text: str) -> int:
    """Read the number of a step in a path; 0, which no step has, where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0


def stats_days(query: QueryReader) -> tuple[date | None, date | None]:
    """Read the parameters of `get_workflow_stats`: whole days, for so they are counted.

    Raises `InvalidRequest`.
    """
    days = query.day("from"), query.day("to")
    query.refuse_faults()
    return days
