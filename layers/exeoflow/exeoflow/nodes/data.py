"""Configuration of the nodes that compute data from data."""

from pydantic import Field

from exeoflow.model.scalars import Flag
from exeoflow.nodes.fields import INPUT, Config, ExpressionText, ItemExpressionText, Value, Values


class SetConfig(Config):
    """Yields `values`; with `keep_input` the input, which must be an object, merged with them."""

    values: Values = Field(default_factory=dict)
    keep_input: Flag = False


class TransformConfig(Config):
    """Yields what the expression yields."""

    expression: ExpressionText


class FilterConfig(Config):
    """Yields the list of those items for which the expression, with `$item` and `$index` bound, holds."""

    items: Value = INPUT
    expression: ItemExpressionText
