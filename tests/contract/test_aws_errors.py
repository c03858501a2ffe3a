"""Every error that the models of AWS's services foresee is answered by design, at every call of the adapters.

The errors come from the models that botocore installs, so a new version with new errors is tested as well.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import boto3
import pytest
from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    IncompleteReadError,
    NoCredentialsError,
    ReadTimeoutError,
)
from botocore.retries import standard
from botocore.session import get_session

import exeoflow.adapters
from exeoflow.adapters.aws_errors import NOT_NOW, translated
from exeoflow.adapters.dynamodb.approvals.store import DynamoApprovalStore
from exeoflow.adapters.dynamodb.executions.store import DynamoExecutionStore
from exeoflow.adapters.dynamodb.notification_store import DynamoNotificationStore
from exeoflow.adapters.dynamodb.queries import delete_all, read_all
from exeoflow.adapters.dynamodb.webhooks.listeners import DynamoListeners
from exeoflow.adapters.dynamodb.webhooks.store import DynamoWebhookStore
from exeoflow.adapters.dynamodb.workflows.store import DynamoWorkflowStore
from exeoflow.adapters.event_bridge.announcements import EventBridgeAnnouncements
from exeoflow.adapters.event_bridge.triggers import EventBridgeTriggers, TriggerSettings
from exeoflow.adapters.lambda_functions.code_function import CodeFunction
from exeoflow.adapters.s3.files import S3Files
from exeoflow.adapters.ses.mails import SesMails
from exeoflow.adapters.sqs.outbox import SqsOutbox
from exeoflow.adapters.sqs.redelivery import SqsRedelivery
from exeoflow.adapters.step_functions.machines import MachineSettings, StepFunctionsMachines
from exeoflow.adapters.step_functions.roles import SharedRole, WorkspaceRoles
from exeoflow.adapters.step_functions.stack_filling import StackFilling
from exeoflow.adapters.vaults import ParameterStoreVault, SecretsManagerVault
from exeoflow.errors import (
    ExeoflowError,
    LimitReached,
    StackFault,
    StartRefused,
    StartsThrottled,
    StateMachineMissing,
    TriggerRefused,
    Unavailable,
    WorkflowInvalid,
)
from exeoflow.model.approval import AnswerDelivery, Approval, ApprovalKind
from exeoflow.model.resource_names import ResourceNames
from exeoflow.model.webhooks.webhook import Webhook, WebhookAuthentication, WebhookMethod
from exeoflow.model.workflows.trigger import EventTrigger, ScheduleTrigger
from exeoflow.service.ports.outbox import NotificationMessage
from exeoflow.service.ports.state_machines import MachineVersion
from exeoflow.service.ports.vault import Place
from local.aws.replacement import replaced
from tests.fakes.time_and_chance import FakeClock

if TYPE_CHECKING:
    from exeoflow.adapters.ses.mails import SesClient

NOW: Final = datetime(2024, 1, 20, 10, tzinfo=UTC)
VERSION_ARN: Final = "arn:aws:states:eu-central-1:123456789012:stateMachine:exeoflow-wf_1:11"
# What every service may say beside its model, each with its status.
COMMON: Final = {
    "AccessDeniedException": 400,
    "ExpiredTokenException": 403,
    "InternalFailure": 500,
    "NotFoundBefore": 404,
    "SomethingNew": 503,
    "ServiceUnavailable": 503,
    "ThrottlingException": 400,
    "UnrecognizedClientException": 400,
    "ValidationException": 400,
}
ANSWERS: Final[Mapping[str, Any]] = {
    "BatchGetItem": {"Responses": {}, "UnprocessedKeys": {}},
    "BatchWriteItem": {"UnprocessedItems": {}},
    "CreateStateMachine": {"stateMachineVersionArn": VERSION_ARN},
    "DescribeExecution": {"status": "RUNNING"},
    "GetExecutionHistory": {"events": []},
    "GetParametersByPath": {"Parameters": [{"Name": "/exeoflow/credentials/acme/cred_1/v_1"}]},
    "ListSecrets": {"SecretList": [{"Name": "exeoflow/credentials/acme/cred_1/v_1"}]},
    "ListRules": {"Rules": []},
    "ListSchedules": {"Schedules": []},
    "PutEvents": {"FailedEntryCount": 0},
    "Query": {"Items": []},
    "UpdateStateMachine": {"stateMachineVersionArn": VERSION_ARN},
}
# What must have been refused before the operation is called at all.
NO_ROLE: Final = ("CreateStateMachine", "AccessDeniedException", "authorized to assume the provided role")
BEFORE: Final = {
    "UpdateSchedule": ("CreateSchedule", "ConflictException", "there is one"),
    "CreateRole": NO_ROLE,
    "AttachRolePolicy": NO_ROLE,
    "UpdateAssumeRolePolicy": NO_ROLE,
}

APPROVAL = Approval(
    id="apr_1",
    workspace="acme",
    workflow_id="wf_1",
    execution_id="exec_1",
    node_id="ask",
    kind=ApprovalKind.APPROVAL,
    message="",
    data=None,
    task_token="token",
    requested_at=NOW,
    expires_at=NOW,
)
PLACE = Place("acme", "cred_1", "v_1")
WEBHOOK = Webhook(
    "wh_1", "acme", "wf_1", "W", (WebhookMethod.POST,), WebhookAuthentication(), "proof", NOW, NOW
)
SETTINGS = TriggerSettings("group", "exeoflow-", "exeoflow", "arn:f", "arn:role", "arn:dlq")
MACHINES = MachineSettings(
    StackFilling(
        machine_prefix=VERSION_ARN.removesuffix("wf_1:11"),
        run_http_request="arn:run",
        run_code="arn:code",
        put_object="arn:put",
        run_file_operation="arn:files",
        transform_data="arn:transform",
        request_approval="arn:ask",
        webhooks_table="webhooks",
        variables_table="variables",
        resource_names=ResourceNames("for-workflows-", is_single_tenant=True),
    ),
    log_group_arn="arn:logs",
    is_traced=False,
)


@dataclass
class Adapters:
    """All of them, over clients of botocore that call nobody."""

    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        dynamodb, events = boto3.client("dynamodb"), boto3.client("events")
        sqs, scheduler = boto3.client("sqs"), boto3.client("scheduler")
        self.dynamodb = dynamodb
        self._make_stores()
        self.machines = StepFunctionsMachines(boto3.client("stepfunctions"), MACHINES, SharedRole("arn:role"))
        self.roles = WorkspaceRoles(
            lambda: boto3.client("iam"),
            self.clock,
            "arn:aws:iam::123456789012:role/exeoflow/eu-central-1/workspaces/",
            "arn:policy",
            MACHINES.filling.machine_prefix,
            ResourceNames("for-workflows-", is_single_tenant=False),
        )
        self.triggers = EventBridgeTriggers(
            scheduler, events, SETTINGS, DynamoListeners(dynamodb, "t", self.clock)
        )
        self.announcements = EventBridgeAnnouncements(events, "exeoflow")
        self.outbox = SqsOutbox(sqs, "https://sqs/start", "https://sqs/notifications")
        self.parameters = ParameterStoreVault(boto3.client("ssm"), "/exeoflow/credentials")
        self.secrets = SecretsManagerVault(boto3.client("secretsmanager"), "exeoflow/credentials")
        self.files = S3Files(boto3.client("s3"), "files")
        self.code_runs = CodeFunction(boto3.client("lambda"), "arn:code")
        self.mails = SesMails(cast("SesClient", boto3.client("sesv2")))
        self.redelivery = SqsRedelivery(sqs, "https://sqs/notifications")

    def _make_stores(self) -> None:
        self.approvals = DynamoApprovalStore(self.dynamodb, "t", self.clock)
        self.executions = DynamoExecutionStore(self.dynamodb, "t", timedelta(days=90), self.clock)
        self.notifications = DynamoNotificationStore(self.dynamodb, "t")
        self.webhooks = DynamoWebhookStore(self.dynamodb, "t", self.clock)
        self.workflows = DynamoWorkflowStore(self.dynamodb, "t", self.clock)

    def put_event(self) -> None:
        self.triggers.put("acme", "wf_1", EventTrigger("n", {"source": ["shop"]}), NOW)

    def put_schedule(self) -> None:
        self.triggers.put("acme", "wf_1", ScheduleTrigger("n", "rate(5 minutes)"), NOW)

    def make_role(self) -> None:
        """Publish for a workspace whose role nobody has made."""
        replace(self.machines, roles=self.roles).publish(MachineVersion("acme", "wf_1", 1, {}))

    def send_mail(self) -> None:
        """Its errors are named for the machine that sees them, and none of the product's own."""
        try:
            self.mails.send({"Content": {"Simple": {}}}, [])
        except Exception as error:
            is_named = type(error).__name__.startswith("SesV2.")
            raise (ExeoflowError() if is_named else error) from error

    def publish(self, revision: int) -> str:
        return self.machines.publish(MachineVersion("acme", "wf_1", revision, {}))


