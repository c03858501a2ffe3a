"""Read what the endpoints of keys are asked; `bodies` reads what needs pydantic."""

from exeoflow.api.query import QueryReader
from exeoflow.model.page import PageRequest


def key_list(query: QueryReader) -> PageRequest:
    """Read the parameters of `list_keys`. Raises `InvalidRequest`."""
    page = query.page()
    query.refuse_faults()
    return page
