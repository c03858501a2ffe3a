"""What DynamoDB is asked for when lists of executions are read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from exeoflow.adapters.dynamodb.executions.daily_numbers import MOST_SHARDS, SHARDS
from exeoflow.adapters.dynamodb.executions.items import shard_of
from exeoflow.adapters.dynamodb.executions.store import DynamoExecutionStore
from exeoflow.model.execution import ExecutionEnd, ExecutionFilter, ExecutionStatus, TriggerKind
from exeoflow.model.page import PageRequest
from tests.contract.conftest import RETENTION, Tables
from tests.contract.stores.test_execution_store import BY_HAND, BY_HOOK, added
from tests.fakes.time_and_chance import FakeClock

if TYPE_CHECKING:
    from collections.abc import Callable

MANUAL = ExecutionFilter(trigger_kind=TriggerKind.MANUAL)


class Watched:
    """A client of DynamoDB that notes what queries of indexes find, and tells somebody of each."""

    def __init__(self, client: Any) -> None:
        self.found: list[int] = []
        self.then: Callable[[], object] = lambda: None
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def query(self, **request: Any) -> Any:
        answer = self._client.query(**request)
        if "IndexName" in request:
            self.found.append(answer["ScannedCount"])
            self.then()
        return answer


@pytest.fixture
def client(tables: Tables) -> Watched:
    return Watched(tables.client)


@pytest.fixture
def store(client: Watched, tables: Tables, clock: FakeClock) -> DynamoExecutionStore:
    watched: Any = client
    return DynamoExecutionStore(watched, tables.name("ExecutionsTable"), RETENTION, clock)


def test_a_list_reads_nothing_that_it_does_not_show(
    store: DynamoExecutionStore, client: Watched, clock: FakeClock
) -> None:
    for _ in range(7):
        added(store, clock, trigger=BY_HOOK)
    rare = added(store, clock, trigger=BY_HAND)

    page = store.list_page("acme", MANUAL, PageRequest(), clock.now())

    assert [execution.id for execution in page.items] == [rare.id]
    assert sum(client.found) == 1


def test_a_part_is_read_no_further_than_the_page_goes(
    store: DynamoExecutionStore, client: Watched, clock: FakeClock
) -> None:
    for _ in range(9):
        store.finish(added(store, clock), ExecutionEnd(ExecutionStatus.SUCCESS, clock.now()))

    page = store.list_page("acme", MANUAL, PageRequest(2, 2), clock.now())

    assert (len(page.items), page.total) == (2, 9)
    assert client.found == [4]


def test_what_nothing_matches_is_not_looked_for(
    store: DynamoExecutionStore, client: Watched, clock: FakeClock
) -> None:
    added(store, clock, trigger=BY_HOOK)

    assert store.list_page("acme", MANUAL, PageRequest(), clock.now()).items == ()
    assert client.found == []


def test_an_execution_that_ends_while_the_list_is_read_is_shown_once(
    store: DynamoExecutionStore, client: Watched, clock: FakeClock
) -> None:
    execution = added(store, clock)
    clock.advance(seconds=1)
    client.then = lambda: store.finish(execution, ExecutionEnd(ExecutionStatus.SUCCESS, clock.now()))

    page = store.list_page("acme", MANUAL, PageRequest(), clock.now() + timedelta(seconds=1))

    assert [(shown.id, shown.status) for shown in page.items] == [(execution.id, ExecutionStatus.SUCCESS)]


def test_whole_days_are_counted_without_a_look_at_their_executions(
    store: DynamoExecutionStore, client: Watched, clock: FakeClock
) -> None:
    for _ in range(9):
        added(store, clock)
    days = replace(MANUAL, since=datetime(2024, 1, 1, tzinfo=UTC), until=datetime(2024, 1, 20, 9, tzinfo=UTC))

    page = store.list_page("acme", days, PageRequest(), clock.now())
    later = replace(days, until=datetime(2024, 1, 20, 23, 59, 59, 999_000, tzinfo=UTC))
    whole = store.list_page("acme", later, PageRequest(limit=1), clock.now())

    assert (page.total, whole.total) == (0, 9)
    # Of the part of a day there was nothing to count, of the whole days only the page is read.
    assert [found for found in client.found if found] == [1]


def test_a_page_far_behind_reads_the_days_before_it_by_their_counts(
    store: DynamoExecutionStore, client: Watched, clock: FakeClock
) -> None:
    expected = []
    for _ in range(6):
        for _ in range(3):
            clock.advance(minutes=1)
            expected.append(added(store, clock, trigger=BY_HAND).id)
        clock.advance(days=1)
    expected.reverse()

    for matching in (
        ExecutionFilter(),
        MANUAL,
        ExecutionFilter(since=clock.now() - timedelta(days=5, hours=1)),
    ):
        total = store.list_page("acme", matching, PageRequest(1, 1), clock.now()).total
        for number in range(1, total + 1):
            client.found.clear()
            page = store.list_page("acme", matching, PageRequest(number, 1), clock.now())
            assert [each.id for each in page.items] == [expected[number - 1]]
            # Of a day that is cut by a bound, the part is counted too.
            assert sum(client.found) <= 3 + 3
    assert total == 15


class Contended:
    """A client of DynamoDB whose transactions meet others: none, one, two or three times."""

    def __init__(self, client: Any) -> None:
        self.conflicts = 0
        self._client = client
        self._turns = cycle([False, True, False, True, True, False, True, True, True, False])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def transact_write_items(self, **request: Any) -> Any:
        if next(self._turns):
            self.conflicts += 1
            reasons: Any = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
            answer: Any = {
                "Error": {"Code": "TransactionCanceledException"},
                "ResponseMetadata": {},
                **reasons,
            }
            raise ClientError(answer, "TransactWriteItems")
        return self._client.transact_write_items(**request)


def test_totals_stay_exact_while_conflicts_spread_them_over_more_shards(
    tables: Tables, clock: FakeClock
) -> None:
    contended: Any = Contended(tables.client)
    table = tables.name("ExecutionsTable")
    store = DynamoExecutionStore(contended, table, RETENTION, clock)
    for number in range(40):
        execution = added(store, clock, trigger=BY_HAND)
        if number % 2:
            store.finish(execution, ExecutionEnd(ExecutionStatus.SUCCESS, clock.now()))
        elif number % 4:
            store.remove(execution)

    def total(*statuses: ExecutionStatus) -> int:
        asked = ExecutionFilter(statuses=frozenset(statuses))
        return store.list_page("acme", asked, PageRequest(), clock.now()).total

    stats = store.stats("acme", execution.workflow_id, None, None, clock.now())

    assert (total(), total(ExecutionStatus.RUNNING), total(ExecutionStatus.SUCCESS)) == (30, 10, 20)
    assert (stats.runs, stats.durations.count) == (30, 20)
    assert contended.conflicts > 40
    shards = tables.client.query(
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": "count#acme"}},
    )["Count"]
    assert SHARDS < shards <= MOST_SHARDS


def test_what_is_due_is_found_in_every_shard_most_overdue_first(
    store: DynamoExecutionStore, clock: FakeClock
) -> None:
    made = []
    for _ in range(40):
        clock.advance(seconds=1)
        made.append(added(store, clock).id)

    assert store.due(clock.now() + timedelta(days=1)) == made
    assert len({shard_of(execution_id) for execution_id in made}) > 8
