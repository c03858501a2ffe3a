"""`If-Match`: the revisions of a workflow that a client is ready to change."""

from dataclasses import dataclass

from exeoflow.errors import PreconditionFailed


@dataclass(frozen=True, slots=True)
class Precondition:
    """Holds for the named revisions; for every one if `revisions` is None."""

    revisions: frozenset[int] | None = None

    def check(self, revision: int) -> None:
        """Raise `PreconditionFailed` unless `revision` is one of those."""
        if self.revisions is not None and revision not in self.revisions:
            raise PreconditionFailed


ANY_REVISION = Precondition()
