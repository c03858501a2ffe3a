"""What must hold before a workflow is changed: `If-Match`, and that whoever manages it changes it."""

from dataclasses import dataclass

from exeoflow.errors import PreconditionFailed, WorkflowManaged
from exeoflow.model.workflows.stored_workflow import Manager, StoredWorkflow


@dataclass(frozen=True, slots=True)
class Precondition:
    """The revisions of a workflow that a client is ready to change.

    Holds for the named revisions; for every one if `revisions` is None.
    """

    revisions: frozenset[int] | None = None

    def check(self, revision: int) -> None:
        """Raise `PreconditionFailed` unless `revision` is one of those."""
        if self.revisions is not None and revision not in self.revisions:
            raise PreconditionFailed


ANY_REVISION = Precondition()


def refuse_others(workflow: StoredWorkflow, manager: Manager | None) -> None:
    """Raise `WorkflowManaged` unless nobody manages the workflow, or `manager` does."""
    if workflow.managed_by is not None and workflow.managed_by is not manager:
        raise WorkflowManaged(workflow.managed_by.value)
