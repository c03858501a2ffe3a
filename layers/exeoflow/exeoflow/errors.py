"""Failures of an operation, one tree; the HTTP status of each stands in `exeoflow.api.problems`.

ExeoflowError                     a fault of ours                   INTERNAL_ERROR
├── InvalidRequest                the client's words are wrong      INVALID_REQUEST
│   ├── MalformedBody             the body is no JSON               MALFORMED_BODY
│   ├── BodyUnreadable            of a webhook's call               BODY_UNREADABLE
│   ├── TriggerUnknown            no such trigger in the workflow   INVALID_REQUEST
│   └── WorkflowInvalid           the graph has faults              WORKFLOW_INVALID
├── Unauthorized                  no valid key                      UNAUTHORIZED
│   ├── TokenInvalid              of a webhook                      WEBHOOK_TOKEN_INVALID
│   ├── SignatureInvalid          not signed with its token         WEBHOOK_SIGNATURE_INVALID
│   └── SignatureExpired          signed too long ago               WEBHOOK_SIGNATURE_EXPIRED
├── Forbidden                     the key lacks the permission      FORBIDDEN
├── NotFound                      unknown here, or another's        NOT_FOUND
│   ├── RouteNotFound             no such path                      ROUTE_NOT_FOUND
│   ├── WorkflowNotFound                                            WORKFLOW_NOT_FOUND
│   ├── RevisionNotFound          never was, or no longer kept      REVISION_NOT_FOUND
│   ├── NodeNotFound              the workflow has no such node     NODE_NOT_FOUND
│   ├── ExecutionNotFound                                           EXECUTION_NOT_FOUND
│   ├── StepNotFound              of an execution that is known     STEP_NOT_FOUND
│   ├── WebhookNotFound                                             WEBHOOK_NOT_FOUND
│   ├── ApprovalNotFound          unknown, or the address is forged APPROVAL_NOT_FOUND
│   ├── NotificationNotFound                                        NOTIFICATION_NOT_FOUND
│   ├── KeyNotFound                                                 KEY_NOT_FOUND
│   ├── CredentialNotFound                                          CREDENTIAL_NOT_FOUND
│   └── VariableNotFound                                            VARIABLE_NOT_FOUND
├── MethodNotAllowed              the path has other methods        METHOD_NOT_ALLOWED
├── Conflict                      against the stored state          CONFLICT
│   ├── WorkflowChanged           too many writers at once          WORKFLOW_CHANGED
│   ├── WorkflowEmpty             a draft cannot run                WORKFLOW_EMPTY
│   ├── ConcurrencyReached        as many run as may run at once    CONCURRENCY_LIMIT
│   ├── WorkflowInUse             others would start it             WORKFLOW_IN_USE
│   ├── WorkflowManaged           is changed elsewhere, as in git   WORKFLOW_MANAGED
│   ├── WorkflowInactive          only manual starts are possible   WORKFLOW_INACTIVE
│   ├── WorkflowGone              deleted since it ran              WORKFLOW_GONE
│   ├── TriggerGone               taken out of it since it ran      TRIGGER_GONE
│   ├── TriggerRefused            AWS will not have it              TRIGGER_REFUSED
│   ├── WebhookChanged            too many writers at once          WEBHOOK_CHANGED
│   ├── WebhookOfTrigger          belongs to a node of a workflow   WEBHOOK_OF_TRIGGER
│   ├── WebhookPathTaken          by another of the workspace       WEBHOOK_PATH_TAKEN
│   ├── NotificationChanged       too many writers at once          NOTIFICATION_CHANGED
│   ├── TooManyNotifications      for one workspace                 NOTIFICATION_LIMIT
│   ├── TooManyKeys               for one workspace                 KEY_LIMIT
│   ├── CredentialChanged         too many writers at once          CREDENTIAL_CHANGED
│   ├── CredentialInUse           workflows name it                 CREDENTIAL_IN_USE
│   ├── TooManyCredentials        for one workspace                 CREDENTIAL_LIMIT
│   ├── VariablesChanged          too many writers at once          VARIABLES_CHANGED
│   ├── TooManyVariables          for one workspace                 VARIABLE_LIMIT
│   ├── SignatureReplayed         was used for another delivery     WEBHOOK_REPLAYED
│   ├── ApprovalDecided           somebody was faster               APPROVAL_DECIDED
│   ├── ApprovalExpired           nobody waits for it any more      APPROVAL_EXPIRED
│   ├── IdempotencyKeyReused      same key, other request           IDEMPOTENCY_KEY_REUSED
│   ├── ExecutionStarting         not yet known to Step Functions   EXECUTION_STARTING
│   ├── ExecutionRunning          nothing to repeat yet             EXECUTION_RUNNING
│   └── ExecutionFinished         nothing left to cancel            EXECUTION_FINISHED
├── PreconditionFailed            `If-Match` does not hold          PRECONDITION_FAILED
├── PayloadTooLarge               over a documented limit           PAYLOAD_TOO_LARGE
│   ├── InputTooLarge             Step Functions takes 256 KiB      INPUT_TOO_LARGE
│   └── WorkflowTooLarge          DynamoDB takes 400 KB             WORKFLOW_TOO_LARGE
├── RateLimited                   too many requests                 RATE_LIMITED
├── StackFault                    AWS refuses what the stack asks   STACK_FAULT
└── Unavailable                   AWS refuses for now, try again    SERVICE_UNAVAILABLE
    ├── LimitReached              a quota of the account            AWS_LIMIT_REACHED
    ├── TokenNotFetched           an OAuth2 server answers nobody   TOKEN_NOT_FETCHED
    ├── KeysNotFetched            of an issuer of tokens            WEBHOOK_KEYS_UNAVAILABLE
    ├── StartsThrottled           more starts than AWS takes now    SERVICE_UNAVAILABLE
    └── StartRefused              the execution surely never began  SERVICE_UNAVAILABLE
        └── StateMachineMissing   nothing was there to start        SERVICE_UNAVAILABLE
"""

