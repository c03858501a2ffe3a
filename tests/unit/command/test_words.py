"""What the command says is there in every language, and all that is there is said."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import exeoflow.command
import exeoflow.remote
from exeoflow.texts.de.command import COMMAND as GERMAN
from exeoflow.texts.en.command import COMMAND as ENGLISH

_ROOMS = (exeoflow.command, exeoflow.remote)


def _texts() -> Iterator[tuple[str, bool]]:
    """Yield each text in the sources, and whether it is only the beginning of one (`f"runs_{name}"`)."""
    for room in _ROOMS:
        for path in Path(room.__path__[0]).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                    yield str(node.values[0].value), True
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value, False


def _said() -> Iterator[str]:
    """Yield each code that is given to `words` as it stands."""
    for room in _ROOMS:
        for path in Path(room.__path__[0]).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name, code = node.func, node.args[0]
                if isinstance(name, ast.Name) and name.id == "words" and isinstance(code, ast.Constant):
                    yield str(code.value)


def _fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_languages_say_the_same_things() -> None:
    assert GERMAN.keys() == ENGLISH.keys()


@pytest.mark.parametrize("code", ENGLISH)
def test_the_languages_name_the_same_values(code: str) -> None:
    assert _fields(GERMAN[code]) == _fields(ENGLISH[code])


def test_what_is_said_is_there() -> None:
    said = set(_said())

    assert said - ENGLISH.keys() == set()
    assert len(said) > len(ENGLISH) / 2


def test_what_is_there_is_said() -> None:
    texts = set(_texts())
    whole = {text for text, is_beginning in texts if not is_beginning}
    beginnings = tuple(text for text, is_beginning in texts if is_beginning and text.endswith(("_", "-")))

    assert [code for code in ENGLISH if code not in whole and not code.startswith(beginnings)] == []
