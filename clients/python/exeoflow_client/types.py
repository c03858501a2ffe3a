"""The types of the API. Made by clients/generate.py from the API's document. Do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class AggregateConfig(TypedDict):
    items: NotRequired[Any]
    values: list[Summary]
    group_by: NotRequired[str | None]


class AiConfig(TypedDict):
    model: str
    prompt: str
    system: NotRequired[str | None]
    max_tokens: NotRequired[int | str | None]
    temperature: NotRequired[float | str | None]


Algorithm: TypeAlias = Literal["sha256", "sha1", "sha384", "sha512", "md5", "plain"]

AnswerKind: TypeAlias = Literal["approve", "reject", "resume"]


class ApprovalConfig(TypedDict):
    message: NotRequired[str]
    data: NotRequired[Any]
    timeout: NotRequired[int]


class ApprovalDecision(TypedDict):
    id: str
    decision: Literal["approved", "rejected", "resumed"]
    decided_at: str


class ApprovalList(TypedDict):
    approvals: list[ApprovalListed]
    pagination: Pagination


class ApprovalListed(TypedDict):
    approve_url: NotRequired[str]
    reject_url: NotRequired[str]
    resume_url: NotRequired[str]
    id: str
    node_id: str
    message: str
    data: Any
    requested_at: str
    expires_at: str
    workflow_id: str
    execution_id: str


class ApprovalQuestion(TypedDict):
    id: str
    message: str
    data: Any
    expires_at: str


class ApprovalShown(TypedDict):
    approve_url: NotRequired[str]
    reject_url: NotRequired[str]
    resume_url: NotRequired[str]
    id: str
    node_id: str
    message: str
    data: Any
    requested_at: str
    expires_at: str


ApprovalStatus: TypeAlias = Literal["open"]


class Attachment(TypedDict):
    filename: str
    content: Any
    content_type: NotRequired[str | None]
    encoding: NotRequired[Literal["base64"] | None]
    content_id: NotRequired[str | None]


class AttemptError(TypedDict):
    code: str
    message: str


class AttemptShown(TypedDict):
    started_at: str
    finished_at: str | None
    error: NotRequired[AttemptError]


AuthenticationType: TypeAlias = Literal[
    "bearer", "hmac", "basic", "header", "query", "public_key", "jwt", "sns"
]


class AuthorShown(TypedDict):
    key_id: str
    key_name: str


BackfillBody = TypedDict(
    "BackfillBody",
    {
        "from": "str",
        "to": "NotRequired[str | None]",
        "trigger": "NotRequired[str | None]",
    },
)


class BackfillShown(TypedDict):
    filled: list[FilledShown]
    next_from: str | None


class BasicBody(TypedDict):
    type: Literal["basic"]
    enabled: NotRequired[bool]
    username: str
    password: NotRequired[str]
    credential: NotRequired[str]


class BearerBody(TypedDict):
    type: NotRequired[Literal["bearer"]]
    enabled: NotRequired[bool]
    secret: NotRequired[str]
    credential: NotRequired[str]


BodyType: TypeAlias = Literal["json", "jsonl", "form", "text", "xml", "csv", "multipart", "binary"]


class BulkError(TypedDict):
    code: str
    message: str


class BulkReportShown(TypedDict):
    matched: int
    done: int
    failed: int
    remaining: int
    dry_run: bool
    results: list[BulkResultShown]


class BulkResultShown(TypedDict):
    id: str
    success: bool
    error: NotRequired[BulkError]


class CallShown(TypedDict):
    resource: str
    arguments: Any


class CallStarted(TypedDict):
    execution_id: str
    status: Literal["running"]
    message: str


class CancelOn(TypedDict):
    pattern: dict[str, Any]
    match: NotRequired[SameValue | None]


class CatchUp(TypedDict):
    max: NotRequired[int]
    within: NotRequired[int]


class ChangeExecutionsBody(TypedDict):
    ids: NotRequired[list[str]]
    dry_run: NotRequired[bool]
    action: Literal["cancel", "retry"]
    filter: NotRequired[ExecutionsMeant]


class ChangeWorkflowsBody(TypedDict):
    ids: NotRequired[list[str]]
    dry_run: NotRequired[bool]
    action: Literal["delete", "activate", "deactivate"]
    filter: NotRequired[WorkflowsMeant]
    force: NotRequired[bool]


class CodeConfig(TypedDict):
    language: NotRequired[Literal["javascript", "python"]]
    source: str
    input: NotRequired[Any]
    timeout: NotRequired[int]
    names: NotRequired[Literal["exeoflow", "n8n"]]
    mode: NotRequired[Literal["all", "all_unchecked", "each", "each_fields", "value", "values"]]
    nodes: NotRequired[dict[str, Any]]
    timezone: NotRequired[str]
    keep_failed_items: NotRequired[bool]
    with_origins: NotRequired[bool]
    files: NotRequired[Literal["references", "contents"]]
    response: NotRequired[Literal["value", "file"]]


class Concurrency(TypedDict):
    max: int
    mode: NotRequired[Literal["queue", "skip", "cancel_running"]]
    max_queued: NotRequired[int]
    key: NotRequired[str | None]


class ConditionConfig(TypedDict):
    expression: str


class Connection(TypedDict):
    source: str
    target: str
    source_handle: NotRequired[str | None]


class ConnectionsCompared(TypedDict):
    added: list[Connection]
    removed: list[Connection]


class CreateCredentialBody(TypedDict):
    name: str
    type: CredentialKind
    values: dict[str, Any]
    allowed_hosts: NotRequired[list[str]]


class CreateKeyBody(TypedDict):
    name: str
    scopes: list[Scope]
    limit: NotRequired[int]
    expires_at: NotRequired[str | None]


class CreateNotificationBody(TypedDict):
    url: str
    events: NotRequired[list[NotificationEvent]]
    workflow_id: NotRequired[str | None]
    enabled: NotRequired[bool]


class CreateWebhookBody(TypedDict):
    delivery_id: NotRequired[str | None]
    secret_headers: NotRequired[list[str]]
    secret_parameters: NotRequired[list[str]]
    body_type: NotRequired[BodyType | None]
    raw: NotRequired[bool]
    exact_numbers: NotRequired[bool]
    keep_files: NotRequired[bool]
    allowed_origins: NotRequired[list[str]]
    path: NotRequired[str | None]
    open_methods: NotRequired[list[WebhookMethod]]
    verify_token: NotRequired[str | None]
    workflow_id: str
    name: str
    method: NotRequired[WebhookMethod | list[WebhookMethod]]
    authentication: NotRequired[
        BearerBody
        | HmacBody
        | BasicBody
        | HeaderBody
        | QueryBody
        | PublicKeyBody
        | JwtBody
        | SnsBody
        | list[BearerBody | HmacBody | BasicBody | HeaderBody | QueryBody | PublicKeyBody | JwtBody | SnsBody]
    ]
    wait: NotRequired[int]
    node_id: NotRequired[str]


class CreateWorkflowBody(TypedDict):
    id: NotRequired[Any]
    status: NotRequired[Any]
    created_at: NotRequired[Any]
    updated_at: NotRequired[Any]
    next_run: NotRequired[Any]
    schedules: NotRequired[Any]
    diagnostics: NotRequired[Any]
    name: str
    description: NotRequired[str]
    nodes: NotRequired[list[Node]]
    connections: NotRequired[list[Connection]]
    settings: NotRequired[Settings]
    tags: NotRequired[list[str]]
    managed_by: NotRequired[Manager | None]
    comment: NotRequired[str]


class Credential(TypedDict):
    name: str
    header: NotRequired[str | None]
    scheme: NotRequired[str | None]


CredentialKind: TypeAlias = Literal[
    "basic",
    "bearer",
    "header",
    "query",
    "oauth2_client_credentials",
    "oauth2_refresh",
    "digest",
    "aws_sigv4",
    "hmac",
    "jwt",
    "tls",
    "custom",
]


class CredentialList(TypedDict):
    credentials: list[CredentialShown]
    pagination: Pagination


class CredentialShown(TypedDict):
    id: str
    name: str
    type: CredentialKind
    fields: list[str]
    allowed_hosts: list[str]
    revision: int
    created_at: str
    updated_at: str


class CredentialToCreate(TypedDict):
    kind: str
    nodes: list[str]
    what_to_create: str


class CredentialTried(TypedDict):
    accepted: bool
    status: int | None
    error: str | None
    message: str | None


class CredentialUser(TypedDict):
    id: str
    name: str


class CredentialWithUsers(TypedDict):
    id: str
    name: str
    type: CredentialKind
    fields: list[str]
    allowed_hosts: list[str]
    revision: int
    created_at: str
    updated_at: str
    used_by: list[CredentialUser]


class DatabaseConfig(TypedDict):
    operation: Literal["get", "put", "update", "delete", "query"]
    table: str
    key: NotRequired[dict[str, Any] | None]
    item: NotRequired[dict[str, Any] | str | None]
    set: NotRequired[dict[str, Any] | None]
    index: NotRequired[str | None]
    limit: NotRequired[int | str | None]
    descending: NotRequired[bool]
    consistent: NotRequired[bool]
    unless_exists: NotRequired[str | None]


class Debounce(TypedDict):
    seconds: int
    key: NotRequired[str | None]


class DeduplicateConfig(TypedDict):
    items: NotRequired[Any]
    expression: NotRequired[str]


class DiagnosticShown(TypedDict):
    rule: str
    severity: Severity
    path: str
    node_id: NotRequired[str]
    connection: NotRequired[int]
    message: str
    hint: str
    offset: NotRequired[int]
    length: NotRequired[int]
    suggestion: NotRequired[str]


class DuplicateWorkflowBody(TypedDict):
    name: NotRequired[str]
    comment: NotRequired[str]


class DurationsShown(TypedDict):
    average: int | None
    p50: int | None
    p90: int | None
    p99: int | None


class EmailConfig(TypedDict):
    sender: str
    to: list[str] | str
    cc: NotRequired[list[str] | str | None]
    bcc: NotRequired[list[str] | str | None]
    reply_to: NotRequired[list[str] | str | None]
    subject: str
    text: NotRequired[str | None]
    html: NotRequired[str | None]
    attachments: NotRequired[list[Attachment] | str | None]


class EmitEventConfig(TypedDict):
    source: str
    detail_type: str
    detail: NotRequired[dict[str, Any] | str]
    bus: NotRequired[str]


Encoding: TypeAlias = Literal["hex", "base64"]


class ErrorRule(TypedDict):
    action: Literal["continue", "branch"]
    errors: list[str]


class ExecuteWorkflowBody(TypedDict):
    input: NotRequired[dict[str, Any]]
    trigger: NotRequired[str]
    outputs: NotRequired[dict[str, Any]]
    labels: NotRequired[dict[str, Any]]


class ExecutionCancelled(TypedDict):
    id: str
    status: Literal["cancelled"]


class ExecutionErrorShown(TypedDict):
    code: str
    message: str
    node_id: str | None
    hint: NotRequired[str]
    cause: NotRequired[str | None]
    field: NotRequired[str]
    expression: NotRequired[str]


class ExecutionList(TypedDict):
    executions: list[ExecutionListed]
    pagination: Pagination


class ExecutionListed(TypedDict):
    labels: NotRequired[dict[str, Any]]
    tags: NotRequired[list[str]]
    queued: NotRequired[Literal[True]]
    parent: NotRequired[ParentShown]
    express: NotRequired[Literal[True]]
    id: str
    workflow_id: str
    workflow_name: str
    status: ExecutionStatus
    trigger: TriggerShown
    retry_of: str | None
    started_at: str
    finished_at: str | None
    duration: int | None


class ExecutionReached(TypedDict):
    execution_id: str
    started_at: str
    queued: NotRequired[Literal[True]]
    status: ExecutionStatus
    finished_at: NotRequired[str]
    output: NotRequired[Any]
    error: NotRequired[ExecutionErrorShown]


class ExecutionRetried(TypedDict):
    execution_id: str
    started_at: str
    queued: NotRequired[Literal[True]]
    status: Literal["running"]
    retry_of: str


class ExecutionShown(TypedDict):
    labels: NotRequired[dict[str, Any]]
    tags: NotRequired[list[str]]
    queued: NotRequired[Literal[True]]
    parent: NotRequired[ParentShown]
    express: NotRequired[Literal[True]]
    id: str
    workflow_id: str
    workflow_name: str
    status: ExecutionStatus
    trigger: TriggerShown
    retry_of: str | None
    started_at: str
    finished_at: str | None
    duration: int | None
    approvals: NotRequired[list[ApprovalShown]]
    revision: int | None
    version: int
    retries: list[str]
    input: Any
    output: Any
    steps: list[StepShown]
    error: NotRequired[ExecutionErrorShown]


ExecutionStatus: TypeAlias = Literal["running", "success", "failed", "cancelled"]


class ExecutionTold(TypedDict):
    id: str
    workflow_id: str
    workflow_name: str
    status: Literal["success", "failed"]
    started_at: str
    finished_at: str
    duration: int
    trigger: TriggerShown
    error: NotRequired[ExecutionErrorShown]


ExecutionsMeant = TypedDict(
    "ExecutionsMeant",
    {
        "workflow_id": "NotRequired[str]",
        "status": "NotRequired[list[Literal['running', 'success', 'failed', 'cancelled']]]",
        "error_code": "NotRequired[str]",
        "labels": "NotRequired[dict[str, Any]]",
        "tags": "NotRequired[list[str]]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
    },
)


class ExpressionField(TypedDict):
    field: str
    form: Literal["template", "expression", "item_expression"]


class Failure(TypedDict):
    success: Literal[False]
    error: FailureError


class FailureDetail(TypedDict):
    path: str
    message: str
    rule: NotRequired[str]
    severity: NotRequired[Severity]
    node_id: NotRequired[str]
    connection: NotRequired[int]
    hint: NotRequired[str]
    offset: NotRequired[int]
    length: NotRequired[int]
    suggestion: NotRequired[str]


class FailureError(TypedDict):
    code: Literal[
        "INTERNAL_ERROR",
        "INVALID_REQUEST",
        "MALFORMED_BODY",
        "BODY_UNREADABLE",
        "WORKFLOW_INVALID",
        "UNAUTHORIZED",
        "WEBHOOK_TOKEN_INVALID",
        "WEBHOOK_SIGNATURE_INVALID",
        "WEBHOOK_SIGNATURE_EXPIRED",
        "FORBIDDEN",
        "NOT_FOUND",
        "ROUTE_NOT_FOUND",
        "WORKFLOW_NOT_FOUND",
        "REVISION_NOT_FOUND",
        "NODE_NOT_FOUND",
        "EXECUTION_NOT_FOUND",
        "STEP_NOT_FOUND",
        "WEBHOOK_NOT_FOUND",
        "APPROVAL_NOT_FOUND",
        "NOTIFICATION_NOT_FOUND",
        "KEY_NOT_FOUND",
        "METHOD_NOT_ALLOWED",
        "CONFLICT",
        "WORKFLOW_CHANGED",
        "WORKFLOW_EMPTY",
        "CONCURRENCY_LIMIT",
        "WORKFLOW_IN_USE",
        "WORKFLOW_MANAGED",
        "WORKFLOW_INACTIVE",
        "WORKFLOW_GONE",
        "TRIGGER_GONE",
        "TRIGGER_REFUSED",
        "WEBHOOK_CHANGED",
        "WEBHOOK_OF_TRIGGER",
        "WEBHOOK_PATH_TAKEN",
        "NOTIFICATION_CHANGED",
        "NOTIFICATION_LIMIT",
        "VARIABLE_NOT_FOUND",
        "VARIABLES_CHANGED",
        "VARIABLE_LIMIT",
        "CREDENTIAL_NOT_FOUND",
        "CREDENTIAL_CHANGED",
        "CREDENTIAL_IN_USE",
        "CREDENTIAL_LIMIT",
        "WEBHOOK_KEYS_UNAVAILABLE",
        "TOKEN_NOT_FETCHED",
        "KEY_LIMIT",
        "WEBHOOK_REPLAYED",
        "APPROVAL_DECIDED",
        "APPROVAL_EXPIRED",
        "IDEMPOTENCY_KEY_REUSED",
        "EXECUTION_STARTING",
        "EXECUTION_RUNNING",
        "EXECUTION_FINISHED",
        "PRECONDITION_FAILED",
        "PAYLOAD_TOO_LARGE",
        "INPUT_TOO_LARGE",
        "WORKFLOW_TOO_LARGE",
        "RATE_LIMITED",
        "AWS_LIMIT_REACHED",
        "STACK_FAULT",
        "SERVICE_UNAVAILABLE",
    ]
    message: str
    request_id: str
    details: NotRequired[list[FailureDetail]]


FieldChanged = TypedDict(
    "FieldChanged",
    {
        "path": "str",
        "from": "NotRequired[Any]",
        "to": "NotRequired[Any]",
    },
)


class FileConfig(TypedDict):
    operation: Literal["write", "read", "split", "join", "compress", "extract"]
    value: NotRequired[Any]
    content_type: NotRequired[str | None]
    file: NotRequired[Any]
    items: NotRequired[str | None]
    size: NotRequired[int | str]
    files: NotRequired[Any]
    format: NotRequired[Literal["json", "jsonl", "csv", "xml", "text", "zip", "gzip", "tar", "tar_gz"] | None]
    response: NotRequired[Literal["file", "base64"] | None]


class FilledShown(TypedDict):
    scheduled_at: str
    execution_id: str | None
    error: NotRequired[BulkError]


class FilterConfig(TypedDict):
    items: NotRequired[Any]
    expression: str


class ForEachConfig(TypedDict):
    items: Any
    concurrency: NotRequired[int]


class FormatConfig(TypedDict):
    format: Literal["json", "jsonl", "xml", "csv", "query", "base64", "date", "xlsx"]
    value: NotRequired[Any]
    indent: NotRequired[bool]
    columns: NotRequired[list[str]]
    delimiter: NotRequired[str | None]
    header: NotRequired[bool]
    bom: NotRequired[bool]
    sheet: NotRequired[str | None]
    url_safe: NotRequired[bool]
    pattern: NotRequired[str | None]
    timezone: NotRequired[str]
    language: NotRequired[Literal["en", "de"] | str]
    add: NotRequired[dict[str, Any]]
    start_of: NotRequired[
        Literal["year", "quarter", "month", "week", "day", "hour", "minute", "second"] | None
    ]


class GraphShown(TypedDict):
    name: str
    nodes: list[dict[str, Any]]
    connections: list[dict[str, Any]]
    settings: dict[str, Any]


class HandleShown(TypedDict):
    name: NotRequired[str | None]
    each: NotRequired[str]
    when: NotRequired[str]


class HeaderBody(TypedDict):
    type: Literal["header"]
    enabled: NotRequired[bool]
    header: str
    secret: NotRequired[str]
    credential: NotRequired[str]


class HmacBody(TypedDict):
    type: Literal["hmac"]
    enabled: NotRequired[bool]
    secret: NotRequired[str]
    credential: NotRequired[str]
    preset: NotRequired[Preset]
    header: NotRequired[str]
    prefix: NotRequired[str]
    encoding: NotRequired[Encoding]
    algorithm: NotRequired[Algorithm]
    signed_text: NotRequired[str]
    timestamp_header: NotRequired[str]
    field: NotRequired[str]
    timestamp_field: NotRequired[str]
    key_encoding: NotRequired[KeyForm]
    tolerance: NotRequired[int]


class HmacConfig(TypedDict):
    text: NotRequired[Any]
    key: NotRequired[str | None]
    credential: NotRequired[str | None]
    algorithm: NotRequired[Literal["sha256", "sha1", "sha384", "sha512", "md5"] | str]
    encoding: NotRequired[Literal["hex", "base64", "base64url"]]
    key_encoding: NotRequired[Literal["text", "hex", "base64"]]


class HttpRequestConfig(TypedDict):
    method: NotRequired[Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] | str]
    url: str
    headers: NotRequired[dict[str, Any] | str | None]
    query: NotRequired[dict[str, Any] | str | None]
    body: NotRequired[Any]
    body_type: NotRequired[Literal["json", "form", "text", "xml", "multipart", "binary"] | None]
    body_encoding: NotRequired[Literal["base64"] | None]
    response: NotRequired[Literal["auto", "json", "jsonl", "xml", "csv", "text", "binary", "file"]]
    credential: NotRequired[str | Credential | None]
    tls: NotRequired[str | None]
    pagination: NotRequired[Paging | None]
    follow_redirects: NotRequired[bool]


class ImageConfig(TypedDict):
    operation: Literal["edit", "create", "describe"]
    file: NotRequired[Any]
    steps: NotRequired[list[ImageStep] | None]
    width: NotRequired[float | str | None]
    height: NotRequired[float | str | None]
    color: NotRequired[str | None]
    format: NotRequired[Literal["png", "jpeg", "webp", "gif", "bmp", "tiff"] | str | None]
    quality: NotRequired[float | str | None]
    response: NotRequired[Literal["file", "base64"] | None]


class ImageStep(TypedDict):
    do: Literal[
        "resize",
        "crop",
        "rotate",
        "flip",
        "shear",
        "border",
        "blur",
        "draw",
        "text",
        "overlay",
        "transparent",
    ]
    width: NotRequired[float | str | None]
    height: NotRequired[float | str | None]
    fit: NotRequired[Literal["within", "around", "cover", "exact", "area"] | str | None]
    only: NotRequired[Literal["always", "shrink", "enlarge"] | str | None]
    unit: NotRequired[Literal["pixels", "percent"] | str | None]
    x: NotRequired[float | str | None]
    y: NotRequired[float | str | None]
    to_x: NotRequired[float | str | None]
    to_y: NotRequired[float | str | None]
    radius: NotRequired[float | str | None]
    thickness: NotRequired[float | str | None]
    angle: NotRequired[float | str | None]
    axis: NotRequired[Literal["horizontal", "vertical"] | str | None]
    color: NotRequired[str | None]
    sigma: NotRequired[float | str | None]
    shape: NotRequired[Literal["rectangle", "line", "circle", "ellipse"] | str | None]
    text: NotRequired[Any]
    size: NotRequired[float | str | None]
    align: NotRequired[Literal["left", "center", "right"] | str | None]
    vertical: NotRequired[Literal["top", "middle", "bottom"] | str | None]
    line_length: NotRequired[float | str | None]
    file: NotRequired[Any]
    mode: NotRequired[
        Literal[
            "over",
            "copy",
            "in",
            "out",
            "atop",
            "xor",
            "multiply",
            "screen",
            "darken",
            "lighten",
            "difference",
            "add",
            "subtract",
        ]
        | str
        | None
    ]
    opacity: NotRequired[float | str | None]
    tolerance: NotRequired[float | str | None]


class ImportCounts(TypedDict):
    nodes: int
    exact: int
    approximated: int
    unsupported: int


ImportFormat: TypeAlias = Literal["n8n", "asl"]


class ImportReason(TypedDict):
    code: str
    message: str
    what_to_do: str


class ImportReport(TypedDict):
    summary: ImportCounts
    expressions: ImportedExpressions
    nodes: list[ImportedNode]
    credentials: list[CredentialToCreate]


class ImportWorkflowBody(TypedDict):
    name: NotRequired[Any]
    nodes: NotRequired[Any]
    connections: NotRequired[Any]
    settings: NotRequired[Any]
    StartAt: NotRequired[Any]
    States: NotRequired[Any]
    definition: NotRequired[Any]


class ImportedExpressions(TypedDict):
    total: int
    translated: int
    by_code: int


class ImportedNode(TypedDict):
    name: str
    type: str
    version: float
    node_ids: list[str]
    status: Status
    reasons: list[ImportReason]


class IterationShown(TypedDict):
    node_id: NotRequired[str]
    index: NotRequired[int]
    round: NotRequired[int]


class JwtBody(TypedDict):
    type: Literal["jwt"]
    enabled: NotRequired[bool]
    secret: NotRequired[str]
    credential: NotRequired[str]
    key: NotRequired[str]
    jwks_url: NotRequired[str]
    preset: NotRequired[Literal["google"]]
    algorithms: NotRequired[
        list[
            Literal[
                "HS256",
                "HS384",
                "HS512",
                "RS256",
                "RS384",
                "RS512",
                "PS256",
                "ES256",
                "ES384",
                "ES512",
                "EdDSA",
            ]
        ]
    ]
    issuer: NotRequired[str | list[str]]
    audience: NotRequired[str | list[str]]
    header: NotRequired[str]
    claims: NotRequired[dict[str, Any]]
    body_claim: NotRequired[str]
    max_age: NotRequired[int]
    tolerance: NotRequired[int]


class KeyCreated(TypedDict):
    id: str
    name: str
    scopes: list[Scope]
    limit: int
    is_current: bool
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    secret: str


KeyForm: TypeAlias = Literal["text", "hex", "base64"]


class KeyList(TypedDict):
    keys: list[KeyShown]
    pagination: Pagination


class KeyShown(TypedDict):
    id: str
    name: str
    scopes: list[Scope]
    limit: int
    is_current: bool
    created_at: str
    expires_at: str | None
    revoked_at: str | None


class LambdaConfig(TypedDict):
    function: str
    payload: NotRequired[Any]


class LastRun(TypedDict):
    id: str
    status: ExecutionStatus
    started_at: str


class LimitConfig(TypedDict):
    items: NotRequired[Any]
    count: int | str
    offset: NotRequired[int | str]


Manager: TypeAlias = Literal["git"]


class MapConfig(TypedDict):
    items: NotRequired[Any]
    expression: str


class MergeConfig(TypedDict):
    mode: NotRequired[Literal["object", "append", "shallow", "first"]]


class Message(TypedDict):
    message: str


class Node(TypedDict):
    id: str
    type: Literal[
        "trigger",
        "condition",
        "switch",
        "partition",
        "merge",
        "for_each",
        "wait",
        "approval",
        "stop",
        "respond",
        "placeholder",
        "set",
        "transform",
        "map",
        "filter",
        "sort",
        "limit",
        "aggregate",
        "split",
        "deduplicate",
        "parse",
        "format",
        "hmac",
        "file",
        "image",
        "http_request",
        "code",
        "lambda",
        "sub_workflow",
        "queue",
        "notify",
        "emit_event",
        "email",
        "database",
        "storage",
        "ai",
    ]
    config: NotRequired[dict[str, Any]]
    name: NotRequired[str | None]
    position: NotRequired[Position | None]
    retry: NotRequired[Retry | None]
    timeout: NotRequired[int | None]
    on_error: NotRequired[Literal["fail", "continue", "branch"] | ErrorRule]
    when_empty: NotRequired[Literal["continue", "stop"]]
    disabled: NotRequired[bool]


class NodeChanged(TypedDict):
    node_id: str
    fields: list[FieldChanged]


class NodeTested(TypedDict):
    node_id: str
    status: Literal["success", "failed", "unknown"]
    input: Any
    output: Any
    handles: list[str]
    error: StepErrorShown | None
    call: CallShown | None
    evaluated: list[ValueShown]


class NodeTypeList(TypedDict):
    node_types: list[NodeTypeShown]


class NodeTypeShown(TypedDict):
    type: str
    kind: Literal["trigger", "logic", "action", "data"]
    texts: NodeTypeTexts
    handles: list[HandleShown]
    takes_on_error: bool
    takes_retry: bool
    takes_timeout: bool
    task_when: NotRequired[str]
    config: dict[str, Any]
    expressions: list[ExpressionField]
    example: dict[str, Any]


class NodeTypeText(TypedDict):
    title: str
    summary: str


class NodeTypeTexts(TypedDict):
    de: NodeTypeText
    en: NodeTypeText


class NodesCompared(TypedDict):
    added: list[Node]
    removed: list[Node]
    changed: list[NodeChanged]
    moved: list[str]


class NotificationCreated(TypedDict):
    id: str
    url: str
    events: list[NotificationEvent]
    workflow_id: str | None
    enabled: bool
    created_at: str
    updated_at: str
    secret: str


NotificationEvent: TypeAlias = Literal["execution.success", "execution.failed"]


class NotificationList(TypedDict):
    notifications: list[NotificationShown]
    pagination: Pagination


class NotificationMessage(TypedDict):
    id: str
    type: NotificationEvent
    created_at: str
    data: ExecutionTold


class NotificationShown(TypedDict):
    id: str
    url: str
    events: list[NotificationEvent]
    workflow_id: str | None
    enabled: bool
    created_at: str
    updated_at: str


class NotifyConfig(TypedDict):
    topic_arn: str
    message: NotRequired[Any]
    subject: NotRequired[str | None]
    group_id: NotRequired[str | None]
    deduplication_id: NotRequired[str | None]


class Pagination(TypedDict):
    page: int
    limit: int
    total: int
    pages: int


Paging = TypedDict(
    "Paging",
    {
        "mode": "Literal['link_header', 'next_url', 'page', 'offset', 'cursor']",
        "next": "NotRequired[str | None]",
        "next_header": "NotRequired[str | None]",
        "items": "NotRequired[str | None]",
        "more": "NotRequired[str | None]",
        "parameter": "NotRequired[str | None]",
        "in": "NotRequired[Literal['query', 'body', 'header'] | None]",
        "start": "NotRequired[int | str | None]",
        "step": "NotRequired[int | str | None]",
        "keep": "NotRequired[Literal['items', 'pages'] | None]",
        "size": "NotRequired[int | str | None]",
        "size_parameter": "NotRequired[str | None]",
        "max_pages": "NotRequired[int | str | None]",
        "max_items": "NotRequired[int | str | None]",
        "end_statuses": "NotRequired[list[int] | None]",
    },
)


class ParentShown(TypedDict):
    execution_id: str
    node_id: str | None


class ParseConfig(TypedDict):
    format: Literal["json", "jsonl", "xml", "csv", "query", "base64", "date", "pdf", "xlsx"]
    text: NotRequired[Any]
    lists: NotRequired[list[str]]
    delimiter: NotRequired[str | None]
    header: NotRequired[bool]
    sheet: NotRequired[str | None]
    dates: NotRequired[Literal["text", "number"]]
    pattern: NotRequired[str | None]
    timezone: NotRequired[str]
    language: NotRequired[Literal["en", "de"] | str]


class PartitionCase(TypedDict):
    handle: str
    expression: str


class PartitionConfig(TypedDict):
    items: NotRequired[Any]
    cases: list[PartitionCase]
    mode: NotRequired[Literal["first", "all"]]
    default: NotRequired[str | None]


class PlaceholderConfig(TypedDict):
    origin: str
    config: NotRequired[dict[str, Any]]
    handles: NotRequired[list[str]]


class Position(TypedDict):
    x: float
    y: float


Preset: TypeAlias = Literal[
    "github", "stripe", "slack", "shopify", "typeform", "gitlab", "standard-webhooks", "twilio", "custom"
]

PublicKeyAlgorithm: TypeAlias = Literal["ed25519", "ecdsa-sha256", "rsa-sha256"]


class PublicKeyBody(TypedDict):
    type: Literal["public_key"]
    enabled: NotRequired[bool]
    key: str
    preset: NotRequired[PublicKeyPreset]
    header: NotRequired[str]
    prefix: NotRequired[str]
    encoding: NotRequired[Encoding]
    algorithm: NotRequired[PublicKeyAlgorithm]
    signed_text: NotRequired[str]
    timestamp_header: NotRequired[str]
    tolerance: NotRequired[int]


PublicKeyPreset: TypeAlias = Literal["discord", "sendgrid", "standard-webhooks", "custom"]


class QueryBody(TypedDict):
    type: Literal["query"]
    enabled: NotRequired[bool]
    parameter: NotRequired[str]
    secret: NotRequired[str]
    credential: NotRequired[str]


class QueueConfig(TypedDict):
    queue_url: str
    message: NotRequired[Any]
    delay_seconds: NotRequired[int | str | None]
    group_id: NotRequired[str | None]
    deduplication_id: NotRequired[str | None]


class RespondConfig(TypedDict):
    status: NotRequired[int | str]
    headers: NotRequired[dict[str, Any] | str | None]
    body: NotRequired[Any]
    body_encoding: NotRequired[Literal["base64"] | None]


class RestoreRevisionBody(TypedDict):
    comment: NotRequired[str]


class Retry(TypedDict):
    max_attempts: NotRequired[int]
    interval: NotRequired[int]
    backoff: NotRequired[float]
    max_interval: NotRequired[int | None]
    jitter: NotRequired[bool]
    errors: NotRequired[list[str]]


RetryExecutionBody = TypedDict(
    "RetryExecutionBody",
    {
        "from": "NotRequired[str]",
        "revision": "NotRequired[WhichRevision]",
        "items": "NotRequired[WhichItems]",
    },
)

RevisionDiff = TypedDict(
    "RevisionDiff",
    {
        "from": "int",
        "to": "int",
        "fields": "list[FieldChanged]",
        "nodes": "NodesCompared",
        "connections": "ConnectionsCompared",
    },
)


class RevisionList(TypedDict):
    revisions: list[RevisionListed]
    pagination: Pagination


class RevisionListed(TypedDict):
    revision: int
    created_by: AuthorShown | None
    comment: str
    restored_from: NotRequired[int]
    name: str
    status: WorkflowStatus
    created_at: str


class RevisionShown(TypedDict):
    revision: int
    created_by: AuthorShown | None
    comment: str
    restored_from: NotRequired[int]
    tags: NotRequired[list[str]]
    managed_by: NotRequired[Manager]
    next_run: NotRequired[str | None]
    id: str
    name: str
    description: str
    status: WorkflowStatus
    created_at: str
    updated_at: str
    settings: NotRequired[Settings]
    schedules: NotRequired[list[ScheduleShown]]
    diagnostics: NotRequired[list[DiagnosticShown]]
    nodes: list[Node]
    connections: list[Connection]


class RunsByStatus(TypedDict):
    running: int
    success: int
    failed: int
    cancelled: int


class RunsOfDay(TypedDict):
    running: int
    success: int
    failed: int
    cancelled: int
    day: str


class SameValue(TypedDict):
    trigger: str
    event: str


class ScheduleShown(TypedDict):
    node_id: str
    next_runs: list[str] | None


Scope: TypeAlias = Literal[
    "workflows:read",
    "workflows:write",
    "workflows:execute",
    "executions:read",
    "executions:write",
    "webhooks:read",
    "webhooks:write",
    "notifications:read",
    "notifications:write",
    "credentials:read",
    "credentials:write",
    "variables:read",
    "variables:write",
    "keys:read",
    "keys:write",
]


class SetConfig(TypedDict):
    values: NotRequired[dict[str, Any]]
    keep_input: NotRequired[bool]


class SetVariableBody(TypedDict):
    value: Any


class SetWorkflowStatusBody(TypedDict):
    status: WorkflowStatus


class Settings(TypedDict):
    max_iterations: NotRequired[int]
    error_workflow: NotRequired[str | None]
    record_data: NotRequired[Literal["all", "errors", "none"]]
    mode: NotRequired[Literal["standard", "express", "auto"]]
    timeout: NotRequired[int | None]
    concurrency: NotRequired[Concurrency | None]
    rate: NotRequired[StartRate | None]
    debounce: NotRequired[Debounce | None]
    catch_up: NotRequired[CatchUp | None]
    cancel_on: NotRequired[list[CancelOn]]
    input_schema: NotRequired[dict[str, Any] | None]


Severity: TypeAlias = Literal["error", "warning", "info"]


class SnsBody(TypedDict):
    type: Literal["sns"]
    enabled: NotRequired[bool]
    topic: str


class SortConfig(TypedDict):
    items: NotRequired[Any]
    expression: NotRequired[str]
    order: NotRequired[Literal["ascending", "descending"]]


class SplitConfig(TypedDict):
    items: NotRequired[Any]
    size: int | str


class StartRate(TypedDict):
    max: int
    per: NotRequired[int]
    key: NotRequired[str | None]


Status: TypeAlias = Literal["exact", "approximated", "unsupported"]


class StepDataShown(TypedDict):
    index: int
    node_id: str
    node_name: str
    status: ExecutionStatus
    started_at: str
    finished_at: str | None
    duration: int | None
    input: Any
    output: Any
    error: NotRequired[StepErrorShown]
    attempts: list[AttemptShown]
    iteration: list[IterationShown]
    truncated: list[Literal["input", "output"]]
    logs: NotRequired[list[str]]


class StepErrorShown(TypedDict):
    code: str
    message: str
    hint: NotRequired[str]
    cause: str | None
    field: NotRequired[str]
    expression: NotRequired[str]


class StepList(TypedDict):
    steps: list[StepDataShown]
    pagination: Pagination


class StepShown(TypedDict):
    node_id: str
    node_name: str
    status: ExecutionStatus
    started_at: str
    finished_at: str | None
    duration: int | None


class StopConfig(TypedDict):
    status: NotRequired[Literal["success", "failed", "break"]]
    code: NotRequired[str]
    message: NotRequired[str]


class StorageConfig(TypedDict):
    operation: Literal["get", "put", "list"]
    bucket: str
    key: NotRequired[str | None]
    body: NotRequired[Any]
    content_type: NotRequired[str | None]
    prefix: NotRequired[str | None]
    limit: NotRequired[int | str | None]
    as_file: NotRequired[bool | None]


class SubWorkflowConfig(TypedDict):
    workflow_id: str
    input: NotRequired[Any]
    wait: NotRequired[bool]


class Summary(TypedDict):
    name: str
    function: Literal["count", "sum", "average", "min", "max", "first", "last", "list"]
    expression: NotRequired[str]


class SwitchCase(TypedDict):
    handle: str
    expression: str


class SwitchConfig(TypedDict):
    cases: list[SwitchCase]
    mode: NotRequired[Literal["first", "all"]]


class TestCredentialBody(TypedDict):
    url: str


class TransformConfig(TypedDict):
    expression: str


class TriggerConfig(TypedDict):
    mode: NotRequired[Literal["manual", "webhook", "schedule", "event"]]
    cron: NotRequired[str | None]
    rate: NotRequired[str | None]
    timezone: NotRequired[str | None]
    start: NotRequired[str | None]
    end: NotRequired[str | None]
    pattern: NotRequired[dict[str, Any] | None]
    method: NotRequired[WebhookMethod | list[WebhookMethod] | None]
    path: NotRequired[str | None]
    wait: NotRequired[int | None]
    delivery_id: NotRequired[str | None]
    secret_headers: NotRequired[list[str] | None]
    secret_parameters: NotRequired[list[str] | None]
    allowed_origins: NotRequired[list[str] | None]
    body_type: NotRequired[BodyType | None]
    raw: NotRequired[bool | None]
    exact_numbers: NotRequired[bool | None]
    keep_files: NotRequired[bool | None]


TriggerKind: TypeAlias = Literal["manual", "webhook", "schedule", "event", "queue", "error", "sub_workflow"]


class TriggerShown(TypedDict):
    kind: TriggerKind
    node_id: str


class TryNodeBody(TypedDict):
    input: NotRequired[Any]
    outputs: NotRequired[dict[str, Any]]
    trigger: NotRequired[dict[str, Any]]
    item: NotRequired[Any]
    execution_id: NotRequired[str]
    graph: NotRequired[dict[str, Any]]
    mock: NotRequired[dict[str, Any]]


class UpdateCredentialBody(TypedDict):
    name: NotRequired[str]
    values: NotRequired[dict[str, Any]]
    allowed_hosts: NotRequired[list[str]]


class UpdateNotificationBody(TypedDict):
    url: NotRequired[str]
    events: NotRequired[list[NotificationEvent]]
    workflow_id: NotRequired[str | None]
    enabled: NotRequired[bool]


class UpdateWebhookBody(TypedDict):
    delivery_id: NotRequired[str | None]
    secret_headers: NotRequired[list[str]]
    secret_parameters: NotRequired[list[str]]
    body_type: NotRequired[BodyType | None]
    raw: NotRequired[bool]
    exact_numbers: NotRequired[bool]
    keep_files: NotRequired[bool]
    allowed_origins: NotRequired[list[str]]
    path: NotRequired[str | None]
    open_methods: NotRequired[list[WebhookMethod]]
    verify_token: NotRequired[str | None]
    name: NotRequired[str]
    method: NotRequired[WebhookMethod | list[WebhookMethod]]
    authentication: NotRequired[
        BearerBody
        | HmacBody
        | BasicBody
        | HeaderBody
        | QueryBody
        | PublicKeyBody
        | JwtBody
        | SnsBody
        | list[BearerBody | HmacBody | BasicBody | HeaderBody | QueryBody | PublicKeyBody | JwtBody | SnsBody]
    ]
    wait: NotRequired[int]


class UpdateWorkflowBody(TypedDict):
    id: NotRequired[Any]
    status: NotRequired[Any]
    created_at: NotRequired[Any]
    updated_at: NotRequired[Any]
    next_run: NotRequired[Any]
    schedules: NotRequired[Any]
    diagnostics: NotRequired[Any]
    name: NotRequired[str]
    description: NotRequired[str]
    nodes: NotRequired[list[Node]]
    connections: NotRequired[list[Connection]]
    settings: NotRequired[Settings]
    tags: NotRequired[list[str]]
    managed_by: NotRequired[Manager | None]
    comment: NotRequired[str]


class ValidateWorkflowBody(TypedDict):
    id: NotRequired[Any]
    status: NotRequired[Any]
    created_at: NotRequired[Any]
    updated_at: NotRequired[Any]
    next_run: NotRequired[Any]
    schedules: NotRequired[Any]
    diagnostics: NotRequired[Any]
    name: NotRequired[str]
    description: NotRequired[str]
    nodes: NotRequired[list[Any]]
    connections: NotRequired[list[Any]]
    settings: NotRequired[Settings]
    tags: NotRequired[list[str]]
    managed_by: NotRequired[Manager | None]
    comment: NotRequired[str]


class ValueShown(TypedDict):
    field: str
    expression: str
    value: Any


class VariableList(TypedDict):
    variables: list[VariableShown]
    pagination: Pagination


class VariableShown(TypedDict):
    name: str
    value: Any
    updated_at: str


class WaitConfig(TypedDict):
    seconds: NotRequired[int | str | None]
    until: NotRequired[str | None]
    call: NotRequired[bool]
    timeout: NotRequired[int]


class WebhookAuthenticationShown(TypedDict):
    type: AuthenticationType
    enabled: bool
    username: NotRequired[str]
    parameter: NotRequired[str]
    header: NotRequired[str]
    topic: NotRequired[str]
    preset: NotRequired[Preset | PublicKeyPreset]
    jwks_url: NotRequired[str]
    algorithms: NotRequired[list[str]]
    issuer: NotRequired[list[str]]
    audience: NotRequired[list[str]]
    claims: NotRequired[dict[str, Any]]
    body_claim: NotRequired[str]
    max_age: NotRequired[int]
    prefix: NotRequired[str]
    encoding: NotRequired[Encoding]
    algorithm: NotRequired[Algorithm | PublicKeyAlgorithm]
    signed_text: NotRequired[str]
    timestamp_header: NotRequired[str]
    field: NotRequired[str]
    timestamp_field: NotRequired[str]
    key_encoding: NotRequired[KeyForm]
    tolerance: NotRequired[int]
    credential: NotRequired[str]
    key: NotRequired[str]


class WebhookList(TypedDict):
    webhooks: list[WebhookShown]
    pagination: Pagination


WebhookMethod: TypeAlias = Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]


class WebhookShown(TypedDict):
    id: str
    workflow_id: str
    node_id: str | None
    name: str
    url: str
    method: WebhookMethod | list[WebhookMethod]
    authentication: WebhookAuthenticationShown | list[WebhookAuthenticationShown]
    wait: int
    delivery_id: NotRequired[str]
    secret_headers: NotRequired[list[str]]
    secret_parameters: NotRequired[list[str]]
    body_type: NotRequired[BodyType]
    raw: NotRequired[bool]
    exact_numbers: NotRequired[bool]
    keep_files: NotRequired[bool]
    path: NotRequired[str]
    open_methods: NotRequired[list[WebhookMethod]]
    allowed_origins: NotRequired[list[str]]
    has_verify_token: NotRequired[bool]
    token: NotRequired[str]
    created_at: str
    updated_at: str


WhichItems: TypeAlias = Literal["all", "failed"]

WhichRevision: TypeAlias = Literal["newest", "original"]


class WorkflowDefinition(TypedDict):
    definition: dict[str, Any]
    node_of_state: dict[str, Any]
    folded: dict[str, Any]
    wrapped_triggers: list[str]
    budgets: dict[str, Any]


class WorkflowImported(TypedDict):
    workflow: WorkflowShown | GraphShown
    report: ImportReport


class WorkflowList(TypedDict):
    workflows: list[WorkflowListed]
    pagination: Pagination


class WorkflowListed(TypedDict):
    tags: NotRequired[list[str]]
    managed_by: NotRequired[Manager]
    next_run: NotRequired[str | None]
    id: str
    name: str
    description: str
    status: WorkflowStatus
    created_at: str
    updated_at: str


WorkflowOrder: TypeAlias = Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name"]


class WorkflowShown(TypedDict):
    tags: NotRequired[list[str]]
    managed_by: NotRequired[Manager]
    next_run: NotRequired[str | None]
    id: str
    name: str
    description: str
    status: WorkflowStatus
    created_at: str
    updated_at: str
    settings: NotRequired[Settings]
    schedules: NotRequired[list[ScheduleShown]]
    diagnostics: NotRequired[list[DiagnosticShown]]
    nodes: list[Node]
    connections: list[Connection]


WorkflowStatsShown = TypedDict(
    "WorkflowStatsShown",
    {
        "from": "str",
        "to": "str",
        "workflow_id": "str",
        "runs": "int",
        "by_status": "RunsByStatus",
        "by_day": "list[RunsOfDay]",
        "failure_rate": "float | None",
        "last_run": "LastRun | None",
        "duration": "DurationsShown",
    },
)

WorkflowStatus: TypeAlias = Literal["active", "inactive"]


class WorkflowStatusShown(TypedDict):
    next_run: NotRequired[str | None]
    schedules: NotRequired[list[ScheduleShown]]
    diagnostics: NotRequired[list[DiagnosticShown]]
    webhooks: NotRequired[list[WebhookShown]]
    id: str
    status: WorkflowStatus
    updated_at: str


class WorkflowValidation(TypedDict):
    valid: bool
    diagnostics: list[DiagnosticShown]
    definition: dict[str, Any] | None
    node_of_state: dict[str, Any] | None
    folded: dict[str, Any] | None
    wrapped_triggers: list[str] | None
    budgets: dict[str, Any] | None


class WorkflowsMeant(TypedDict):
    status: NotRequired[Literal["active", "inactive"]]
    tags: NotRequired[list[str]]
    search: NotRequired[str]
