"""What is certain about an expression's result before it runs; every no means unknown.

The meaning of operators and functions is that of JSONata 2.0.6 (`jsonata.js`, `functions.js`).
"""

from typing import TYPE_CHECKING

from exeoflow.expressions.tree import otherwise
from exeoflow.expressions.values import FIELDS, ROOTS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from exeoflow.expressions.tree import Symbol

_LITERALS = frozenset({"string", "number", "value"})
_TOTAL_OPERATORS = frozenset({"=", "!=", "in", "and", "or"})
"""They yield a boolean for any two values, missing ones included."""
_ORDERINGS = frozenset({"<", "<=", ">", ">="})
_TOTAL_FUNCTIONS = frozenset({"exists", "not", "boolean", "count", "type"})
"""They take any argument; all but `exists` and `count` yield nothing for a missing one."""
_ANSWERS, _ANSWERS_ABOUT_SOMETHING = frozenset({"exists"}), frozenset({"not", "boolean"})
_QUESTIONS = _ANSWERS | _ANSWERS_ABOUT_SOMETHING | {"contains"}
_VALUES, _VALUES_OF_SOMETHING = frozenset({"exists", "count"}), frozenset({"not", "boolean", "type"})
# JSONata gives their list out as what it holds if that is one, and as nothing if it holds none.
_LIST_FUNCTIONS = frozenset({"map", "filter", "each", "keys"})
_NAMED_ROOTS = frozenset({"nodes", *FIELDS})


def is_boolean(node: "Symbol", bound: "AbstractSet[str]") -> bool:  # noqa: PLR0911 - one case per kind
    """Whether the result is certainly `true` or `false`; `bound` are the names that the expression binds."""
    if _is_decorated(node):
        return False
    match node.type:
        case "value":
            return isinstance(node.value, bool)
        case "binary":
            return node.value in _TOTAL_OPERATORS or _is_certain_ordering(node)
        case "function":
            return _is_call(node, bound, _ANSWERS, _ANSWERS_ABOUT_SOMETHING)
        case "condition":
            return all(
                branch is not None and is_boolean(branch, bound) for branch in (node.then, otherwise(node))
            )
        case "block":
            return any(is_boolean(last, bound) for last in (node.expressions or ())[-1:])
        case _:
            return False


def is_boolean_or_nothing(node: "Symbol", bound: "AbstractSet[str]") -> bool:
    """Whether the result is certainly `true` or `false` if there is one at all."""
    if _is_decorated(node):
        return False
    is_ordering = node.type == "binary" and node.value in _ORDERINGS
    is_question = node.type == "function" and _called(node, bound) in _QUESTIONS
    return is_ordering or is_question or is_boolean(node, bound)


def cannot_throw(node: "Symbol", bound: "AbstractSet[str]") -> bool:  # noqa: PLR0911 - one case per kind
    """Whether evaluation certainly raises no error, whatever the data."""
    if _is_path(node):
        return True
    if _is_decorated(node):
        return False
    match node.type:
        case "variable":
            return node.value in ROOTS
        case "binary":
            return _cannot_throw_binary(node, bound)
        case "function":
            return _called(node, bound) in _TOTAL_FUNCTIONS and _single_argument_cannot_throw(node, bound)
        case "condition":
            return all(
                part is None or cannot_throw(part, bound)
                for part in (node.condition, node.then, otherwise(node))
            )
        case "unary":
            return _cannot_throw_constructor(node, bound)
        case literal:
            return literal in _LITERALS


def is_defined(node: "Symbol", bound: "AbstractSet[str]") -> bool:  # noqa: PLR0911 - one case per kind
    """Whether there certainly is a result, if evaluation raises no error."""
    if _is_whole_reference(node):
        return True
    if _is_decorated(node):
        return False
    match node.type:
        case "variable":
            return node.value in ROOTS
        case "binary":
            return node.value in _TOTAL_OPERATORS or node.value == "&" or _is_certain_ordering(node)
        case "function":
            return _is_call(node, bound, _VALUES, _VALUES_OF_SOMETHING)
        case "condition":
            return all(
                branch is not None and is_defined(branch, bound) for branch in (node.then, otherwise(node))
            )
        case "unary":
            return node.value in ("[", "{")
        case literal:
            return literal in _LITERALS


def calls_for_list(node: "Symbol", bound: "AbstractSet[str]") -> bool:
    """Whether the result is what a function gives out that makes lists, also at the end of a block."""
    if _is_decorated(node):
        return False
    if node.type == "block":
        return any(calls_for_list(last, bound) for last in (node.expressions or ())[-1:])
    return node.type == "function" and _called(node, bound) in _LIST_FUNCTIONS


def _is_decorated(node: "Symbol") -> bool:
    """A predicate, a grouping or `[]` behind a value can make it vanish or become a list."""
    return bool(node.predicate or node.stages or node.group or node.keep_array or node.focus or node.index)


def _is_certain_ordering(node: "Symbol") -> bool:
    """An ordering yields nothing when a side is missing, so only constants are certain."""
    sides = (node.lhs, node.rhs)
    return node.value in _ORDERINGS and all(side is not None and side.type == "number" for side in sides)


def _is_path(node: "Symbol") -> bool:
    """A root and plain field names behind it."""
    steps = node.steps or ()
    if node.type != "path" or not steps or node.group is not None or any(map(_is_decorated, steps)):
        return False
    first, *rest = steps
    return first.type == "variable" and first.value in ROOTS and all(step.type == "name" for step in rest)


def _is_whole_reference(node: "Symbol") -> bool:
    """`$nodes.<id>`, `$execution.id` and their like, which always have a value."""
    steps = node.steps or ()
    return _is_path(node) and len(steps) == 2 and steps[0].value in _NAMED_ROOTS  # noqa: PLR2004 - root and name


def _called(node: "Symbol", bound: "AbstractSet[str]") -> str | None:
    """The name of the built-in function that a call calls."""
    procedure = node.procedure
    if procedure is None or procedure.type != "variable" or procedure.value in bound:
        return None
    return str(procedure.value)


def _is_call(
    node: "Symbol", bound: "AbstractSet[str]", any_argument: frozenset[str], any_value: frozenset[str]
) -> bool:
    """Whether a function for any argument is called, or one for any value with what certainly is one."""
    name, arguments = _called(node, bound), node.arguments or ()
    if len(arguments) != 1:
        return False
    return name in any_argument or (name in any_value and is_defined(arguments[0], bound))


def _single_argument_cannot_throw(node: "Symbol", bound: "AbstractSet[str]") -> bool:
    arguments = node.arguments or ()
    return len(arguments) == 1 and cannot_throw(arguments[0], bound)


def _cannot_throw_binary(node: "Symbol", bound: "AbstractSet[str]") -> bool:
    if not (node.value in _TOTAL_OPERATORS or node.value == "&" or _is_certain_ordering(node)):
        return False
    return all(side is not None and cannot_throw(side, bound) for side in (node.lhs, node.rhs))


def _cannot_throw_constructor(node: "Symbol", bound: "AbstractSet[str]") -> bool:
    """An array of harmless items, or an object of harmless values whose keys are different constants."""
    if node.value == "[":
        return all(cannot_throw(item, bound) for item in node.expressions or ())
    if node.value != "{":
        return False
    pairs = node.lhs_object or ()
    keys = [key.value for key, _ in pairs if key.type == "string"]
    return len(set(keys)) == len(pairs) and all(cannot_throw(value, bound) for _, value in pairs)
