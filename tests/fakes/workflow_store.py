"""Workflows in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from exeoflow.adapters.dynamodb.workflows.items import refuse_too_large
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.filter import WorkflowFilter
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.model.workflows.stored_workflow import (
    KEPT_REVISIONS,
    DeletedWorkflow,
    Publication,
    RevisionSummary,
    StoredWorkflow,
    WorkflowSummary,
)
from exeoflow.service.ports.clock import Clock
from exeoflow.service.ports.stores.workflow_store import Receipt

Key = tuple[str, str]


def revision_of(workflow: StoredWorkflow) -> RevisionSummary:
    """Return what lists of revisions show of a workflow."""
    return RevisionSummary(
        workflow.revision, workflow.name, workflow.status, workflow.updated_at, workflow.authorship
    )


@dataclass
class FakeWorkflowStore:
    """Keeps all revisions of each workflow; `deleted` ones keep theirs until they are forgotten."""

    clock: Clock
    revisions: dict[Key, list[StoredWorkflow]] = field(default_factory=dict)
    deleted: dict[Key, DeletedWorkflow] = field(default_factory=dict)
    receipts: dict[Key, Receipt] = field(default_factory=dict)
    put_back: dict[Key, datetime] = field(default_factory=dict)

    def refuse_too_large(self, workflow: StoredWorkflow, source_map: SourceMap) -> None:
        refuse_too_large(workflow, source_map)

    def add(self, workflow: StoredWorkflow, receipt: Receipt | None) -> Receipt | None:
        if receipt is not None:
            key = (workflow.workspace, receipt.key)
            if key in self.receipts:
                return self.receipts[key]
            self.receipts[key] = receipt
        self.revisions[workflow.workspace, workflow.id] = [workflow]
        return None

    def get(self, workspace: str, workflow_id: str) -> StoredWorkflow | None:
        key = (workspace, workflow_id)
        return None if key in self.deleted or key not in self.revisions else self.revisions[key][-1]

    def get_revision(self, workspace: str, workflow_id: str, revision: int) -> StoredWorkflow | None:
        kept = self.revisions.get((workspace, workflow_id), [])
        return next((each for each in kept if each.revision == revision), None)

    def list_revisions(self, workspace: str, workflow_id: str, page: PageRequest) -> Page[RevisionSummary]:
        key = (workspace, workflow_id)
        kept = [] if key in self.deleted else self.revisions.get(key, [])[::-1]
        listed = tuple(map(revision_of, kept))
        return Page(listed[page.offset : page.offset + page.limit], len(listed), page)

    def replace(
        self, previous: StoredWorkflow, workflow: StoredWorkflow, relying_on: Sequence[StoredWorkflow] = ()
    ) -> bool:
        if not all(map(self._is_newest, (previous, *relying_on))):
            return False
        key = (workflow.workspace, workflow.id)
        self.revisions[key] = [*self.revisions[key], workflow][-KEPT_REVISIONS:]
        return True

    def set_publication(self, workflow: StoredWorkflow, publication: Publication) -> None:
        revisions = self.revisions.get((workflow.workspace, workflow.id), [])
        for position, revision in enumerate(revisions):
            if revision.revision == workflow.revision:
                revisions[position] = replace(revision, publication=publication)

    def delete(self, workflow: StoredWorkflow) -> bool:
        if not self._is_newest(workflow):
            return False
        deleted = DeletedWorkflow(workflow.workspace, workflow.id, self.clock.now())
        self.deleted[workflow.workspace, workflow.id] = deleted
        return True

    def list_page(self, workspace: str, matching: WorkflowFilter, page: PageRequest) -> Page[WorkflowSummary]:
        found = [each.summary for each in self._newest(workspace) if matching.matches(each.summary)]
        found.sort(key=matching.sort_key, reverse=matching.order.is_descending)
        return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)

    def naming(self, workspace: str, workflow_id: str) -> Sequence[str]:
        return sorted(each.id for each in self._newest(workspace) if workflow_id in each.named_workflows)

    def deleted_before(self, until: datetime) -> Sequence[DeletedWorkflow]:
        found = [
            deleted
            for key, deleted in self.deleted.items()
            if self.put_back.get(key, deleted.deleted_at) < until
        ]
        return sorted(found, key=lambda deleted: deleted.deleted_at)

    def postpone_forgetting(self, workflow: DeletedWorkflow, until: datetime) -> None:
        self.put_back[workflow.workspace, workflow.id] = until

    def forget(self, workflow: DeletedWorkflow) -> None:
        key = (workflow.workspace, workflow.id)
        self.revisions.pop(key, None)
        self.deleted.pop(key, None)

    def _newest(self, workspace: str) -> list[StoredWorkflow]:
        newest = [revisions[-1] for key, revisions in self.revisions.items() if key not in self.deleted]
        return [each for each in newest if each.workspace == workspace]

    def _is_newest(self, workflow: StoredWorkflow) -> bool:
        newest = self.get(workflow.workspace, workflow.id)
        return newest is not None and newest.revision == workflow.revision
