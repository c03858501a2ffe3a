"""Workflows and executions as the API shows them, exact to the key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from exeoflow.api.problems import MAX_DETAILS
from exeoflow.api.request import Request
from exeoflow.diagnostics import Language, render
from exeoflow.model import moment
from exeoflow.model.api_key import Scope
from exeoflow.model.approval import Approval
from exeoflow.model.execution import Execution, ExecutionRecord, ExecutionStatus, Step
from exeoflow.model.stored_workflow import StoredWorkflow, WorkflowSummary

if TYPE_CHECKING:
    from exeoflow.model.workflow_stats import WorkflowStats
    from exeoflow.service.workflows.compilation import Compilation
    from exeoflow.service.workflows.validate import Validation

_PERCENTILES: Final = (50, 90, 99)
_RATE_DIGITS: Final = 4

Representation: TypeAlias = dict[str, Any]


def workflow_shown(workflow: StoredWorkflow) -> Representation:
    """Show a whole workflow: the author's nodes and connections as they were sent."""
    return {
        "id": workflow.id,
        "name": workflow.name,
        "description": workflow.description,
        "status": workflow.status,
        **workflow.graph.as_json(),
        "created_at": moment.write(workflow.created_at),
        "updated_at": moment.write(workflow.updated_at),
    }


def workflow_listed(workflow: WorkflowSummary) -> Representation:
    """Show a workflow in a list."""
    return {
        "id": workflow.id,
        "name": workflow.name,
        "description": workflow.description,
        "status": workflow.status,
        "created_at": moment.write(workflow.created_at),
        "updated_at": moment.write(workflow.updated_at),
    }


def workflow_status_shown(workflow: StoredWorkflow) -> Representation:
    """Show what `set_workflow_status` changed."""
    return {"id": workflow.id, "status": workflow.status, "updated_at": moment.write(workflow.updated_at)}


def compilation_shown(compilation: "Compilation") -> Representation:
    """Show a state machine, which of its states tells of which nodes, and its budgets."""
    return {
        "definition": compilation.definition,
        "node_of_state": compilation.source_map.node_of_state,
        "folded": compilation.source_map.folded,
        "wrapped_triggers": compilation.source_map.wrapped_triggers,
        "budgets": compilation.budgets,
    }


def validation_shown(validation: "Validation", language: Language) -> Representation:
    """Show what saving would say; a draft and a faulty workflow have no machine."""
    compilation = validation.compilation
    machine = dict.fromkeys(("definition", "node_of_state", "folded", "wrapped_triggers", "budgets"))
    return {
        "valid": validation.is_valid,
        "diagnostics": [render(each, language) for each in validation.diagnostics[:MAX_DETAILS]],
        **(machine if compilation is None else compilation_shown(compilation)),
    }


def execution_started(execution: Execution) -> Representation:
    """Show an accepted start; a repeated request gets the same answer, however the execution went on."""
    return {
        "execution_id": execution.id,
        "status": ExecutionStatus.RUNNING,
        "started_at": moment.write(execution.started_at),
    }


def execution_retried(execution: Execution) -> Representation:
    """Show an accepted retry."""
    return {**execution_started(execution), "retry_of": execution.retry_of}


def execution_listed(execution: Execution) -> Representation:
    """Show an execution in a list."""
    return {
        "id": execution.id,
        "workflow_id": execution.workflow_id,
        "workflow_name": execution.workflow_name,
        "status": execution.status,
        "trigger": {"kind": execution.trigger_kind, "node_id": execution.trigger_node},
        "retry_of": execution.retry_of,
        "started_at": moment.write(execution.started_at),
        "finished_at": moment.write(execution.finished_at) if execution.finished_at else None,
        "duration": execution.duration,
    }


def approvals_shown(approvals: Sequence[Approval], request: Request) -> Representation:
    """Show what an execution waits for, if it does; addresses are for keys that may change executions."""
    may_answer = Scope.EXECUTIONS_WRITE in request.scopes
    shown = [
        {
            "id": approval.id,
            "node_id": approval.node_id,
            "message": approval.message,
            "data": approval.data,
            "requested_at": moment.write(approval.requested_at),
            "expires_at": moment.write(approval.expires_at),
            **(approval.addresses(request.origin) if may_answer else {}),
        }
        for approval in approvals
    ]
    return {"approvals": shown} if shown else {}


def execution_shown(record: ExecutionRecord) -> Representation:
    """Show a whole execution; only a failed one has an `error`."""
    shown = {
        **execution_listed(record.execution),
        "retries": list(record.retries),
        "input": record.input,
        "output": record.output,
        "steps": [_step_shown(step) for step in record.steps or ()],
    }
    if record.error is not None:
        shown["error"] = {
            "code": record.error.code,
            "message": record.error.message,
            "node_id": record.error.node_id,
        }
    return shown


def workflow_stats_shown(workflow_id: str, stats: "WorkflowStats") -> Representation:
    """Show what the executions of a workflow tell together."""
    rate, last_run, durations = stats.failure_rate, stats.last_run, stats.durations
    return {
        "workflow_id": workflow_id,
        "from": stats.first_day.isoformat(),
        "to": stats.last_day.isoformat(),
        "runs": stats.runs,
        "by_status": {status: stats.count(status) for status in ExecutionStatus},
        "failure_rate": None if rate is None else round(rate, _RATE_DIGITS),
        "last_run": None if last_run is None else _run_shown(last_run),
        "duration": {
            "average": durations.average,
            **{f"p{percent}": durations.percentile(percent) for percent in _PERCENTILES},
        },
    }


def _run_shown(execution: Execution) -> Representation:
    return {
        "id": execution.id,
        "status": execution.status,
        "started_at": moment.write(execution.started_at),
    }


def _step_shown(step: Step) -> Representation:
    return {
        "node_id": step.node_id,
        "node_name": step.node_name,
        "status": step.status,
        "started_at": moment.write(step.started_at),
        "finished_at": moment.write(step.finished_at) if step.finished_at else None,
        "duration": step.duration,
    }
