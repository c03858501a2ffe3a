"""Use cases: look at the revisions of a workflow, compare two of them, and go back to one."""

from dataclasses import replace

from exeoflow.errors import RevisionNotFound
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.stored_workflow import (
    UNSIGNED,
    Authorship,
    Manager,
    RevisionSummary,
    StoredWorkflow,
)
from exeoflow.service.idempotency import IdempotentRequest, attempt_of, finished
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.difference import Difference, difference_of
from exeoflow.service.workflows.preconditions import ANY_REVISION, Precondition, refuse_others
from exeoflow.service.workflows.read import get_workflow
from exeoflow.service.workflows.revision import revise


def list_revisions(
    ports: Ports, workspace: str, workflow_id: str, page: PageRequest
) -> Page[RevisionSummary]:
    """Return one page of those that are kept, newest first. Raises `WorkflowNotFound`."""
    get_workflow(ports, workspace, workflow_id)
    return ports.workflows.list_revisions(workspace, workflow_id, page)


def get_revision(ports: Ports, workspace: str, workflow_id: str, number: int) -> StoredWorkflow:
    """Return the workflow as it was. Raises `WorkflowNotFound`, `RevisionNotFound`."""
    # The revisions of a deleted workflow stay for a while, but nobody may see them.
    get_workflow(ports, workspace, workflow_id)
    revision = ports.workflows.get_revision(workspace, workflow_id, number)
    if revision is None:
        raise RevisionNotFound
    return revision


def compare_revisions(
    ports: Ports, workspace: str, workflow_id: str, first: int, second: int | None
) -> tuple[int, Difference]:
    """Return what changed between two revisions, and the number of the second: the newest if it is None.

    Raises `WorkflowNotFound`, `RevisionNotFound`.
    """
    before = get_revision(ports, workspace, workflow_id, first)
    if second is None:
        after = get_workflow(ports, workspace, workflow_id)
    else:
        after = get_revision(ports, workspace, workflow_id, second)
    return after.revision, difference_of(before, after)


def restore_revision(  # noqa: PLR0913  (what, whose, which, under which condition, by whom)
    ports: Ports,
    workspace: str,
    workflow_id: str,
    number: int,
    precondition: Precondition = ANY_REVISION,
    *,
    authorship: Authorship = UNSIGNED,
    manager: Manager | None = None,
    request: IdempotentRequest | None = None,
) -> StoredWorkflow:
    """Make a new revision with the content of an old one; whether it is active stays as it is.

    What is there already is not stored again; the same `request` again changes nothing, whoever has changed
    the workflow since. Raises `RevisionNotFound`, `WorkflowManaged`, and what
    `revise` raises.
    """
    attempt = attempt_of(ports, workspace, "restore_revision", request)
    if attempt.is_done:
        return get_workflow(ports, workspace, workflow_id)
    old = get_revision(ports, workspace, workflow_id, number)

    def restored(current: StoredWorkflow) -> StoredWorkflow:
        was = replace(current, name=old.name, description=old.description, graph=old.graph, tags=old.tags)
        if was != current:
            refuse_others(current, manager)
        return was

    by = replace(authorship, restored_from=number)
    workflow = revise(ports, workspace, workflow_id, precondition, restored, authorship=by)
    finished(ports, attempt)
    return workflow
