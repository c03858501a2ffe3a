"""The AWS account: whether it lets us in, and how much of Lambda it lends."""

from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, InvalidRegionError

from local.deployment.errors import CannotDeployError
from local.deployment.target import Target

# Many calls in a row: what AWS throttles is slowed down, not given up.
_PATIENT: Final = Config(retries={"mode": "adaptive", "total_max_attempts": 10})
# AWS leaves so many instances to functions without reserved concurrency.
_UNRESERVED: Final = 100
# What ends and works on executions reserves; a test counts the functions in the template.
RESERVING_FUNCTIONS: Final = 7
_ORDINARY_LIMIT: Final = 1000


def client(target: Target, service: str) -> Any:
    """Return a client of the stack's region that is patient with throttling."""
    return boto3.Session().client(service, region_name=target.region, config=_PATIENT)  # type: ignore[call-overload]  # any service


def require_account(target: Target) -> str:
    """Return the account's number; raise `CannotDeployError` for no such region and for no credentials."""
    try:
        return str(client(target, "sts").get_caller_identity()["Account"])
    except (EndpointConnectionError, InvalidRegionError) as error:
        raise CannotDeployError(
            f"AWS is not reached in the region {target.region} ({error}): is that its name?"
        ) from error
    except (BotoCoreError, ClientError) as error:
        raise CannotDeployError(
            f"AWS accepts no credentials of this machine ({error}): run aws configure or set AWS_PROFILE."
        ) from error


def concurrency_limit(target: Target) -> int | None:
    """Return how many instances of functions may run at once; None for those who may not ask."""
    try:
        settings = client(target, "lambda").get_account_settings()
    except ClientError:
        return None
    return int(settings["AccountLimit"]["ConcurrentExecutions"])


def check_concurrency(limit: int | None, reserved: int) -> str | None:
    """Return what to know of the account's concurrency, None where it is the ordinary one.

    Raises `CannotDeployError` for a reservation that Lambda would refuse, half an hour into the deployment.
    """
    if limit is None:
        return None
    if reserved and limit - RESERVING_FUNCTIONS * reserved < _UNRESERVED:
        raise CannotDeployError(
            f"ReservedConcurrency={reserved} is taken by {RESERVING_FUNCTIONS} functions, and Lambda keeps "
            f"{_UNRESERVED} of the account's {limit} for others: set it to 0, or raise the quota first."
        )
    if limit >= _ORDINARY_LIMIT:
        return None
    return (
        f"Lambda lets {limit} functions of this account run at once; new accounts begin so. Ask AWS for "
        f"{_ORDINARY_LIMIT} (Service Quotas, Lambda, Concurrent executions): calls beyond are answered 503."
    )