Call = Callable[[Adapters], object]
CALLS: Final[Mapping[tuple[str, str], tuple[Call, ...]]] = {
    ("dynamodb", "PutItem"): (lambda all_: all_.approvals.add(APPROVAL),),
    ("dynamodb", "GetItem"): (lambda all_: all_.webhooks.get("wh_1"),),
    ("dynamodb", "Query"): (lambda all_: all_.workflows.get("acme", "wf_1"), lambda a: a.executions.due(NOW)),
    ("dynamodb", "UpdateItem"): (
        lambda all_: all_.approvals.settle(APPROVAL, AnswerDelivery.ARRIVED),
        lambda all_: all_.executions.postpone("exec_1", NOW),
    ),
    ("dynamodb", "DeleteItem"): (lambda all_: all_.approvals.remove(APPROVAL),),
    ("dynamodb", "TransactWriteItems"): (
        lambda all_: all_.webhooks.remove(WEBHOOK),
        lambda all_: all_.webhooks.add(WEBHOOK),
    ),
    ("dynamodb", "BatchWriteItem"): (
        lambda all_: delete_all(all_.dynamodb, "t", [{"pk": "a", "sk": "b"}], all_.clock.pause),
    ),
    ("dynamodb", "BatchGetItem"): (
        lambda all_: read_all(all_.dynamodb, "t", [{"pk": "a", "sk": "b"}], all_.clock.pause),
    ),
    ("stepfunctions", "CreateStateMachine"): (lambda all_: all_.publish(1),),
    ("stepfunctions", "UpdateStateMachine"): (lambda all_: all_.publish(2),),
    ("stepfunctions", "DeleteStateMachineVersion"): (lambda all_: all_.publish(12),),
    ("stepfunctions", "DeleteStateMachine"): (lambda all_: all_.machines.delete("wf_1"),),
    ("stepfunctions", "StartExecution"): (lambda all_: all_.machines.start(VERSION_ARN, "exec_1", "{}"),),
    ("stepfunctions", "StartSyncExecution"): (lambda all_: all_.machines.run(VERSION_ARN, "exec_1", "{}"),),
    ("stepfunctions", "StopExecution"): (lambda all_: all_.machines.stop("wf_1", "exec_1"),),
    ("stepfunctions", "DescribeExecution"): (lambda all_: all_.machines.find("wf_1", "exec_1"),),
    ("stepfunctions", "GetExecutionHistory"): (lambda all_: all_.machines.history("wf_1", "exec_1"),),
    ("stepfunctions", "SendTaskSuccess"): (lambda all_: all_.machines.finish_task("token", "{}"),),
    ("stepfunctions", "SendTaskFailure"): (lambda all_: all_.machines.fail_task("token", "E", ""),),
    ("events", "PutRule"): (Adapters.put_event,),
    ("events", "PutTargets"): (Adapters.put_event,),
    ("events", "RemoveTargets"): (lambda all_: all_.triggers.remove("wf_1-e-1"),),
    ("events", "DeleteRule"): (lambda all_: all_.triggers.remove("wf_1-e-1"),),
    ("events", "ListRules"): (lambda all_: all_.triggers.names("wf_1"),),
    ("events", "PutEvents"): (lambda all_: all_.announcements.announce("Approval Requested", {}),),
    ("scheduler", "CreateSchedule"): (Adapters.put_schedule,),
    ("scheduler", "UpdateSchedule"): (Adapters.put_schedule,),
    ("scheduler", "DeleteSchedule"): (lambda all_: all_.triggers.remove("wf_1-s-1"),),
    ("scheduler", "ListSchedules"): (lambda all_: all_.triggers.names("wf_1"),),
    ("iam", "CreateRole"): (Adapters.make_role,),
    ("iam", "AttachRolePolicy"): (Adapters.make_role,),
    ("iam", "UpdateAssumeRolePolicy"): (Adapters.make_role,),
    ("ssm", "PutParameter"): (lambda all_: all_.parameters.put(PLACE, "secret"),),
    ("ssm", "GetParameter"): (lambda all_: all_.parameters.get(PLACE),),
    ("ssm", "DeleteParameter"): (lambda all_: all_.parameters.remove(PLACE),),
    ("ssm", "GetParametersByPath"): (lambda all_: all_.parameters.remove_all("acme", "cred_1"),),
    ("ssm", "DeleteParameters"): (lambda all_: all_.parameters.remove_all("acme", "cred_1"),),
    ("secretsmanager", "CreateSecret"): (lambda all_: all_.secrets.put(PLACE, "secret"),),
    ("secretsmanager", "GetSecretValue"): (lambda all_: all_.secrets.get(PLACE),),
    ("secretsmanager", "DeleteSecret"): (lambda all_: all_.secrets.remove(PLACE),),
    ("secretsmanager", "ListSecrets"): (lambda all_: all_.secrets.remove_all("acme", "cred_1"),),
    ("s3", "PutObject"): (lambda all_: all_.files.put("acme", "exec_1/file_1", b""),),
    ("s3", "GetObject"): (lambda all_: all_.files.get("acme", "exec_1/file_1"),),
    ("sesv2", "SendEmail"): (Adapters.send_mail,),
    ("lambda", "Invoke"): (lambda all_: all_.code_runs.run("acme", {}),),
    ("sqs", "SendMessage"): (lambda all_: all_.outbox.put_failure("exec_1"),),
    ("sqs", "SendMessageBatch"): (
        lambda all_: all_.outbox.put_notifications([NotificationMessage("msg_1", "acme", "nt_1", "{}")]),
    ),
    ("sqs", "ChangeMessageVisibility"): (
        lambda all_: all_.redelivery.postpone("receipt", timedelta(seconds=10)),
    ),
}


