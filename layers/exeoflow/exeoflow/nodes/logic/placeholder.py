"""The node that stands for one of another system which has no counterpart here."""

from typing import Annotated, Any

from pydantic import Field, field_validator

from exeoflow.expressions import quote
from exeoflow.nodes.fields import Config, HandleName, check_handles, example
from exeoflow.nodes.lowering import Bindings, Branch, Case, Value
from exeoflow.nodes.node_type import ERROR_HANDLE, Kind, NamedHandles, NodeType


class PlaceholderConfig(
    Config, json_schema_extra=example(origin="n8n-nodes-base.mongoDb", config={"collection": "orders"})
):
    """Keeps what a node was elsewhere: its type and its configuration, in which nothing is evaluated."""

    origin: Annotated[str, Field(min_length=1, max_length=500)]
    config: dict[str, Any] = Field(default_factory=dict)
    handles: tuple[HandleName, ...] = Field(default=(), max_length=100)

    @field_validator("handles")
    @classmethod
    def _check_handles(cls, handles: tuple[str, ...]) -> tuple[str, ...]:
        check_handles(handles, {ERROR_HANDLE})
        return handles


def lower_placeholder(config: PlaceholderConfig, _: Bindings) -> Value | Branch:
    """What fails, should it ever run: no workflow with a placeholder is published."""
    fails = f"$error({quote(f'No node can do what {config.origin} does.')})"
    *cases, last = config.handles or ("",)
    if not cases:
        return Value(f"{{% {fails} %}}")
    # Each handle leads somewhere, so that the machine has no state that nothing reaches.
    return Branch(tuple(Case(each, fails) for each in cases), default=last)


PLACEHOLDER = NodeType(
    "placeholder",
    Kind.LOGIC,
    PlaceholderConfig,
    lower_placeholder,
    (NamedHandles("handles"),),
    is_placeholder=True,
)
