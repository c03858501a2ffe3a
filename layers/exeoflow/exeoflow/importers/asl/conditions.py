"""The rules of a Choice state in JSONPath as one condition.

https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
"""

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.expressions.jsonata import needed
from exeoflow.importers.asl.json_path import needed_at, read
from exeoflow.importers.asl.jsonata import Names
from exeoflow.importers.asl.reasons import Refused

_SIGNS: Final = {
    "Equals": "=",
    "LessThan": "<",
    "GreaterThan": ">",
    "LessThanEquals": "<=",
    "GreaterThanEquals": ">=",
}
_COMPARISON: Final = re.compile(rf"(String|Numeric|Timestamp|Boolean)({'|'.join(_SIGNS)})(Path)?")
_MOMENT: Final = r"/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/"
_OF_TYPE: Final = MappingProxyType({"String": "string", "Numeric": "number", "Boolean": "boolean"})
_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "IsNull": '$type($v) = "null"',
        "IsString": '$type($v) = "string"',
        "IsNumeric": '$type($v) = "number"',
        "IsBoolean": '$type($v) = "boolean"',
        "IsTimestamp": f'$type($v) = "string" and $contains($v, {_MOMENT})',
    }
)


def condition(rule: Mapping[str, Any], names: Names) -> str:
    """JSONata that holds where a rule does. Raises `Refused`."""
    for name, word in (("And", " and "), ("Or", " or ")):
        if isinstance(rule.get(name), list):
            return word.join(f"({condition(each, names)})" for each in rule[name]) or "false"
    if isinstance(rule.get("Not"), Mapping):
        return f"$not({condition(rule['Not'], names)})"
    for name, expected in rule.items():
        test = _test(name, expected, names)
        if test is None:
            continue
        if name == "IsPresent":
            found = f"$exists({read(rule.get('Variable'), names)})"
            return found if expected else f"$not({found})"
        return f"($v := {needed(read(rule.get('Variable'), names))}; {test})"
    raise Refused("expression", expression=json.dumps(rule))


def _test(name: str, expected: object, names: Names) -> str | None:
    """What is asked of the value `$v`; None for a field that is no comparison."""
    if name == "IsPresent":
        return ""
    if name in _TYPES:
        return _TYPES[name] if expected else f"$not({_TYPES[name]})"
    if name == "StringMatches":
        return f'$type($v) = "string" and $contains($v, {_pattern(str(expected))})'
    match = _COMPARISON.fullmatch(name)
    if match is None:
        return None
    kind, sign, is_path = match.groups()
    other = needed_at(expected, names) if is_path else json.dumps(expected, ensure_ascii=False)
    return _OF_KIND[kind](kind, _SIGNS[sign], other)


def _plain(kind: str, sign: str, other: str) -> str:
    of_type = f'$type($v) = "{_OF_TYPE[kind]}"'
    if sign == "=":
        return f"{of_type} and $v = {other}"
    return f'{of_type} and ($w := {other}; $type($w) = "{_OF_TYPE[kind]}" and $v {sign} $w)'


def _moment(_: str, sign: str, other: str) -> str:
    return f"$toMillis($v) {sign} $toMillis({other})"


_OF_KIND: Final[Mapping[str, Callable[[str, str, str], str]]] = MappingProxyType(
    {"String": _plain, "Numeric": _plain, "Boolean": _plain, "Timestamp": _moment}
)


def _pattern(glob: str) -> str:
    """A text in which a star stands for anything, and one behind a backslash for itself."""
    pieces = re.findall(r"\\.|\*|[^*\\]+", glob)
    found = ("[\\s\\S]*" if each == "*" else _escaped(each.removeprefix("\\")) for each in pieces)
    return f"/^{''.join(found)}$/"


def _escaped(text: str) -> str:
    return re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", text)
