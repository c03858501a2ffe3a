"""Says what became of executions: to the functions by events, to the person by lines."""

from collections.abc import Callable

from local.aws.moto_adapters.executions import ExecutionRecord
from local.events.bus import EventBus
from local.events.execution_events import status_change_event
from local.state.machines import StoredMachines


class ExecutionReports:
    """Announces every start and end; an end counts as announced when the functions have taken its event."""

    def __init__(self, bus: EventBus, machines: StoredMachines, log: Callable[[str], None]) -> None:
        self._bus = bus
        self._machines = machines
        self._log = log

    def on_status(self, record: ExecutionRecord) -> None:
        """Announce a start or an end."""
        if record.is_running:
            self._bus.put(status_change_event(record))
        else:
            self._announce_end(record)

    def catch_up(self) -> None:
        """Announce the ends that a stopped server did not announce."""
        for record in self._machines.unannounced_executions():
            self._announce_end(record)

    def _announce_end(self, record: ExecutionRecord) -> None:
        self._log(_line(record))
        self._bus.put(status_change_event(record), lambda: self._machines.mark_announced(record.arn))


def _line(record: ExecutionRecord) -> str:
    outcome = record.status.lower().replace("_", " ")
    reason = f" with {record.error}" if record.error else ""
    stop = record.stop_date
    duration = f" after {(stop - record.start_date).total_seconds() * 1_000:.0f} ms" if stop else ""
    return f"execution {record.name} {outcome}{reason}{duration}"
