"""An approval: a task of an execution that waits for one answer from outside, from people or by a call.

Its addresses are signed with the task token, which only Step Functions and we know: whoever could guess that
could answer without us. So nothing else is kept secret, and the same request has the same addresses. An
address that is opened before anything waits has a `secret` in its place, and no task token until a task takes
it over.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from exeoflow.model import json, moment
from exeoflow.model.identifiers import derived_id
from exeoflow.model.json import Json

MAX_DECISION_BYTES: Final = 32_768
"""What the cause of an error may hold, by which Step Functions is told of a no."""

MAX_CALL_BYTES: Final = 262_144
"""What the output of a task may hold."""

NO_NODE: Final = ""
"""The node of an address that no task has taken."""

REJECTED: Final = "Approval.Rejected"
"""The error by which we tell Step Functions that somebody has said no."""


class ApprovalKind(StrEnum):
    """What is waited for: a decision of people, or a call."""

    APPROVAL = "approval"
    CALL = "call"


class AnswerKind(StrEnum):
    """What can be answered; the last part of an address."""

    APPROVE = "approve"
    REJECT = "reject"
    RESUME = "resume"


ANSWERS: Final[Mapping[ApprovalKind, tuple[AnswerKind, ...]]] = MappingProxyType(
    {
        ApprovalKind.APPROVAL: (AnswerKind.APPROVE, AnswerKind.REJECT),
        ApprovalKind.CALL: (AnswerKind.RESUME,),
    }
)
DECISIONS: Final[Mapping[AnswerKind, str]] = MappingProxyType(
    {AnswerKind.APPROVE: "approved", AnswerKind.REJECT: "rejected", AnswerKind.RESUME: "resumed"}
)
"""What has been decided once an answer was given."""


class AnswerDelivery(StrEnum):
    """Whether an answer has reached the execution."""

    UNDER_WAY = "under_way"
    ARRIVED = "arrived"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer that counts, what came with it, and when it was given; `id` tells it from every other."""

    id: str
    answer: AnswerKind
    data: Json
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """What is asked, where, until when, and the decision once there is one."""

    id: str
    workspace: str
    workflow_id: str
    execution_id: str
    node_id: str
    kind: ApprovalKind
    message: str
    data: Json
    task_token: str
    requested_at: datetime
    expires_at: datetime
    decision: Decision | None = None
    delivery: AnswerDelivery | None = None
    secret: str | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether a task waits for the answer, or has waited."""
        return bool(self.task_token)

    def signature(self, answer: AnswerKind) -> str:
        """Return what an address for this answer must bring along."""
        words = f"{self.id}:{answer}".encode()
        return hmac.new((self.secret or self.task_token).encode(), words, hashlib.sha256).hexdigest()

    def takes(self, answer: str, signature: str) -> bool:
        """Tell whether the answer is one of the possible ones, and its address is ours."""
        known = next((each for each in ANSWERS[self.kind] if each == answer), None)
        return known is not None and hmac.compare_digest(
            self.signature(known).encode(), signature.encode("utf-8", "surrogatepass")
        )

    def addresses(self, origin: str) -> dict[str, str]:
        """Return the address of each answer, as `<answer>_url`; `origin` is the API's."""
        return {
            f"{answer}_url": f"{origin}/approvals/{self.id}/{answer}?token={self.signature(answer)}"
            for answer in ANSWERS[self.kind]
        }


def approval_id(task_token: str) -> str:
    """Make the one id that belongs to a task."""
    return derived_id("apr", task_token)


def address_id(execution_id: str) -> str:
    """Make the one id that belongs to the address of an execution."""
    return derived_id("apr", "address", execution_id)


def result_of(decision: Decision) -> str:
    """Write the output of the node that waited, as JSON: the data of a call, or the decision."""
    if decision.answer is AnswerKind.RESUME:
        return json.write(decision.data)
    return json.write(
        {
            "decision": DECISIONS[decision.answer],
            "data": decision.data,
            "decided_at": moment.write(decision.decided_at),
        }
    )
