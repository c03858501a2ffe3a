"""Read what `retry_execution` is asked."""

from exeoflow.api.bodies.fields import FieldReader
from exeoflow.api.executions.requests import WhichItems, WhichRevision
from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.json import JsonObject
from exeoflow.service.executions.retry import Retry


def retry_of(content: JsonObject) -> Retry:
    """Read the body of `retry_execution`. Raises `InvalidRequest`."""
    fields = FieldReader(content)
    node = fields.text("from", at_most=64)
    revision = fields.word_or("revision", WhichRevision.NEWEST)
    items = fields.word_or("items", WhichItems.ALL)
    fields.refuse_faults()
    if items is WhichItems.FAILED and node is None:
        raise InvalidRequest(Diagnostic("rerun-items", "items", values={"node": ""}))
    return Retry(
        node,
        by_old_revision=revision is WhichRevision.ORIGINAL,
        keeps_items=items is WhichItems.FAILED,
    )
