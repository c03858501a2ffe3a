"""Conditions as n8n compares with types, which it does since version 2 of If."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from exeoflow.expressions.bounded_evaluation import NotEvaluated, evaluated
from exeoflow.importers.n8n.expressions import ByCode
from exeoflow.importers.n8n.expressions.javascript.syntax import Regex
from exeoflow.importers.n8n.expressions.methods import regexes
from exeoflow.importers.n8n.expressions.values import NoRule
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed, is_of_kind
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_REGEX: Final = re.compile(r"^/(.*?)/([gimusy]*)$", re.DOTALL)
_UNKNOWN_REGEX: Final = re.compile(r"\(\?[<=!]|\\[1-9]|\\p\{|\\b|\\B|\(\?<")
"""What JSONata's regular expressions may not know: looking around, references back, classes of Unicode."""


@dataclass(frozen=True, slots=True)
class Condition:
    """JSONata that says whether a condition holds, and what must hold lest it fail (None: it cannot)."""

    holds: str
    valid: str | None = None


def all_of(conditions: Sequence[Condition], *, softly: bool) -> str:
    """Whether each holds, one after another; `softly` what fails does not hold."""
    text = "true"
    for each in reversed(conditions):
        inner = each.holds if text == "true" else f"(({each.holds}) ? ({text}) : false)"
        text = f"(({each.valid}) ? ({inner}) : false)" if softly and each.valid else inner
    return text


def any_of(conditions: Sequence[Condition], *, softly: bool) -> str:
    """Whether one holds, one after another; `softly` none does once one has failed."""
    text = "false"
    for each in reversed(conditions):
        inner = each.holds if text == "false" else f"(({each.holds}) ? true : ({text}))"
        text = f"(({each.valid}) ? ({inner}) : false)" if softly and each.valid else inner
    return text


def filter_holds(place: Place, written: object, *, loose: bool) -> str:
    """Whether the conditions of a filter parameter hold for an item."""
    comparisons, is_any = _comparisons(place, written, loose=loose)
    combine = any_of if is_any else all_of
    return combine(comparisons, softly=place.fails_softly())


def filter_fails(place: Place, written: object, *, loose: bool) -> str | None:
    """Whether one of them cannot be told of an item before the others settle it; None if that never is so."""
    comparisons, is_any = _comparisons(place, written, loose=loose)
    if not any(each.valid for each in comparisons):
        return None
    text = "false"
    for each in reversed(comparisons):
        text = f"({each.holds}) ? false : ({text})" if is_any else f"({each.holds}) ? ({text}) : false"
        text = f"({each.valid}) ? ({text}) : true" if each.valid else text
    return f"({text})"


def _comparisons(place: Place, written: object, *, loose: bool) -> tuple[list[Condition], bool]:
    """The conditions of a filter parameter, and whether one of them is enough."""
    whole = written if isinstance(written, Mapping) else {}
    options = whole.get("options")
    options = options if isinstance(options, Mapping) else {}
    rows = whole.get("conditions")
    rows = [each for each in rows if isinstance(each, Mapping)] if isinstance(rows, list) else []
    strict = _is_strict(options, loose=loose)
    version = _filter_version(place, options)
    case = options.get("caseSensitive", True)
    if is_computed(case):
        raise Refused("setting-computed", setting="caseSensitive")
    comparisons = [
        _Typed(place, row, strict=strict, version=version, ignores_case=not case).condition() for row in rows
    ]
    return comparisons, whole.get("combinator", "and") == "or"


def _is_strict(options: Mapping[str, Any], *, loose: bool) -> bool:
    written = options.get("typeValidation", "strict")
    # The editor writes here what the node's own switch says, and n8n runs by this alone.
    return not loose if is_computed(written) else written == "strict"


def _filter_version(place: Place, options: Mapping[str, Any]) -> int:
    version = options.get("version", 1)
    if isinstance(version, int) and not isinstance(version, bool):
        return version
    return 2 if place.node.version >= 2.2 else 1


_KINDS: Final = frozenset({"string", "number", "boolean", "array", "object", "dateTime", "any"})

_NO_NUMBER_SINCE: Final = 3
"""The version of filters since which an empty text or list is no number, and not 0."""
_HOLDS_NOTHING: Final = r'$v = [] or ($type($v) = "string" and $not($contains($v, /\S/)))'

