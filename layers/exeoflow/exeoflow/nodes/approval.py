"""Configuration of the node that asks people, and what it has in common with a `wait` for a call."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import Config, Templated, Value
from exeoflow.nodes.node_type import Handles
from exeoflow.nodes.permission import allow, local

MAX_PATIENCE_SECONDS = 31_536_000
"""A year: an execution of Step Functions lasts no longer."""

PATIENCE_SECONDS = 604_800
"""A week, in which people come back from a short absence."""

TIMEOUT_HANDLE = "timeout"
TIMED_OUT = "States.Timeout"
"""The error by which Step Functions says that nobody has answered in time."""

REJECTED = "Approval.Rejected"
"""The error by which we tell Step Functions that somebody has said no."""

Patience = Annotated[Whole, Field(ge=1, le=MAX_PATIENCE_SECONDS)]


class ApprovalConfig(Config):
    """Asks whoever has the addresses; yields `decision`, `data` (what came with the answer), `decided_at`."""

    message: Annotated[str, Field(max_length=10_000), Templated()] = ""
    data: Value = None
    timeout: Patience = PATIENCE_SECONDS


def approval_handles(_: ApprovalConfig) -> Handles:
    """The three ways out of an approval."""
    return ("approved", "rejected", TIMEOUT_HANDLE)


def approval_errors(_: ApprovalConfig) -> Mapping[str, str]:
    """An approval succeeds by `approved` only; its other ways out are told by errors."""
    return {"rejected": REJECTED, TIMEOUT_HANDLE: TIMED_OUT}


# By its name, not by its attribute: the function knows the API, and the API's functions this role.
APPROVAL_PERMISSIONS = (
    allow("lambda:InvokeFunction", on=local("lambda", "function:${AWS::StackName}-RequestApprovalFunction")),
)
