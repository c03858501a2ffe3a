"""Read what the endpoints of executions are asked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.query import WAIT, QueryReader
from exeoflow.api.schema import Schema
from exeoflow.model.execution import MAX_WAIT_SECONDS, ExecutionFilter, ExecutionStatus, TriggerKind
from exeoflow.model.page import PageRequest

_MOST_DIGITS: Final = 9
MAX_VERSION: Final = 10**_MOST_DIGITS - 1


def execution_list(query: QueryReader) -> tuple[ExecutionFilter, PageRequest]:
    """Read the parameters of `list_executions`. Raises `InvalidRequest`."""
    # The same id in another workflow is another node.
    query.needs("trigger_node", "workflow_id")
    matching = ExecutionFilter(
        workflow_id=query.text("workflow_id"),
        statuses=query.words("status", ExecutionStatus),
        since=query.earliest("from"),
        until=query.latest("to"),
        trigger_kind=query.word("trigger", TriggerKind),
        trigger_node=query.text("trigger_node"),
        error_code=query.text("error_code"),
        labels=query.pairs("label"),
        tags=query.texts("tag"),
        parent_id=query.text("parent"),
    )
    page = query.page()
    query.refuse_faults()
    return matching, page


class WhichRevision(StrEnum):
    """The revision that a retry runs."""

    NEWEST = "newest"
    ORIGINAL = "original"


class WhichItems(StrEnum):
    """The items of a for_each for which a retry runs it; all that have not succeeded have `failed`."""

    ALL = "all"
    FAILED = "failed"


RetryExecutionBody = TypedDict(
    "RetryExecutionBody",
    {
        "from": NotRequired[Annotated[str, Schema({"minLength": 1, "maxLength": 64})]],
        "revision": NotRequired[WhichRevision],
        "items": NotRequired[WhichItems],
    },
)
"""From which node on to repeat (what ran before keeps what it put out), and by which revision.

Without `from` all is repeated, by the newest revision unless the original one is asked for. If `from` names a
`for_each`, `items` says whether those that succeeded are run again.
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """For how many seconds a caller waits: for a change `after` a version, or else for the end."""

    seconds: int
    after: int | None


def wait_of(query: QueryReader) -> Wait:
    """Read the parameters of `get_execution`. Raises `InvalidRequest`."""
    seconds = query.whole_number(WAIT, at_least=0, at_most=MAX_WAIT_SECONDS)
    after = query.whole_number("after", at_least=0, at_most=MAX_VERSION)
    query.refuse_faults()
    return Wait(seconds or 0, after)


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