_OF_ONE_VALUE: Final = frozenset({"exists", "notExists", "empty", "notEmpty", "true", "false"})


class _Typed:
    """One condition of a filter parameter."""

    def __init__(
        self, place: Place, row: Mapping[str, Any], *, strict: bool, version: int, ignores_case: bool
    ) -> None:
        operator = row.get("operator")
        operator = operator if isinstance(operator, Mapping) else {}
        self.place = place
        self.strict = strict
        self.version = version
        self.ignores_case = ignores_case
        self.kind = str(operator.get("type", "string"))
        self.right_kind = str(operator.get("rightType") or self.kind)
        self.operation = str(operator.get("operation", "equals"))
        self.is_single = operator.get("singleValue") is True
        self.left = row.get("leftValue")
        self.right = row.get("rightValue")
        if self.kind not in _KINDS or self.right_kind not in _KINDS:
            raise Refused("setting-unsupported", setting=f"operator: {self.kind}")
        if self.kind == "dateTime":
            place.note("setting-approximated", setting="dateTime")

    def condition(self) -> Condition:
        left, left_valid = self._parsed(self.left, self.kind)
        right, right_valid = self._right()
        if self.operation in {"exists", "notExists"}:
            nothing = f"$n8_is_nothing({left})"
            holds = nothing if self.operation == "notExists" else f"$not({nothing})"
        else:
            holds = self._compared(left, "null" if self._reads_no_right else right)
        if self._reads_no_right and right != "null":
            holds = f"($r := {right}; {holds})"
        valid = " and ".join(each for each in (left_valid, right_valid) if each)
        return Condition(holds, valid or None)

    @property
    def _reads_no_right(self) -> bool:
        return self.is_single or self.operation in _OF_ONE_VALUE

    def _right(self) -> tuple[str, str | None]:
        """The second value as its type wants it; n8n fails by one that cannot be it, read or not."""
        is_sound = self.right is None or is_of_kind(self.right_kind, self.right)
        if self.is_single or (self._reads_no_right and is_sound and not is_computed(self.right)):
            return "null", None
        return self._parsed(self.right, self.right_kind)

    def _parsed(self, written: Any, kind: str) -> tuple[str, str | None]:  # noqa: ANN401 - any JSON
        """A value as its type wants it, and the condition under which it can be."""
        value = self._number(written) if kind == "number" else self._other(written, kind)
        if kind == "any" or written is None:
            return value, None
        if not is_computed(written) and is_of_kind(kind, written):
            return value, None
        if kind == "number" and self.version >= _NO_NUMBER_SINCE:
            value = f"($v := {value}; {_HOLDS_NOTHING} ? null : $v)"
        if self.strict and kind in _TYPES:
            types = literal(list(_TYPES[kind]))
            valid = f"($n8_is_nothing({value}) or $type({value}) in {types})"
            return (
                f"($v := {value}; $n8_is_nothing($v) or $type($v) in {types} ? $v : $error({_WRONG}))",
                valid,
            )
        return self._converted(value, kind)

    def _other(self, written: Any, kind: str) -> str:  # noqa: ANN401 - any JSON
        """A value that is to be no number: NaN, which JSON has not, is one nonetheless, or a text of it."""
        value = self.place.value(written)
        spelled = self.place.spelled(written)
        if spelled is None or kind not in _TYPES:
            return value
        number = "$s" if kind == "string" and not self.strict else '($s = "NaN" ? 0 : 1)'
        return (
            f"($v := {value}; $s := {spelled}; "
            f'$n8_is_nothing($v) and $s in ["NaN", "Infinity", "-Infinity"] ? {number} : $v)'
        )

    def _number(self, written: Any) -> str:  # noqa: ANN401 - any JSON
        """A value that JSON may not have as a number: nothing for NaN, the largest for Infinity."""
        spelled = self.place.spelled(written)
        if spelled is None:
            return self.place.value(written)
        number = (
            f'($v := {spelled}; $v = "NaN" ? [][0] : $v = "Infinity" ? {_LARGEST} : '
            f'$v = "-Infinity" ? -{_LARGEST} : $v)'
        )
        if not isinstance(self.place.translated(written), ByCode):
            return number
        # Code may yield a text of such a word, too, which is no number.
        may_be_number = "" if self.strict else ' or $v != "NaN"'
        return f"($v := {self.place.value(written)}; $n8_is_nothing($v){may_be_number} ? {number} : $v)"

    def _converted(self, value: str, kind: str) -> tuple[str, str | None]:
        match kind:
            case "string":
                return f"($v := {value}; $n8_is_nothing($v) ? $v : $n8_field_text($v))", None
            case "number":
                text = f"($v := {value}; $n8_is_nothing($v) ? $v : $n8_need_number($v))"
                return text, f"$n8_can_be_number({value})"
            case "boolean":
                truth = "$not($n8_falsy($v))"
                if self.version >= 2:
                    truth = f"($b := $n8_boolean($v); $exists($b) ? $b : {truth})"
                return f"($v := {value}; $n8_is_nothing($v) ? $v : {truth})", None
            case "dateTime":
                return f"$n8_moment({value})", "true"
            case "array":
                text = f"($v := {value}; $n8_is_nothing($v) ? $v : $n8_need_list($v))"
                return text, self._looks(f"$n8_looks_like_list({value})")
            case _:
                text = f"($v := {value}; $n8_is_nothing($v) ? $v : $n8_need_object($v))"
                return text, self._looks(f"$n8_looks_like_object({value})")

    def _looks(self, valid: str) -> str:
        """What looks like JSON may be none, and then nobody can tell before it is read."""
        if self.place.fails_softly():
            self.place.note("error-of-expression")
        return valid

    def _compared(self, left: str, right: str) -> str:
        match self.kind:
            case "string":
                return self._texts(left, right)
            case "number":
                return self._numbers(left, right)
            case "boolean":
                return self._booleans(left, right)
            case "array":
                return self._lists(left, right)
            case "object":
                return self._objects(left)
            case "dateTime":
                return self._moments(left, right)
        raise Refused("setting-unsupported", setting=f"operator: {self.kind}")

    def _unknown(self) -> str:
        """What n8n does not know never holds."""
        self.place.note("setting-unknown", setting=f"operation: {self.operation}")
        return "false"

    def _texts(self, left: str, right: str) -> str:
        is_regex = self.operation in {"regex", "notRegex"}
        if is_regex:
            return self._matched(left)
        text = _LOWER if self.ignores_case else _AS_IT_IS
        bound = f"$a := {text.replace('@', left)}; $b := {text.replace('@', right)}"
        found = _TEXT_OPERATIONS.get(self.operation)
        if found is None:
            return self._unknown()
        return f"({bound}; {found})"

    def _matched(self, left: str) -> str:
        regex = regex_of(self.right, ignores_case=self.ignores_case)
        text = _AS_IT_IS.replace("@", left)
        found = f"$contains({text}, {regex})"
        return found if self.operation == "regex" else f"$not({found})"

    def _numbers(self, left: str, right: str) -> str:
        bound = f"$a := {left}; $b := {right}"
        found = _NUMBER_OPERATIONS.get(self.operation)
        if found is None:
            return self._unknown()
        return f"({bound}; {found})"

    def _booleans(self, left: str, right: str) -> str:
        match self.operation:
            case "true":
                return f"({left} = true)"
            case "false":
                return f"$not({left} = true)"
        found = _NUMBER_OPERATIONS.get(self.operation)
        if found is None or self.operation not in {"empty", "notEmpty", "equals", "notEquals"}:
            return self._unknown()
        return f"($a := {left}; $b := {right}; {found})"

    def _lists(self, left: str, right: str) -> str:
        bound = f"$l := {left}; $a := $n8_is_nothing($l) ? [] : $l; $b := {right}"
        if self.operation in {"contains", "notContains"}:
            same = "$n8_same($e, $b)"
            if self.ignores_case:
                same = (
                    '$type($b) = "string" ? ($type($e) = "string" and $lowercase($e) = $lowercase($b)) : '
                    "$n8_same($e, $b)"
                )
            found = f"true in $map($a, function($e) {{ {same} }})"
            return f"({bound}; {found if self.operation == 'contains' else f'$not({found})'})"
        found_ = _LIST_OPERATIONS.get(self.operation)
        if found_ is None:
            return self._unknown()
        return f"({bound}; {found_})"

    def _objects(self, left: str) -> str:
        match self.operation:
            case "empty":
                return f"$n8_size({left}) = 0"
            case "notEmpty":
                return f"$n8_size({left}) > 0"
        return self._unknown()

    def _moments(self, left: str, right: str) -> str:
        found = _MOMENT_OPERATIONS.get(self.operation)
        if found is None:
            return self._unknown()
        if self.operation in {"empty", "notEmpty"}:
            return f"($a := {left}; {found})"
        return f"($a := {left}; $b := {right}; $n8_is_nothing($a) or $n8_is_nothing($b) ? false : {found})"


