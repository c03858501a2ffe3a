"""Read what the endpoints of notifications are asked; `bodies` reads what needs pydantic."""

from exeoflow.api.query import QueryReader
from exeoflow.model.page import PageRequest


def notification_list(query: QueryReader) -> PageRequest:
    """Read the parameters of `list_notifications`. Raises `InvalidRequest`."""
    page = query.page()
    query.refuse_faults()
    return page
