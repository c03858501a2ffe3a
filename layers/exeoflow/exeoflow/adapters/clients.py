"""AWS clients with limits of time that fit into a request: an HTTP API gives up after 30 s.

They are what `boto3.client` returns, made without boto3: what that brings beyond botocore, resources and
transfers, takes a part of every cold start (`python -m tests.bench functions`), and nobody needs it.
"""

from functools import cache
from typing import TYPE_CHECKING, Final, cast

from botocore.config import Config
from botocore.session import Session

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_stepfunctions import SFNClient

    from exeoflow.adapters.ses.mails import SesClient

_CONFIG: Final = Config(
    connect_timeout=2,
    read_timeout=6,
    retries={"mode": "standard", "total_max_attempts": 3},
)
# A mail of which no answer came may have been sent: whether it is sent again its author says.
_MAIL_CONFIG: Final = Config(connect_timeout=2, read_timeout=60, retries={"total_max_attempts": 1})
# A run that is waited for ends by itself after 25 s. It must not be asked for twice: it would run twice.
_WAITING_CONFIG: Final = Config(
    connect_timeout=1,
    read_timeout=27,
    retries={"mode": "standard", "total_max_attempts": 1},
)
# Code runs for 60 s, after a new environment and a new process in it. Its machine asks again, nobody else.
_CODE_CONFIG: Final = Config(
    connect_timeout=2,
    read_timeout=100,
    retries={"mode": "standard", "total_max_attempts": 1},
)


@cache
def session() -> Session:
    """Return what all clients share: it knows the services and the credentials."""
    return Session()


def _client(service: str) -> object:
    return session().create_client(service, config=_CONFIG)


def dynamodb_client() -> "DynamoDBClient":
    """Create a client of DynamoDB."""
    return cast("DynamoDBClient", _client("dynamodb"))


def stepfunctions_client() -> "SFNClient":
    """Create a client of Step Functions."""
    return cast("SFNClient", _client("stepfunctions"))


def waiting_stepfunctions_client() -> "SFNClient":
    """Create a client of Step Functions that waits for runs of express machines."""
    return cast("SFNClient", session().create_client("stepfunctions", config=_WAITING_CONFIG))


def events_client() -> "EventBridgeClient":
    """Create a client of EventBridge."""
    return cast("EventBridgeClient", _client("events"))


def scheduler_client() -> "EventBridgeSchedulerClient":
    """Create a client of EventBridge Scheduler."""
    return cast("EventBridgeSchedulerClient", _client("scheduler"))


def sqs_client() -> "SQSClient":
    """Create a client of SQS."""
    return cast("SQSClient", _client("sqs"))


def iam_client() -> "IAMClient":
    """Create a client of IAM."""
    return cast("IAMClient", _client("iam"))


def s3_client() -> "S3Client":
    """Create a client of S3."""
    return cast("S3Client", _client("s3"))


def ses_client() -> "SesClient":
    """Create a client of SES."""
    return cast("SesClient", session().create_client("sesv2", config=_MAIL_CONFIG))


def ssm_client() -> "SSMClient":
    """Create a client of the Systems Manager."""
    return cast("SSMClient", _client("ssm"))


def secretsmanager_client() -> "SecretsManagerClient":
    """Create a client of Secrets Manager."""
    return cast("SecretsManagerClient", _client("secretsmanager"))


def code_lambda_client() -> "LambdaClient":
    """Create a client of Lambda that waits for code."""
    return cast("LambdaClient", session().create_client("lambda", config=_CODE_CONFIG))
