"""Event patterns of EventBridge, checked as `TestEventPattern` would.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html
"""

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from math import prod
from types import MappingProxyType
from typing import Any, Literal

from pydantic_core import PydanticCustomError

from exeoflow.model import json
from exeoflow.nodes.formats.channels import channels_of

PatternRule = Literal["pattern-too-long", "pattern-invalid", "pattern-combinations"]
MAX_PATTERN_LENGTH = 4096
"""Characters of a rule's pattern, where the quota of the account was raised as far as it goes."""
USUAL_PATTERN_LENGTH = 2048
"""The quota of an account that asked for no more, which only patterns with rules of their own come near."""
MAX_COMBINATIONS = 1000
"""So many patterns without `$or` EventBridge makes of one at most."""

_MAX_DEPTH = 20
_COMPARISONS = frozenset({"=", "<", "<=", ">", ">="})
# A backslash goes before a star or another one, and no two stars follow each other.
_WILDCARD = re.compile(r"(?:[^*\\]|\\[*\\]|\*(?!\*))+", re.DOTALL)
_LOWER, _UPPER = frozenset({">", ">="}), frozenset({"<", "<="})
_NUMERIC_LIMIT = 5e9


def check_event_pattern(pattern: dict[str, Any]) -> dict[str, Any]:
    """The pattern itself; a custom pydantic error that names the first malformed field."""
    fault = pattern_fault(pattern)
    if fault is not None:
        rule, values = fault
        raise PydanticCustomError(rule, rule, dict(values))
    return pattern


def pattern_fault(pattern: Mapping[str, Any]) -> tuple[PatternRule, Mapping[str, str]] | None:
    """The rule that a pattern breaks, and what its words name: a malformed field, or how much it has."""
    length = len(json.write(pattern))
    if length > MAX_PATTERN_LENGTH:
        return "pattern-too-long", {"length": str(length), "limit": str(MAX_PATTERN_LENGTH)}
    malformed = next(_malformed(pattern, "", 0), None)
    if malformed is not None:
        return "pattern-invalid", {"field_name": malformed or "pattern"}
    combinations = _combinations(pattern)
    if combinations > MAX_COMBINATIONS and channels_of(pattern) is None:
        return "pattern-combinations", {"count": str(combinations), "limit": str(MAX_COMBINATIONS)}
    return None


def pattern_doubt(
    pattern: Mapping[str, Any],
) -> tuple[Literal["pattern-over-quota"], Mapping[str, str]] | None:
    """The rule by which a pattern without fault may still be refused when its workflow is activated."""
    length = len(json.write(pattern))
    if length <= USUAL_PATTERN_LENGTH or channels_of(pattern) is not None:
        return None
    return "pattern-over-quota", {"length": str(length), "limit": str(USUAL_PATTERN_LENGTH)}


def _combinations(pattern: Mapping[str, Any]) -> int:
    """How many patterns without `$or` EventBridge makes of one."""
    return prod(
        sum(map(_combinations, value)) if name == "$or" else _combinations(value)
        for name, value in pattern.items()
        if name == "$or" or isinstance(value, dict)
    )


def _malformed(pattern: Mapping[str, Any], path: str, depth: int) -> Iterator[str]:
    """The paths of malformed parts: a pattern is objects whose leaves are lists of what a field may be."""
    if not pattern or depth > _MAX_DEPTH:
        yield path
    for name, value in pattern.items():
        field = f"{path}.{name}" if path else name
        if name == "$or":
            yield from _malformed_alternatives(value, field, depth)
        elif isinstance(value, dict):
            yield from _malformed(value, field, depth + 1)
        elif not isinstance(value, list) or not value or not all(map(_is_matcher, value)):
            yield field


def _malformed_alternatives(value: object, field: str, depth: int) -> Iterator[str]:
    if not isinstance(value, list) or len(value) < 2:  # noqa: PLR2004 - one alternative is none
        yield field
    else:
        for alternative in value:
            if isinstance(alternative, dict):
                yield from _malformed(alternative, field, depth + 1)
            else:
                yield field


def _is_matcher(value: object) -> bool:
    if isinstance(value, dict):
        return len(value) == 1 and all(_is_known(name, operand) for name, operand in value.items())
    return value is None or isinstance(value, (str, int, float))


def _is_known(name: str, operand: object) -> bool:
    is_operand = _OPERANDS.get(name)
    return is_operand is not None and is_operand(operand)


def _is_text(operand: object) -> bool:
    return isinstance(operand, str) and operand != ""


def _is_affix(operand: object) -> bool:
    """A text, also compared without regard to case."""
    if isinstance(operand, dict):
        return set(operand) == {"equals-ignore-case"} and _is_text(operand["equals-ignore-case"])
    return _is_text(operand)


def _is_wildcard(operand: object) -> bool:
    return _is_text(operand) and _WILDCARD.fullmatch(str(operand)) is not None


def _is_number(operand: object) -> bool:
    return (
        isinstance(operand, (int, float)) and not isinstance(operand, bool) and abs(operand) <= _NUMERIC_LIMIT
    )


def _is_comparison(operand: object) -> bool:
    """One comparison, or a lower bound followed by an upper one."""
    if not isinstance(operand, list):
        return False
    signs, numbers = operand[::2], operand[1::2]
    if len(signs) != len(numbers) or not all(map(_is_number, numbers)):
        return False
    match signs:
        case [str(sign)]:
            return sign in _COMPARISONS
        case [str(lower), str(upper)]:
            return lower in _LOWER and upper in _UPPER and numbers[0] < numbers[1]
        case _:
            return False


def _is_cidr(operand: object) -> bool:
    if not isinstance(operand, str):
        return False
    try:
        ipaddress.ip_network(operand, strict=False)
    except ValueError:
        return False
    return True


def _is_excluded(operand: object) -> bool:
    """Values, or one of the comparisons of texts over one text or a list of them."""
    if isinstance(operand, dict):
        return len(operand) == 1 and all(
            name in _EXCLUDABLE and all(map(_EXCLUDABLE[name], texts if isinstance(texts, list) else [texts]))
            for name, texts in operand.items()
        )
    values = operand if isinstance(operand, list) else [operand]
    is_plain = all(_is_text(value) for value in values) or all(_is_number(value) for value in values)
    return bool(values) and is_plain


_EXCLUDABLE: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {"prefix": _is_text, "suffix": _is_text, "equals-ignore-case": _is_text, "wildcard": _is_wildcard}
)

_OPERANDS: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {
        "prefix": _is_affix,
        "suffix": _is_affix,
        "equals-ignore-case": _is_text,
        "wildcard": _is_wildcard,
        "numeric": _is_comparison,
        "cidr": _is_cidr,
        "exists": lambda operand: isinstance(operand, bool),
        "anything-but": _is_excluded,
    }
)
