"""Conditions as n8n compared before it had types: by JavaScript's own comparisons."""

from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.families.comparisons import Condition, regex_of
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused


def old_condition(place: Place, kind: str, row: Mapping[str, Any]) -> Condition:
    """A condition of If 1 and Filter 1: `value1 operation value2`."""
    default = _OLD_DEFAULT_OPERATION.get(kind, "equal")
    operation = row.get("operation", default)
    left = place.value(row.get("value1", _OLD_DEFAULT_VALUES.get(kind)))
    return _old(place, kind, str(operation), left, row.get("value2", _OLD_DEFAULT_VALUES.get(kind)))


def old_rule(place: Place, kind: str, left: str, row: Mapping[str, Any]) -> Condition:
    """A rule of Switch 1 and 2: the node's value against the rule's."""
    default = _OLD_DEFAULT_OPERATION.get(kind, "equal")
    return _old(
        place,
        kind,
        str(row.get("operation", default)),
        left,
        row.get("value2", _OLD_DEFAULT_VALUES.get(kind)),
    )


def _old(place: Place, kind: str, operation: str, left: str, written: Any) -> Condition:  # noqa: ANN401
    if kind == "dateTime" or operation in _MAY_FAIL:
        place.note_whole_failure()
    if operation in {"regex", "notRegex"}:
        found = f"$contains($n8_old_text({left}), {regex_of(written)})"
        return Condition(found if operation == "regex" else f"$not({found})")
    text = _OLD_OPERATIONS.get(operation)
    if text is None:
        raise Refused("setting-unsupported", setting=f"operation: {operation}")
    right = "null" if operation in {"isEmpty", "isNotEmpty"} else place.value(written)
    if left == right:  # what is read twice is itself, also a list or an object
        text = text.replace("$n8_identical", "$n8_same")
    if kind == "dateTime":
        place.note("setting-approximated", setting="dateTime")
        left, right = f"$n8_old_moment({left})", f"$n8_old_moment({right})"
    return Condition(f"($a := {left}; $b := {right}; {text})")


_MAY_FAIL: Final = frozenset({"startsWith", "notStartsWith", "endsWith", "notEndsWith", "regex", "notRegex"})
"""What n8n asks of the value itself, which has no such method where it is no text."""
_OLD_DEFAULT_OPERATION: Final[Mapping[str, str]] = {"number": "smaller", "dateTime": "after"}
_OLD_DEFAULT_VALUES: Final[Mapping[str, Any]] = {"boolean": False, "number": 0, "string": "", "dateTime": ""}
_FALSY_IS_0: Final = "$js_primitive($n8_falsy($a) ? 0 : $a)", "$js_primitive($n8_falsy($b) ? 0 : $b)"
_OLD_OPERATIONS: Final[Mapping[str, str]] = {
    "equal": "$n8_identical($a, $b)",
    "notEqual": "$not($n8_identical($a, $b))",
    "larger": f"$n8_less({_FALSY_IS_0[1]}, {_FALSY_IS_0[0]})",
    "largerEqual": f"$n8_less_or_equal({_FALSY_IS_0[1]}, {_FALSY_IS_0[0]})",
    "smaller": f"$n8_less({_FALSY_IS_0[0]}, {_FALSY_IS_0[1]})",
    "smallerEqual": f"$n8_less_or_equal({_FALSY_IS_0[0]}, {_FALSY_IS_0[1]})",
    "after": f"$n8_less({_FALSY_IS_0[1]}, {_FALSY_IS_0[0]})",
    "before": f"$n8_less({_FALSY_IS_0[0]}, {_FALSY_IS_0[1]})",
    "contains": "$n8_has($n8_old_text($a), $n8_old_text($b))",
    "notContains": "$not($n8_has($n8_old_text($a), $n8_old_text($b)))",
    "startsWith": "$n8_starts($n8_need_text($a), $n8_text($b))",
    "notStartsWith": "$not($n8_starts($n8_need_text($a), $n8_text($b)))",
    "endsWith": "$n8_ends($n8_need_text($a), $n8_text($b))",
    "notEndsWith": "$not($n8_ends($n8_need_text($a), $n8_text($b)))",
    "isEmpty": "$n8_old_empty($a)",
    "isNotEmpty": "$not($n8_old_empty($a))",
}
