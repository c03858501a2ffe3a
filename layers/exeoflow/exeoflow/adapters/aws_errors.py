"""AWS's ways of saying no, translated once: no error of AWS leaves an adapter as it is.

What an adapter expects, such as a condition that does not hold, it handles itself, within `translated`. The
rest is one of three, told by the HTTP status and the tables of codes below:

| Unavailable  | not now: throttled, out of order, or another was writing the same |
| LimitReached | a quota of the account is used up |
| StackFault   | AWS refuses what the stack asks: permissions, names, keys, or our own request |
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004
    HTTPClientError,
    IncompleteReadError,
)

from exeoflow.errors import ExeoflowError, LimitReached, StackFault, Unavailable

# What botocore itself repeats in its mode `standard`; a test holds this against it.
_REPEATED: Final = frozenset(
    {
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestTimeout",
        "RequestTimeoutException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
THROTTLED: Final = frozenset({"ThrottlingException", "Throttling", "TooManyRequestsException"})
"""What says that AWS takes no more calls of this kind for now."""
# Codes that come with status 400, or with one that the services' models do not tell.
_OUT_OF_ORDER: Final = frozenset(
    {
        "InternalException",
        "InternalFailure",
        "InternalServerError",
        "InternalServerException",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "KmsThrottled",
        "KmsThrottlingException",
    }
)
# Another was changing the same at this moment.
_LOST_RACES: Final = frozenset(
    {
        "ConcurrentModification",
        "ConcurrentModificationException",
        "ConflictException",
        "ReplicatedWriteConflictException",
        "StateMachineDeleting",
        "TransactionConflictException",
    }
)
NOT_NOW: Final = _REPEATED | _OUT_OF_ORDER | _LOST_RACES
_QUOTAS: Final = frozenset(
    {
        "ExecutionLimitExceeded",
        "ItemCollectionSizeLimitExceededException",
        "LimitExceeded",
        "ServiceQuotaExceededException",
        "StateMachineLimitExceeded",
    }
)


@contextmanager
def translated() -> Iterator[None]:
    """Raise one of ours for every error of AWS."""
    try:
        yield
    except (ConnectionError, HTTPClientError, IncompleteReadError) as error:
        raise Unavailable from error
    except ClientError as error:
        raise _meaning_of(error) from error
    except BotoCoreError as error:
        raise StackFault(type(error).__name__) from error


def code_of(error: ClientError) -> str:
    """Return AWS's code of an error."""
    return str(error.response["Error"]["Code"])


def is_first_answer(error: ClientError) -> bool:
    """Tell whether botocore asked once: only then is an earlier try surely not what took effect."""
    return not error.response["ResponseMetadata"].get("RetryAttempts")


def status_of(error: ClientError) -> int:
    """Return the HTTP status of an error; one that is not told counts as a client's fault."""
    return error.response["ResponseMetadata"].get("HTTPStatusCode", HTTPStatus.BAD_REQUEST)


def _meaning_of(error: ClientError) -> ExeoflowError:
    code = code_of(error)
    if status_of(error) >= HTTPStatus.INTERNAL_SERVER_ERROR or code in NOT_NOW:
        return Unavailable()
    if code in _QUOTAS:
        return LimitReached(code)
    return StackFault(code)
