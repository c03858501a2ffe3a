"""Keep workflows from running what is not theirs, and themselves."""

from dataclasses import dataclass

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.stored_workflow import RUNS_WORKFLOWS, StoredWorkflow
from exeoflow.service.ports import Ports


@dataclass(frozen=True, slots=True)
class SubWorkflows:
    """The workflows that one runs, and those that they run, as they were read; and what is wrong with it."""

    read: tuple[StoredWorkflow, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


def sub_workflows_of(ports: Ports, workflow: StoredWorkflow) -> SubWorkflows:
    """Look for what the workflow runs that its workspace has not, and whether it runs itself in the end.

    What was read has to be the newest still when the workflow is stored: else two changes at the same moment,
    each of them without a fault, could close a circle.
    """
    if not _runs(workflow):
        return SubWorkflows()
    # Not at the top: the checks are heavy, and most workflows run no other.
    from exeoflow.compiler.checks.sub_workflows import check_sub_workflows  # noqa: PLC0415
    from exeoflow.model.workflows.workflow import Workflow  # noqa: PLC0415

    read = []

    def runs(workflow_id: str) -> tuple[str, ...] | None:
        stored = ports.workflows.get(workflow.workspace, workflow_id)
        if stored is None:
            return None
        read.append(stored)
        return _runs(stored)

    graph = Workflow.model_validate(workflow.graph.as_json())
    faults = check_sub_workflows(graph, workflow.id, runs)
    return SubWorkflows(tuple(read), faults)


def _runs(workflow: StoredWorkflow) -> tuple[str, ...]:
    """The ids of the workflows that a compiled graph runs."""
    configs = (node["config"] for node in workflow.graph.nodes if node["type"] == RUNS_WORKFLOWS)
    return tuple(str(config["workflow_id"]) for config in configs if isinstance(config, dict))
