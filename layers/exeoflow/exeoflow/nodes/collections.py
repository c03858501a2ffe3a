"""Configuration of the nodes that work on lists."""

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import INPUT, Config, Dynamic, ItemExpressionText, Value

ITEM = "$item"
"""The default of fields that look at the whole item."""

GROUP_KEY = "key"
"""The field of a group's result that holds its key."""

_Amount = Annotated[Whole, Field(ge=0, le=1_000_000)]


class SortConfig(Config):
    """Yields the items in the order of a key; items without one come last."""

    items: Value = INPUT
    expression: ItemExpressionText = ITEM
    order: Literal["ascending", "descending"] = "ascending"


class LimitConfig(Config):
    """Yields at most `count` items, after the first `offset` ones."""

    items: Value = INPUT
    count: Dynamic[_Amount]
    offset: Dynamic[_Amount] = 0


class Summary(Config):
    """A field of the result: a function of what the expression yields for each item."""

    name: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
    function: Literal["count", "sum", "average", "min", "max", "first", "last", "list"]
    expression: ItemExpressionText = ITEM


class AggregateConfig(Config):
    """Yields an object of summaries; with `group_by` a list of them, one per key, as the keys first come."""

    items: Value = INPUT
    values: Annotated[tuple[Summary, ...], Field(min_length=1, max_length=20)]
    group_by: ItemExpressionText | None = None

    @field_validator("values")
    @classmethod
    def _check_names(cls, values: tuple[Summary, ...]) -> tuple[Summary, ...]:
        count = Counter(value.name for value in values)
        for name in count:
            if count[name] > 1 or name == GROUP_KEY:
                raise PydanticCustomError("summary-name-taken", "taken", {"name": name})
        return values


class SplitConfig(Config):
    """Yields the items as a list of lists of `size` items each; the last one may be shorter."""

    items: Value = INPUT
    size: Dynamic[Annotated[Whole, Field(ge=1, le=1_000_000)]]


class DeduplicateConfig(Config):
    """Yields the items without those whose key an earlier one has; items without a key stay."""

    items: Value = INPUT
    expression: ItemExpressionText = ITEM
