"""Writes templates as Step Functions reads them: a literal, or JSONata between `{%` and `%}`."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from exeoflow.expressions.jsonata import chained, quote
from exeoflow.expressions.parsing import OPEN, Names, parse_template, with_names
from exeoflow.expressions.values import Expression, Template

if TYPE_CHECKING:
    from exeoflow.model.json import Json

_PATH: Final = re.compile(r"\$\w+(?:\.(?:[A-Za-z_]\w*|`[^`]*`))*")
"""A root and the names of fields."""


def bind(expression: Expression, names: Names) -> str:
    """The expression's source with the text of `names` in place of each reference."""
    return with_names(expression.source, expression.references, names)


def bind_template(template: Template, names: Names) -> str:
    """A string for a state's field; several parts are joined as by `&`: nothing is the empty string."""
    sole = template.sole
    if sole is not None:
        return f"{{% {bind(sole, names)} %}}"
    if template.is_literal:
        return bind_literal("".join(part for part in template.parts if isinstance(part, str)))
    return f"{{% {join_parts(template, names)} %}}"


def join_parts(template: Template, names: Names) -> str:
    """The JSONata that joins the parts of a template to a string."""
    return chained(
        [quote(part) if isinstance(part, str) else _joinable(part, names) for part in template.parts], "&"
    )


def _joinable(expression: Expression, names: Names) -> str:
    """An expression beside `&`, which binds less than the steps of a path."""
    text = bind(expression, names)
    return text if _PATH.fullmatch(expression.source) else f"({text})"


def bind_literal(text: str) -> str:
    """A string that means itself: Step Functions would take one with its delimiters for JSONata."""
    return f"{{% {quote(text)} %}}" if "{%" in text or "%}" in text else text


def bind_value(value: "Json", names: Names) -> "Json":
    """Configuration with each string in it bound; keys are literal. Its depth is bounded by the checks."""
    match value:
        case str():
            return bind_template(parse_template(value), names) if OPEN in value else bind_literal(value)
        case dict():
            return {key: bind_value(item, names) for key, item in value.items()}
        case list() | tuple():
            return [bind_value(item, names) for item in value]
        case _:
            return value


def strings_in(value: "Json") -> Iterator[str]:
    """The strings within a value, in their order, without the keys of its objects."""
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from strings_in(item)
        case list() | tuple():
            for item in value:
                yield from strings_in(item)
