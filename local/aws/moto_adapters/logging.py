"""Gap: at every failed state moto logs the program it is in, as a repr that grows with the whole machine.

A failure that a Catch treats is nothing to log, and others are in the execution's history.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from moto.stepfunctions.parser.asl.component.eval_component import EvalComponent

from local.aws.replacement import replaced


@contextmanager
def quiet_failures() -> Iterator[None]:
    """Keep moto's state machines from logging what the history tells."""
    with ExitStack() as stack:
        stack.enter_context(replaced(EvalComponent, "_log_failure_event_exception", _keep_quiet))
        stack.enter_context(replaced(EvalComponent, "_log_exception", _keep_quiet))
        yield


def _keep_quiet(_component: EvalComponent, *_arguments: Any, **_options: Any) -> None:
    """Log nothing."""