_LARGEST: Final = "1.7976931348623157e308"
_WRONG: Final = '"A value has another type than its comparison."'
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "string": ("string",),
    "number": ("number",),
    "boolean": ("boolean",),
    "array": ("array",),
    "object": ("object",),
}
_AS_IT_IS: Final = '($t := @; $n8_is_nothing($t) ? "" : $t)'
_LOWER: Final = '($t := @; $n8_is_nothing($t) ? "" : $lowercase($t))'
_TEXT_OPERATIONS: Final[Mapping[str, str]] = {
    "empty": '$a = ""',
    "notEmpty": '$a != ""',
    "equals": "$a = $b",
    "notEquals": "$a != $b",
    "contains": "$n8_has($a, $b)",
    "notContains": "$not($n8_has($a, $b))",
    "startsWith": "$n8_starts($a, $b)",
    "notStartsWith": "$not($n8_starts($a, $b))",
    "endsWith": "$n8_ends($a, $b)",
    "notEndsWith": "$not($n8_ends($a, $b))",
}
_NUMBER_OPERATIONS: Final[Mapping[str, str]] = {
    "empty": "$n8_is_nothing($a)",
    "notEmpty": "$not($n8_is_nothing($a))",
    "equals": "$n8_same($a, $b)",
    "notEquals": "$not($n8_same($a, $b))",
    "gt": "$n8_number_less($b, $a)",
    "lt": "$n8_number_less($a, $b)",
    "gte": "$n8_number_less_or_equal($b, $a)",
    "lte": "$n8_number_less_or_equal($a, $b)",
}
_LIST_OPERATIONS: Final[Mapping[str, str]] = {
    "empty": "$count($a) = 0",
    "notEmpty": "$count($a) > 0",
    "lengthEquals": "$n8_same($count($a), $b)",
    "lengthNotEquals": "$not($n8_same($count($a), $b))",
    "lengthGt": "$n8_number_less($b, $count($a))",
    "lengthLt": "$n8_number_less($count($a), $b)",
    "lengthGte": "$n8_number_less_or_equal($b, $count($a))",
    "lengthLte": "$n8_number_less_or_equal($count($a), $b)",
}
_MOMENT_OPERATIONS: Final[Mapping[str, str]] = {
    "empty": "$n8_is_nothing($a)",
    "notEmpty": "$not($n8_is_nothing($a))",
    "equals": "$a = $b",
    "notEquals": "$a != $b",
    "after": "$a > $b",
    "before": "$a < $b",
    "afterOrEquals": "$a >= $b",
    "beforeOrEquals": "$a <= $b",
}


