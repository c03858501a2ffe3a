"""Each language says the same: the same modules, the same codes, the same placeholders."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import exeoflow.texts
from exeoflow.texts import LANGUAGES, Text

_ROOT = Path(next(iter(exeoflow.texts.__path__)))
_FIRST, *_OTHERS = LANGUAGES


def _modules(language: str) -> list[str]:
    return sorted(str(file.relative_to(_ROOT / language)) for file in (_ROOT / language).rglob("*.py"))


def _module(language: str, file: str) -> ModuleType:
    return import_module(".".join(("exeoflow.texts", language, *Path(file).with_suffix("").parts)))


def _words(said: object, path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Each word's place and its placeholders."""
    if isinstance(said, str):
        yield path, frozenset(re.findall(r"\{([a-z_]+)\}", said))
    elif isinstance(said, Mapping):
        for name, value in said.items():
            yield from _words(value, f"{path}.{name}")
    elif isinstance(said, Text):  # one of the two may name a value, whichever
        yield from _words(f"{said.message} {said.hint}", path)


def _tables(module: ModuleType) -> dict[str, object]:
    return {name: value for name, value in vars(module).items() if name.isupper()}


@pytest.mark.parametrize("language", _OTHERS)
def test_a_language_has_the_same_modules(language: str) -> None:
    assert _modules(language) == _modules(_FIRST)


@pytest.mark.parametrize("language", _OTHERS)
@pytest.mark.parametrize("file", _modules(_FIRST))
def test_a_language_says_the_same_with_the_same_values(language: str, file: str) -> None:
    first, other = (dict(_words(_tables(_module(each, file)))) for each in (_FIRST, language))

    assert first == other
