"""The exports in files, as they are there and as what was made of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exeoflow.command.json_text import why_unreadable
from exeoflow.command.language import users_language
from exeoflow.command.words import words
from exeoflow.diagnostics import Diagnostic, render
from exeoflow.importers.answers import ImportFormat
from exeoflow.importers.documents import parse_document
from exeoflow.importers.formats import Made, made_of
from exeoflow.remote.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Found:
    """An export in a file, as it is there and as what was made of it."""

    path: Path
    document: Any
    made: Made


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file, or a workflow in it, is not imported."""

    line: str


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are named, and those in folders; raises `Trouble` if there are none."""
    files = [each for path in paths for each in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    if not files:
        raise Trouble(words("import_nothing", paths=", ".join(map(str, paths))))
    return files


def exports_in(path: Path, form: ImportFormat) -> Iterator[Found | Refusal]:
    """Yield the workflow of a file, or all of them: n8n's own export of everything is one list."""
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Refusal(words("file_unreadable", path=path, reason=why_unreadable(error)))
        return
    document = parse_document(data)
    if isinstance(document, tuple):
        yield _refusal(path, document)
        return
    for each in document if isinstance(document, list) and document else [document]:
        made = made_of(form, each)
        yield Found(path, each, made) if isinstance(made, Made) else _refusal(path, made)


def _refusal(path: Path, diagnostics: Sequence[Diagnostic]) -> Refusal:
    message = sentences([render(each, users_language()) for each in diagnostics])
    return Refusal(words("import_refused", path=path, message=message))


def sentences(said: Iterable[Mapping[str, Any]]) -> str:
    """Return faults as one text."""
    return " ".join(f"{each['message']} {each.get('hint', '')}".strip() for each in said)
