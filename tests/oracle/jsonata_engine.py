"""JSONata with bound values: undefined and null kept apart, results as JSON, expressions compiled once."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from jsonata import Functions, JException, Jsonata, Utils
from jsonata.parser import Parser

from tests.oracle.json_value import Json

NULL: Final = Utils.NULL_VALUE
_PATH: Final = re.compile(r"\$[A-Za-z_]\w*(\.([A-Za-z_]\w*|`[^`]+`))*")
_STEP: Final = re.compile(r"\w+|`[^`]+`")
_LISTS: Final = (list, tuple)
_PARTS: Final = (*_LISTS, Parser.Symbol)  # of the seventy attributes of a node of a syntax tree
_LITERALS: Final = frozenset({"true", "false", "null"})


class _Written(Functions.Encoder):  # type: ignore[misc]  # the library has no types
    """JSON as `$string` of JSONata writes it: letters beyond ASCII stay what they are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


Functions.Encoder = _Written


class Undefined:
    """The result of an expression that yields nothing."""


UNDEFINED: Final = Undefined()


class EvaluationError(Exception):
    """The expression cannot be evaluated, or yields what is no JSON."""


def evaluate(
    source: str, bindings: Mapping[str, Json], functions: Mapping[str, Callable[..., Json]] | None = None
) -> Json | Undefined:
    """Evaluate an expression whose variables are `bindings`; raises `EvaluationError`."""
    if path := _path(source):
        return _followed(path, bindings)
    compiled = _compiled(source)
    frame: dict[str, Any] = {name: to_engine(value) for name, value in bindings.items()}
    for name, function in (functions or {}).items():
        frame[name] = Jsonata.JLambda(function)
    try:
        result = compiled.evaluate(None, frame)
    except (
        JException,
        ArithmeticError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        KeyError,
    ) as error:
        raise EvaluationError(f"{source}: {error}") from error
    return UNDEFINED if result is None else from_engine(result)


@lru_cache(maxsize=20_000)
def called_last(source: str) -> str | None:
    """Return the name of the function whose result an expression is; None if it is no such call."""
    node = _compiled(source).ast
    while node.type == "block" and node.expressions:
        node = node.expressions[-1]
    is_call = node.type == "function" and node.procedure.type == "variable"
    return str(node.procedure.value) if is_call and not node.predicate and not node.keep_array else None


@lru_cache(maxsize=20_000)
def free_names(source: str) -> frozenset[str]:
    """Return the variables that an expression reads and does not bind itself, functions included."""
    names: set[str] = set()
    bound: set[str] = set()
    pending: list[Any] = [_compiled(source).ast]
    seen: set[int] = set()
    while pending:
        part = pending.pop()
        if isinstance(part, _LISTS):
            pending.extend(part)
        elif isinstance(part, Parser.Symbol) and id(part) not in seen:
            seen.add(id(part))
            _note_names(part, names, bound)
            pending.extend(value for value in vars(part).values() if isinstance(value, _PARTS))
    return frozenset(names - bound - {"", "$"})


def is_function_name(name: str) -> bool:
    """Whether JSONata itself has a function of this name."""
    return Jsonata.static_frame.lookup(name) is not None


def to_engine(value: Json) -> Any:
    """Return the engine's copy of a JSON value: null is an object of its own, whole numbers are integers."""
    match value:
        case None:
            return NULL
        case dict():
            return {key: to_engine(item) for key, item in value.items()}
        case list():
            return [to_engine(item) for item in value]
        case float() if value.is_integer():
            return int(value)
    return value


def from_engine(value: Any) -> Json:
    """Return the engine's value as plain JSON; raises `EvaluationError` for functions."""
    if value is NULL or value is None:
        return None
    match value:
        case dict():
            return {key: from_engine(item) for key, item in value.items()}
        case list() | range() | tuple():
            return [from_engine(item) for item in value]
        case float() if value.is_integer():
            return int(value)
        case bool() | int() | float() | str():
            return value
    if isinstance(value, Utils.JList) or hasattr(value, "__iter__"):
        return [from_engine(item) for item in value]
    raise EvaluationError("the result is a function, not a value")


@lru_cache(maxsize=20_000)
def _path(source: str) -> tuple[str, ...]:
    """Return the names of an expression that is `$variable.name.name`, else nothing: the engine is slow."""
    if not _PATH.fullmatch(source):
        return ()
    names = tuple(name.strip("`") for name in _STEP.findall(source[1:]))
    return () if _LITERALS.intersection(names) else names


def _followed(path: tuple[str, ...], bindings: Mapping[str, Json]) -> Json | Undefined:
    value: Json | Undefined = bindings.get(path[0], UNDEFINED)
    for position, name in enumerate(path[1:], start=1):
        if isinstance(value, list):
            rest = ".".join(f"`{each}`" for each in path[position:])
            return evaluate(f"($value).{rest}", {"value": value})
        value = value.get(name, UNDEFINED) if isinstance(value, dict) else UNDEFINED
    return value


@lru_cache(maxsize=20_000)
def _compiled(source: str) -> Jsonata:
    try:
        compiled = Jsonata(source + "\n")
    except JException as error:
        raise EvaluationError(f"{source}: {error}") from error
    compiled.set_validate_input(False)
    compiled.set_output_convert_nulls(False)
    return compiled


def _note_names(part: Any, names: set[str], bound: set[str]) -> None:
    if part.type == "variable":
        names.add(part.value)
    elif part.type == "bind":
        bound.add(part.lhs.value)
    elif part.type == "lambda":
        bound.update(argument.value for argument in part.arguments or ())
    for name in (getattr(part, "focus", None), getattr(part, "index", None)):
        if isinstance(name, str):
            bound.add(name)
