"""Files written so that people can read and compare them: comments and the order of what stays are kept."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from exeoflow.command.documents.workflow_files import ordered

_WIDTH: Final = 110
# What identifies an item of a list, so that a comment stays with its item.
_ID: Final = "id"
_LETTERS: Final = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
_UNUSUAL: Final = re.compile(r"[^A-Za-z0-9._-]+")


def write_workflow_file(path: Path, workflow: Mapping[str, Any]) -> None:
    """Write a workflow; what is there keeps its comments and the order of its fields."""
    content = ordered(workflow)
    if path.suffix == ".json":
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    else:
        text = _yaml_text(path, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def file_name(name: str) -> str:
    """Return the name of a new file for a workflow of this name, without its suffix."""
    folded = name.lower().translate(_LETTERS)
    return _UNUSUAL.sub("-", folded).strip("-.")[:80] or "workflow"


def _yaml_text(path: Path, content: Mapping[str, Any]) -> str:
    yaml = YAML()
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    before = _before(yaml, path)
    merged = _merged(before, content)
    written = io.StringIO()
    yaml.dump(merged, written)
    return written.getvalue()


def _before(yaml: YAML, path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, YAMLError):
        return None


def _merged(before: Any, after: Any) -> Any:
    """Return the new value, in the clothes of the old one where they fit."""
    if isinstance(after, dict):
        return _merged_map(before if isinstance(before, CommentedMap) else CommentedMap(), after)
    if isinstance(after, list):
        return _merged_list(before if isinstance(before, CommentedSeq) else CommentedSeq(), after)
    if before == after and isinstance(before, bool) == isinstance(after, bool):
        return before
    if isinstance(after, str) and "\n" in after and not re.search(r"[ \t]\n|\r", after):
        return LiteralScalarString(after)
    return after


def _merged_map(before: CommentedMap, after: Mapping[str, Any]) -> CommentedMap:
    for name in [name for name in before if name not in after]:
        del before[name]
    for name, part in after.items():
        before[name] = _merged(before.get(name), part)
    return before


def _merged_list(before: CommentedSeq, after: list[Any]) -> CommentedSeq:
    known = {each[_ID]: each for each in before if isinstance(each, CommentedMap) and _ID in each}
    items = []
    for index, each in enumerate(after):
        named = known.get(each[_ID]) if isinstance(each, dict) and _ID in each else None
        same_place = before[index] if index < len(before) and not known else None
        items.append(_merged(named if named is not None else same_place, each))
    before[:] = items
    return before
