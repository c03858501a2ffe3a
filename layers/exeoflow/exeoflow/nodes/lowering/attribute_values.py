"""Plain JSON to DynamoDB's attribute values and back, in JSONata.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
"""

from collections.abc import Mapping
from typing import Any

from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.items import PUSHED

_TYPED = (
    "$_typed := function($_value) { "
    "$type($_value) = 'string' ? {'S': $_value} : "
    "$type($_value) = 'number' ? {'N': $string($_value)} : "
    "$type($_value) = 'boolean' ? {'BOOL': $_value} : "
    "$type($_value) = 'null' ? {'NULL': true} : "
    "$type($_value) = 'array' ? "
    "{'L': $reduce($_value, function($_list, $_each) { $append($_list, [$_typed($_each)]) }, [])} : "
    "{'M': $reduce([$keys($_value)], function($_map, $_name) "
    "{ $merge([$_map, {$_name: $_typed($lookup($_value, $_name))}]) }, {})} }"
)

# The service's own integration spells its keys as the API does, the one of the SDK as the SDK for Java does.
_PLAIN = (
    "$_plain := function($_given) { "
    "$exists($_given.S) ? $_given.S : "
    "$exists($_given.N) ? $number($_given.N) : "
    "$exists($_given.BOOL) ? $_given.BOOL : "
    "$exists($_given.Bool) ? $_given.Bool : "
    "$exists($_given.L) ? $reduce($lookup($_given, 'L'), function($_list, $_each) "
    f"{{ ($_value := $_plain($_each); {PUSHED}) }}, []) : "
    "$exists($_given.M) ? $reduce([$keys($_given.M)], function($_map, $_name) "
    "{ $merge([$_map, {$_name: $_plain($lookup($_given.M, $_name))}]) }, {}) : "
    "$exists($_given.SS) ? [$_given.SS] : $exists($_given.Ss) ? [$_given.Ss] : "
    "$exists($_given.NS) ? [$_given.NS.$number($)] : $exists($_given.Ns) ? [$_given.Ns.$number($)] : "
    "$exists($_given.B) ? $_given.B : null }"
)


def typed_item(item: Any, bindings: Bindings) -> str:  # noqa: ANN401 - the fields of configurations are any JSON
    """A state's field that holds an object's fields as attribute values."""
    return f"{{% ({_TYPED}; $_typed({bindings.operand(item)}).M) %}}"


def typed_values(values: Mapping[str, Any], bindings: Bindings) -> str:
    """A state's field that holds values by the placeholders of an expression."""
    texts = ", ".join(f'"{name}": $_typed({bindings.operand(value)})' for name, value in values.items())
    return f"{{% ({_TYPED}; {{{texts}}}) %}}"


def plain_item(item: str) -> str:
    """A node's output: an item of the result as JSON, null if there is none."""
    return f"{{% ({_PLAIN}; $exists({item}) ? $_plain({{'M': {item}}}) : null) %}}"


def plain_items(items: str) -> str:
    """A node's output: all items of the result."""
    each = "function($_list, $_each) { $append($_list, [$_plain({'M': $_each})]) }"
    return f"{{% ({_PLAIN}; $reduce([{items}], {each}, [])) %}}"