@pytest.fixture(scope="module")
def adapters() -> Iterator[Adapters]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "nobody")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "nobody")
        patch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        yield Adapters()


def outcome(  # noqa: PLR0913  (each is one part of an error)
    adapters: Adapters, operation: str, call: Call, code: str, *, status: int = 400, retries: int = 0
) -> type[BaseException] | None:
    """Return what the call raises when the operation is answered with this error; None if nothing."""
    before = BEFORE.get(operation)

    def answer(client: BaseClient, name: str, _: object) -> object:
        if name == operation:
            raise _error(client, name, code, code, status, retries)
        if before is not None and name == before[0]:
            raise _error(client, name, before[1], before[2], 409, 0)
        return ANSWERS.get(name, {})

    with replaced(BaseClient, "_make_api_call", answer):
        try:
            call(adapters)
        except BaseException as error:  # noqa: BLE001  (whatever it is, it is the outcome)
            return type(error)
    return None


def _error(  # noqa: PLR0913, PLR0917  (each is one part of an error)
    client: BaseClient, name: str, code: str, message: str, status: int, retries: int
) -> ClientError:
    metadata: Any = {"HTTPStatusCode": status, "RetryAttempts": retries}
    answer: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}
    kind: Any = client.exceptions.from_code(code)
    error: ClientError = kind(answer, name)
    return error


