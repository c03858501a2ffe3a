"""The nodes that compute data from data."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from exeoflow.expressions import CLOSE, OPEN, parse_expression
from exeoflow.expressions.jsonata import needed
from exeoflow.model.scalars import Flag
from exeoflow.nodes.fields import INPUT, Config, ExpressionText, ItemExpressionText, Items, Values, example
from exeoflow.nodes.lowering import Bindings, Value, never_fails
from exeoflow.nodes.lowering.items import column, kept, listed, object_
from exeoflow.nodes.node_type import Kind, NodeType, Origin, Path


class SetConfig(Config, json_schema_extra=example(values={"text": "Hello {{ $input.name }}"})):
    """Yields `values`; with `keep_input` the input, which must be an object, merged with them."""

    values: Values = Field(default_factory=dict)
    keep_input: Flag = False


class TransformConfig(
    Config, json_schema_extra=example(expression="[$input.lines.{'sku': sku, 'total': price * count}]")
):
    """Yields what the expression yields."""

    expression: ExpressionText


class MapConfig(
    Config,
    json_schema_extra=example(items="{{ $input.people }}", expression="$uppercase($item.name)"),
):
    """Yields what the expression, with `$item` and `$index` bound, yields for each item: always a list."""

    items: Items = INPUT
    expression: ItemExpressionText


class FilterConfig(
    Config, json_schema_extra=example(items="{{ $input.lines }}", expression="$item.price > 0")
):
    """Yields the list of those items for which the expression, with `$item` and `$index` bound, holds."""

    items: Items = INPUT
    expression: ItemExpressionText


def lower_set(config: SetConfig, bindings: Bindings) -> Value:
    """Exactly the values; with `keep_input` merged into the input."""
    if not config.keep_input:
        return Value(bindings.value(config.values), cannot_fail=never_fails(config.values))
    return Value(f"{{% $merge([{object_(bindings.input)}, {bindings.operand(config.values)}]) %}}")


def lower_transform(config: TransformConfig, bindings: Bindings) -> Value:
    """What the expression yields; brackets undo what JSONata does to a list of one item and of none."""
    expression = parse_expression(config.expression)
    text = bindings.expression(config.expression)
    return Value(
        f"{{% [{text}] %}}" if expression.calls_for_list else f"{{% {text} %}}",
        cannot_fail=expression.cannot_fail and not expression.references,
    )


def lower_map(config: MapConfig, bindings: Bindings) -> Value:
    """A list of as many; `$map` would unwrap one of one and yield nothing for none."""
    made = needed(f"({bindings.expression(config.expression, own_item=True)})")
    made_rows = f'$map({listed(config.items, bindings)}, function($item, $index) {{ {{"item": {made}}} }})'
    return Value(f"{{% {column(made_rows, 'item')} %}}")


def lower_filter(config: FilterConfig, bindings: Bindings) -> Value:
    """The items for which the expression holds; `$filter` would unwrap a list that holds one list."""
    condition = bindings.expression(config.expression, own_item=True)
    return Value(f"{{% {kept(listed(config.items, bindings), f'$boolean({condition})')} %}}")


def set_fields(config: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The names of the values, unless the input's fields are kept beside them."""
    values = config.get("values")
    return None if config.get("keep_input") or not values or not isinstance(values, dict) else tuple(values)


def _origin_of_set(config: Mapping[str, Any], path: Path) -> Origin | None:
    """A value, or what is kept of the input: a file with more fields is still one."""
    values = config.get("values")
    if path and isinstance(values, dict) and path[0] in values:
        return Origin(values[path[0]], path[1:])
    return Origin(INPUT, path) if config.get("keep_input") else None


def _origin_of_transform(config: Mapping[str, Any], path: Path) -> Origin | None:
    """What the expression reads, its braces being left out or not."""
    text = str(config.get("expression", ""))
    return Origin(text if OPEN in text else f"{OPEN}{text}{CLOSE}", path)


SET = NodeType("set", Kind.DATA, SetConfig, lower_set, known_fields=set_fields, origin=_origin_of_set)
TRANSFORM = NodeType("transform", Kind.DATA, TransformConfig, lower_transform, origin=_origin_of_transform)
MAP = NodeType("map", Kind.DATA, MapConfig, lower_map)
FILTER = NodeType("filter", Kind.DATA, FilterConfig, lower_filter)
