"""JavaScript's operations as functions in JSONata, for values whose kind is known only when they are there.

`library.jsonata` holds them; an expression carries those that it calls.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from exeoflow.expressions.evaluation import depth_of
from exeoflow.expressions.grammar import parse_syntax

_FUNCTION = re.compile(r"^\$(js_[a-z_]+) := (function.*?\});$", re.MULTILINE | re.DOTALL)
_CALLED = re.compile(r"\$(js_[a-z_]+)\b")

FAIL_AS_IN_N8N = frozenset({"here", "here_text", "no_date", "numbers", "to_number", "item_at"})
"""The functions that end in an error where n8n does; others only where JSONata has no such value."""


@dataclass(frozen=True, slots=True)
class _Function:
    source: str
    calls: tuple[str, ...]


def sources() -> Mapping[str, str]:
    """The functions by their names."""
    return {name: function.source for name, function in _library().items()}


def with_functions(text: str) -> str:
    """The expression with the functions that it calls before it, each before those that call it."""
    names = _needed(text)
    if not names:
        return text
    definitions = "".join(f"${name} := {_library()[name].source}; " for name in names)
    return f"({definitions}{text})"


def depths(text: str) -> Mapping[str, int]:
    """How deeply each of the functions nests that `with_functions` puts before an expression."""
    return {name: _depth(name) for name in _needed(text)}


def _needed(text: str) -> Collection[str]:
    """The functions that an expression calls, at once or through others, each before those that call it."""
    library = _library()
    ordered: dict[str, None] = {}

    def take(names: Iterable[str]) -> None:
        for name in names:
            if name not in ordered:
                take(library[name].calls)
                ordered[name] = None

    take(dict.fromkeys(_CALLED.findall(text)))
    return ordered


@cache
def _depth(name: str) -> int:
    function = _library()[name]
    return depth_of(parse_syntax(function.source), {each: _depth(each) for each in function.calls})


@cache
def _library() -> Mapping[str, _Function]:
    text = files(__package__).joinpath("library.jsonata").read_text(encoding="utf-8")
    sources = {name: re.sub(r"\n\s*", " ", source) for name, source in _FUNCTION.findall(text)}
    return {
        name: _Function(
            source,
            tuple(
                each for each in dict.fromkeys(_CALLED.findall(source)) if each in sources and each != name
            ),
        )
        for name, source in sources.items()
    }
