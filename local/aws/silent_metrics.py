"""Metrics have no reader here, and powertools collects them in one place, where threads would collide.

Its variable POWERTOOLS_METRICS_DISABLED still collects, and still prints single metrics.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from aws_lambda_powertools.metrics import base
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider

from local.aws.replacement import replaced


@contextmanager
def silent_metrics() -> Iterator[None]:
    """Let functions count without keeping or printing anything."""
    with ExitStack() as stack:
        stack.enter_context(replaced(AmazonCloudWatchEMFProvider, "add_metric", _do_nothing))
        stack.enter_context(replaced(AmazonCloudWatchEMFProvider, "flush_metrics", _do_nothing))
        stack.enter_context(replaced(base, "print", _do_nothing))
        yield


def _do_nothing(*_arguments: Any, **_options: Any) -> None:
    """Take anything and do nothing."""
