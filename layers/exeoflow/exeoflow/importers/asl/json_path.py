"""Reference paths, payload templates and intrinsic functions of JSONPath states as JSONata.

https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.expressions.binding import strings_in
from exeoflow.expressions.jsonata import element, enclosed, field, is_enclosed, needed
from exeoflow.importers.asl.jsonata import Names
from exeoflow.importers.asl.reasons import Refused

_STEP: Final = re.compile(
    r"\.(?P<name>[^.\[\]\s*()?@,'\"]+)|\['(?P<quoted>[^']*)'\]|\[(?P<index>-?\d+)\]|(?P<all>\[\*\]|\.\*)"
)
_CALL: Final = re.compile(r"\s*States\.(\w+)\s*\(")
_CLOSED: Final = re.compile(r"\s*\)")
_COMMA: Final = re.compile(r"\s*,")
_ARGUMENT: Final = re.compile(r"\s*(?:'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?)|(true|false|null)|(\$[^,()\s]*))")


def read(path: object, names: Names, start: str | None = None) -> str:
    """JSONata for what a reference path leads to; nothing where that is missing. Raises `Refused`.

    `start` is what `$` is, if that is not the state's input.
    """
    if not isinstance(path, str) or not path.startswith("$"):
        raise Refused("expression", expression=str(path))
    if path.startswith("$$"):
        steps = list(_STEP.finditer(path[2:]))
        text, length = names.context(tuple(each["name"] or each["quoted"] or "" for each in steps))
        return _steps(text, "".join(each.group() for each in steps[length:]), path)
    name = re.match(r"\$([A-Za-z_]\w*)", path)
    if name is not None:
        variable = names.variable(name[1])
        if variable is None:
            raise Refused("expression", expression=path)
        return _steps(variable, path[name.end() :], path)
    return _steps(names.input if start is None else start, path[1:], path)


def needed_at(path: object, names: Names, start: str | None = None) -> str:
    """The same, which fails where it is missing."""
    text = read(path, names, start)
    return text if text in {names.input, start} else needed(text)


def _steps(base: str, steps: str, path: str) -> str:
    text, position, is_list = base, 0, False
    while position < len(steps):
        match = _STEP.match(steps, position)
        if match is None:
            raise Refused("expression", expression=path)
        if match["index"] is not None:
            text += f"[{match['index']}]"
        elif match["all"] is not None:
            text += ".*" if match["all"] == ".*" else ""
            is_list = True
        else:
            text += f".{field(match['name'] if match['name'] is not None else match['quoted'])}"
        position = match.end()
    return f"[{text}]" if is_list else text


def template(value: Any, names: Names, start: str | None = None) -> Any:  # noqa: ANN401 - any JSON
    """A payload template with JSONata in place of paths and intrinsic functions."""
    if isinstance(value, Mapping):
        return {
            key.removesuffix(".$"): enclosed(written(each, names, start))
            if key.endswith(".$")
            else template(each, names, start)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [template(each, names, start) for each in value]
    return plain(value)


def plain(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """A value as it stands; raises `Refused` for a text that would be an expression in the other language."""
    for each in strings_in(value):
        if is_enclosed(each):
            raise Refused("expression", expression=each)
    return value


def written(text: object, names: Names, start: str | None = None) -> str:
    """JSONata for a path or a call of an intrinsic function."""
    if isinstance(text, str) and _CALL.match(text):
        found, end = _call(text, 0, names, start)
        if text[end:].strip():
            raise Refused("expression", expression=text)
        return found
    return needed_at(text, names, start)


def _call(text: str, position: int, names: Names, start: str | None) -> tuple[str, int]:
    match = _CALL.match(text, position)
    if match is None or match[1] not in _FUNCTIONS:
        raise Refused("expression", expression=text)
    arguments: list[str] = []
    position = match.end()
    while not _CLOSED.match(text, position):
        if _CALL.match(text, position):
            found, position = _call(text, position, names, start)
        else:
            found, position = _argument(text, position, names, start)
        arguments.append(found)
        comma = _COMMA.match(text, position)
        position = comma.end() if comma else position
        if not comma and not _CLOSED.match(text, position):
            raise Refused("expression", expression=text)
    closing = _CLOSED.match(text, position)
    return _FUNCTIONS[match[1]](arguments, text), closing.end() if closing else position


def _argument(text: str, position: int, names: Names, start: str | None) -> tuple[str, int]:
    match = _ARGUMENT.match(text, position)
    if match is None:
        raise Refused("expression", expression=text)
    if match[1] is not None:
        return json.dumps(re.sub(r"\\(.)", r"\1", match[1]), ensure_ascii=False), match.end()
    if match[4] is not None:
        return needed_at(match[4], names, start), match.end()
    return match[2] or match[3], match.end()


def _format(arguments: list[str], text: str) -> str:
    """`States.Format('{} of {}', a, b)`: what is no text is written as JSON."""
    parts = json.loads(arguments[0]).split("{}") if arguments and arguments[0].startswith('"') else []
    if len(parts) != len(arguments):
        raise Refused("expression", expression=text)
    pieces = [json.dumps(parts[0], ensure_ascii=False)]
    for part, argument in zip(parts[1:], arguments[1:], strict=True):
        pieces += [f"$string({argument})", json.dumps(part, ensure_ascii=False)]
    return " & ".join(pieces)


def _split(arguments: list[str], text: str) -> str:
    """A text parted at each of some characters, without empty parts."""
    if len(arguments) != 2 or not arguments[1].startswith('"'):  # noqa: PLR2004 - the text and the characters
        raise Refused("expression", expression=text)
    characters = re.sub(r"([\\\]^/-])", r"\\\1", json.loads(arguments[1]))
    return f'[$filter($split({arguments[0]}, /[{characters}]/), function($s) {{ $s != "" }})]'


def _of(form: str, count: int) -> Any:  # noqa: ANN401 - a function of the table
    def write(arguments: list[str], text: str) -> str:
        if len(arguments) != count:
            raise Refused("expression", expression=text)
        return form.format(*arguments)

    return write


_FUNCTIONS: Final[Mapping[str, Any]] = {
    "Format": _format,
    "Array": lambda arguments, _: f"[{', '.join(map(element, arguments))}]",
    "StringToJson": _of("$parse({0})", 1),
    "JsonToString": _of("$string({0})", 1),
    "ArrayPartition": _of("$partition({0}, {1})", 2),
    "ArrayContains": _of("({1} in {0})", 2),
    "ArrayRange": _of("$range({0}, {1}, {2})", 3),
    "ArrayGetItem": _of("({0})[{1}]", 2),
    "ArrayLength": _of("$count({0})", 1),
    "ArrayUnique": _of("[$distinct({0})]", 1),
    "Base64Encode": _of("$base64encode({0})", 1),
    "Base64Decode": _of("$base64decode({0})", 1),
    "Hash": _of("$hash({0}, {1})", 2),
    "JsonMerge": _of("$merge([{0}, {1}])", 3),
    "MathRandom": _of("($floor($random() * ({1} - {0})) + {0})", 2),
    "MathAdd": _of("({0} + {1})", 2),
    "StringSplit": _split,
    "UUID": _of("$uuid()", 0),
}
