"""AWS clients with limits of time that fit into a request: an HTTP API gives up after 30 s."""

from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_stepfunctions import SFNClient

_CONFIG: Final = Config(
    connect_timeout=2,
    read_timeout=6,
    retries={"mode": "standard", "total_max_attempts": 3},
)


def dynamodb_client() -> "DynamoDBClient":
    """Create a client of DynamoDB."""
    return boto3.client("dynamodb", config=_CONFIG)


def stepfunctions_client() -> "SFNClient":
    """Create a client of Step Functions."""
    return boto3.client("stepfunctions", config=_CONFIG)


def events_client() -> "EventBridgeClient":
    """Create a client of EventBridge."""
    return boto3.client("events", config=_CONFIG)


def scheduler_client() -> "EventBridgeSchedulerClient":
    """Create a client of EventBridge Scheduler."""
    return boto3.client("scheduler", config=_CONFIG)


def sqs_client() -> "SQSClient":
    """Create a client of SQS."""
    return boto3.client("sqs", config=_CONFIG)


def ssm_client() -> "SSMClient":
    """Create a client of the Systems Manager."""
    return boto3.client("ssm", config=_CONFIG)


def secretsmanager_client() -> "SecretsManagerClient":
    """Create a client of Secrets Manager."""
    return boto3.client("secretsmanager", config=_CONFIG)
