"""What the embedded stack says of itself: it logs, but counts nothing, for its metrics have no reader."""

from exeoflow.api.observability import Observability


class UncountedObservability(Observability):
    """Logs, and never loads what would count."""

    def count(self, name: str) -> None:
        """Count nothing."""

    def send(self) -> None:
        """Send nothing."""
