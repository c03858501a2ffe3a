"""Configuration of the node that answers whoever waits for the workflow."""

from typing import Annotated, Any

from pydantic import Field

from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import INPUT, Config, Dynamic, Value
from exeoflow.nodes.node_type import Handles


class RespondConfig(Config):
    """Ends its path with the answer to the call of a webhook that waits."""

    status: Dynamic[Annotated[Whole, Field(ge=200, le=599)]] = 200
    headers: Dynamic[dict[str, Any]] | None = None
    body: Value = INPUT


def respond_handles(_: RespondConfig) -> Handles:
    """Nothing follows a respond: an answer that is given cannot be taken back."""
    return ()
