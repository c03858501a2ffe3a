"""Errors of services under the names that the integrations of Step Functions give them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

from botocore.exceptions import BotoCoreError, ClientError

_SUFFIX: Final = "Exception"


class ServiceClient(Protocol):
    """A client of botocore, which knows the errors of its service."""

    @property
    def meta(self) -> Any:  # noqa: ANN401 - botocore's own, without types
        """What is known of the service."""
        ...


@contextmanager
def named_as_integrations_do(client: ServiceClient, service: str) -> Iterator[None]:
    """Raise errors under the names of the SDK for Java, which Lambda tells by the class.

    What the service's model does not know is the service's own error, as in
    https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html.
    """
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        is_modelled = code in {shape.name for shape in client.meta.service_model.error_shapes}
        message = error.response["Error"].get("Message", code)
        raise _error(service, code if is_modelled else service, message) from error
    except BotoCoreError as error:
        # The service was not reached, or what it sent broke off.
        raise _error(service, "SdkClient", str(error)) from error


def _error(service: str, name: str, message: str) -> Exception:
    named: type[Exception] = type(f"{service}.{name.removesuffix(_SUFFIX)}{_SUFFIX}", (Exception,), {})
    return named(message)
