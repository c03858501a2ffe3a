"""Composition root of the task, apart from the API's so that a request waits for none of its imports."""

import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from exeoflow.http_request.addresses import AllowedHosts
from exeoflow.http_request.client import HttpClient
from exeoflow.http_request.task import HttpRequestTask

if TYPE_CHECKING:
    from exeoflow.http_request.credentials import Credentials, SsmSecrets
    from exeoflow.service.credentials.resolve import CredentialPorts
    from exeoflow.service.files.execution_files import ExecutionFiles, FilePorts

    class _Ports(CredentialPorts, FilePorts, Protocol):
        """What requests need of the world beside the network."""


@cache
def http_request_task() -> HttpRequestTask:
    """Return the task of this process."""
    return task_of(dict(os.environ))


def task_of(environment: Mapping[str, str], ports: "Callable[[], _Ports] | None" = None) -> HttpRequestTask:
    """Put the task together; HTTP_ALLOWED_HOSTS is read now, all else with the first credential or file.

    `ports` are where credentials and files are kept, if not where the environment says.
    """
    allowed_hosts = AllowedHosts.parse(environment["HTTP_ALLOWED_HOSTS"])

    @cache
    def credentials() -> "Credentials":
        # It costs a quarter of a second, and most nodes need no credential.
        from exeoflow.http_request.credentials import StoredCredentials  # noqa: PLC0415

        return StoredCredentials((ports or stored)(), secrets)

    @cache
    def stored() -> "_Ports":
        from exeoflow.bootstrap import Application  # noqa: PLC0415 - as above

        return Application(environment)

    @cache
    def secrets() -> "SsmSecrets":
        import boto3  # noqa: PLC0415 - as above

        from exeoflow.http_request.credentials import SsmSecrets  # noqa: PLC0415

        return SsmSecrets(boto3.client("ssm"), environment["CREDENTIALS_PATH"])

    def files_for(payload: Mapping[str, Any]) -> "ExecutionFiles":
        from exeoflow.service.files.execution_files import files_of  # noqa: PLC0415 - as above

        return files_of(payload, (ports or stored)())

    return HttpRequestTask(HttpClient(allowed_hosts), credentials, files_for=files_for)
