"""The composition root: the only place that reads the environment and creates clients.

Nothing happens at import time, and nothing is created before it is used: a function that reads one table
never creates a client of Step Functions.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol

from exeoflow.adapters.system import PolledEnds, RandomIds, SystemClock
from exeoflow.api.answers import Answer
from exeoflow.api.cors import origins_of
from exeoflow.api.endpoint import Endpoint, Failed
from exeoflow.api.observability import Observability
from exeoflow.api.operation import Route
from exeoflow.api.problems import refusal
from exeoflow.api.request import Request
from exeoflow.service.admit_request import Doorkeeper

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_stepfunctions import SFNClient

    from exeoflow.adapters.dynamodb.webhooks.listeners import DynamoListeners
    from exeoflow.adapters.step_functions.roles import MachineRoles
    from exeoflow.adapters.step_functions.stack_filling import StackFilling
    from exeoflow.http_request.exchange.addresses import AllowedHosts
    from exeoflow.http_request.exchange.client import HttpClient
    from exeoflow.model.resource_names import ResourceNames
    from exeoflow.service.ports.announcements import Announcements
    from exeoflow.service.ports.code_runs import CodeRuns
    from exeoflow.service.ports.credential_trials import CredentialTrials
    from exeoflow.service.ports.ends import Ends
    from exeoflow.service.ports.files import Files
    from exeoflow.service.ports.objects import Mails, Objects
    from exeoflow.service.ports.outbox import Outbox, Redelivery
    from exeoflow.service.ports.receivers import KeySets, Receivers
    from exeoflow.service.ports.state_machines import StateMachines
    from exeoflow.service.ports.stores.approval_store import ApprovalStore
    from exeoflow.service.ports.stores.credential_store import CredentialStore
    from exeoflow.service.ports.stores.execution_store import ExecutionStore
    from exeoflow.service.ports.stores.key_store import KeyStore
    from exeoflow.service.ports.stores.notification_store import NotificationStore
    from exeoflow.service.ports.stores.receipts import Receipts
    from exeoflow.service.ports.stores.trigger_journal import TriggerJournal
    from exeoflow.service.ports.stores.variable_store import VariableStore
    from exeoflow.service.ports.stores.waits import Waits
    from exeoflow.service.ports.stores.webhook_store import WebhookStore
    from exeoflow.service.ports.stores.workflow_store import WorkflowStore
    from exeoflow.service.ports.trigger_places import TriggerPlaces
    from exeoflow.service.ports.vault import Vault


class LambdaContext(Protocol):
    """What a function is told about its own invocation."""

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the function may still run."""
        ...