from collections.abc import Sequence
from typing import ClassVar, Protocol


class RuleViolation(Protocol):
    """What this module, at the bottom of the imports, needs to know of a diagnostic."""

    @property
    def rule(self) -> str:
        """The stable code of the rule."""
        ...

    @property
    def path(self) -> str:
        """The place in the request."""
        ...


class ExeoflowError(Exception):
    """Root of the tree. `code` is stable and never translated."""

    code: ClassVar[str] = "INTERNAL_ERROR"
    readable_by: frozenset[str] = frozenset()
    """The origins whose pages may read of it beside those that the stack allows."""


class InvalidRequest(ExeoflowError):
    """The request breaks the contract; `faults` says where and how."""

    code = "INVALID_REQUEST"

    def __init__(self, *faults: RuleViolation) -> None:
        super().__init__(*faults)
        self.faults = faults


class MalformedBody(InvalidRequest):
    """The body cannot be read as JSON."""

    code = "MALFORMED_BODY"


class BodyUnreadable(InvalidRequest):
    """The body of a webhook's call is not what its sender says: type, character set or packing."""

    code = "BODY_UNREADABLE"


class TriggerUnknown(InvalidRequest):
    """The trigger that the request names is none of the workflow's."""


class WorkflowInvalid(InvalidRequest):
    """The graph cannot be compiled; `diagnostics` are all of its author's faults."""

    code = "WORKFLOW_INVALID"

    def __init__(self, diagnostics: Sequence[RuleViolation]) -> None:
        super().__init__()
        self.diagnostics = tuple(diagnostics)


class Unauthorized(ExeoflowError):
    """There is no key, or it is unknown, revoked or expired: the answer does not tell which."""

    code = "UNAUTHORIZED"


class TokenInvalid(Unauthorized):
    """A webhook was called without its token, or with a wrong one; `scheme` is how it may be sent."""

    code = "WEBHOOK_TOKEN_INVALID"

    def __init__(self, scheme: str = "Bearer") -> None:
        super().__init__(scheme)
        self.scheme = scheme


class SignatureInvalid(Unauthorized):
    """A webhook was called without a signature, or with one that is not its own: `fault` says which."""

    code = "WEBHOOK_SIGNATURE_INVALID"

    def __init__(self, fault: RuleViolation | None = None) -> None:
        super().__init__(fault)
        self.fault = fault


class SignatureExpired(Unauthorized):
    """The signature is right, but more than `tolerance` seconds away from now."""

    code = "WEBHOOK_SIGNATURE_EXPIRED"

    def __init__(self, tolerance: int) -> None:
        super().__init__(tolerance)
        self.tolerance = tolerance


class Forbidden(ExeoflowError):
    """The key is valid but lacks `scope`."""

    code = "FORBIDDEN"

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class NotFound(ExeoflowError):
    """It does not exist in the caller's workspace."""

    code = "NOT_FOUND"


