"""Pages of executions for every combination of filters, none of which reads what it does not show.

Two indexes hold the executions of a workspace and of a workflow whole, two hold them parted by status and
trigger. A list that filters by either reads the parts that the counts name, each newest first, and merges
them: at most one page (with those of its day before it) per part. The total is the sum of the counts of whole
days; where a bound falls into a day, that part of the day is counted in the index.

What has a label, a tag or an error code is found by marks, items of their own: a list that asks for one reads
as many heads as have it in these days.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from exeoflow.adapters.dynamodb.attributes import Item, encode
from exeoflow.adapters.dynamodb.executions import items
from exeoflow.adapters.dynamodb.executions.counts import Group, read_counts
from exeoflow.adapters.dynamodb.executions.daily_numbers import Days
from exeoflow.adapters.dynamodb.executions.day_spans import END_OF_TIME, Span, cut_by_days, span_of
from exeoflow.adapters.dynamodb.queries import count_matches, query, read_all
from exeoflow.model import moment
from exeoflow.model.execution import Execution, ExecutionFilter, ExecutionStatus
from exeoflow.model.page import Page, PageRequest

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_RUNNING: Final = ExecutionStatus.RUNNING
# Sorts after every id that may follow a time.
_AFTER_IDS: Final = "~"

_Selection = dict[str, Any]


@dataclass(frozen=True)
class ExecutionLists:
    """Reads the lists of one workspace."""

    client: "DynamoDBClient"
    table: str
    workspace: str
    pause: Callable[[int], None]

    def page(self, matching: ExecutionFilter, since: datetime, page: PageRequest) -> Page[Execution]:
        """Return one page of what began at `since` or later."""
        until = matching.until or END_OF_TIME
        if marks := items.marks_of_filter(self.workspace, matching):
            return self._page_of_marked(matching, marks, (since, until), page)
        counts = self._counts(matching, (since.astimezone(UTC).date(), until.astimezone(UTC).date()))
        if (matching.statuses, matching.trigger_kind, matching.trigger_node) == (frozenset(), None, None):
            parts = [self._whole(matching)]
        else:
            groups = {group for _, group in counts}
            parts = [self._part(matching, group) for group in _readable(groups, matching)]
        days, rests = cut_by_days(since, until)
        sizes = self._sizes_of_days(counts, days)
        for rest in rests:
            found = sum(count_matches(self.client, self._between(part, rest)) for part in parts)
            sizes.append((rest, found))
        total = sum(size for _, size in sizes)
        if page.offset >= total:
            return Page((), total, page)
        skipped, begin = _skipped(sizes, page.offset)
        offset = page.offset - skipped
        span = (since, until if begin is None else begin)
        heads = self._newest([self._between(part, span) for part in parts], offset + page.limit)
        return Page(tuple(items.execution_of(head) for head in heads[offset:]), total, page)

    def _page_of_marked(
        self, matching: ExecutionFilter, marks: Sequence[str], span: Span, page: PageRequest
    ) -> Page[Execution]:
        """Read the marks that everything has which is shown, then the heads of what has them all."""
        ids = set.intersection(*(self._marked(mark, span) for mark in marks))
        keys: list[Item] = [{"pk": execution_id, "sk": items.HEAD} for execution_id in ids]
        heads = read_all(self.client, self.table, keys, self.pause)
        found = ((items.execution_of(head), items.error_code_of(head)) for head in heads)
        shown = [execution for execution, error_code in found if matching.matches(execution, error_code)]
        shown.sort(key=lambda execution: (execution.started_at, execution.id), reverse=True)
        return Page(tuple(shown[page.offset : page.offset + page.limit]), len(shown), page)

    def _marked(self, mark: str, span: Span) -> set[str]:
        since, until = map(moment.write, span)
        values = encode({":mark": mark, ":since": since, ":until": f"{until}#{_AFTER_IDS}"})
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :mark AND sk BETWEEN :since AND :until",
            "ExpressionAttributeValues": values,
            "ConsistentRead": True,
        }
        return {str(item["sk"]).rpartition("#")[2] for item in query(self.client, request)}

    @staticmethod
    def _sizes_of_days(counts: Mapping[tuple[date, Group], int], days: Days) -> list[tuple[Span, int]]:
        first, last = days
        sizes = Counter[date]()
        for (day, _), size in counts.items():
            if first <= day <= last:
                sizes[day] += size
        return [(span_of(day), size) for day, size in sizes.items()]

    def _counts(self, matching: ExecutionFilter, days: Days) -> dict[tuple[date, Group], int]:
        counts = read_counts(self.client, self.table, self.workspace, matching.workflow_id, days)
        return {(day, group): size for (day, group), size in counts.items() if group.matches(matching)}

    def _whole(self, matching: ExecutionFilter) -> _Selection:
        if matching.workflow_id is None:
            return _in_index("by_workspace", "in_workspace", self.workspace)
        return _in_index("by_workflow", "in_workflow", f"{self.workspace}#{matching.workflow_id}")

    def _part(self, matching: ExecutionFilter, group: Group) -> _Selection:
        if matching.workflow_id is None or group.node is None:
            value = items.status_partition(self.workspace, group.status, group.kind)
            return _in_index("by_status", "in_status", value)
        value = items.workflow_status_partition(
            self.workspace, matching.workflow_id, group.status, group.kind, group.node
        )
        return _in_index("by_workflow_and_status", "in_workflow_status", value)

    def _between(self, selection: _Selection, span: Span) -> _Selection:
        since, until = map(moment.write, span)
        bounds = encode({":since": since, ":until": f"{until}#{_AFTER_IDS}"})
        part = selection["KeyConditionExpression"]
        return {
            **selection,
            "TableName": self.table,
            "KeyConditionExpression": f"{part} AND listed_at BETWEEN :since AND :until",
            "ExpressionAttributeValues": {**selection["ExpressionAttributeValues"], **bounds},
        }

    def _newest(self, selections: Sequence[_Selection], at_most: int) -> list[Item]:
        found: dict[str, Item] = {}
        for selection in selections:
            heads = query(self.client, {**selection, "ScanIndexForward": False}, at_most=at_most)
            # Of an execution that is found in two parts, because it ends meanwhile, the end is kept.
            found.update((str(head["pk"]), head) for head in heads)
        return sorted(found.values(), key=lambda head: str(head["listed_at"]), reverse=True)[:at_most]


def _skipped(sizes: Iterable[tuple[Span, int]], offset: int) -> tuple[int, datetime | None]:
    """Return how many of the newest need not be read for the offset, and the end of what is read first.

    None where all must be read. Whole days are skipped by their counts, so that a page far behind reads the
    executions of its own day only.
    """
    skipped = 0
    for (_, end), size in sorted(sizes, key=lambda each: each[0], reverse=True):
        if skipped + size > offset:
            return skipped, end if skipped else None
        skipped += size
    return 0, None


def _in_index(index: str, attribute: str, value: str) -> _Selection:
    return {
        "IndexName": index,
        "KeyConditionExpression": f"{attribute} = :value",
        "ExpressionAttributeValues": encode({":value": value}),
    }


def _readable(groups: Iterable[Group], matching: ExecutionFilter) -> list[Group]:
    """Return the groups to read. What runs comes first, and what it may become is read too.

    So an execution that ends between two reads is found twice, but never missed.
    """
    found = set(groups)
    wanted = matching.statuses or ExecutionStatus
    running = [group for group in found if group.status is _RUNNING]
    found.update(replace(group, status=status) for group in running for status in wanted)
    return sorted(found, key=_reading_order)


def _reading_order(group: Group) -> tuple[bool, str, str, str]:
    return group.status is not _RUNNING, group.status, group.kind, group.node or ""
