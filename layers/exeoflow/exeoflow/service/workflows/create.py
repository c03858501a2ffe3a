"""Use case: store a new workflow and publish its state machine."""

from dataclasses import dataclass, field, replace

from exeoflow.model.workflows.stored_workflow import (
    UNSIGNED,
    Authorship,
    Graph,
    Manager,
    StoredWorkflow,
    WorkflowStatus,
)
from exeoflow.service.idempotency import IdempotentRequest
from exeoflow.service.ports import Ports
from exeoflow.service.ports.stores.workflow_store import Receipt
from exeoflow.service.workflows.compilation import compile_stored
from exeoflow.service.workflows.publication import publish, published
from exeoflow.service.workflows.references.checking import refuse_faulty_references


@dataclass(frozen=True, slots=True)
class NewWorkflow:
    """What its author says of a workflow to be created."""

    name: str
    description: str = ""
    graph: Graph = field(default_factory=Graph)
    tags: tuple[str, ...] = ()
    authorship: Authorship = UNSIGNED
    managed_by: Manager | None = None


def create_workflow(
    ports: Ports, workspace: str, new: NewWorkflow, request: IdempotentRequest | None = None
) -> StoredWorkflow:
    """Compile, store, publish, in this order: nothing is stored of what cannot run.

    The same `request` again creates nothing and returns the workflow as it was created.
    Raises `WorkflowInvalid`, `WorkflowTooLarge`, `IdempotencyKeyReused`.
    """
    workflow = first_revision(ports, workspace, new)
    compilation = compile_stored(workflow)
    if compilation is not None:
        ports.workflows.refuse_too_large(workflow, compilation.source_map)
    refuse_faulty_references(ports, workflow)
    if request is None:
        ports.workflows.add(workflow, None)
    else:
        receipt = Receipt(request.key, request.request_hash, workflow.id, workflow.created_at)
        earlier = ports.workflows.add(workflow, receipt)
        if earlier is not None:
            request.check_same_as(earlier.request_hash)
            return _as_created(ports, workflow, earlier)
    return publish(ports, workflow, compilation)


def first_revision(ports: Ports, workspace: str, new: NewWorkflow) -> StoredWorkflow:
    """Return the workflow as it would be stored first; its id is new."""
    now = ports.clock.now()
    return StoredWorkflow(
        workspace=workspace,
        id=ports.ids.new_id("wf"),
        revision=1,
        name=new.name,
        description=new.description,
        status=WorkflowStatus.INACTIVE,
        graph=new.graph,
        created_at=now,
        updated_at=now,
        tags=new.tags,
        authorship=new.authorship,
        managed_by=new.managed_by,
    )


def _as_created(ports: Ports, workflow: StoredWorkflow, receipt: Receipt) -> StoredWorkflow:
    current = ports.workflows.get(workflow.workspace, receipt.workflow_id)
    if current is not None:
        published(ports, current)
    stored = ports.workflows.get_revision(workflow.workspace, receipt.workflow_id, 1)
    # What a copy is made of may have changed since; old revisions are forgotten one day.
    return stored or replace(
        workflow, id=receipt.workflow_id, created_at=receipt.created_at, updated_at=receipt.created_at
    )