class RouteNotFound(NotFound):
    """No endpoint has this path; `fault` says which one was probably meant."""

    code = "ROUTE_NOT_FOUND"

    def __init__(self, fault: RuleViolation | None = None) -> None:
        super().__init__(fault)
        self.fault = fault


class WorkflowNotFound(NotFound):
    """No such workflow in this workspace."""

    code = "WORKFLOW_NOT_FOUND"


class RevisionNotFound(NotFound):
    """The workflow never had this revision, or it is no longer kept."""

    code = "REVISION_NOT_FOUND"


class NodeNotFound(NotFound):
    """The newest revision of the workflow has no such node."""

    code = "NODE_NOT_FOUND"


class ExecutionNotFound(NotFound):
    """No such execution in this workspace."""

    code = "EXECUTION_NOT_FOUND"


class StepNotFound(NotFound):
    """The execution has no step of this number (yet)."""

    code = "STEP_NOT_FOUND"


class WebhookNotFound(NotFound):
    """No such webhook, or not in this workspace."""

    code = "WEBHOOK_NOT_FOUND"


class ApprovalNotFound(NotFound):
    """No such approval, or the address was not signed by us: the answer does not tell which."""

    code = "APPROVAL_NOT_FOUND"


class NotificationNotFound(NotFound):
    """No such notification in this workspace."""

    code = "NOTIFICATION_NOT_FOUND"


class CredentialNotFound(NotFound):
    """No such credential in this workspace."""

    code = "CREDENTIAL_NOT_FOUND"


class KeyNotFound(NotFound):
    """No such API key in this workspace."""

    code = "KEY_NOT_FOUND"


class MethodNotAllowed(ExeoflowError):
    """The path exists with the methods `allowed` only."""

    code = "METHOD_NOT_ALLOWED"

    def __init__(self, allowed: Sequence[str]) -> None:
        super().__init__(*allowed)
        self.allowed = tuple(allowed)


class Conflict(ExeoflowError):
    """The stored state does not allow it."""

    code = "CONFLICT"


class WorkflowChanged(Conflict):
    """Others kept writing the workflow at the same time; nothing of this request was stored."""

    code = "WORKFLOW_CHANGED"


class WorkflowEmpty(Conflict):
    """A workflow without nodes is a draft and cannot be executed."""

    code = "WORKFLOW_EMPTY"


class ConcurrencyReached(Conflict):
    """As many executions run as the workflow lets run at once (`limit`), or wait as may wait."""

    code = "CONCURRENCY_LIMIT"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class WorkflowInUse(Conflict):
    """The `workflows`, whose ids these are, start it as a sub-workflow or when they fail."""

    code = "WORKFLOW_IN_USE"

    def __init__(self, workflows: Sequence[str]) -> None:
        super().__init__(*workflows)
        self.workflows = tuple(workflows)


class WorkflowManaged(Conflict):
    """The workflow is changed by its `manager` only, and the request does not come in its name."""

    code = "WORKFLOW_MANAGED"

    def __init__(self, manager: str) -> None:
        super().__init__(manager)
        self.manager = manager


class WorkflowInactive(Conflict):
    """Its triggers are switched off: only a manual start is possible."""

    code = "WORKFLOW_INACTIVE"


class WorkflowGone(Conflict):
    """The workflow of an execution was deleted, so it cannot run again."""

    code = "WORKFLOW_GONE"


class TriggerGone(Conflict):
    """The trigger node `node_id` that an execution began at was removed or disabled."""

    code = "TRIGGER_GONE"

    def __init__(self, node_id: str) -> None:
        super().__init__(node_id)
        self.node_id = node_id


class TriggerRefused(Conflict):
    """AWS does not accept the trigger of a node, for `reason` (its own words); the workflow is as it was."""

    code = "TRIGGER_REFUSED"

    def __init__(self, node_id: str, reason: str) -> None:
        super().__init__(node_id, reason)
        self.node_id = node_id
        self.reason = reason


class WebhookChanged(Conflict):
    """Others kept writing the webhook at the same time; nothing of this request was stored."""

    code = "WEBHOOK_CHANGED"


class WebhookOfTrigger(Conflict):
    """The webhook belongs to a trigger node and goes with it."""

    code = "WEBHOOK_OF_TRIGGER"


class WebhookPathTaken(Conflict):
    """Another webhook of the workspace is called at `path` already."""

    code = "WEBHOOK_PATH_TAKEN"

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class NotificationChanged(Conflict):
    """Others kept writing the notification at the same time; nothing of this request was stored."""

    code = "NOTIFICATION_CHANGED"


