"""Use case: open the address at which an execution can be answered before it waits.

The nodes before a `wait` send it away, so it must exist first, and its call may come first. It is an approval
that nothing waits with yet: a call that comes early is its decision. The first `wait` for a call takes it
over, and is answered at once if there is one.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from exeoflow.model.approval import NO_NODE, AnswerKind, Approval, ApprovalKind, address_id
from exeoflow.service.ports import Ports

# No execution of Step Functions lasts longer.
_LONGEST: Final = timedelta(days=365)
NOBODY: Final = ""
"""Who an address belongs to that no task has taken."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The execution whose address is opened."""

    workspace: str
    workflow_id: str
    execution_id: str


def open_address(ports: Ports, opening: Opening, origin: str) -> str:
    """Return the address, which begins with `origin`; asked again, the same one."""
    now = ports.clock.now()
    opened = ports.approvals.add(
        Approval(
            id=address_id(opening.execution_id),
            workspace=opening.workspace,
            workflow_id=opening.workflow_id,
            execution_id=opening.execution_id,
            node_id=NO_NODE,
            kind=ApprovalKind.CALL,
            message="",
            data=None,
            task_token=NOBODY,
            requested_at=now,
            expires_at=now + _LONGEST,
            secret=ports.ids.new_token("address"),
        )
    )
    return opened.addresses(origin)[f"{AnswerKind.RESUME}_url"]


def taken_address(ports: Ports, asked: Approval) -> Approval | None:
    """Let what waits take over the execution's address; None if there is none, or another has it."""
    if asked.kind is not ApprovalKind.CALL:
        return None
    return ports.approvals.hand_over(replace(asked, id=address_id(asked.execution_id)), NOBODY)


def give_back_address(ports: Ports, taken: Approval) -> None:
    """Let another take over the address, for what took it does not wait."""
    ports.approvals.hand_over(replace(taken, task_token=NOBODY, node_id=NO_NODE), taken.task_token)
