"""What a backfill answers."""

from typing import TYPE_CHECKING, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.bulk_answers import BulkError
from exeoflow.api.problems import failure_message
from exeoflow.api.schema import ExecutionId, Timestamp
from exeoflow.model import moment
from exeoflow.texts import Language

if TYPE_CHECKING:
    from exeoflow.service.executions.starting.backfill import Backfill, Filled


class FilledShown(TypedDict):
    """A planned time, and what stands for it."""

    scheduled_at: Timestamp
    execution_id: ExecutionId | None
    error: NotRequired[BulkError]


class BackfillShown(TypedDict):
    """What was seen to, oldest first; `next_from` is the `from` of the call that goes on, null at the end."""

    filled: list[FilledShown]
    next_from: Timestamp | None


def backfill_shown(backfill: "Backfill", language: Language) -> BackfillShown:
    """Show which times have which executions."""
    next_from = backfill.next_from
    return {
        "filled": [_filled(each, language) for each in backfill.filled],
        "next_from": None if next_from is None else moment.write(next_from),
    }


def _filled(filled: "Filled", language: Language) -> FilledShown:
    shown: FilledShown = {
        "scheduled_at": moment.write(filled.planned),
        "execution_id": None if filled.execution is None else filled.execution.id,
    }
    if filled.error is not None:
        shown["error"] = {"code": filled.error.code, "message": failure_message(filled.error, language)}
    return shown
