"""The workflow that is started when an execution of another one fails: `settings.error_workflow`."""

from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.stored_workflow import Graph, StoredWorkflow
from exeoflow.service.ports import Ports

_PATH: Final = "settings.error_workflow"


def error_workflow_of(graph: Graph) -> str | None:
    """Return the id of the workflow to start; None if the author named none."""
    named = (graph.settings or {}).get("error_workflow")
    return None if named is None else str(named)


def error_workflow_faults(ports: Ports, workflow: StoredWorkflow) -> tuple[Diagnostic, ...]:
    """Return a fault if the workflow names one that its workspace has not, or itself.

    A circle of several is none: what an error workflow does wrong starts no other.
    """
    named = error_workflow_of(workflow.graph)
    if named is None:
        return ()
    if named == workflow.id:
        return (Diagnostic("error-workflow-itself", _PATH),)
    if ports.workflows.get(workflow.workspace, named) is None:
        return (Diagnostic("error-workflow-unknown", _PATH, values={"workflow": named}),)
    return ()
