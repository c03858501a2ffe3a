"""Use case: make a workflow of an export of another system."""

from dataclasses import dataclass

from exeoflow.errors import WorkflowInvalid
from exeoflow.importers.n8n.importing import Import, import_export
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export
from exeoflow.model.stored_workflow import Authorship, Graph, StoredWorkflow
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.create import NewWorkflow, create_workflow


@dataclass(frozen=True, slots=True)
class ImportedWorkflow:
    """What became of an export, and the workflow if it was to be stored."""

    done: Import
    stored: StoredWorkflow | None


def import_workflow(  # noqa: PLR0913  what is stored, and how
    ports: Ports,
    workspace: str,
    document: object,
    *,
    stores: bool,
    authorship: Authorship,
    request: IdempotentRequest | None = None,
) -> ImportedWorkflow:
    """Import an export of n8n; unless it `stores`, nothing but the answer remains of it.

    Raises `WorkflowInvalid` for what is no export, and what creating a workflow raises.
    """
    export = export_of(document)
    if not isinstance(export, Export):
        raise WorkflowInvalid(export)
    done = import_export(export)
    if not stores:
        return ImportedWorkflow(done, None)
    graph = Graph(
        tuple(done.workflow["nodes"]), tuple(done.workflow["connections"]), done.workflow["settings"]
    )
    new = NewWorkflow(done.workflow["name"], graph=graph, authorship=authorship)
    return ImportedWorkflow(done, create_workflow(ports, workspace, new, request))
