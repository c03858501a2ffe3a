"""AWS's ways of saying "not now", translated once into `Unavailable`; other errors surface as they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004

from exeoflow.errors import Unavailable

_NOT_NOW: Final = frozenset(
    {
        "InternalServerError",
        "InternalFailure",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)


@contextmanager
def translated() -> Iterator[None]:
    """Raise `Unavailable` for throttling, time-outs and lost connections."""
    try:
        yield
    except (ConnectionError, HTTPClientError) as error:
        raise Unavailable from error
    except ClientError as error:
        if code_of(error) in _NOT_NOW:
            raise Unavailable from error
        raise


def code_of(error: ClientError) -> str:
    """Return AWS's code of an error."""
    return str(error.response["Error"]["Code"])
