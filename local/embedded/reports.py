"""Says what became of runs: to functions and workflows by events, to the person by lines.

https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
"""

from collections.abc import Callable
from typing import Any

from local.embedded.engine.engine import Names
from local.embedded.engine.journal import Journal, RunRecord
from local.embedded.events.bus import DEFAULT_BUS, EmbeddedBus
from local.events.envelope import data_of, status_change


class RunReports:
    """Announces every start and end; an end counts as announced when the functions have taken its event."""

    def __init__(self, bus: EmbeddedBus, journal: Journal, names: Names, log: Callable[[str], None]) -> None:
        self._bus = bus
        self._journal = journal
        self._names = names
        self._log = log

    def on_status(self, record: RunRecord) -> None:
        """Announce a start or an end."""
        if record.is_running:
            self._bus.put(DEFAULT_BUS, self._event(record))
        else:
            self._log(_line(record))
            self._bus.put(DEFAULT_BUS, self._event(record), lambda: self._journal.mark_announced(record.id))

    def close(self) -> None:
        """What was not announced will be next time."""

    def start(self) -> None:
        """Announce the ends that a stopped server did not announce."""
        for record in self._journal.unannounced():
            self.on_status(record)

    def _event(self, record: RunRecord) -> dict[str, Any]:
        machine = self._names.machine(record.workflow_id)
        return status_change(
            {
                "executionArn": self._names.run(record.workflow_id, record.id),
                "stateMachineArn": machine,
                "stateMachineVersionArn": f"{machine}:{record.version}",
                "name": record.id,
                "status": record.status,
                "startDate": record.started_at,
                "stopDate": record.stopped_at,
                **data_of(record.input, record.output),
                "error": record.error,
                "cause": record.cause,
            }
        )


def _line(record: RunRecord) -> str:
    outcome = record.status.lower().replace("_", " ")
    reason = f" with {record.error}" if record.error else ""
    duration = (record.stopped_at or record.started_at) - record.started_at
    return f"execution {record.id} {outcome}{reason} after {duration} ms"
