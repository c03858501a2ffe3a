"""Each language says the same: the same modules, the same codes, the same placeholders."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import get_type_hints

import pytest

import exeoflow.texts
from exeoflow.api.language import preferred_language
from exeoflow.api.node_types.answers import NodeTypeTexts
from exeoflow.api.node_types.description import node_types_shown
from exeoflow.command.language import users_language
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.texts import LANGUAGES, Language, Text

_ROOT = Path(next(iter(exeoflow.texts.__path__)))
_CONSOLE = Path(__file__).parents[3] / "layers" / "console" / "src" / "i18n"
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_asks_for_a_language_is_answered_in_it(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXEOFLOW_LANGUAGE", language)

    assert preferred_language(f"{language}-XX, xx;q=0.5") == language
    assert users_language() == language


def test_types_of_nodes_are_described_in_each_language() -> None:
    assert tuple(get_type_hints(NodeTypeTexts)) == LANGUAGES, "api/node_types names the languages one by one"


def test_the_console_speaks_each_language() -> None:
    words = {file.stem for file in _CONSOLE.glob("??.ts")}
    choice = (_CONSOLE.parent / "shell" / "LanguageChoice.tsx").read_text(encoding="utf-8")

    assert words == set(LANGUAGES), "layers/console/src/i18n has a file for each language"
    assert re.findall(r'<option value="(\w+)"', choice) == list(LANGUAGES)


def _fields(schema: object) -> Iterator[str]:
    """The names of the fields of a JSON Schema and of all within it."""
    if isinstance(schema, Mapping):
        yield from schema.get("properties", ())
        for value in schema.values():
            yield from _fields(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _fields(value)


def test_the_console_calls_fields_by_german_words() -> None:
    *_, german = (_CONSOLE / "fields.ts").read_text(encoding="utf-8").partition("  de: {")
    shown = node_types_shown(NODE_TYPES.values())["node_types"]

    unnamed = set(_fields([each["config"] for each in shown])) - set(re.findall(r'(\w+): "', german))

    assert not unnamed, "layers/console/src/i18n/fields.ts says in German what each field is"