def regex_of(written: object, *, ignores_case: bool = False) -> str:
    """A written regular expression as JSONata has it; one that is computed has no counterpart."""
    if not isinstance(written, str) or is_computed(written):
        raise Refused("setting-computed", setting="regex")
    match = _REGEX.match(written)
    pattern, flags = (match[1], match[2]) if match else (written, "")
    if not pattern or _UNKNOWN_REGEX.search(pattern) or set(flags) - set("gimu"):
        raise Refused("setting-unsupported", setting=f"regex: {written}")
    kept = "".join(sorted({each for each in flags if each in "im"} | ({"i"} if ignores_case else set())))
    escaped = re.sub(r"(?<!\\)/", r"\\/", pattern)
    regex = f"/{escaped}/{kept}"
    if _is_read(regex):
        return regex
    # JSONata counts brackets where JavaScript does not.
    try:
        regex = regexes.translated(Regex(pattern, kept)).text
    except NoRule as fault:
        raise Refused("setting-unsupported", setting=f"regex: {written}") from fault
    if not _is_read(regex):
        raise Refused("setting-unsupported", setting=f"regex: {written}")
    return regex


@lru_cache(maxsize=1_024)
def _is_read(regex: str) -> bool:
    """Whether JSONata reads a regular expression."""
    try:
        evaluated(f'$contains("", {regex})', {})
    except NotEvaluated:
        return False
    return True
