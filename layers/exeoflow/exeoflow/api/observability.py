"""Logs and metrics by powertools. Never a key, a token or a payload: ids and numbers only."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aws_lambda_powertools import Logger, Metrics

EXECUTION_STARTED: Final = "ExecutionStarted"
EXECUTION_REPAIRED: Final = "ExecutionRepaired"
SWEEP_SETBACK: Final = "SweepSetback"
SWEEP_STUCK: Final = "SweepStuck"
NOTIFICATION: Final = {
    "delivered": "NotificationDelivered",
    "refused": "NotificationRefused",
    "dropped": "NotificationDropped",
}
EXECUTION_ENDED: Final = {
    "success": "ExecutionSucceeded",
    "failed": "ExecutionFailed",
    "cancelled": "ExecutionCancelled",
}


@dataclass(frozen=True)
class Observability:
    """One logger and one set of metrics for a function, set up by powertools' environment variables."""

    @cached_property
    def logger(self) -> "Logger":
        """The JSON logger."""
        from aws_lambda_powertools import Logger  # noqa: PLC0415  (nothing happens at import time)

        return Logger(utc=True)

    @cached_property
    def _metrics(self) -> "Metrics":
        from aws_lambda_powertools import Metrics  # noqa: PLC0415  (nothing happens at import time)

        return Metrics()

    def begin(self, request_id: str) -> None:
        """Put the id of the request into all that follows."""
        self.logger.set_correlation_id(request_id)

    def count(self, name: str) -> None:
        """Count one more of `name`."""
        self._metrics.add_metric(name=name, unit="Count", value=1)

    def request_ended(
        self, operation: str, status: int, code: str | None, about: "Mapping[str, str]"
    ) -> None:
        """Log one line for a request, count it, and send what was counted."""
        self.logger.info(operation, extra={"status": status, "code": code, **about})
        self.count("Requests")
        if code is not None:
            self.count("Errors")
            self.count(f"Errors.{code}")
        self.send()

    def crashed(self, operation: str, error: Exception) -> None:
        """Log an exception with its stack trace."""
        self.logger.error(operation, exc_info=error)

    @contextmanager
    def telling(
        self, operation: str, about: "Mapping[str, str]", *, but: type[Exception] | tuple[()] = ()
    ) -> "Iterator[None]":
        """Log what is raised with the ids that it is about, which Lambda's own line has not.

        `but` are faults of authors, about which nobody need look after the stack.
        """
        try:
            yield
        except but:
            raise
        except Exception:
            self.logger.exception(operation, extra=dict(about))
            raise

    def send(self) -> None:
        """Write the metrics to the log, where CloudWatch finds them (EMF)."""
        self._metrics.flush_metrics()
