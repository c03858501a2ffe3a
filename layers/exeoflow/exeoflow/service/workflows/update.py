"""Use case: change what an author said of a workflow."""

from dataclasses import dataclass, field, replace

from exeoflow.model.json import JsonObject
from exeoflow.model.workflows.stored_workflow import UNSIGNED, Authorship, Graph, Manager, StoredWorkflow
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.preconditions import ANY_REVISION, Precondition, refuse_others
from exeoflow.service.workflows.read_only import refuse_other_values
from exeoflow.service.workflows.revision import revise


@dataclass(frozen=True, slots=True)
class WorkflowChanges:
    """The fields to change; one that is None keeps its value."""

    name: str | None = None
    description: str | None = None
    nodes: tuple[JsonObject, ...] | None = None
    connections: tuple[JsonObject, ...] | None = None
    settings: JsonObject | None = None
    tags: tuple[str, ...] | None = None
    unchangeable: JsonObject = field(default_factory=dict)
    """What was sent along although nobody can set it."""
    sets_manager: bool = False
    managed_by: Manager | None = None
    """Who manages it from now on, if that is set."""

    def apply(self, workflow: StoredWorkflow) -> StoredWorkflow:
        """Return the workflow with these changes. Raises `InvalidRequest` if one of them is none to make."""
        refuse_other_values(workflow, self.unchangeable)
        graph = workflow.graph
        return replace(
            workflow,
            name=workflow.name if self.name is None else self.name,
            description=workflow.description if self.description is None else self.description,
            graph=Graph(
                nodes=graph.nodes if self.nodes is None else self.nodes,
                connections=graph.connections if self.connections is None else self.connections,
                settings=graph.settings if self.settings is None else self.settings,
            ),
            tags=workflow.tags if self.tags is None else self.tags,
            managed_by=self.managed_by if self.sets_manager else workflow.managed_by,
        )


def update_workflow(  # noqa: PLR0913  (what, whose, how, under which condition, by whom)
    ports: Ports,
    workspace: str,
    workflow_id: str,
    changes: WorkflowChanges,
    precondition: Precondition = ANY_REVISION,
    *,
    authorship: Authorship = UNSIGNED,
    manager: Manager | None = None,
) -> StoredWorkflow:
    """Store and publish the changed workflow, in the name of `manager` if it is managed.

    Raises `WorkflowManaged`, and what `revise` raises.
    """

    def changed(current: StoredWorkflow) -> StoredWorkflow:
        wanted = changes.apply(current)
        if wanted != current:
            refuse_others(current, manager)
        return wanted

    return revise(ports, workspace, workflow_id, precondition, changed, authorship=authorship)
