"""Histories of executions, read on from where they were read before.

A call reads a thousand events, and the account has 20 calls a second; whoever watches an execution of 25,000
events, or turns the pages of its steps, would use up those of everybody. What happened does not change, so
a function remembers it, and asks no more of an execution that is over.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.step_functions.execution_history import event_of
from exeoflow.model.history import MOST_DATA_BYTES, HistoryEvent, size_of, within_room, without_data
from exeoflow.service.executions.visits import ENDS

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient
    from mypy_boto3_stepfunctions.type_defs import GetExecutionHistoryOutputTypeDef

PAGE: Final = 1000
"""How many events a call reads at most."""
PAGE_WITH_DATA: Final = 200
"""How many with their data: an event may have 512 KiB (an output, and what is assigned), and a whole page is
held, several times over, before anything of it can be cut."""
# Without payloads 25,000 events are some 10 MB.
_MOST_REMEMBERED: Final = 4


@dataclass(frozen=True, slots=True)
class _Read:
    """All events of an execution up to a moment, and the bytes of their data."""

    events: Sequence[HistoryEvent]
    has_data: bool
    data_bytes: int

    @property
    def is_over(self) -> bool:
        return any(event.kind in ENDS for event in self.events[-1:])

    @property
    def is_cut(self) -> bool:
        return any(event.is_cut for event in self.events)


@dataclass(frozen=True)
class Histories:
    """Reads by the API of Step Functions; raises what that raises."""

    client: "SFNClient"
    _remembered: dict[str, _Read] = field(default_factory=dict)

    def read(self, arn: str, *, with_data: bool) -> Sequence[HistoryEvent]:
        """Return all events; of a history that is remembered only the later ones are read.

        One that was read with its data has them also where nobody asks for them.
        """
        known = self._remembered.get(arn)
        if known is None or (with_data and not known.has_data):
            known = self._read(arn, with_data=with_data)
        elif not known.is_over:
            known = self._read_on(arn, known)
        self._remember(arn, known)
        return known.events

    def has_event(self, arn: str, since: datetime, is_wanted: Callable[[HistoryEvent], bool]) -> bool:
        """Tell whether there is such an event, newest first, none of them kept."""
        for page in self._pages(arn, with_data=True, newest_first=True):
            for event in map(event_of, page["events"]):
                if event.at < since:
                    return False
                if is_wanted(event):
                    return True
        return False

    def _read(self, arn: str, *, with_data: bool) -> _Read:
        """Read from the first event; where there is no more room for data, go on without any."""
        found: list[HistoryEvent] = []
        for event in within_room(self._from_the_first(arn, with_data=with_data)):
            if event.is_cut:
                found.extend(self._cut_later_than(found, arn))
                break
            found.append(event)
        return _Read(found, with_data, sum(map(size_of, found)))

    def _read_on(self, arn: str, known: _Read) -> _Read:
        if known.is_cut:
            return replace(known, events=[*known.events, *self._cut_later_than(known.events, arn)])
        later = self._later_than(known.events[-1].id, arn, with_data=known.has_data)
        new = [*within_room(later, known.data_bytes)]
        return _Read([*known.events, *new], known.has_data, known.data_bytes + sum(map(size_of, new)))

    def _cut_later_than(self, events: Sequence[HistoryEvent], arn: str) -> Iterator[HistoryEvent]:
        last = events[-1].id if events else 0
        for event in self._later_than(last, arn, with_data=False):
            yield replace(event, is_cut=True)

    def _remember(self, arn: str, read: _Read) -> None:
        """Keep it as the newest of few, if asking again would take more than a call or is needless."""
        self._remembered.pop(arn, None)
        if len(read.events) > _page_size(with_data=read.has_data) or read.is_over:
            self._remembered[arn] = read
        for oldest in [*self._remembered]:
            if self._is_within_bounds():
                break
            self._remembered.pop(oldest, None)

    def _is_within_bounds(self) -> bool:
        kept = [*self._remembered.values()]
        return len(kept) <= _MOST_REMEMBERED and sum(each.data_bytes for each in kept) <= MOST_DATA_BYTES

    def _from_the_first(self, arn: str, *, with_data: bool) -> Iterator[HistoryEvent]:
        for page in self._pages(arn, with_data=with_data, newest_first=False):
            yield from map(event_of, page["events"])

    def _later_than(self, last: int, arn: str, *, with_data: bool) -> Sequence[HistoryEvent]:
        later: list[HistoryEvent] = []
        taken = 0
        for page in self._pages(arn, with_data=with_data, newest_first=True):
            new = [event_of(event) for event in page["events"] if event["id"] > last]
            taken += sum(map(size_of, new))
            if taken > MOST_DATA_BYTES:
                # There will be no room for these, which are the newest.
                later, taken = [without_data(each) for each in later], sum(map(size_of, new))
            later.extend(new)
            if len(new) < len(page["events"]):
                break
        return later[::-1]

    def _pages(
        self, arn: str, *, with_data: bool, newest_first: bool
    ) -> Iterator["GetExecutionHistoryOutputTypeDef"]:
        pages = self.client.get_paginator("get_execution_history").paginate(
            executionArn=arn,
            includeExecutionData=with_data,
            reverseOrder=newest_first,
            PaginationConfig={"PageSize": _page_size(with_data=with_data)},
        )
        return iter(pages)


def _page_size(*, with_data: bool) -> int:
    return PAGE_WITH_DATA if with_data else PAGE
