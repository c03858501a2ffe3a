"""Composition root of the task, apart from the API's so that a request waits for none of its imports."""

import os
from collections.abc import Mapping
from functools import cache

from exeoflow.http_request.addresses import AllowedHosts
from exeoflow.http_request.client import HttpClient
from exeoflow.http_request.credentials import CredentialStore, SsmCredentialStore
from exeoflow.http_request.task import HttpRequestTask


@cache
def http_request_task() -> HttpRequestTask:
    """Return the task of this process."""
    return task_of(dict(os.environ))


def task_of(environment: Mapping[str, str]) -> HttpRequestTask:
    """Put the task together; HTTP_ALLOWED_HOSTS is read now, CREDENTIALS_PATH with the first credential."""
    allowed_hosts = AllowedHosts.parse(environment["HTTP_ALLOWED_HOSTS"])

    @cache
    def credentials() -> CredentialStore:
        import boto3  # noqa: PLC0415 - costs a quarter of a second, and most nodes need no credential

        return SsmCredentialStore(boto3.client("ssm"), environment["CREDENTIALS_PATH"])

    return HttpRequestTask(HttpClient(allowed_hosts), credentials)
