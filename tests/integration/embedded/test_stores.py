"""What the stores in SQLite do beside their ports: they forget in time, and a full disk is an answer."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from exeoflow.errors import Unavailable, WorkflowTooLarge
from exeoflow.model.execution import (
    Execution,
    ExecutionEnd,
    ExecutionRecord,
    ExecutionStatus,
    TriggerKind,
)
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow, WorkflowStatus
from local.embedded.stores.execution_store import SqliteExecutionStore
from local.embedded.stores.workflow_store import SqliteWorkflowStore
from local.state.database import Database
from tests.fakes.time_and_chance import FakeClock

NOW = datetime(2024, 1, 20, 10, tzinfo=UTC)


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(Database(":memory:")) as database:
        yield database


def record(name: str, started_at: datetime) -> ExecutionRecord:
    execution = Execution(
        id=name,
        workspace="acme",
        workflow_id="wf_1",
        workflow_name="A",
        status=ExecutionStatus.RUNNING,
        started_at=started_at,
        trigger_kind=TriggerKind.MANUAL,
        trigger_node="start",
    )
    return ExecutionRecord(execution, {}, SourceMap({name: "a"}, {}))


def workflow(*nodes: str) -> StoredWorkflow:
    graph = Graph(tuple({"id": node} for node in nodes))
    return StoredWorkflow("acme", "wf_1", 1, "A", "", WorkflowStatus.INACTIVE, graph, NOW, NOW)


def test_what_has_outlived_its_retention_is_forgotten_unless_it_runs(database: Database) -> None:
    store = SqliteExecutionStore(database, timedelta(days=30))
    for name, age in (("old", 31), ("running", 31), ("young", 29)):
        store.add(record(name, NOW - timedelta(days=age)), NOW)
    for name in ("old", "young"):
        found = store.get(name)
        assert found is not None
        store.finish(found.execution, ExecutionEnd(ExecutionStatus.SUCCESS, NOW))

    store.forget_expired(NOW)

    assert [store.get(name) is not None for name in ("old", "running", "young")] == [False, True, True]
    assert database.rows("SELECT count(*) FROM source_maps") == [(2,)]


def test_the_end_of_a_record_is_told_once(database: Database) -> None:
    told: list[str] = []
    store = SqliteExecutionStore(database, timedelta(days=30), told.append)
    store.add(record("one", NOW), NOW)
    execution = record("one", NOW).execution

    for _ in range(2):
        store.finish(execution, ExecutionEnd(ExecutionStatus.SUCCESS, NOW))

    assert told == ["one"]
    assert store.is_running("one") is False


def test_a_full_disk_is_unavailable_and_loses_nothing(database: Database) -> None:
    store = SqliteWorkflowStore(database, FakeClock(NOW))
    [(pages,)] = database.rows("PRAGMA page_count")
    database.rows(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(Unavailable):
        store.add(workflow("x" * 100_000), None)

    assert store.get("acme", "wf_1") is None


def test_a_graph_that_would_not_fit_into_aws_is_refused_here_too(database: Database) -> None:
    store = SqliteWorkflowStore(database, FakeClock(NOW))
    incompressible = (
        hashlib.sha256(bytes([number % 256, number // 256])).hexdigest() for number in range(9_000)
    )

    with pytest.raises(WorkflowTooLarge):
        store.add(workflow(*incompressible), None)
