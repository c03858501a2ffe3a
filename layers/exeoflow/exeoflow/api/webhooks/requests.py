"""Read what the endpoints of webhooks are asked; `bodies` reads what needs pydantic."""

from exeoflow.api.query import QueryReader
from exeoflow.model.page import PageRequest


def webhook_list(query: QueryReader) -> tuple[str | None, PageRequest]:
    """Read the parameters of `list_webhooks`. Raises `InvalidRequest`."""
    page = query.page()
    query.refuse_faults()
    return query.text("workflow_id"), page
