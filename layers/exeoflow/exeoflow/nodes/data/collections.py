"""The nodes that work on lists: each is one JSONata expression."""

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import INPUT, Config, Dynamic, ItemExpressionText, Items, example
from exeoflow.nodes.lowering import Bindings, Value
from exeoflow.nodes.lowering.items import column, kept, listed, number, rows
from exeoflow.nodes.node_type import Kind, NodeType

ITEM = "$item"
"""The default of fields that look at the whole item."""

GROUP_KEY = "key"
"""The field of a group's result that holds its key."""

_Amount = Annotated[Whole, Field(ge=0, le=1_000_000)]


class SortConfig(
    Config,
    json_schema_extra=example(items="{{ $input.lines }}", expression="$item.price", order="descending"),
):
    """Yields the items in the order of a key; items without one come last."""

    items: Items = INPUT
    expression: ItemExpressionText = ITEM
    order: Literal["ascending", "descending"] = "ascending"


class LimitConfig(Config, json_schema_extra=example(items="{{ $input.lines }}", count=10)):
    """Yields at most `count` items, after the first `offset` ones."""

    items: Items = INPUT
    count: Dynamic[_Amount]
    offset: Dynamic[_Amount] = 0


class Summary(Config):
    """A field of the result: a function of what the expression yields for each item."""

    name: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
    function: Literal["count", "sum", "average", "min", "max", "first", "last", "list"]
    expression: ItemExpressionText = ITEM


class AggregateConfig(
    Config,
    json_schema_extra=example(
        items="{{ $input.lines }}", values=[{"name": "total", "function": "sum", "expression": "$item.price"}]
    ),
):
    """Yields an object of summaries; with `group_by` a list of them, one per key, as the keys first come."""

    items: Items = INPUT
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


class SplitConfig(Config, json_schema_extra=example(items="{{ $input.lines }}", size=25)):
    """Yields the items as a list of lists of `size` items each; the last one may be shorter."""

    items: Items = INPUT
    size: Dynamic[Annotated[Whole, Field(ge=1, le=1_000_000)]]


class DeduplicateConfig(
    Config, json_schema_extra=example(items="{{ $input.lines }}", expression="$item.sku")
):
    """Yields the items without those whose key an earlier one has; items without a key stay."""

    items: Items = INPUT
    expression: ItemExpressionText = ITEM


_SUMMARIES = {
    "count": "$count($_values)",
    "sum": "$sum($_values)",
    "average": "$count($_values) = 0 ? null : $average($_values)",
    "min": "$count($_values) = 0 ? null : $min($_values)",
    "max": "$count($_values) = 0 ? null : $max($_values)",
    "first": "$count($_values) = 0 ? null : $_values[0]",
    "last": "$count($_values) = 0 ? null : $_values[-1]",
    "list": "$_values",
}


def lower_sort(config: SortConfig, bindings: Bindings) -> Value:
    """Equal keys keep their order, which `$sort` alone does not promise everywhere."""
    fields = {
        "item": "$item",
        "position": "$index",
        "key": bindings.expression(config.expression, own_item=True),
    }
    sign = ">" if config.order == "ascending" else "<"
    is_later = "$_left.position > $_right.position"
    swaps = (
        f"$exists($_left.key) ? $exists($_right.key) and ($_left.key {sign} $_right.key "
        f"or ($_left.key = $_right.key and {is_later})) : $exists($_right.key) or {is_later}"
    )
    ordered = f"$sort({rows(config.items, fields, bindings)}, function($_left, $_right) {{ {swaps} }})"
    return _value(column(ordered, "item"))


def lower_limit(config: LimitConfig, bindings: Bindings) -> Value:
    """The items whose positions lie in the window."""
    begin, count = number(config.offset, bindings), number(config.count, bindings)
    chosen = kept(listed(config.items, bindings), "$index >= $_begin and $index < $_end")
    return _value(f"($_begin := {begin}; $_end := $_begin + {count}; {chosen})")


def lower_aggregate(config: AggregateConfig, bindings: Bindings) -> Value:
    """One row per item holds the values; the summaries are made of the rows, or of the rows of each key."""
    fields = {
        f"v{index}": bindings.expression(value.expression, own_item=True)
        for index, value in enumerate(config.values)
    }
    if config.group_by is not None:
        fields["group"] = bindings.expression(config.group_by, own_item=True)
    summaries = ", ".join(
        f'"{value.name}": ($_values := [$_group.v{index}]; {_SUMMARIES[value.function]})'
        for index, value in enumerate(config.values)
    )
    summary = f"$_summary := function($_group) {{ {{{summaries}}} }}"
    head = f"$_rows := {rows(config.items, fields, bindings)}; {summary}"
    return _value(f"({head}; {'$_summary($_rows)' if config.group_by is None else _GROUPED})")


def _with_key(rows_text: str) -> str:
    return f'$filter({rows_text}, function($_row) {{ $lookup($_row, "group") = $_key }})'


_GROUPED = (
    # A key may be a list, which JSONata would unwrap or take apart: so it is looked up in its row.
    "$_firsts := $reduce($_rows, function($_list, $_first) { "
    '($_key := $lookup($_first, "group"); '
    f"$exists($_key) and $not($exists({_with_key('$_list')})) "
    "? $append($_list, [$_first]) : $_list) }, []); "
    "$reduce($_firsts, function($_list, $_first) { "
    '($_key := $lookup($_first, "group"); '
    f'$append($_list, [$merge([{{"{GROUP_KEY}": $_key}}, $_summary({_with_key("$_rows")})])])) }}, [])'
)


def lower_split(config: SplitConfig, bindings: Bindings) -> Value:
    """`$partition` of Step Functions, which says nothing of empty lists."""
    items, size = listed(config.items, bindings), number(config.size, bindings)
    return _value(f"($_items := {items}; $count($_items) = 0 ? [] : $partition($_items, {size}))")


def lower_deduplicate(config: DeduplicateConfig, bindings: Bindings) -> Value:
    """Keys are compared by `=`, that is by their whole value."""
    fields = {"item": "$item", "key": bindings.expression(config.expression, own_item=True)}
    kept = (
        f"$reduce({rows(config.items, fields, bindings)}, function($_kept, $_row) "
        "{ $exists($_kept[key = $_row.key]) ? $_kept : $append($_kept, [$_row]) }, [])"
    )
    return _value(column(kept, "item"))


def _value(text: str) -> Value:
    return Value(f"{{% {text} %}}")


SORT = NodeType("sort", Kind.DATA, SortConfig, lower_sort)
LIMIT = NodeType("limit", Kind.DATA, LimitConfig, lower_limit)
AGGREGATE = NodeType("aggregate", Kind.DATA, AggregateConfig, lower_aggregate)
SPLIT = NodeType("split", Kind.DATA, SplitConfig, lower_split)
DEDUPLICATE = NodeType("deduplicate", Kind.DATA, DeduplicateConfig, lower_deduplicate)
