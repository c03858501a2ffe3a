"""What programs get at the addresses of approvals; people get the pages of `exeoflow.api.pages.approval`."""

from typing import Annotated, Any

from typing_extensions import TypedDict

from exeoflow.api.schema import Schema, Timestamp
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
