"""Lowerings of nodes that compute data from data."""

from exeoflow.expressions import parse_expression, parse_template
from exeoflow.expressions.binding import strings_in
from exeoflow.model.json import Json
from exeoflow.nodes.data import FilterConfig, SetConfig, TransformConfig
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.items import PUSHED, listed
from exeoflow.nodes.lowering.shapes import Value


def lower_set(config: SetConfig, bindings: Bindings) -> Value:
    """Exactly the values; with `keep_input` merged into the input."""
    if not config.keep_input:
        return Value(bindings.value(config.values), cannot_fail=never_fails(config.values))
    return Value(f"{{% $merge([{bindings.input}, {bindings.operand(config.values)}]) %}}")


def lower_transform(config: TransformConfig, bindings: Bindings) -> Value:
    """What the expression yields."""
    expression = parse_expression(config.expression)
    return Value(
        f"{{% {bindings.expression(config.expression)} %}}",
        cannot_fail=expression.cannot_fail and not expression.references,
    )


def lower_filter(config: FilterConfig, bindings: Bindings) -> Value:
    """The items for which the expression holds; `$filter` would unwrap a list that holds one list."""
    condition = bindings.expression(config.expression, own_item=True)
    kept = f"$boolean({condition}) ? ($_value := $item; {PUSHED}) : $_list"
    items = listed(config.items, bindings)
    return Value(f"{{% $reduce({items}, function($_list, $item, $index) {{ {kept} }}, []) %}}")


def never_fails(value: Json) -> bool:
    """Whether all templates within a value certainly yield something, whatever the nodes before yielded."""
    return all(
        template.cannot_fail and not any(each.references for each in template.expressions)
        for template in map(parse_template, strings_in(value))
    )
