"""Make the next revision of a workflow, however many others try the same."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from exeoflow.errors import WorkflowChanged
from exeoflow.model.stored_workflow import StoredWorkflow
from exeoflow.service.compilation import compile_stored
from exeoflow.service.get_workflow import get_workflow
from exeoflow.service.ports import Ports
from exeoflow.service.preconditions import Precondition
from exeoflow.service.publication import publish, published

_ATTEMPTS: Final = 6


def revise(
    ports: Ports,
    workspace: str,
    workflow_id: str,
    precondition: Precondition,
    change: Callable[[StoredWorkflow], StoredWorkflow],
) -> StoredWorkflow:
    """Apply `change` to the newest revision and publish the result; a lost race starts over.

    So fields of two writers never mix: each revision is one writer's change to a whole revision before it.
    Raises `WorkflowNotFound`, `PreconditionFailed`, `WorkflowInvalid`, `WorkflowTooLarge`, `WorkflowChanged`.
    """
    for attempt in range(_ATTEMPTS):
        current = get_workflow(ports, workspace, workflow_id)
        precondition.check(current.revision)
        changed = change(current)
        if changed == current:
            return published(ports, current)
        revision = _store(ports, current, changed)
        if revision is not None:
            return revision
        ports.clock.pause(attempt)
    raise WorkflowChanged


def _store(ports: Ports, current: StoredWorkflow, changed: StoredWorkflow) -> StoredWorkflow | None:
    if replace(changed, status=current.status) == current:
        return _store_same_machine(ports, current, changed)
    compilation = compile_stored(changed)
    kept = current.publication
    if compilation is None or kept is None or kept.definition_hash != compilation.definition_hash:
        kept = None
    revision = _next_revision(ports, current, replace(changed, publication=kept))
    if revision is None:
        return None
    # An unchanged definition needs no new version: the machine that runs it is there.
    return revision if kept or compilation is None else publish(ports, revision, compilation)


def _store_same_machine(
    ports: Ports, current: StoredWorkflow, changed: StoredWorkflow
) -> StoredWorkflow | None:
    revision = _next_revision(ports, current, changed)
    return None if revision is None else published(ports, revision)


def _next_revision(ports: Ports, current: StoredWorkflow, changed: StoredWorkflow) -> StoredWorkflow | None:
    revision = replace(changed, revision=current.revision + 1, updated_at=ports.clock.now())
    return revision if ports.workflows.replace(current, revision) else None
