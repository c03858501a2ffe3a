"""Make the next revision of a workflow, however many others try the same."""

from collections.abc import Callable
from dataclasses import replace

from exeoflow.errors import WorkflowChanged
from exeoflow.model.workflows.stored_workflow import Authorship, StoredWorkflow, WorkflowStatus
from exeoflow.service.ports import Ports
from exeoflow.service.ports.stores.workflow_store import MOST_RELIED_ON
from exeoflow.service.race import RaceLost, repeated
from exeoflow.service.workflows.compilation import compile_stored
from exeoflow.service.workflows.placeholders import refuse_placeholders
from exeoflow.service.workflows.preconditions import Precondition
from exeoflow.service.workflows.publication import publish, published, still_published
from exeoflow.service.workflows.read import get_workflow
from exeoflow.service.workflows.references.checking import refuse_faulty_references
from exeoflow.service.workflows.references.credentials import refuse_missing_credentials
from exeoflow.service.workflows.triggers.activation import moved_triggers


def revise(  # noqa: PLR0913  (what, whose, under which condition, how, by whom)
    ports: Ports,
    workspace: str,
    workflow_id: str,
    precondition: Precondition,
    change: Callable[[StoredWorkflow], StoredWorkflow],
    *,
    authorship: Authorship,
) -> StoredWorkflow:
    """Apply `change` to the newest revision and publish the result, as `authorship` says who made it.

    A lost race starts over.

    So fields of two writers never mix: each revision is one writer's change to a whole revision before it.
    Raises `WorkflowNotFound`, `PreconditionFailed`, `WorkflowInvalid`, `WorkflowTooLarge`, `WorkflowChanged`,
    `TriggerRefused`.
    """

    def revised() -> StoredWorkflow:
        current = get_workflow(ports, workspace, workflow_id)
        changed = change(current)
        if changed == current:
            # Before the precondition: who repeats a change whose answer was lost names the revision that was
            # changed, and RFC 9110 (13.1.1) allows to say that all is well.
            return published(ports, current)
        precondition.check(current.revision)
        if changed.status is WorkflowStatus.ACTIVE:
            refuse_placeholders(changed)
        return _store(ports, current, changed, authorship)

    return repeated(ports.clock, revised, WorkflowChanged)


def _store(
    ports: Ports, current: StoredWorkflow, changed: StoredWorkflow, authorship: Authorship
) -> StoredWorkflow:
    is_only_status = replace(changed, status=current.status) == current
    # Only now: who made a revision is no difference to the one before.
    changed = replace(changed, authorship=authorship)
    if is_only_status:
        return _store_status(ports, current, changed)
    compilation = compile_stored(changed)
    if compilation is not None:
        ports.workflows.refuse_too_large(changed, compilation.source_map)
    relied_on = refuse_faulty_references(ports, changed)
    kept = still_published(ports, current, compilation)
    with moved_triggers(ports, current, changed):
        revision = _next_revision(ports, current, replace(changed, publication=kept), relied_on)
    # An unchanged definition needs no new version: the machine that runs it is there.
    return revision if kept else publish(ports, revision, compilation)


def _store_status(ports: Ports, current: StoredWorkflow, changed: StoredWorkflow) -> StoredWorkflow:
    if changed.status is WorkflowStatus.ACTIVE:
        refuse_missing_credentials(ports, changed)
        # A workflow must not become active without a machine to start.
        changed = replace(changed, publication=published(ports, current).publication)
    with moved_triggers(ports, current, changed):
        revision = _next_revision(ports, current, changed)
    return published(ports, revision)


def _next_revision(
    ports: Ports,
    current: StoredWorkflow,
    changed: StoredWorkflow,
    relied_on: tuple[StoredWorkflow, ...] = (),
) -> StoredWorkflow:
    revision = replace(changed, revision=current.revision + 1, updated_at=ports.clock.now())
    # Of more than so many a change at the same moment is not seen: the check at the next save finds it.
    if not ports.workflows.replace(current, revision, relied_on[:MOST_RELIED_ON]):
        raise RaceLost
    return revision
