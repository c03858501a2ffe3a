"""The input of a run as people give it: JSON on the line, `@FILE`, or `-` for what is piped in."""

import sys
from pathlib import Path
from typing import Any

from exeoflow.command.documents.reading import UnreadableFile, read_document
from exeoflow.command.json_text import NoJson, read_json
from exeoflow.command.words import words
from exeoflow.remote.trouble import Trouble


def given_input(said: str | None) -> dict[str, Any]:
    """Return the input: an object. Raises `Trouble`."""
    if said is None:
        return {}
    value = _read_file(Path(said[1:])) if said.startswith("@") else _read_json(said)
    if not isinstance(value, dict):
        raise Trouble(words("input_no_object"))
    return value


def _read_file(path: Path) -> Any:
    try:
        return read_document(path).value
    except UnreadableFile as error:
        raise Trouble(words("file_unreadable", path=path, reason=error)) from error


def _read_json(said: str) -> Any:
    text = sys.stdin.read() if said == "-" else said
    try:
        return read_json(text)
    except NoJson as error:
        raise Trouble(words("input_no_json", reason=error)) from error
