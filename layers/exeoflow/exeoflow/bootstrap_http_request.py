"""Composition root of the task, apart from the API's so that a request waits for none of its imports."""

import os
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Protocol

from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.task import HttpRequestTask

if TYPE_CHECKING:
    from exeoflow.http_request.credentials import Credentials, SsmSecrets
    from exeoflow.model.json import Json
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
    kept = _Kept(environment, ports)
    return HttpRequestTask(
        HttpClient(allowed_hosts), lambda: kept.credentials, files_for=kept.files_for, sign=kept.sign
    )


class _Kept:
    """What a request finds in the stack's stores, each made when it is first asked for.

    That costs a quarter of a second, and most nodes need no credential.
    """

    def __init__(self, environment: Mapping[str, str], ports: "Callable[[], _Ports] | None") -> None:
        self.environment = environment  # by this name a test finds what is read of it
        self._ports = ports or (lambda: self._stored)

    @cached_property
    def credentials(self) -> "Credentials":
        """The credentials of all workspaces."""
        from exeoflow.http_request.credentials import StoredCredentials

        return StoredCredentials(self._ports(), lambda: self._secrets)

    def files_for(self, payload: Mapping[str, Any]) -> "ExecutionFiles":
        """Return the files of the execution that asks."""
        from exeoflow.service.files.execution_files import files_of

        return files_of(payload, self._ports())

    def sign(self, payload: Mapping[str, Any]) -> "Json":
        """Return what the node `hmac` asks for with a key that a credential holds."""
        from exeoflow.http_request.authentication.signing_keys import signing_key
        from exeoflow.transformation.task import transformed

        return transformed({**payload, **signing_key(payload, self.credentials)}, self._ports)

    @cached_property
    def _stored(self) -> "_Ports":
        from exeoflow.bootstrap import Application

        return Application(self.environment)

    @cached_property
    def _secrets(self) -> "SsmSecrets":
        import boto3

        from exeoflow.http_request.credentials import SsmSecrets

        return SsmSecrets(boto3.client("ssm"), self.environment["CREDENTIALS_PATH"])
