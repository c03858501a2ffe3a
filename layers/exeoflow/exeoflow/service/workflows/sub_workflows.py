"""Keep workflows from running what is not theirs, and themselves."""

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.stored_workflow import StoredWorkflow
from exeoflow.service.ports import Ports


def sub_workflow_faults(ports: Ports, workflow: StoredWorkflow) -> tuple[Diagnostic, ...]:
    """Return a fault where the workflow runs one that its workspace has not, or itself in the end.

    Two changes at the same moment can still close a circle: each is checked against what is stored before it.
    """
    if not _runs(workflow):
        return ()
    # Not at the top: the checks are heavy, and most workflows run no other.
    from exeoflow.compiler.checks.sub_workflows import check_sub_workflows  # noqa: PLC0415
    from exeoflow.model.workflow import Workflow  # noqa: PLC0415

    def runs(workflow_id: str) -> tuple[str, ...] | None:
        stored = ports.workflows.get(workflow.workspace, workflow_id)
        return None if stored is None else _runs(stored)

    graph = Workflow.model_validate(workflow.graph.as_json())
    return check_sub_workflows(graph, workflow.id, runs)


def _runs(workflow: StoredWorkflow) -> tuple[str, ...]:
    """The ids of the workflows that a compiled graph runs."""
    configs = (node["config"] for node in workflow.graph.nodes if node["type"] == "sub_workflow")
    return tuple(str(config["workflow_id"]) for config in configs if isinstance(config, dict))
