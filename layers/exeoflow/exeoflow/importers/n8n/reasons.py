"""Why a node is not, or not quite, what it was: stable codes, whose words stand in `exeoflow.texts`."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.reasons import Reason, Refused
from exeoflow.importers.status import Status

__all__ = ["REASONS", "Reason", "Refused", "status_of"]

REASONS: Final[Mapping[str, Status]] = MappingProxyType(
    {
        # The whole file
        "trigger-added": Status.APPROXIMATED,
        "name-twice": Status.APPROXIMATED,
        "arrow-to-nowhere": Status.APPROXIMATED,
        "never-runs": Status.APPROXIMATED,
        # How often a node runs, and with what
        "runs-appended": Status.APPROXIMATED,
        "after-approximated": Status.APPROXIMATED,
        "loop-of-many": Status.APPROXIMATED,
        "loop-in-loop": Status.APPROXIMATED,
        "loop-in-cycle": Status.APPROXIMATED,
        "loop-comes-back-twice": Status.APPROXIMATED,
        "loop-branch-late": Status.APPROXIMATED,
        "loop-entered-within": Status.UNSUPPORTED,
        "input-unused": Status.APPROXIMATED,
        "beyond-json": Status.APPROXIMATED,
        "items-shared": Status.APPROXIMATED,
        "fields-without-value": Status.APPROXIMATED,
        # What a node does
        "version-missing": Status.APPROXIMATED,
        "expression-approximated": Status.APPROXIMATED,
        "error-text": Status.APPROXIMATED,
        "error-of-expression": Status.APPROXIMATED,
        "trigger-by-hand": Status.APPROXIMATED,
        "trigger-data": Status.APPROXIMATED,
        "webhook-answer": Status.APPROXIMATED,
        "polled": Status.APPROXIMATED,
        "schedule-seconds": Status.APPROXIMATED,
        "answer-goes-on": Status.APPROXIMATED,
        "call-approximated": Status.APPROXIMATED,
        "credential-missing": Status.APPROXIMATED,
        "code-by-engine": Status.APPROXIMATED,
        "setting-approximated": Status.APPROXIMATED,
        "setting-unknown": Status.APPROXIMATED,
        "json-mended": Status.APPROXIMATED,
        "setting-at-import": Status.APPROXIMATED,
        "setting-left-out": Status.APPROXIMATED,
        "setting-ignored": Status.APPROXIMATED,
        "setting-empty": Status.APPROXIMATED,
        "operation-inferred": Status.APPROXIMATED,
        "static-data": Status.APPROXIMATED,
        "file-in-state": Status.APPROXIMATED,
        "file-by-call": Status.APPROXIMATED,
        "file-unknown": Status.UNSUPPORTED,
        "parameters-odd": Status.UNSUPPORTED,
        "setting-unsupported": Status.UNSUPPORTED,
        "setting-computed": Status.UNSUPPORTED,
        "expression-unsupported": Status.UNSUPPORTED,
        "expression-too-long": Status.UNSUPPORTED,
        "node-unsupported": Status.UNSUPPORTED,
        "node-part-unsupported": Status.UNSUPPORTED,
        "application-unchecked": Status.APPROXIMATED,
        "part-as-step": Status.APPROXIMATED,
        "part-of-node": Status.APPROXIMATED,
        "ai-memory": Status.APPROXIMATED,
        "memory-kept": Status.APPROXIMATED,
        "redis-by-table": Status.APPROXIMATED,
        "data-table-kept": Status.APPROXIMATED,
        "mcp-by-http": Status.APPROXIMATED,
        "workflow-by-address": Status.APPROXIMATED,
        "mail-by-ses": Status.APPROXIMATED,
        "asked-here": Status.APPROXIMATED,
        "reply-to-sender": Status.APPROXIMATED,
        "sql-by-data-api": Status.APPROXIMATED,
        "commands-by-systems-manager": Status.APPROXIMATED,
        "vectors-by-s3": Status.APPROXIMATED,
        "application-address": Status.APPROXIMATED,
        "application-operation": Status.UNSUPPORTED,
        "community-node": Status.UNSUPPORTED,
        "failure-unsupported": Status.UNSUPPORTED,
    }
)


def status_of(reasons: Iterable[Reason]) -> Status:
    """How far a node with these reasons means the same: the worst of what each leaves of it."""
    return Status.worst(REASONS[each.code] for each in reasons)
