"""Plain JSON to DynamoDB's attribute values and back, in JSONata.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
"""

from collections.abc import Mapping
from typing import Any

from exeoflow.expressions import parse_template, quote
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.items import PUSHED, object_

_TYPED = (
    # Not by recursion: AWS evaluates about a hundred operations within each other, and data nest deeply. So
    # the value's JSON text is read token by token. Escaped quotes and backslashes are respelled first, so
    # that a string ends at the next quote. The value is put in an object: `$string` of a string is no JSON.
    "$_typed := function($_value) { ("
    r"""$_json := $replace($string({'v': $_value}), /\\["\\]/, function($_found) """
    r"""{ $_found.match = '\\"' ? '\\u0022' : '\\u005c' }); """
    r"""$_text := $replace($_json, /"[^"]*":?|[\[\]{}]|[^\[\]{}",:]+/, function($_found) """
    "{ ($_token := $_found.match; $_known := $lookup($_tokens, $_token); "
    "$exists($_known) ? $_known : "
    "$substring($_token, 0, 1) != '\"' ? '{\"N\":\"' & $_token & '\"}' : "
    "$substring($_token, -1) = ':' ? $_token : '{\"S\":' & $_token & '}') }); "
    "$parse($_text).M.v) }"
)
_TOKENS = (
    """$_tokens := {'{': '{"M":{', '}': '}}', '[': '{"L":[', ']': ']}', """
    """'true': '{"BOOL":true}', 'false': '{"BOOL":false}', 'null': '{"NULL":true}'}"""
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
    "$exists($_given.BS) ? [$_given.BS] : $exists($_given.Bs) ? [$_given.Bs] : "
    "$exists($_given.B) ? $_given.B : null }"
)


def typed_item(item: Any, bindings: Bindings) -> str:  # noqa: ANN401 - the fields of configurations are any JSON
    """A state's field that holds an object's fields as attribute values."""
    if isinstance(item, Mapping):
        return _with_typing(_typed_fields(item, bindings))
    return _with_typing(f"$_typed({object_(bindings.operand(item))}).M")


def typed_values(values: Mapping[str, Any], bindings: Bindings) -> str:
    """A state's field that holds values by the placeholders of an expression."""
    return _with_typing(_typed_fields(values, bindings))


def _with_typing(text: str) -> str:
    """A state's field; it says how values are typed if it has to."""
    return f"{{% ({_TOKENS}; {_TYPED}; {text}) %}}" if "$_typed(" in text else f"{{% {text} %}}"


def _typed_fields(fields: Mapping[str, Any], bindings: Bindings) -> str:
    texts = (f"{quote(name)}: {_typed(value, bindings)}" for name, value in fields.items())
    return f"{{{', '.join(texts)}}}"


def _typed(value: Any, bindings: Bindings) -> str:  # noqa: ANN401 - as above
    """A configured value as an attribute value; only what an expression yields is typed when it is known."""
    match value:
        case str() if parse_template(value).sole is not None:
            return f"$_typed({bindings.needed(value)})"
        case str():
            return f'{{"S": {bindings.operand(value)}}}'
        case bool():
            return f'{{"BOOL": {bindings.operand(value)}}}'
        case None:
            return '{"NULL": true}'
        case Mapping():
            return f'{{"M": {_typed_fields(value, bindings)}}}'
        case list() | tuple():
            return f'{{"L": [{", ".join(_typed(item, bindings) for item in value)}]}}'
        case int():
            # As text, for JSONata would round what has more than 15 digits.
            return f'{{"N": {quote(str(value))}}}'
        case _:
            return f'{{"N": $string({bindings.operand(value)})}}'


def plain_item(item: str) -> str:
    """A node's output: an item of the result as JSON, null if there is none."""
    return f"{{% ({_PLAIN}; $exists({item}) ? $_plain({{'M': {item}}}) : null) %}}"


def plain_items(items: str) -> str:
    """A node's output: all items of the result."""
    each = "function($_list, $_each) { $append($_list, [$_plain({'M': $_each})]) }"
    return f"{{% ({_PLAIN}; $reduce([{items}], {each}, [])) %}}"
