"""The items of the approvals table.

| pk              | sk         | holds |
|-----------------|------------|-------|
| `<approval id>` | `approval` | what is asked, the decision once there is one, until `expires_at` |

Three sparse indexes. `pending` by the execution that waits, as long as nothing is decided; `open` the same by
the workspace, and of each only when it was asked, until when and by which node. `undelivered` by the time
`decided_at` of a decision whose fate is not known yet; where that is put back, `answered_at` keeps the true
time.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

from exeoflow.adapters.dynamodb.attributes import FullItem, Item
from exeoflow.adapters.dynamodb.packing import pack, unpack
from exeoflow.model import moment
from exeoflow.model.approval import AnswerDelivery, AnswerKind, Approval, ApprovalKind, Decision

if TYPE_CHECKING:
    from exeoflow.model.json import Json

UNDELIVERED: Final = "undelivered"
_REMEMBERED: Final = timedelta(days=30)
"""So long after its time a late answer is told that it is late."""


def key(approval_id: str) -> Item:
    """Return the key of an approval."""
    return {"pk": approval_id, "sk": "approval"}


def approval_item(approval: Approval) -> FullItem:
    """Write an approval that is not decided."""
    return {
        **key(approval.id),
        "workspace": approval.workspace,
        "workflow_id": approval.workflow_id,
        "execution_id": approval.execution_id,
        "pending_in": approval.execution_id,
        "kind": approval.kind.value,
        "question": pack([approval.message, approval.data]),
        "secret": approval.secret,
        "requested_at": moment.write(approval.requested_at),
        **waiting_attributes(approval),
    }


def waiting_attributes(approval: Approval) -> FullItem:
    """Write who waits with an approval, and until when."""
    return {
        "node_id": approval.node_id,
        "task_token": approval.task_token,
        "closes_at": moment.write(approval.expires_at),
        "expires_at": int((approval.expires_at + _REMEMBERED).timestamp()),
    }


def decision_values(decision: Decision) -> FullItem:
    """Write a decision as the values of an update."""
    return {
        ":answer": decision.answer.value,
        ":answer_id": decision.id,
        ":answer_data": pack(decision.data),
        ":decided_at": moment.write(decision.decided_at),
        ":delivery": AnswerDelivery.UNDER_WAY.value,
        ":undelivered": UNDELIVERED,
    }


def approval_of(item: Item) -> Approval:
    """Read an approval."""
    message, data = cast("list[Json]", unpack(cast("bytes", item["question"])))
    return Approval(
        id=str(item["pk"]),
        workspace=str(item["workspace"]),
        workflow_id=str(item["workflow_id"]),
        execution_id=str(item["execution_id"]),
        node_id=str(item["node_id"]),
        kind=ApprovalKind(str(item["kind"])),
        message=str(message),
        data=data,
        task_token=str(item["task_token"]),
        requested_at=moment.read(str(item["requested_at"])),
        expires_at=moment.read(str(item["closes_at"])),
        decision=_decision_of(item),
        delivery=AnswerDelivery(str(item["delivery"])) if "delivery" in item else None,
        secret=str(item["secret"]) if "secret" in item else None,
    )


def _decision_of(item: Item) -> Decision | None:
    if "answer" not in item:
        return None
    return Decision(
        id=str(item["answer_id"]),
        answer=AnswerKind(str(item["answer"])),
        data=unpack(cast("bytes", item["answer_data"])),
        decided_at=moment.read(str(item.get("answered_at", item["decided_at"]))),
    )
