"""Turns the author's texts into templates and expressions. Faults are raised as `ExpressionFault`."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from exeoflow.expressions.analysis import Analysis, analyse
from exeoflow.expressions.certainty import (
    calls_for_list,
    cannot_throw,
    is_boolean,
    is_boolean_or_nothing,
    is_defined,
)
from exeoflow.expressions.depth import check_size
from exeoflow.expressions.grammar import parse_syntax
from exeoflow.expressions.scanner import scan
from exeoflow.expressions.shapes import parse_by_shape
from exeoflow.expressions.values import Expression, ExpressionFault, Reference, Template

OPEN = "{{"
CLOSE = "}}"
Names = Callable[[Reference], str]
"""Says by which JSONata text a reference is read, for example a variable."""

_PLAIN = re.compile(
    r"""
      (?: [^{}/"'`]++
        | (?<=[ \t\n\r.\[\](){},@#;:?+*%|=<>^&!~-])      # a quote within a word is a part of it
          (?: "[^"\\]*+" | '[^'\\]*+' | `[^`]*+` )
      )*+ }}
    """,
    re.VERBOSE,
)
"""An expression and its closing braces, where a look tells them.

Objects, comments and regular expressions can hide some; strings and names in backticks hide none if they
surely begin where they seem to.
"""

_CACHED_LENGTH = 500
"""Longer texts are kept for their own workflow only, so that the caches stay within some ten megabytes."""

_KEPT = 20_000
"""So many texts are kept from one workflow to the next."""

_MOST_OF_A_WORKFLOW = 200_000
"""So many within one: each pass asks for all in turn, and would find none again if fewer were kept."""


def parse_template(text: str) -> Template:
    """The parts of a string of the configuration."""
    if OPEN not in text:
        return Template((text,), ())
    return _template_kept(text) if len(text) <= _CACHED_LENGTH else _long_template_kept(text)


@contextmanager
def texts_kept() -> Iterator[None]:
    """Lets a workflow be looked at text by text and pass by pass, and each text be parsed once.

    A process keeps some for the next workflow, and none of one with many.
    """
    try:
        yield
    finally:
        _long_template_kept.cache_clear()
        _long_parse_kept.cache_clear()
        for cached in (_template_kept, _whole_kept, _parse_kept):
            if cached.cache_info().currsize > _KEPT:
                cached.cache_clear()


def _template(text: str) -> Template:
    parts: list[str | Expression] = []
    expressions: list[Expression] = []
    position = 0
    while (start := text.find(OPEN, position)) >= 0:
        if start > position:
            parts.append(text[position:start])
        end = _closing(text, start)
        expression = _parse_at(text, start + len(OPEN), end)
        parts.append(expression)
        expressions.append(expression)
        position = end + len(CLOSE)
    if position < len(text):
        parts.append(text[position:])
    return Template(tuple(parts), tuple(expressions))


@lru_cache(maxsize=_MOST_OF_A_WORKFLOW)
def _template_kept(text: str) -> Template:
    return _template(text)


@lru_cache(maxsize=_MOST_OF_A_WORKFLOW)
def _long_template_kept(text: str) -> Template:
    return _template(text)


def parse_expression(text: str) -> Expression:
    """The expression of a field that is one as a whole: its braces may be left out."""
    return _whole_kept(text) if len(text) <= _CACHED_LENGTH else _whole(text)


def _whole(text: str) -> Expression:
    if not text.lstrip().startswith(OPEN):
        return _parse_at(text, 0, len(text))
    sole = parse_template(text.strip()).sole
    if sole is None:
        raise ExpressionFault("expression-not-sole", {}, 0)
    return sole


@lru_cache(maxsize=_MOST_OF_A_WORKFLOW)
def _whole_kept(text: str) -> Expression:
    return _whole(text)


def _closing(text: str, start: int) -> int:
    """The position of the braces that close those at `start`; those of objects and strings do not count."""
    plain = _PLAIN.match(text, start + len(OPEN))
    if plain is not None:
        return plain.end() - len(CLOSE)
    depth = 0
    try:
        for token in scan(text, start + len(OPEN)):
            if token.kind != "operator":
                continue
            if token.text == "}" and depth <= 0 and text.startswith(CLOSE, token.start):
                return token.start
            depth += (token.text == "{") - (token.text == "}")
    except ExpressionFault as fault:
        raise fault if CLOSE in text[start:] else _unclosed(start) from fault
    raise _unclosed(start)


def _unclosed(start: int) -> ExpressionFault:
    return ExpressionFault("template-open", {}, start)


def _parse_at(text: str, start: int, end: int) -> Expression:
    """Parses `text[start:end]`; a fault's offset counts from the beginning of `text`."""
    written = text[start:end]
    source = written.strip()
    if not source:
        raise ExpressionFault("expression-empty", {}, start)
    try:
        return _parse_kept(source) if len(source) <= _CACHED_LENGTH else _long_parse_kept(source)
    except ExpressionFault as fault:
        place = fault.offset + start + len(written) - len(written.lstrip())
        raise ExpressionFault(fault.rule, fault.values, place, fault.length, fault.suggestion) from fault


def parse_plainly(source: str) -> Expression:
    """One expression of any length, whatever has been parsed before."""
    check_size(source)
    tree = parse_syntax(source)
    found = analyse(tree)
    _check_parents(source, found)
    throws_not = cannot_throw(tree, found.bound)
    return Expression(
        source,
        references=tuple(found.references),
        bound=frozenset(found.bound),
        is_boolean=is_boolean(tree, found.bound),
        is_boolean_or_nothing=is_boolean_or_nothing(tree, found.bound),
        cannot_throw=throws_not,
        cannot_fail=throws_not and is_defined(tree, found.bound),
        calls_for_list=calls_for_list(tree, found.bound),
        fields=tuple(found.fields),
        variables=frozenset(found.variables),
        reads_context=found.reads_context,
    )


@lru_cache(maxsize=_MOST_OF_A_WORKFLOW)
def _parse_kept(source: str) -> Expression:
    return parse_by_shape(source, parse_plainly)


@lru_cache(maxsize=_MOST_OF_A_WORKFLOW)
def _long_parse_kept(source: str) -> Expression:
    return parse_plainly(source)


def _check_parents(source: str, found: Analysis) -> None:
    """`%` must not climb above a root: `$nodes.a.%` has a parent as written, but none once bound."""
    if found.has_parent:
        parse_syntax(with_names(source, found.references, lambda _: "$x"))


def with_names(source: str, references: Iterable[Reference], names: Names) -> str:
    """`source` with the text of `names` in place of each reference; these come in their order."""
    pieces: list[str] = []
    position = 0
    for reference in references:
        pieces += (source[position : reference.start], names(reference))
        position = reference.end
    return "".join((*pieces, source[position:]))
