"""Parses JSONata with jsonata-python and translates its complaints into faults of the author."""

import json
import re
import threading
import warnings
from typing import TYPE_CHECKING

from exeoflow.expressions.depth import MAX_DEPTH
from exeoflow.expressions.scanner import scan, with_end
from exeoflow.expressions.values import ExpressionFault

if TYPE_CHECKING:
    from jsonata.jexception import JException
    from jsonata.parser import Parser
    from jsonata.regex_engine import RegexFlags

    from exeoflow.expressions.tree import Symbol

_RULES = {
    "S0102": "expression-number",
    "S0103": "expression-escape",
    "S0104": "expression-escape",
    "S0202": "expression-expected",
    "S0203": "expression-ends-early",
    "S0207": "expression-ends-early",
    "S0208": "expression-parameter",
    "S0212": "expression-bind-target",
    "S0213": "expression-literal-step",
    "S0214": "expression-bind-target",
    "S0217": "expression-parent",
}
_UNEXPECTED = frozenset({"S0201", "S0204", "S0205", "S0211"})
_FOREIGN = {"===": "=", "!==": "!=", "==": "=", "&&": "and", "||": "or", "!": "$not(...)"}
"""What other languages write for what JSONata has; longer ones first."""

_END = "(end)"
_NAMED_GROUP = re.compile(r"\(\?<(?=[A-Za-z_])")
_PYTHONS_GROUP = "(?P<"
_NEWER_OPERATORS = frozenset({"?:", "??"})


class _Parsers(threading.local):
    """One parser per thread: building its table of symbols takes five times as long as a parse."""

    parser: "Parser | None" = None


_parsers = _Parsers()


def parse_syntax(source: str) -> "Symbol":
    """The syntax tree of one expression of bounded size; `ExpressionFault` if it is no JSONata 2.0.6."""
    _refuse_newer_operators(source)
    from jsonata.jexception import JException  # noqa: PLC0415 - see _parser

    try:
        tree: Symbol = _parser().parse(with_end(source), _compile_regex)
    except JException as fault:
        raise _foreign_operator(source) or _translated(fault, source) from fault
    except RecursionError as fault:
        raise ExpressionFault("expression-too-deep", {"limit": str(MAX_DEPTH)}, len(source)) from fault
    except (AttributeError, LookupError, NotImplementedError, TypeError, ValueError) as fault:
        # the library trips over some malformed texts, for example a lone tilde
        raise _foreign_operator(source) or ExpressionFault("expression-syntax", {}, len(source)) from fault
    return tree


def _foreign_operator(source: str) -> ExpressionFault | None:
    """The first operator of other languages in an expression that is no JSONata."""
    try:
        for token in scan(source):
            written = next((each for each in _FOREIGN if source.startswith(each, token.start)), None)
            if token.kind == "operator" and written is not None and token.text != "!=":
                return _foreign(written, token.start)
            if token.text == "!=" and source.startswith("!==", token.start):
                return _foreign("!==", token.start)
    except ExpressionFault:
        pass  # a token without an end: the parser says so itself
    return None


def _foreign(written: str, start: int) -> ExpressionFault:
    form = _FOREIGN[written]
    suggestion = None if form.startswith("$") else form
    return ExpressionFault(
        "expression-foreign-operator", {"operator": written}, start, len(written), suggestion
    )


def _refuse_newer_operators(source: str) -> None:
    """Step Functions evaluates JSONata 2.0.6, which has no `?:` and `??`; the library's parser knows them."""
    if not any(operator in source for operator in _NEWER_OPERATORS):
        return
    for token in scan(source):
        if token.kind == "operator" and token.text in _NEWER_OPERATORS:
            raise ExpressionFault("expression-operator", {"operator": token.text}, token.start)


def _parser() -> "Parser":
    """The parser of the running thread, without what an earlier parse left in it."""
    if _parsers.parser is None:
        from jsonata.parser import Parser  # noqa: PLC0415 - 36 ms that a cold start without expressions saves

        _parsers.parser = Parser()
    parser = _parsers.parser
    parser.ancestry = []
    parser.ancestor_label = 0
    parser.ancestor_index = 0
    return parser


def _compile_regex(pattern: str, flags: "RegexFlags") -> re.Pattern[str]:
    """Compiles a regular expression as the local evaluator will, JavaScript's named groups included."""
    python_pattern = _NAMED_GROUP.sub(_PYTHONS_GROUP, pattern)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        try:
            return re.compile(python_pattern, re.IGNORECASE if flags.case_insensitive else 0)
        except (re.error, OverflowError) as fault:
            position = getattr(fault, "pos", None) or 0
            added = python_pattern[:position].count(_PYTHONS_GROUP)
            values = {"pattern": pattern, "position": str(position - added + 1)}
            raise ExpressionFault("expression-regex", values, 0) from fault


def _translated(fault: "JException", source: str) -> ExpressionFault:
    token = fault.current if isinstance(fault.current, str) else json.dumps(fault.current, default=str)
    offset = min(max(fault.location, 0), len(source))
    if fault.error == "S0301":
        rule = "expression-escape" if fault.current else "expression-regex-empty"
        return ExpressionFault(rule, {"token": token}, offset)
    if fault.error in _UNEXPECTED:
        rule = "expression-ends-early" if token == _END else "expression-unexpected"
        if source.endswith(token, 0, offset):
            # The parser says where the token ends.
            return ExpressionFault(rule, {"token": token, "expected": ""}, offset - len(token), len(token))
        return ExpressionFault(rule, {"token": token, "expected": ""}, offset)
    rule = _RULES.get(fault.error, "expression-syntax")
    return ExpressionFault(rule, _values(fault, token), offset)


def _values(fault: "JException", token: str) -> dict[str, str]:
    """The parser calls what it wants to see `current`, and what it found instead `expected`."""
    if fault.error in ("S0202", "S0203"):
        return {"expected": token, "token": str(fault.expected)}
    return {"token": token}
