"""Use case: make a workflow of an export of another system."""

from dataclasses import dataclass

from exeoflow.errors import WorkflowInvalid
from exeoflow.importers.answers import ImportFormat
from exeoflow.importers.formats import Made, made_of
from exeoflow.model.workflows.stored_workflow import Authorship, Graph, StoredWorkflow
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.create import NewWorkflow, create_workflow


@dataclass(frozen=True, slots=True)
class ImportedWorkflow:
    """What became of an export, and the workflow if it was to be stored."""

    made: Made
    stored: StoredWorkflow | None


def import_workflow(  # noqa: PLR0913  what is stored, and how
    ports: Ports,
    workspace: str,
    document: object,
    *,
    form: ImportFormat,
    stores: bool,
    authorship: Authorship,
    request: IdempotentRequest | None = None,
) -> ImportedWorkflow:
    """Import what another system exports; unless it `stores`, nothing but the answer remains of it.

    Raises `WorkflowInvalid` for what is no export, and what creating a workflow raises.
    """
    made = made_of(form, document)
    if not isinstance(made, Made):
        raise WorkflowInvalid(made)
    if not stores:
        return ImportedWorkflow(made, None)
    workflow = made.workflow
    graph = Graph(tuple(workflow["nodes"]), tuple(workflow["connections"]), workflow["settings"])
    new = NewWorkflow(workflow["name"], graph=graph, authorship=authorship)
    return ImportedWorkflow(made, create_workflow(ports, workspace, new, request))
