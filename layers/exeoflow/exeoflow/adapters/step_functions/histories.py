"""Histories of executions, those of long ones read on from where they were read before.

A call reads a thousand events, and the account has 20 calls a second; whoever watches an execution of 25,000
events would use up those of everybody. What has happened does not change, so a function remembers it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from exeoflow.adapters.step_functions.execution_history import event_of
from exeoflow.model.history import HistoryEvent

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient
    from mypy_boto3_stepfunctions.type_defs import GetExecutionHistoryOutputTypeDef

PAGE: Final = 1000
"""How many events a call reads at most."""
# Without payloads 25,000 events are some 10 MB.
_MOST_REMEMBERED: Final = 4


@dataclass(frozen=True)
class Histories:
    """Reads by the API of Step Functions; raises what that raises."""

    client: "SFNClient"
    _long: dict[str, Sequence[HistoryEvent]] = field(default_factory=dict)

    def with_data(self, arn: str) -> Sequence[HistoryEvent]:
        """Return all events with their payloads, of which nothing is remembered."""
        return [*self._from_the_first(arn, with_data=True)]

    def without_data(self, arn: str) -> Sequence[HistoryEvent]:
        """Return all events; of a long history that was read before only the later ones are read."""
        known = self._long.get(arn)
        if known is None:
            events = [*self._from_the_first(arn, with_data=False)]
        else:
            events = [*known, *self._later_than(known[-1].id, arn)]
        if len(events) > PAGE:
            self._remember(arn, events)
        return events

    def _remember(self, arn: str, events: Sequence[HistoryEvent]) -> None:
        self._long.pop(arn, None)
        self._long[arn] = events
        for oldest in [*self._long][:-_MOST_REMEMBERED]:
            self._long.pop(oldest, None)

    def _from_the_first(self, arn: str, *, with_data: bool) -> Iterator[HistoryEvent]:
        for page in self._pages(arn, with_data=with_data, newest_first=False):
            yield from map(event_of, page["events"])

    def _later_than(self, last: int, arn: str) -> Sequence[HistoryEvent]:
        later: list[HistoryEvent] = []
        for page in self._pages(arn, with_data=False, newest_first=True):
            new = [event_of(event) for event in page["events"] if event["id"] > last]
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
            PaginationConfig={"PageSize": PAGE},
        )
        return iter(pages)