@dataclass(frozen=True)
class Application:
    """All parts of the product, wired by the environment; clients can be handed in instead."""

    environment: Mapping[str, str]
    clock: SystemClock = field(default_factory=SystemClock)
    ids: RandomIds = field(default_factory=RandomIds)
    observability: Observability = field(default_factory=Observability)

    def setting(self, name: str) -> str:
        """Return a variable that says something; a machine without its function would fail much later."""
        value = self.environment[name]
        if not value:
            raise ValueError(f"The environment variable {name} is empty.")
        return value

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        """The client of DynamoDB."""
        from exeoflow.adapters.clients import dynamodb_client

        return dynamodb_client()

    @cached_property
    def stepfunctions(self) -> "SFNClient":
        """The client of Step Functions."""
        from exeoflow.adapters.clients import stepfunctions_client

        return stepfunctions_client()

    @cached_property
    def s3(self) -> "S3Client":
        """The client of S3."""
        from exeoflow.adapters.clients import s3_client

        return s3_client()

    @cached_property
    def event_bridge(self) -> "EventBridgeClient":
        """The client of EventBridge."""
        from exeoflow.adapters.clients import events_client

        return events_client()

    @cached_property
    def sqs(self) -> "SQSClient":
        """The client of SQS."""
        from exeoflow.adapters.clients import sqs_client

        return sqs_client()

    @cached_property
    def ssm(self) -> "SSMClient":
        """The client of the Systems Manager."""
        from exeoflow.adapters.clients import ssm_client

        return ssm_client()

    @cached_property
    def ends(self) -> "Ends":
        """Where the ends of executions are news."""
        return PolledEnds(self.clock)

    @cached_property
    def waits(self) -> "Waits":
        """How many calls wait."""
        from exeoflow.adapters.dynamodb.waits import DynamoWaits

        most = int(self.setting("MOST_WAITS"))
        return DynamoWaits(self.dynamodb, self.setting("EXECUTIONS_TABLE"), most, self.clock)

    @cached_property
    def keys(self) -> "KeyStore":
        """Where API keys are kept."""
        from exeoflow.adapters.dynamodb.key_store import DynamoKeyStore

        return DynamoKeyStore(self.dynamodb, self.setting("API_KEYS_TABLE"), self.clock)

    @cached_property
    def doorkeeper(self) -> Doorkeeper:
        """Who checks keys."""
        return Doorkeeper(self.keys, self.clock)

    @cached_property
    def workflows(self) -> "WorkflowStore":
        """Where workflows are kept."""
        from exeoflow.adapters.dynamodb.workflows.store import DynamoWorkflowStore

        return DynamoWorkflowStore(self.dynamodb, self.setting("WORKFLOWS_TABLE"), self.clock)

    @cached_property
    def executions(self) -> "ExecutionStore":
        """Where executions are kept."""
        from exeoflow.adapters.dynamodb.executions.store import DynamoExecutionStore

        retention = timedelta(days=int(self.setting("EXECUTION_RETENTION_DAYS")))
        table = self.setting("EXECUTIONS_TABLE")
        return DynamoExecutionStore(self.dynamodb, table, retention, self.clock)

    @cached_property
    def machines(self) -> "StateMachines":
        """What runs workflows."""
        from exeoflow.adapters.step_functions.machines import (
            MachineSettings,
            StepFunctionsMachines,
        )

        settings = MachineSettings(
            self.stack_filling,
            log_group_arn=self.setting("STATE_MACHINE_LOG_GROUP_ARN"),
            is_traced=self.setting("STATE_MACHINE_TRACING") == "on",
        )
        return StepFunctionsMachines(self.stepfunctions, settings, self.machine_roles)

    @cached_property
    def stack_filling(self) -> "StackFilling":
        """What definitions are filled with."""
        from exeoflow.adapters.step_functions.stack_filling import StackFilling

        return StackFilling(
            machine_prefix=self.setting("STATE_MACHINE_ARN_PREFIX"),
            run_http_request=self.setting("RUN_HTTP_REQUEST_FUNCTION_ARN"),
            run_code=self.setting("RUN_CODE_FUNCTION_ARN"),
            put_object=self.setting("PUT_OBJECT_FUNCTION_ARN"),
            run_file_operation=self.setting("RUN_FILE_OPERATION_FUNCTION_ARN"),
            transform_data=self.setting("TRANSFORM_DATA_FUNCTION_ARN"),
            request_approval=self.setting("REQUEST_APPROVAL_FUNCTION_ARN"),
            webhooks_table=self.setting("WEBHOOKS_TABLE"),
            variables_table=self.setting("VARIABLES_TABLE"),
            resource_names=self.resource_names,
        )

    @cached_property
    def machine_roles(self) -> "MachineRoles":
        """What state machines may do."""
        from exeoflow.adapters.clients import iam_client
        from exeoflow.adapters.step_functions.roles import SharedRole, WorkspaceRoles

        if self.resource_names.is_single_tenant:
            return SharedRole(self.setting("STATE_MACHINE_ROLE_ARN"))
        return WorkspaceRoles(
            iam_client,
            self.clock,
            arn_prefix=self.setting("WORKSPACE_ROLE_ARN_PREFIX"),
            policy_arn=self.setting("MACHINES_POLICY_ARN"),
            machines=f"{self.setting('STATE_MACHINE_ARN_PREFIX')}wf_*",
            resource_names=self.resource_names,
        )

    @property
    def resource_names(self) -> "ResourceNames":
        """Whose resources workflows may name."""
        from exeoflow.model.resource_names import ResourceNames

        is_single_tenant = self.setting("WORKSPACE_ISOLATION") == "single-tenant"
        return ResourceNames(self.setting("WORKFLOW_RESOURCE_PREFIX"), is_single_tenant)

    @cached_property
    def webhooks(self) -> "WebhookStore":
        """Where webhooks are kept."""
        from exeoflow.adapters.dynamodb.webhooks.store import DynamoWebhookStore

        return DynamoWebhookStore(self.dynamodb, self.setting("WEBHOOKS_TABLE"), self.clock)

    @cached_property
    def journal(self) -> "TriggerJournal":
        """Where moves of triggers are noted."""
        from exeoflow.adapters.dynamodb.webhooks.trigger_journal import DynamoTriggerJournal

        return DynamoTriggerJournal(self.dynamodb, self.setting("WEBHOOKS_TABLE"))

    @cached_property
    def approvals(self) -> "ApprovalStore":
        """Where is kept what executions wait for."""
        from exeoflow.adapters.dynamodb.approvals.store import DynamoApprovalStore

        return DynamoApprovalStore(self.dynamodb, self.setting("APPROVALS_TABLE"), self.clock)

    @cached_property
    def announcements(self) -> "Announcements":
        """Where is told what happens."""
        from exeoflow.adapters.event_bridge.announcements import EventBridgeAnnouncements

        return EventBridgeAnnouncements(self.event_bridge, self.setting("EVENT_BUS"))

    @cached_property
    def triggers(self) -> "TriggerPlaces":
        """Where AWS is told of triggers."""
        from exeoflow.adapters.clients import scheduler_client
        from exeoflow.adapters.event_bridge.triggers import (
            EventBridgeTriggers,
            TriggerSettings,
        )

        settings = TriggerSettings(
            schedule_group=self.setting("SCHEDULE_GROUP"),
            rule_prefix=self.setting("TRIGGER_RULE_PREFIX"),
            own_bus=self.setting("EVENT_BUS"),
            function_arn=self.setting("START_BY_EVENT_FUNCTION_ARN"),
            scheduler_role_arn=self.setting("SCHEDULER_ROLE_ARN"),
            dead_letter_arn=self.setting("DEAD_LETTER_QUEUE_ARN"),
        )
        return EventBridgeTriggers(scheduler_client(), self.event_bridge, settings, self.listeners)

    @cached_property
    def listeners(self) -> "DynamoListeners":
        """Who listens to which channel of events."""
        from exeoflow.adapters.dynamodb.webhooks.listeners import DynamoListeners

        return DynamoListeners(self.dynamodb, self.setting("WEBHOOKS_TABLE"), self.clock)

    @cached_property
    def outbox(self) -> "Outbox":
        """The queues that carry on what follows from the end of an execution."""
        from exeoflow.adapters.sqs.outbox import SqsOutbox

        start_queue, notifications = self.setting("START_QUEUE_URL"), self.setting("NOTIFICATIONS_QUEUE_URL")
        return SqsOutbox(self.sqs, start_queue, notifications)

    @cached_property
    def redelivery(self) -> "Redelivery":
        """When a notification that failed comes again."""
        from exeoflow.adapters.sqs.redelivery import SqsRedelivery

        return SqsRedelivery(self.sqs, self.setting("NOTIFICATIONS_QUEUE_URL"))

    @cached_property
    def notifications(self) -> "NotificationStore":
        """Where notifications are kept."""
        from exeoflow.adapters.dynamodb.notification_store import DynamoNotificationStore

        return DynamoNotificationStore(self.dynamodb, self.setting("NOTIFICATIONS_TABLE"))

    @cached_property
    def credentials(self) -> "CredentialStore":
        """Where is kept what is said of credentials."""
        from exeoflow.adapters.dynamodb.credential_store import DynamoCredentialStore

        return DynamoCredentialStore(self.dynamodb, self.setting("CREDENTIALS_TABLE"), self.clock)

    @cached_property
    def trials(self) -> "CredentialTrials":
        """Who shows whether a credential is accepted."""
        from exeoflow.http_request.credentials import SsmSecrets, StoredCredentials
        from exeoflow.http_request.task import HttpRequestTask
        from exeoflow.http_request.trials import HttpTrials

        stored = StoredCredentials(self, lambda: SsmSecrets(self.ssm, self.setting("CREDENTIALS_PATH")))
        return HttpTrials(HttpRequestTask(self.http, lambda: stored))

    @cached_property
    def variables(self) -> "VariableStore":
        """Where variables are kept."""
        from exeoflow.adapters.dynamodb.variable_store import DynamoVariableStore

        return DynamoVariableStore(self.dynamodb, self.setting("VARIABLES_TABLE"))

    @cached_property
    def vault(self) -> "Vault":
        """Where the secrets of credentials are kept."""
        from exeoflow.adapters import clients, vaults

        path = self.setting("CREDENTIALS_PATH")
        if self.setting("CREDENTIALS_VAULT") == "secrets-manager":
            return vaults.RememberingVault(
                vaults.SecretsManagerVault(clients.secretsmanager_client(), path.strip("/"))
            )
        return vaults.RememberingVault(vaults.ParameterStoreVault(self.ssm, path))

    @cached_property
    def objects(self) -> "Objects":
        """The objects in authors' own buckets."""
        from exeoflow.adapters.s3.objects import S3Objects

        return S3Objects(self.s3)

    @cached_property
    def mails(self) -> "Mails":
        """The mails that workflows send."""
        from exeoflow.adapters.clients import ses_client
        from exeoflow.adapters.ses.mails import SesMails

        return SesMails(ses_client())

    @cached_property
    def files(self) -> "Files":
        """Where the files of workflows lie."""
        from exeoflow.adapters.s3.files import S3Files

        return S3Files(self.s3, self.setting("FILES_BUCKET"))

    @cached_property
    def code_runs(self) -> "CodeRuns":
        """Where authors' code runs."""
        from exeoflow.adapters.clients import code_lambda_client
        from exeoflow.adapters.lambda_functions.code_function import CodeFunction

        return CodeFunction(code_lambda_client(), self.setting("RUN_CODE_FUNCTION_ARN"))

    @cached_property
    def receipts(self) -> "Receipts":
        """Where is kept which requests were made under a key of the client's."""
        from exeoflow.adapters.dynamodb.receipts import DynamoReceipts

        return DynamoReceipts(self.dynamodb, self.environment["API_KEYS_TABLE"])

    @cached_property
    def allowed_origins(self) -> frozenset[str]:
        """The pages of other origins that may read answers."""
        return origins_of(self.environment["CORS_ORIGINS"])

    @cached_property
    def allowed_hosts(self) -> "AllowedHosts":
        """The private hosts that requests may reach."""
        from exeoflow.http_request.exchange.addresses import AllowedHosts

        return AllowedHosts.parse(self.environment["HTTP_ALLOWED_HOSTS"])

    @cached_property
    def http(self) -> "HttpClient":
        """What carries requests out of the stack."""
        from exeoflow.http_request.exchange.client import HttpClient

        return HttpClient(self.allowed_hosts)

    @cached_property
    def key_sets(self) -> "KeySets":
        """The keys of issuers of tokens."""
        from exeoflow.http_request.key_sets import HttpKeySets

        return HttpKeySets(self.http)

    @cached_property
    def receivers(self) -> "Receivers":
        """The addresses that notifications go to."""
        from exeoflow.http_request.receivers import HttpReceivers

        return HttpReceivers(self.http, self.allowed_hosts)


@cache
def application() -> Application:
    """Return the application of this process."""
    return Application(dict(os.environ))


def endpoint(
    route: Route, *, failed: Failed = refusal
) -> Callable[[Callable[[Request, Application], Answer]], Endpoint[Application]]:
    """Make the Lambda handler of a route of a function from request to answer.

    `failed` answers where the operation raises an error.
    """

    def serve(answerer: Callable[[Request, Application], Answer]) -> Endpoint[Application]:
        return Endpoint(route, answerer, application, failed)

    return serve
