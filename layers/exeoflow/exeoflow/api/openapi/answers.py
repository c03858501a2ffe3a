"""The data of every answer, as models: they describe what `exeoflow.api.workflows.answers` writes."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from exeoflow.api.workflows.bodies import without_default
from exeoflow.diagnostics import Severity
from exeoflow.model.execution import ExecutionStatus, TriggerKind
from exeoflow.model.notification import NotificationEvent
from exeoflow.model.stored_workflow import WorkflowStatus
from exeoflow.model.webhook import AuthenticationType, WebhookMethod
from exeoflow.model.workflow import Connection, Node, Settings

_TIME_EXAMPLE = "2024-01-20T10:00:00.000Z"
Timestamp = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=[_TIME_EXAMPLE])]
Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2024-01-20"])]
WorkflowId = Annotated[str, Field(pattern="^wf_", examples=["wf_01hm4n8x5t6v7w8y9z0a1b2c3d"])]
ExecutionId = Annotated[str, Field(pattern="^exec_", examples=["exec_01hm4n9a1b2c3d4e5f6g7h8j9k"])]
WebhookId = Annotated[str, Field(pattern="^wh_", examples=["wh_01hm4nb2c3d4e5f6g7h8j9k0m1"])]
Address = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]
NotificationId = Annotated[str, Field(pattern="^nt_", examples=["nt_01hm4nc3d4e5f6g7h8j9k0m1n2"])]
Milliseconds = Annotated[int, Field(description="Whole milliseconds.", examples=[1250])]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Pagination(_Data):
    """Where a page stands; `pages` is `total` divided by `limit`, rounded up."""

    page: int
    limit: int
    total: int
    pages: int


class WorkflowListed(_Data):
    """A workflow in a list."""

    id: WorkflowId
    name: str
    description: str
    status: WorkflowStatus
    created_at: Timestamp
    updated_at: Timestamp


class WorkflowShown(_Data):
    """A whole workflow, nodes and connections as they were sent; `settings` only if they were."""

    id: WorkflowId
    name: str
    description: str
    status: WorkflowStatus
    nodes: list[Node]
    connections: list[Connection]
    settings: Settings = Settings()
    created_at: Timestamp
    updated_at: Timestamp


class WorkflowList(_Data):
    """One page of workflows."""

    workflows: list[WorkflowListed]
    pagination: Pagination


class WorkflowStatusShown(_Data):
    """The status that a workflow has now."""

    id: WorkflowId
    status: WorkflowStatus
    updated_at: Timestamp


class WorkflowDefinition(_Data):
    """A state machine in the Amazon States Language, the node of each state, and what running it costs.

    `folded` has the nodes without a state of their own: they run `before` a state is entered or `after` it
    was left. A start by one of the `wrapped_triggers` wraps the machine's input.
    """

    definition: dict[str, Any]
    node_of_state: dict[str, str]
    folded: dict[str, dict[str, list[str]]]
    wrapped_triggers: list[str]
    budgets: dict[str, Any]


class DiagnosticShown(_Data):
    """One fault or warning about a workflow."""

    rule: Annotated[str, Field(examples=["connection-target-unknown"])]
    severity: Severity
    path: Annotated[str, Field(examples=["connections[1].target"])]
    # Not required, but never null: the defaults are no values that an answer has.
    node_id: str = Field(default="", json_schema_extra=without_default)
    connection: int = Field(default=0, json_schema_extra=without_default)
    message: str
    hint: str


class WorkflowValidation(_Data):
    """What saving a workflow would say; the machine is null for a draft and where there are faults."""

    valid: bool
    diagnostics: list[DiagnosticShown]
    definition: dict[str, Any] | None
    node_of_state: dict[str, str] | None
    folded: dict[str, dict[str, list[str]]] | None
    wrapped_triggers: list[str] | None
    budgets: dict[str, Any] | None


class Message(_Data):
    """A sentence for people, in their language."""

    message: Annotated[str, Field(examples=["Workflow erfolgreich gelöscht"])]


class ExecutionStarted(_Data):
    """An accepted start."""

    execution_id: ExecutionId
    status: Literal[ExecutionStatus.RUNNING]
    started_at: Timestamp


class ExecutionRetried(ExecutionStarted):
    """An accepted start of what another execution ran."""

    retry_of: ExecutionId


class TriggerShown(_Data):
    """What started an execution, and the trigger node that it began at."""

    kind: TriggerKind
    node_id: Annotated[str, Field(examples=["node_1"])]


class ExecutionListed(_Data):
    """An execution in a list; `finished_at` and `duration` are null while it runs.

    `retry_of` is the execution that this one repeats, null for most.
    """

    id: ExecutionId
    workflow_id: WorkflowId
    workflow_name: str
    status: ExecutionStatus
    trigger: TriggerShown
    retry_of: ExecutionId | None
    started_at: Timestamp
    finished_at: Timestamp | None
    duration: Milliseconds | None


class ExecutionList(_Data):
    """One page of executions."""

    executions: list[ExecutionListed]
    pagination: Pagination


class StepShown(_Data):
    """One run of a node."""

    node_id: str
    node_name: str
    status: ExecutionStatus
    started_at: Timestamp
    finished_at: Timestamp | None
    duration: Milliseconds | None


class ExecutionErrorShown(_Data):
    """Why an execution failed; `node_id` is null where no single node is to blame."""

    code: Annotated[str, Field(examples=["Http.Status404"])]
    message: str
    node_id: str | None


_NO_ERROR = ExecutionErrorShown(code="", message="", node_id=None)


class ApprovalShown(_Data):
    """What a running execution waits for; addresses are shown to keys with `executions:write`."""

    id: Annotated[str, Field(pattern="^apr_", examples=["apr_01hm4nc3d4e5f6g7h8j9k0m1n2"])]
    node_id: str
    message: str
    data: Any
    requested_at: Timestamp
    expires_at: Timestamp
    approve_url: Address = Field(default="", json_schema_extra=without_default)
    reject_url: Address = Field(default="", json_schema_extra=without_default)
    resume_url: Address = Field(default="", json_schema_extra=without_default)


class ExecutionShown(ExecutionListed):
    """A whole execution; `error` is there only if it failed, `retries` repeat it, oldest first.

    `approvals` is there only while it waits for answers.
    """

    retries: list[ExecutionId]
    input: Any
    output: Any
    steps: list[StepShown]
    # Not required, but never null: the default is no value that an answer has.
    error: ExecutionErrorShown = _NO_ERROR
    approvals: list[ApprovalShown] = Field(default_factory=list)


class RunsByStatus(_Data):
    """How many executions have each status."""

    running: int
    success: int
    failed: int
    cancelled: int


class LastRun(_Data):
    """The execution that started last."""

    id: ExecutionId
    status: ExecutionStatus
    started_at: Timestamp


class DurationsShown(_Data):
    """How long successful executions took; null where none was.

    The average is exact, a percentile is off by 1/64 of its value (1.6 %) at most.
    """

    average: Milliseconds | None
    p50: Milliseconds | None
    p90: Milliseconds | None
    p99: Milliseconds | None


class WorkflowStatsShown(_Data):
    """What the executions of a workflow tell together: those that began from one day to another.

    Days are in UTC; `from` is the first one whose executions are still kept, unless a later one was asked
    for. `failure_rate` is the share of failures in what succeeded or failed, null where nothing did.
    """

    workflow_id: WorkflowId
    first_day: Day = Field(alias="from")
    last_day: Day = Field(alias="to")
    runs: int
    by_status: RunsByStatus
    failure_rate: Annotated[float | None, Field(ge=0, le=1)]
    last_run: LastRun | None
    duration: DurationsShown


class WebhookAuthenticationShown(_Data):
    """How callers of a webhook prove who they are."""

    type: AuthenticationType
    enabled: bool


class WebhookShown(_Data):
    """A webhook; `token` is there only in the answer that made it."""

    id: WebhookId
    workflow_id: WorkflowId
    node_id: Annotated[str | None, Field(description="The trigger to start by.")]
    name: str
    url: Annotated[str, Field(json_schema_extra={"format": "uri"})]
    method: WebhookMethod
    authentication: WebhookAuthenticationShown
    wait: Annotated[int, Field(description="Seconds that a call waits for the end of the execution.")]
    token: Annotated[str, Field(pattern="^[!-~]{16,256}$")] = Field(
        default="", json_schema_extra=without_default
    )
    created_at: Timestamp
    updated_at: Timestamp


class WebhookList(_Data):
    """One page of webhooks."""

    webhooks: list[WebhookShown]
    pagination: Pagination


class ExecutionCancelled(_Data):
    """An execution that was ended."""

    id: ExecutionId
    status: Literal[ExecutionStatus.CANCELLED]


class NotificationShown(_Data):
    """A notification; `workflow_id` is null where it is told of every workflow."""

    id: NotificationId
    url: str
    events: list[NotificationEvent]
    workflow_id: WorkflowId | None
    enabled: bool
    created_at: Timestamp
    updated_at: Timestamp


class NotificationCreated(NotificationShown):
    """A new notification with its secret, which is shown this once."""

    secret: Annotated[str, Field(pattern="^whsec_[0-9a-f]{64}$")]


class NotificationList(_Data):
    """One page of notifications."""

    notifications: list[NotificationShown]
    pagination: Pagination
