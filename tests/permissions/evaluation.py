"""What IAM decides by a policy of the template: its statements, patterns, variables and conditions.

Source: "Policy evaluation logic" and "IAM JSON policy elements: Condition operators" of the IAM User Guide.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Final

Context = Mapping[str, str | Sequence[str]]

_VARIABLE: Final = re.compile(r"\$\{([^}]*)\}")


def allows(policy: Mapping[str, Any], action: str, resource: str, context: Context) -> bool:
    """Tell whether a policy allows the action on the resource; `context` has the keys of the request."""
    effects = {
        statement["Effect"]
        for statement in policy["Statement"]
        if any(fnmatchcase(action, pattern) for pattern in _listed(statement["Action"]))
        and any(_is_like(resource, pattern, context) for pattern in _listed(statement["Resource"]))
        and all(
            _holds(operator, key, _listed(expected), context)
            for operator, keys in statement.get("Condition", {}).items()
            for key, expected in keys.items()
        )
    }
    return effects == {"Allow"}


def _is_like(value: str, pattern: str, context: Context) -> bool:
    """Compare with a pattern; one whose variable has no value is like nothing."""
    if any(name not in context for name in _VARIABLE.findall(pattern)):
        return False
    filled = _VARIABLE.sub(lambda found: str(context[found[1]]), pattern)
    return fnmatchcase(value, filled.replace("[", "[[]"))


def _holds(operator: str, key: str, expected: Sequence[str], context: Context) -> bool:
    given = _listed(context.get(key, []))
    plain = operator.removeprefix("ForAllValues:")
    if plain == "Null":
        return (not given) == (expected == ["true"])
    compare: Callable[[str, str], bool] = {
        "StringEquals": lambda value, wanted: value == wanted,
        "StringLike": lambda value, wanted: _is_like(value, wanted, context),
        "StringNotLike": lambda value, wanted: not _is_like(value, wanted, context),
        "ArnEquals": lambda value, wanted: _is_like(value, wanted, context),
    }[plain]
    if not given:
        # Without the key "not like" is true, and so is what is said of all of no values.
        return plain == "StringNotLike" or plain != operator
    quantifier = all if plain == "StringNotLike" else any
    return all(quantifier(compare(value, wanted) for wanted in expected) for value in given)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
