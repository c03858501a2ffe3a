"""Read the query parameters of lists, strictly: a misspelt filter must not show everything."""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model import moment
from exeoflow.model.execution import MAX_WAIT_SECONDS, ExecutionFilter, ExecutionStatus, TriggerKind
from exeoflow.model.page import PageRequest
from exeoflow.model.stored_workflow import WorkflowStatus

MAX_LIMIT: Final = 100
# Whoever reads a million pages wants something else; and a number must fit into the tables' queries.
MAX_PAGE: Final = 1_000_000
WAIT: Final = "wait"
_PAGING: Final = frozenset({"page", "limit"})
_MAX_DIGITS: Final = 9
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MILLISECOND: Final = timedelta(milliseconds=1)

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


def workflow_list(query: Mapping[str, str]) -> tuple[WorkflowStatus | None, PageRequest]:
    """Read the parameters of `list_workflows`. Raises `InvalidRequest`."""
    faults = _unknown(query, _PAGING | {"status"})
    status = _read(faults, query, "status", _word_of(WorkflowStatus))
    page = _page(faults, query)
    _refuse(faults)
    return status, page


def execution_list(query: Mapping[str, str]) -> tuple[ExecutionFilter, PageRequest]:
    """Read the parameters of `list_executions`. Raises `InvalidRequest`."""
    filters = {"workflow_id", "status", "trigger", "trigger_node", "from", "to"}
    faults = _unknown(query, _PAGING | filters)
    if "trigger_node" in query and "workflow_id" not in query:
        # The same id in another workflow is another node.
        faults.append(_fault("field-missing", "workflow_id"))
    matching = ExecutionFilter(
        workflow_id=query.get("workflow_id"),
        status=_read(faults, query, "status", _word_of(ExecutionStatus)),
        since=_read(faults, query, "from", _earliest),
        until=_read(faults, query, "to", _latest),
        trigger_kind=_read(faults, query, "trigger", _word_of(TriggerKind)),
        trigger_node=query.get("trigger_node"),
    )
    page = _page(faults, query)
    _refuse(faults)
    return matching, page


def stats_days(query: Mapping[str, str]) -> tuple[date | None, date | None]:
    """Read the parameters of `get_workflow_stats`: whole days, for so they are counted.

    Raises `InvalidRequest`.
    """
    faults = _unknown(query, {"from", "to"})
    days = _read(faults, query, "from", _day), _read(faults, query, "to", _day)
    _refuse(faults)
    return days


def webhook_list(query: Mapping[str, str]) -> tuple[str | None, PageRequest]:
    """Read the parameters of `list_webhooks`. Raises `InvalidRequest`."""
    faults = _unknown(query, _PAGING | {"workflow_id"})
    page = _page(faults, query)
    _refuse(faults)
    return query.get("workflow_id"), page


def notification_list(query: Mapping[str, str]) -> PageRequest:
    """Read the parameters of `list_notifications`. Raises `InvalidRequest`."""
    faults = _unknown(query, _PAGING)
    page = _page(faults, query)
    _refuse(faults)
    return page


def whole_number(query: Mapping[str, str], name: str, *, at_least: int, at_most: int) -> int | None:
    """Read one parameter of its own; None if it is not there. Raises `InvalidRequest`."""
    faults: list[Diagnostic] = []
    number = _read(faults, query, name, _whole_within(at_least, at_most))
    _refuse(faults)
    return number


def wait_seconds(query: Mapping[str, str]) -> int | None:
    """Read how long the caller wants to wait for an end; None if he says nothing. Raises `InvalidRequest`."""
    return whole_number(query, WAIT, at_least=0, at_most=MAX_WAIT_SECONDS)


def _page(faults: list[Diagnostic], query: Mapping[str, str]) -> PageRequest:
    default = PageRequest()
    return PageRequest(
        number=_read(faults, query, "page", _whole_within(1, MAX_PAGE)) or default.number,
        limit=_read(faults, query, "limit", _whole_within(1, MAX_LIMIT)) or default.limit,
    )


def _unknown(query: Mapping[str, str], known: AbstractSet[str]) -> list[Diagnostic]:
    return [_fault("field-unknown", name) for name in query if name not in known]


def _read(
    faults: list[Diagnostic], query: Mapping[str, str], name: str, reader: Callable[[str, str], Value]
) -> Value | None:
    if name not in query:
        return None
    try:
        return reader(name, query[name])
    except InvalidRequest as refusal:
        faults.extend(fault for fault in refusal.faults if isinstance(fault, Diagnostic))
        return None


def _refuse(faults: list[Diagnostic]) -> None:
    if faults:
        raise InvalidRequest(*faults)


def _whole_within(least: int, limit: int) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        if not (text.isascii() and text.removeprefix("-").isdigit()):
            raise InvalidRequest(_fault("field-not-integer", name))
        number = int(text) if len(text) <= _MAX_DIGITS else limit + 1
        if text.startswith("-") or number < least:
            raise InvalidRequest(_fault("field-too-small", name, limit=str(least)))
        if number > limit:
            raise InvalidRequest(_fault("field-too-large", name, limit=str(limit)))
        return number

    return read


def _word_of(words: type[Word]) -> Callable[[str, str], Word]:
    def read(name: str, text: str) -> Word:
        try:
            return words(text)
        except ValueError:
            expected = ", ".join(f"'{word}'" for word in words)
            raise InvalidRequest(_fault("field-choice", name, expected=expected)) from None

    return read


def _earliest(name: str, text: str) -> datetime:
    return _moment(name, text)[0]


def _latest(name: str, text: str) -> datetime:
    return _moment(name, text)[1]


def _moment(name: str, text: str) -> tuple[datetime, datetime]:
    """Return the first and the last millisecond that `text` means: a date means its whole day."""
    try:
        # In a query a plus sign that was not encoded arrives as a space.
        read = moment.read(text.replace(" ", "+"))
        is_day = len(text) == len("2024-01-20") and read.time() == time()
        return read, read + timedelta(days=1) - _MILLISECOND if is_day else read
    except (ValueError, OverflowError) as error:
        raise InvalidRequest(_fault("field-not-timestamp", name)) from error


def _day(name: str, text: str) -> date:
    # Python reads other forms as well, weeks for example.
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise InvalidRequest(_fault("field-not-date", name)) from error


def _fault(rule: str, name: str, **values: str) -> Diagnostic:
    return Diagnostic(rule, name, values={"field": name, **values})
