"""Gives each function its own variables, although one process, with one environment, runs all of them."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Final

from exeoflow import bootstrap, bootstrap_http_request
from exeoflow.bootstrap import Application
from exeoflow.bootstrap_http_request import task_of
from exeoflow.http_request.task import HttpRequestTask
from local.aws.replacement import replaced

_importing: Final = threading.Lock()


@contextmanager
def own_environment(
    variables: Mapping[str, str], compose: Callable[[Mapping[str, str]], Application] = Application
) -> Iterator[None]:
    """Let what is imported meanwhile find composition roots that read `variables` and nothing else.

    `compose` makes the application. So a function that lacks a variable fails here as it would in Lambda.
    """

    @cache
    def application() -> Application:
        return compose(variables)

    @cache
    def http_request_task() -> HttpRequestTask:
        return task_of(variables, lambda: compose(variables))

    with (
        _importing,
        replaced(bootstrap, "application", application),
        replaced(bootstrap_http_request, "http_request_task", http_request_task),
    ):
        yield