class TooManyNotifications(Conflict):
    """The workspace has `limit` notifications, and every end would be told to each of them."""

    code = "NOTIFICATION_LIMIT"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class TooManyKeys(Conflict):
    """The workspace has `limit` valid keys."""

    code = "KEY_LIMIT"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class VariableNotFound(NotFound):
    """No variable of this name in this workspace."""

    code = "VARIABLE_NOT_FOUND"


class VariablesChanged(Conflict):
    """Others kept setting variables at the same time; nothing of this request was stored."""

    code = "VARIABLES_CHANGED"


class TooManyVariables(Conflict):
    """The workspace has `limit` variables."""

    code = "VARIABLE_LIMIT"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class CredentialChanged(Conflict):
    """Others kept writing the credential at the same time; nothing of this request was stored."""

    code = "CREDENTIAL_CHANGED"


class CredentialInUse(Conflict):
    """The workflows of these ids name the credential."""

    code = "CREDENTIAL_IN_USE"

    def __init__(self, workflows: tuple[str, ...]) -> None:
        super().__init__(workflows)
        self.workflows = workflows


class TooManyCredentials(Conflict):
    """The workspace has `limit` credentials."""

    code = "CREDENTIAL_LIMIT"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class SignatureReplayed(Conflict):
    """The signature has started an execution before."""

    code = "WEBHOOK_REPLAYED"


class ApprovalDecided(Conflict):
    """An answer was given before: `decision` says which."""

    code = "APPROVAL_DECIDED"

    def __init__(self, decision: str) -> None:
        super().__init__(decision)
        self.decision = decision


class ApprovalExpired(Conflict):
    """No answer came in time, or the execution has ended meanwhile."""

    code = "APPROVAL_EXPIRED"


class IdempotencyKeyReused(Conflict):
    """The `Idempotency-Key` belongs to another request."""

    code = "IDEMPOTENCY_KEY_REUSED"


class ExecutionStarting(Conflict):
    """The execution was recorded a moment ago and is not known to Step Functions yet."""

    code = "EXECUTION_STARTING"


class ExecutionRunning(Conflict):
    """The execution has not ended yet."""

    code = "EXECUTION_RUNNING"


class ExecutionFinished(Conflict):
    """The execution has already ended."""

    code = "EXECUTION_FINISHED"


class PreconditionFailed(ExeoflowError):
    """The workflow's revision is not one that `If-Match` names."""

    code = "PRECONDITION_FAILED"


class PayloadTooLarge(ExeoflowError):
    """More than `limit` bytes."""

    code = "PAYLOAD_TOO_LARGE"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class InputTooLarge(PayloadTooLarge):
    """The input of an execution is over what Step Functions takes."""

    code = "INPUT_TOO_LARGE"


class WorkflowTooLarge(PayloadTooLarge):
    """The compressed workflow does not fit into an item of DynamoDB."""

    code = "WORKFLOW_TOO_LARGE"


class RateLimited(ExeoflowError):
    """The key has used up its requests of this minute; the next one begins in `retry_after` seconds."""

    code = "RATE_LIMITED"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class Unavailable(ExeoflowError):
    """A service of AWS throttles or does not answer; whether the call took effect is unknown."""

    code = "SERVICE_UNAVAILABLE"


class LimitReached(Unavailable):
    """A quota of the AWS account is used up; `reason` is AWS's code for it."""

    code = "AWS_LIMIT_REACHED"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TokenNotFetched(Unavailable):
    """Others try to change the credential for a token, again and again, and get none."""

    code = "TOKEN_NOT_FETCHED"


class KeysNotFetched(Unavailable):
    """The keys by which a webhook checks the tokens of its callers cannot be had: `fault` says why."""

    code = "WEBHOOK_KEYS_UNAVAILABLE"

    def __init__(self, fault: RuleViolation) -> None:
        super().__init__(fault)
        self.fault = fault


class StackFault(ExeoflowError):
    """AWS refuses what the stack asks: permissions, names or keys are wrong; `reason` is AWS's code."""

    code = "STACK_FAULT"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StartsThrottled(Unavailable):
    """Step Functions takes no more starts for now; this one may be asked for again and again."""


class StartRefused(Unavailable):
    """Step Functions refused the start: there is surely no execution."""


class StateMachineMissing(StartRefused):
    """The version to start does not exist (any more)."""
