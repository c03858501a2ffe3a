"""What others are told of an execution that ended: the facts that the API shows, as JSON."""

from typing import Final

from exeoflow.model import json, moment
from exeoflow.model.execution import ExecutionError, ExecutionRecord
from exeoflow.model.json import Json, JsonObject

# Room for what is put around the data of a start (`triggers.machine_input`).
_RESERVE: Final = 1024


def end_report(record: ExecutionRecord, max_cause: int | None = None) -> JsonObject:
    """Return the facts about the end, without payloads; only a failed execution has an `error`.

    Its message is cut to `max_cause` characters.
    """
    execution = record.execution
    facts: JsonObject = {
        "id": execution.id,
        "workflow_id": execution.workflow_id,
        "workflow_name": execution.workflow_name,
        "status": execution.status.value,
        "started_at": moment.write(execution.started_at),
        "finished_at": None if execution.finished_at is None else moment.write(execution.finished_at),
        "duration": execution.duration,
        "trigger": {"kind": execution.trigger_kind.value, "node_id": execution.trigger_node},
    }
    return facts if record.error is None else {**facts, "error": _error(record.error, max_cause)}


def failure_report(record: ExecutionRecord, max_bytes: int) -> JsonObject:
    """Return what an error workflow is told: the facts and, if there is room, the input.

    `input_omitted` says whether it was left out, for null may be an input as well.
    """
    facts = end_report(record)
    whole: JsonObject = {**facts, "input": record.input, "input_omitted": False}
    has_room = len(json.write(whole).encode()) + _RESERVE <= max_bytes
    return whole if has_room else {**facts, "input": None, "input_omitted": True}


def _error(error: ExecutionError, max_cause: int | None) -> Json:
    # A cause comes from anywhere: half a character, which JSON can spell, could not be sent on.
    message = error.message[:max_cause].encode(errors="replace").decode()
    return {"code": error.code, "message": message, "node_id": error.node_id}
