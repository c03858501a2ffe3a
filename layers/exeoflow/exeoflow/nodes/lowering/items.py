"""Pieces of JSONata that keep lists lists: JSONata itself unwraps sequences of one item.

Names that a piece binds begin with an underscore, as no variable of the compiler does; an author's expression
stands in parentheses, so that what it binds ends with it.
"""

from typing import Any

from exeoflow.nodes.lowering.bindings import Bindings

PUSHED = "$append($_list, $type($_value) = 'array' ? [[$_value]] : [$_value])"
"""The list `$_list` with `$_value` as one more item, also if that is a list itself."""


def listed(value: Any, bindings: Bindings) -> str:  # noqa: ANN401 - the fields of configurations are any JSON
    """A configured value as a list: nothing is the empty one, what is no list a list of one."""
    text = bindings.operand(value)
    return text if isinstance(value, (list, tuple)) else f"[{text}]"


def given(value: Any, bindings: Bindings) -> str:  # noqa: ANN401 - as above
    """A configured value as a list, where nothing is an error."""
    return listed(value, bindings) if isinstance(value, (list, tuple)) else f"[{bindings.needed(value)}]"


def object_(text: str) -> str:
    """An object; anything else, lists and nothing included, is an error."""
    return f"($_object := {text}; $assert($type($_object) = 'object', 'an object is needed'); $_object)"


def optional_object(text: str) -> str:
    """An object or nothing; anything else is an error."""
    asked = "$exists($_object) ? $assert($type($_object) = 'object', 'an object is needed')"
    return f"($_object := {text}; {asked}; $_object)"


def rows(items: Any, fields: dict[str, str], bindings: Bindings) -> str:  # noqa: ANN401 - as above
    """A list of objects, one per item, whose fields are JSONata over `$item` and `$index`."""
    texts = ", ".join(f'"{name}": ({text})' for name, text in fields.items())
    return f"[$map({listed(items, bindings)}, function($item, $index) {{ {{{texts}}} }})]"


def column(rows_text: str, field: str) -> str:
    """The list of what the rows hold in a field, which each of them has.

    Objects are collected first, for `$map` unwraps one value and flattens one list; to append value by value
    would take the square of their number.
    """
    value = f'$lookup($_kept[0], "{field}")'
    single = f"($_value := {value}; $type($_value) = 'array' ? [[$_value]] : [$_value])"
    several = f'$map($_kept, function($_row) {{ $lookup($_row, "{field}") }})'
    chosen = f"$_count = 0 ? [] : $_count = 1 ? {single} : {several}"
    return f"($_kept := [{rows_text}]; $_count := $count($_kept); {chosen})"


def kept(items: str, condition: str) -> str:
    """The list of those of the items for which JSONata over `$item` and `$index` is true."""
    chosen = f'({condition}) ? {{"item": $item}}'
    return column(f"$map({items}, function($item, $index) {{ {chosen} }})", "item")


def number(value: Any, bindings: Bindings) -> str:  # noqa: ANN401 - as above
    """A configured number; what is none is an error instead of nothing."""
    if isinstance(value, int):
        return str(value)
    return (
        f"($_number := {bindings.operand(value)}; "
        "$assert($type($_number) = 'number', 'a number is needed'); $_number)"
    )


def content(value: Any, bindings: Bindings) -> str:  # noqa: ANN401 - as above
    """A state's field that holds a text; any other value is written as JSON."""
    text = bindings.operand(value)
    return f"{{% ($_content := {text}; $type($_content) = 'string' ? $_content : $string($_content)) %}}"
