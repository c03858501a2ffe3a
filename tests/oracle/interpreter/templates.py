"""`{{ ... }}` in configurations, resolved against the roots of an expression as docs/semantics.md says."""

from collections.abc import Mapping
from functools import lru_cache

from tests.oracle.errors import EVALUATION_ERROR, WorkflowError
from tests.oracle.json_value import Json
from tests.oracle.jsonata_engine import UNDEFINED, EvaluationError, Undefined, called_last, evaluate

_PAIRS = {"{": 1, "[": 1, "(": 1, "}": -1, "]": -1, ")": -1}


def resolve(value: Json, roots: Mapping[str, Json]) -> Json:
    """Resolve every string inside a configuration; raises `WorkflowError` where one yields nothing."""
    match value:
        case dict():
            return {key: resolve(item, roots) for key, item in value.items()}
        case list():
            return [resolve(item, roots) for item in value]
        case str():
            return required(resolve_text(value, roots))
    return value


def resolve_text(text: str, roots: Mapping[str, Json]) -> Json | Undefined:
    """Resolve one string: one expression keeps its type (and may yield nothing), anything else is joined."""
    parts = split_template(text)
    if parts == [(text, False)]:
        return text
    if len(parts) == 1:
        return value_of(parts[0][0], roots)
    texts = (value_of(part, roots) if is_code else part for part, is_code in parts)
    return "".join(_as_text(value) for value in texts)


def resolve_expression(value: Json, roots: Mapping[str, Json]) -> Json | Undefined:
    """Resolve a field named `expression`, which may leave the braces out; anything but a string is itself."""
    if not isinstance(value, str):
        return resolve(value, roots)
    if "{{" in value:
        return resolve_text(value, roots)
    return value_of(value, roots)


def calls_for_list(value: Json) -> bool:
    """Tell whether a field named `expression` is as a whole a call of a function that makes lists."""
    text = str(value).strip().removeprefix("{{").removesuffix("}}")
    return called_last(text) in {"map", "filter", "each", "keys"}


def value_of(source: str, roots: Mapping[str, Json]) -> Json | Undefined:
    """Evaluate one expression; raises `WorkflowError` when that is impossible."""
    try:
        return evaluate(source, roots)
    except EvaluationError as error:
        raise WorkflowError(*EVALUATION_ERROR) from error


def required(value: Json | Undefined) -> Json:
    """Return the value; raises `WorkflowError` when there is none."""
    if value is UNDEFINED:
        raise WorkflowError(*EVALUATION_ERROR)
    return value


@lru_cache(maxsize=20_000)
def split_template(text: str) -> list[tuple[str, bool]]:
    """Split into literal texts and expressions (`True`), empty literals left out."""
    parts: list[tuple[str, bool]] = []
    position = 0
    while (start := text.find("{{", position)) >= 0:
        end = _end_of_expression(text, start + 2)
        parts.append((text[position:start], False))
        parts.append((text[start + 2 : end].strip(), True))
        position = end + 2
    parts.append((text[position:], False))
    return [part for part in parts if part[0] or part[1]] or [("", False)]


def _end_of_expression(text: str, position: int) -> int:
    """Return where the `}}` stands that closes the expression, outside its strings and brackets."""
    depth = 0
    quote = ""
    while position < len(text):
        character = text[position]
        if quote:
            if character == "\\" and quote != "`":
                position += 1
            elif character == quote:
                quote = ""
        elif character in "\"'`":
            quote = character
        elif depth == 0 and text.startswith("}}", position):
            return position
        else:
            depth += _PAIRS.get(character, 0)
        position += 1
    raise ValueError(f"the expression is not closed: {text}")


def _as_text(value: Json | Undefined) -> str:
    if value is UNDEFINED:
        return ""
    text = evaluate("$value & ''", {"value": value})
    assert isinstance(text, str)
    return text
