"""JSON that a person has written, and why it cannot be read, in his words and not in Python's."""

import json
from typing import Any

from exeoflow.command.words import words


class NoJson(Exception):
    """The text is no JSON; its own text says why, `line` and `column` where, if it is at one place."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.line, self.column = line, column


def read_json(text: str) -> Any:
    """Return what the text stands for. Raises `NoJson`, also where a name of an object is there twice."""
    try:
        return json.loads(text, object_pairs_hook=_distinct)
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise NoJson(words("json_place", line=line, column=column), line, column) from error
    except RecursionError as error:
        raise NoJson(words("json_deep")) from error
    except ValueError as error:  # Python reads no longer ones
        raise NoJson(words("json_digits")) from error


def why_unreadable(error: OSError | UnicodeDecodeError | NoJson) -> str:
    """Say why a file cannot be read, without its name."""
    match error:
        case NoJson():
            return words("file_no_json", reason=error)
        case UnicodeDecodeError():
            return words("file_no_utf8")
    return error.strerror or str(error)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NoJson(words("name_twice", name=twice))
    return found
