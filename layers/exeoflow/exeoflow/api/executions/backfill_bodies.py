"""What a backfill is asked."""

from typing import Annotated

from pydantic import Field

from exeoflow.api.bodies.moments import Moment
from exeoflow.api.bodies.request_body import RequestBody, checked_body
from exeoflow.model import moment
from exeoflow.model.json import JsonObject
from exeoflow.service.executions.starting.backfill import PastTimes


class BackfillBody(RequestBody):
    """From when to when (now, if it is left out), and by which schedule, if there are several."""

    since: Moment = Field(alias="from")
    until: Moment | None = Field(default=None, alias="to")
    trigger: Annotated[str, Field(min_length=1, max_length=64)] | None = None


def backfill_asked(content: JsonObject) -> PastTimes:
    """Read the body of `backfill_workflow`. Raises `InvalidRequest`."""
    body = checked_body(BackfillBody, content)
    until = None if body.until is None else moment.read(body.until)
    return PastTimes(moment.read(body.since), until, body.trigger)