def errors_of(service: str, operation: str) -> dict[str, int]:
    """Return the errors that the service's model foresees, and the common ones, with their statuses."""
    model = get_session().get_service_model(service).operation_model(operation)
    errors = dict(COMMON)
    for shape in model.error_shapes:
        told = shape.metadata.get("error", {})
        errors[told.get("code", shape.name)] = told.get(
            "httpStatusCode", 500 if shape.metadata.get("fault") else 400
        )
    return errors


@pytest.mark.parametrize(("service", "operation"), CALLS, ids=str)
def test_no_error_of_aws_leaves_an_adapter_as_it_is(adapters: Adapters, service: str, operation: str) -> None:
    raw = [
        (code, kind)
        for code, status in errors_of(service, operation).items()
        for call in CALLS[service, operation]
        for retries in (0, 2)
        for kind in [outcome(adapters, operation, call, code, status=status, retries=retries)]
        if kind is not None and not issubclass(kind, ExeoflowError)
    ]

    assert raw == []


def test_every_call_of_the_adapters_is_among_them() -> None:
    """Names of methods after a client's name; `xform_name` is how botocore makes them of operations."""
    [folder] = exeoflow.adapters.__path__
    source = "\n".join(path.read_text() for path in Path(folder).rglob("*.py"))
    called = set(re.findall(r"\b(?:client|events|scheduler)\.([a-z_]+)\(", source)) - {"get_paginator"}
    called |= set(re.findall(r'get_paginator\("([a-z_]+)"\)', source))

    assert called == {xform_name(operation) for _, operation in CALLS}


