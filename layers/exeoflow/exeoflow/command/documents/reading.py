"""YAML and JSON as data, with the line and column of every value.

YAML is read by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema): `no` and `on` are
texts, and so are dates. JSON is read as JSON; where a place in it is asked for, once more as YAML.
"""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from exeoflow.command.json_text import NoJson, read_json, why_unreadable
from exeoflow.command.words import words

Parts: TypeAlias = tuple[str | int, ...]

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # pragma: no cover - pyyaml without its C library
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

_MAX_DEPTH: Final = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is in a file, counted from one."""

    line: int
    column: int


class UnreadableFile(Exception):
    """A file is no YAML or JSON; `place` says where, if that is known."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.place = place


@dataclass(slots=True)
class Document:
    """What is in a file."""

    path: Path
    value: Any
    text: str
    _places: dict[Parts, Place] | None = field(default=None, repr=False)

    def place_of(self, parts: Parts) -> Place:
        """Return where a value is; of one that is missing, where it would be."""
        if self._places is None:
            self._places = dict(_places(self.text))
        while parts and parts not in self._places:
            parts = parts[:-1]
        return self._places.get(parts, Place(1, 1))


class _CoreLoader(_BaseLoader):
    """YAML 1.2's core schema, which knows fewer words than YAML 1.1."""

    yaml_implicit_resolvers: Any = {}  # noqa: RUF012  pyyaml's own way of inheriting


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
        list("-+0123456789."),
    ),
):
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def _integer(loader: Any, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text[:2] in {"0x", "0o"} else int(text)


def _float(loader: Any, node: yaml.ScalarNode) -> float:
    return float(loader.construct_scalar(node))


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen = set()
    for key, _ in node.value:
        name = key.value
        if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
            raise yaml.constructor.ConstructorError(None, None, words("name_no_text"), key.start_mark)
        if name in seen:
            twice = words("name_twice", name=name)
            raise yaml.constructor.ConstructorError(None, None, twice, key.start_mark)
        seen.add(name)
    return dict(loader.construct_pairs(node, deep=True))


_CoreLoader.add_constructor("tag:yaml.org,2002:int", _integer)
_CoreLoader.add_constructor("tag:yaml.org,2002:float", _float)
_CoreLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_document(path: Path) -> Document:
    """Read a file. Raises `UnreadableFile`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(why_unreadable(error)) from error
    return Document(path, _json(text) if path.suffix == ".json" else _yaml(text), text)


def _json(text: str) -> Any:
    try:
        return read_json(text)
    except NoJson as error:
        place = Place(error.line, error.column) if error.line else None
        raise UnreadableFile(words("file_no_json", reason=error), place) from error


def _yaml(text: str) -> Any:
    try:
        _refuse_aliases(text)
        return yaml.load(text, _CoreLoader)  # noqa: S506  a safe loader with fewer words
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else None
        raise UnreadableFile(words("file_no_yaml", reason=error.problem or error.context), place) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableFile(words("file_no_yaml", reason=error)) from error


def _refuse_aliases(text: str) -> None:
    """Refuse what multiplies: a few lines of aliases of aliases are gigabytes of data."""
    if "*" not in text:
        return
    for event in yaml.parse(text, _CoreLoader):
        if isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else None
            raise UnreadableFile(words("file_alias"), place)


def _places(text: str) -> Iterator[tuple[Parts, Place]]:
    try:
        root = yaml.compose(text, _CoreLoader)
    except (yaml.YAMLError, RecursionError):
        return
    if root is not None:
        yield from _below(root, ())


def _below(node: yaml.Node, parts: Parts) -> Iterator[tuple[Parts, Place]]:
    yield parts, Place(node.start_mark.line + 1, node.start_mark.column + 1)
    if len(parts) > _MAX_DEPTH:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _below(value, (*parts, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _below(value, (*parts, index))
