"""Port: where approvals are kept. Every method is atomic: it takes effect wholly or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from exeoflow.model.approval import AnswerDelivery, Approval, Decision
from exeoflow.model.page import Page, PageRequest


class ApprovalStore(Protocol):
    """Keeps what is asked, and what was answered, until some time after the answer could have come."""

    def add(self, approval: Approval) -> Approval:
        """Store a new approval; return what is stored under its id, this one or an earlier one."""
        ...

    def get(self, approval_id: str) -> Approval | None:
        """Return an approval of whatever workspace, as of this moment."""
        ...

    def pending(self, execution_id: str) -> Sequence[Approval]:
        """Return what an execution waits for, in the order of the requests; a moment ago counts as now."""
        ...

    def open_in(self, workspace: str, now: datetime, page: PageRequest) -> Page[Approval]:
        """Return one page of what tasks of a workspace wait for at this moment, the oldest request first.

        What was asked or answered a moment ago may count as it was before.
        """
        ...

    def decide(self, approval: Approval, decision: Decision) -> Approval | None:
        """Store the decision unless there is one; return the approval with the one that counts.

        None if the approval is gone. A new decision is under way until `settle` says more.
        """
        ...

    def settle(self, approval: Approval, delivery: AnswerDelivery) -> None:
        """Note what became of the decision, or that none can come any more; nothing if it is gone."""
        ...

    def hand_over(self, approval: Approval, taken_by: str) -> Approval | None:
        """Store who waits with an approval: its task token, node and times; return what is stored then.

        None, and nothing stored, unless it is there with this task token or `taken_by`, which had it before.
        """
        ...

    def remove(self, approval: Approval) -> None:
        """Take back an approval that nobody was told of; nothing if it is gone."""
        ...

    def undelivered(self, before: datetime) -> Sequence[str]:
        """Return the ids of some approvals whose decision, given before a moment, is still under way."""
        ...

    def postpone(self, approval_id: str, until: datetime) -> None:
        """Let `undelivered` find the approval as if it was decided at `until`; nothing if it is settled."""
        ...