@pytest.mark.parametrize(
    ("operation", "code", "retries", "expected"),
    [
        ("UpdateStateMachine", "ConflictException", 0, Unavailable),
        ("CreateStateMachine", "InvalidDefinition", 0, WorkflowInvalid),
        ("CreateStateMachine", "StateMachineLimitExceeded", 0, LimitReached),
        ("UpdateStateMachine", "ServiceQuotaExceededException", 0, LimitReached),
        ("CreateStateMachine", "AccessDeniedException", 0, StackFault),
        ("DeleteStateMachineVersion", "AccessDeniedException", 0, None),
        ("StartExecution", "ThrottlingException", 0, StartsThrottled),
        ("StartExecution", "ThrottlingException", 2, StartsThrottled),
        ("StartExecution", "InvalidName", 0, StartRefused),
        ("StartExecution", "InvalidName", 2, StackFault),
        ("StartExecution", "AccessDeniedException", 1, StackFault),
        ("StartExecution", "StateMachineDeleting", 0, StateMachineMissing),
        ("StartExecution", "ExecutionAlreadyExists", 2, None),
        ("UpdateItem", "TransactionConflictException", 0, Unavailable),
        ("UpdateItem", "ConditionalCheckFailedException", 0, None),
        ("PutRule", "ConcurrentModificationException", 0, Unavailable),
        ("PutRule", "LimitExceededException", 0, TriggerRefused),
        ("PutTargets", "ResourceNotFoundException", 0, Unavailable),
        ("DeleteRule", "ValidationException", 0, Unavailable),
        ("DeleteRule", "ResourceNotFoundException", 0, None),
        ("UpdateSchedule", "ResourceNotFoundException", 0, Unavailable),
        ("CreateSchedule", "InternalServerException", 0, Unavailable),
        ("SendMessage", "RequestThrottled", 0, Unavailable),
        ("CreateRole", "LimitExceeded", 0, LimitReached),
        ("CreateRole", "EntityAlreadyExists", 0, Unavailable),
        ("AttachRolePolicy", "UnmodifiableEntity", 0, StackFault),
        ("UpdateAssumeRolePolicy", "ConcurrentModification", 0, Unavailable),
    ],
)
def test_errors_are_told_apart(
    adapters: Adapters, operation: str, code: str, retries: int, expected: type[ExeoflowError] | None
) -> None:
    [calls] = [calls for (_, name), calls in CALLS.items() if name == operation]

    assert outcome(adapters, operation, calls[0], code, retries=retries) is expected


def test_all_that_botocore_repeats_is_not_now() -> None:
    throttled = standard.ThrottledRetryableChecker._THROTTLED_ERROR_CODES  # type: ignore[attr-defined]  # noqa: SLF001
    transient = standard.TransientRetryableChecker._TRANSIENT_ERROR_CODES  # type: ignore[attr-defined]  # noqa: SLF001

    assert {*throttled, *transient} <= NOT_NOW


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ConnectTimeoutError(endpoint_url="https://aws"), Unavailable),
        (ReadTimeoutError(endpoint_url="https://aws"), Unavailable),
        (IncompleteReadError(actual_bytes=1, expected_bytes=2), Unavailable),
        (NoCredentialsError(), StackFault),
    ],
)
def test_what_botocore_itself_raises_is_translated(error: Exception, expected: type[ExeoflowError]) -> None:
    with pytest.raises(ExeoflowError) as raised, translated():
        raise error

    assert type(raised.value) is expected
