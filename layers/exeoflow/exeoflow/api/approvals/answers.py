"""What programs get of approvals; people get the pages of `exeoflow.api.pages.approval`."""

from typing import Annotated, Any

from typing_extensions import TypedDict

from exeoflow.api.executions.answers import ApprovalShown, approval_shown
from exeoflow.api.request import Request
from exeoflow.api.schema import ExecutionId, Pagination, Schema, Timestamp, WorkflowId
from exeoflow.model import moment
from exeoflow.model.approval import DECISIONS, Approval, Decision

ApprovalId = Annotated[str, Schema({"pattern": "^apr_", "examples": ["apr_01hm4nc3d4e5f6g7h8j9k0m1n2"]})]


class ApprovalQuestion(TypedDict):
    """What is asked, and until when."""

    id: ApprovalId
    message: str
    data: Any
    expires_at: Timestamp


class ApprovalDecision(TypedDict):
    """The answer that counts."""

    id: ApprovalId
    decision: Annotated[str, Schema({"enum": list(DECISIONS.values())})]
    decided_at: Timestamp


class ApprovalListed(ApprovalShown):
    """What an execution waits for, and which one."""

    workflow_id: WorkflowId
    execution_id: ExecutionId


class ApprovalList(TypedDict):
    """One page of what waits for an answer."""

    approvals: list[ApprovalListed]
    pagination: Pagination


def approval_listed(approval: Approval, request: Request) -> ApprovalListed:
    """Show what is asked and where."""
    return {
        **approval_shown(approval, request),
        "workflow_id": approval.workflow_id,
        "execution_id": approval.execution_id,
    }


def question_shown(approval: Approval) -> ApprovalQuestion:
    """Show what is asked."""
    return {
        "id": approval.id,
        "message": approval.message,
        "data": approval.data,
        "expires_at": moment.write(approval.expires_at),
    }


def decision_shown(approval_id: str, decision: Decision) -> ApprovalDecision:
    """Show the answer that counts."""
    return {
        "id": approval_id,
        "decision": DECISIONS[decision.answer],
        "decided_at": moment.write(decision.decided_at),
    }
