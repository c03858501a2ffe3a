"""JSON with `{% ... %}` in it, read once: what is evaluated at every use is only the expressions."""

from collections.abc import Callable
from typing import Any, TypeAlias

Read: TypeAlias = Callable[[str], Any]
"""Evaluates one JSONata text; raises what its maker raises."""
Template: TypeAlias = Callable[[Read], Any]


def template_of(value: Any) -> Template:
    """Return what yields `value` with each of its expressions evaluated.

    >>> template_of({"a": "{% 1 + 1 %}", "b": [True]})(lambda text: f"<{text}>")
    {'a': '<1 + 1>', 'b': [True]}
    """
    if _is_constant(value):
        return lambda _read: value
    match value:
        case dict():
            members = [(key, template_of(member)) for key, member in value.items()]
            return lambda read: {key: member(read) for key, member in members}
        case list():
            elements = [template_of(element) for element in value]
            return lambda read: [element(read) for element in elements]
    text = value[2:-2].strip()
    return lambda read: read(text)


def _is_constant(value: Any) -> bool:
    match value:
        case dict():
            return all(map(_is_constant, value.values()))
        case list():
            return all(map(_is_constant, value))
        case str():
            return not (value.startswith("{%") and value.endswith("%}"))
    return True
