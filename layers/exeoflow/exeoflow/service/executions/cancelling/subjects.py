"""What executions are about, as `settings.cancel_on` tells it: by it an event finds those that it ends.

Each execution keeps short forms of its values when it begins, so that an event reads what it cancels and not
all that runs.
"""

import hashlib
from collections.abc import Iterator
from typing import cast

from exeoflow.model import json
from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.workflows.triggers.cancelling import cancelling_rules


def subjects_of(workflow: StoredWorkflow, data: Json) -> tuple[str, ...]:
    """Return what a start with this `data` is about, for each rule that compares a value."""
    return tuple(dict.fromkeys(_subjects(workflow, data)))


def subject_of_event(workflow: StoredWorkflow, match: JsonObject, event: Json) -> str | None:
    """Return what an event is about by the `match` of a rule; None if it has no such value."""
    return _subject(workflow, str(match["trigger"]), _value(event, str(match["event"])))


def _subjects(workflow: StoredWorkflow, data: Json) -> Iterator[str]:
    for rule in cancelling_rules(workflow.graph):
        match = cast("dict[str, str] | None", rule.get("match"))
        subject = (
            None if match is None else _subject(workflow, match["trigger"], _value(data, match["trigger"]))
        )
        if subject is not None:
            yield subject


def _value(data: Json, path: str) -> Json:
    """Return what a path of names behind its root leads to."""
    return json.value_at(data, path.split(".")[1:])


def _subject(workflow: StoredWorkflow, path: str, value: Json) -> str | None:
    if value is None:
        return None
    return hashlib.sha256(json.canonical([workflow.id, path, value])).hexdigest()[:32]
