"""Port: where workflows are kept. Every method is atomic: it takes effect wholly or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import (
    DeletedWorkflow,
    Publication,
    RevisionSummary,
    StoredWorkflow,
    WorkflowSummary,
)

MOST_RELIED_ON: Final = 80
"""DynamoDB writes and checks a hundred items together."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Remembers which workflow a request with an `Idempotency-Key` created, for a day."""

    key: str
    request_hash: str
    workflow_id: str
    created_at: datetime


class WorkflowStore(Protocol):
    """Keeps the revisions of workflows, and counts them."""

    def refuse_too_large(self, workflow: StoredWorkflow, source_map: SourceMap) -> None:
        """Raise `WorkflowTooLarge` if a revision, once it is published, would not find room."""
        ...

    def add(self, workflow: StoredWorkflow, receipt: Receipt | None) -> Receipt | None:
        """Store a first revision, unless the receipt's key was used: then return that receipt."""
        ...

    def get(self, workspace: str, workflow_id: str) -> StoredWorkflow | None:
        """Return the newest revision, as of this moment."""
        ...

    def get_revision(self, workspace: str, workflow_id: str, revision: int) -> StoredWorkflow | None:
        """Return a revision as it was stored; None if it is unknown, or no longer kept."""
        ...

    def list_revisions(self, workspace: str, workflow_id: str, page: PageRequest) -> Page[RevisionSummary]:
        """Return one page of the revisions that are kept, newest first; none of an unknown workflow."""
        ...

    def replace(
        self, previous: StoredWorkflow, workflow: StoredWorkflow, relying_on: Sequence[StoredWorkflow] = ()
    ) -> bool:
        """Store the revision after `previous`.

        False, and nothing stored, if that is no longer the newest, or one of those of the same workspace that
        it is `relying_on`, `MOST_RELIED_ON` at most.
        """
        ...

    def set_publication(self, workflow: StoredWorkflow, publication: Publication) -> None:
        """Note how a stored revision was published; nothing if the workflow or the revision is gone."""
        ...

    def delete(self, workflow: StoredWorkflow) -> bool:
        """Make the workflow unknown; False if `workflow` is no longer the newest revision."""
        ...

    def list_page(self, workspace: str, matching: WorkflowFilter, page: PageRequest) -> Page[WorkflowSummary]:
        """Return one page of what matches, in the filter's order."""
        ...

    def naming(self, workspace: str, workflow_id: str) -> Sequence[str]:
        """Return the ids of the workflows whose newest revision names this one, in the order of ids."""
        ...

    def deleted_before(self, until: datetime) -> Sequence[DeletedWorkflow]:
        """Return some of the deleted workflows whose remains are still stored, oldest first."""
        ...

    def postpone_forgetting(self, workflow: DeletedWorkflow, until: datetime) -> None:
        """Let `deleted_before` find the workflow as if it was deleted at `until`; nothing if forgotten."""
        ...

    def forget(self, workflow: DeletedWorkflow) -> None:
        """Remove what is left of a deleted workflow, the memory of the deletion last."""
        ...
