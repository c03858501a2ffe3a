"""The numbers of a workflow, from its counts, its histogram and the newest of its executions."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from exeoflow.adapters.dynamodb.attributes import encode
from exeoflow.adapters.dynamodb.executions import items
from exeoflow.adapters.dynamodb.executions.counts import read_counts
from exeoflow.adapters.dynamodb.executions.daily_numbers import Days
from exeoflow.adapters.dynamodb.executions.durations import read_durations
from exeoflow.adapters.dynamodb.queries import query
from exeoflow.model.execution import Execution, ExecutionStatus
from exeoflow.model.workflows.stats import WorkflowStats

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def read_stats(
    client: "DynamoDBClient", table: str, workspace: str, workflow_id: str, days: Days
) -> WorkflowStats:
    """Return the numbers of the executions that began within the days; nothing if they are in no order."""
    stats = WorkflowStats(*days)
    first, last = days
    if last < first:
        return stats
    by_day = defaultdict[date, Counter[ExecutionStatus]](Counter)
    for (day, group), size in read_counts(client, table, workspace, workflow_id, days).items():
        by_day[day][group.status] += size
    if not by_day:
        return stats
    return replace(
        stats,
        by_day=dict(by_day),
        durations=read_durations(client, table, workspace, workflow_id, days),
        last_run=_newest(client, table, f"{workspace}#{workflow_id}", days),
    )


def _newest(client: "DynamoDBClient", table: str, in_workflow: str, days: Days) -> Execution | None:
    first, last = days
    request = {
        "TableName": table,
        "IndexName": "by_workflow",
        "KeyConditionExpression": "in_workflow = :value AND listed_at BETWEEN :first AND :last",
        "ExpressionAttributeValues": encode(
            {":value": in_workflow, ":first": first.isoformat(), ":last": f"{last.isoformat()}~"}
        ),
        "ScanIndexForward": False,
    }
    heads = query(client, request, at_most=1)
    return items.execution_of(heads[0]) if heads else None
