"""Read what `retry_execution` is asked."""

from exeoflow.api.executions.requests import WhichRevision
from exeoflow.api.fields import FieldReader
from exeoflow.model.json import JsonObject
from exeoflow.service.executions.retry import Retry


def retry_of(content: JsonObject) -> Retry:
    """Read the body of `retry_execution`. Raises `InvalidRequest`."""
    fields = FieldReader(content)
    node = fields.text("from", at_most=64)
    revision = WhichRevision.NEWEST
    if "revision" in content:
        revision = fields.word("revision", WhichRevision)
    fields.refuse_faults()
    return Retry(node, by_old_revision=revision is WhichRevision.ORIGINAL)
