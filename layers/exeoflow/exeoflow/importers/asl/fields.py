"""What a state is given, what it hands on, and what it remembers, in either of the two languages."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from exeoflow.expressions.jsonata import enclosed, field, required
from exeoflow.importers.asl.json_path import needed_at, plain, read, template
from exeoflow.importers.asl.jsonata import Names, renamed
from exeoflow.importers.asl.reasons import Refused
from exeoflow.importers.asl.source import State

JSONATA: Final = "JSONata"


def entering(state: State, names: Names, language: str) -> str:
    """JSONata for the state's input behind its `InputPath`."""
    if language == JSONATA or "InputPath" not in state:
        return names.input
    return "{}" if state["InputPath"] is None else needed_at(state["InputPath"], names)


def arguments(state: State, names: Names, language: str) -> Any:  # noqa: ANN401 - any JSON
    """What the state hands to what it calls, as a field's value in JSONata; None: its input."""
    if language == JSONATA:
        return renamed(state["Arguments"], names) if "Arguments" in state else None
    start = entering(state, names, language)
    if "Parameters" in state:
        return template(state["Parameters"], names, start)
    return enclosed(start) if "InputPath" in state else None


def leaving(state: State, names: Names, language: str) -> str:
    """JSONata for the state's output, of its result or else of its input."""
    if language == JSONATA:
        if "Output" in state:
            return required(renamed(state["Output"], names))
        return names.result or names.input
    result = names.result or entering(state, names, language)
    if "ResultSelector" in state:
        result = required(template(state["ResultSelector"], names, result))
    output = placed(result, state.get("ResultPath", "$"), names)
    path = state.get("OutputPath", "$")
    return "{}" if path is None else needed_at(path, names, output)


def placed(result: str, path: object, names: Names) -> str:
    """The state's input with a result where `ResultPath` says; null keeps the input as it is."""
    if path is None:
        return names.input
    if path == "$":
        return result
    if not isinstance(path, str) or not path.startswith("$."):
        raise Refused("field", field="ResultPath")
    read(path, names)
    return _put(names.input, path[2:].split("."), result)


def _put(into: str, steps: Sequence[str], result: str) -> str:
    """An object with a value at the end of some steps, of which those that are missing are made."""
    first, rest = field(steps[0]), steps[1:]
    if "[" in steps[0]:
        raise Refused("field", field="ResultPath")
    value = _put(f"{into}.{first}", rest, result) if rest else result
    return f"$merge([{into}, {{{json.dumps(steps[0], ensure_ascii=False)}: {value}}}])"


def assigned(state: Mapping[str, Any], names: Names, language: str) -> str | None:
    """JSONata for an object of the variables that a state, a rule or a catcher sets."""
    written = state.get("Assign")
    if not isinstance(written, Mapping) or not written:
        return None
    if language == JSONATA:
        return required(renamed(written, names))
    return required(template(written, names, names.error or names.result or names.input))


def number(value: Any, path: Any, names: Names, language: str) -> Any:  # noqa: ANN401 - any JSON
    """A field that is a value, JSONata, or stands at a path."""
    if path is not None:
        return enclosed(needed_at(path, names))
    return renamed(value, names) if language == JSONATA else plain(value)


def text(value: Any, path: Any, names: Names, language: str) -> Any:  # noqa: ANN401 - any JSON
    """Likewise a text, which may be made by an intrinsic function."""
    if path is None:
        return number(value, None, names, language)
    return template({"t.$": path}, names)["t"]
