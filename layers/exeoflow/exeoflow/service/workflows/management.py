"""Workflows that are kept elsewhere, as files in git, and are only changed from there."""

from exeoflow.errors import WorkflowManaged
from exeoflow.model.stored_workflow import Manager, StoredWorkflow


def refuse_others(workflow: StoredWorkflow, manager: Manager | None) -> None:
    """Raise `WorkflowManaged` unless nobody manages the workflow, or `manager` does."""
    if workflow.managed_by is not None and workflow.managed_by is not manager:
        raise WorkflowManaged(workflow.managed_by.value)
