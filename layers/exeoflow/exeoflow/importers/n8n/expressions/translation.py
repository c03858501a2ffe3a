"""Translates a parameter's text: splits it, parses its expressions, applies the rules."""

import re
from dataclasses import replace
from functools import lru_cache

from exeoflow.expressions.evaluation import MOST_EVALUATIONS, evaluation_depth
from exeoflow.expressions.jsonata import chained
from exeoflow.importers.n8n.expressions import templates
from exeoflow.importers.n8n.expressions.code import (
    calls_added_method,
    calls_nothing,
    speaks_otherwise,
    with_added_methods,
)
from exeoflow.importers.n8n.expressions.javascript.chains import prints_a_chain
from exeoflow.importers.n8n.expressions.javascript.parsing import parse, with_blanks
from exeoflow.importers.n8n.expressions.kinds import quoted
from exeoflow.importers.n8n.expressions.library import depths
from exeoflow.importers.n8n.expressions.reads import names_read, names_to_bind
from exeoflow.importers.n8n.expressions.rules import Rules
from exeoflow.importers.n8n.expressions.uncalled import UNCALLED
from exeoflow.importers.n8n.expressions.values import (
    ByCode,
    NoMeaning,
    NoRule,
    Scope,
    Translated,
    Untranslatable,
)

_MOST_CHARACTERS = 30_000
_MOST_LEVELS = MOST_EVALUATIONS - 30
"""What stands around the expression takes levels too."""
_SURELY_FLAT = 400


def translate(template: str, scope: Scope) -> Translated | ByCode | Untranslatable:
    """The meaning of a parameter's text, which begins with `=`, at one place.

    A single expression keeps its type; anything else is text: lists are joined with commas, what is missing
    is empty. An expression that throws a TypeError yields nothing, as in n8n; one that n8n itself throws one
    for is null as a whole.
    """
    if "constructor" in template and _CONSTRUCTOR.search(template):
        return _failing("n8n lets no expression name the constructor.")
    try:
        parts = _split(template.removeprefix("="))
        sources = [part.source for part in parts if isinstance(part, templates.Code)]
        if any(map(prints_a_chain, sources)):
            # n8n writes calls of its methods anew first, where it hides no error.
            return _UNPRINTED if any(map(calls_added_method, sources)) else Translated("null")
        return _by_rule(parts, scope)
    except NoMeaning as fault:
        if fault.reason == "expression-syntax":
            return _failing("The expression is no JavaScript.", fault.reason)
        return Untranslatable(fault.reason)
    except NoRule:
        return _by_code(parts, scope)


def translate_by_code(template: str, scope: Scope) -> ByCode | None:
    """The same as JavaScript for a text that has a rule; None where code would evaluate it otherwise."""
    found = _by_code(_split(template.removeprefix("=")), scope)
    return found if isinstance(found, ByCode) and found.reads.isdisjoint(_OTHERWISE_IN_CODE) else None


_OTHERWISE_IN_CODE = frozenset({"$execution", "$workflow", "$binary"})
"""What the rules tell of these is other than what code is given."""


def _failing(message: str, *approximations: str) -> Translated:
    return Translated(f"$error({quoted(message)})", approximations, may_fail=True)


_UNPRINTED = _failing("n8n cannot write the expression anew.")
_CONSTRUCTOR = re.compile(r"\.\s*constructor")
"""What n8n refuses wherever it stands, in the text around expressions too."""


@lru_cache(maxsize=4_096)
def _split(text: str) -> tuple[templates.Part, ...]:
    return tuple(
        replace(part, source=with_blanks(part.source)) if isinstance(part, templates.Code) else part
        for part in templates.split(text)
    )


def _by_rule(parts: tuple[templates.Part, ...], scope: Scope) -> Translated:
    rules = Rules(scope)
    if len(parts) == 1 and isinstance(parts[0], templates.Code):
        found = rules.lone(parse(parts[0].source))
    else:
        pieces = [
            rules.piece(parse(part.source)) if isinstance(part, templates.Code) else quoted(part)
            for part in parts
        ]
        found = Translated(chained(pieces, "&") if len(pieces) > 1 else pieces[0] if pieces else '""')
    text = found.jsonata
    if len(text) > _MOST_CHARACTERS:
        raise NoRule
    if len(text) > _SURELY_FLAT and evaluation_depth(text, _MOST_LEVELS, depths(text)) > _MOST_LEVELS:
        raise NoRule
    approximations = tuple(sorted(rules.approximations))
    return replace(
        found, approximations=approximations, holds_dates=rules.holds_dates, may_fail=rules.may_fail
    )


def _by_code(parts: tuple[templates.Part, ...], scope: Scope) -> ByCode | Untranslatable:
    """The whole text as one JavaScript expression."""
    sources = [part.source for part in parts if isinstance(part, templates.Code)]
    if any(speaks_otherwise(source) for source in sources):
        return Untranslatable("expression-locale")
    try:
        reads = frozenset(name for source in sources for name in names_read(source, scope))
        written = [_with_names(source) for source in sources]
    except NoMeaning as fault:
        return Untranslatable(fault.reason)
    if len(parts) == 1:
        alone = _UNCALLED if calls_nothing(sources[0]) else _ALONE
        return ByCode(f"(() => {{ {alone % written[0]} }})()", reads)
    rest = iter(written)
    pieces = (_PIECE % next(rest) if isinstance(part, templates.Code) else quoted(part) for part in parts)
    return ByCode(f"(() => {{ return [{', '.join(pieces)}].join('') }})()", reads)


def _with_names(source: str) -> str:
    """The expression for code, with the names that mean something else to n8n."""
    written, names = with_added_methods(source), names_to_bind(source)
    return f"(({', '.join(names)}) => ({written}\n))({', '.join(names.values())})" if names else written


_ALONE = "try { return (%s\n) } catch (fault) { if (!(fault instanceof Error)) throw fault }"
"""n8n leaves nothing where an expression throws, whatever error JavaScript has for it."""
_UNCALLED = (
    "try { const v = (%s\n); if (typeof v === 'function') throw "
    f"{{ name: 'ExpressionError', message: '{UNCALLED}' }}; return v }}"
    " catch (fault) { if (!(fault instanceof Error)) throw fault }"
)
"""A function that nobody calls is no value, and no error that n8n hides."""
_PIECE = (
    "(() => { try { const v = (%s\n); return v || v === 0 || v === false ? v : '' }"
    " catch (fault) { if (!(fault instanceof Error)) throw fault; return '' } })()"
)
