"""Paths into a JSON document, as people write them: `nodes[3].config.url`."""

from collections.abc import Sequence

_MAX_NAME_LENGTH = 100


def join_path(*parts: str | int) -> str:
    """The path of the parts; long names of an author's own are cut."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part:
            name = part if len(part) <= _MAX_NAME_LENGTH else f"{part[:_MAX_NAME_LENGTH]}…"
            path += f".{name}" if path else name
    return path


def existing_part(location: Sequence[str | int], document: object) -> tuple[str | int, ...]:
    """The parts of a pydantic location that lead through the document.

    Pydantic puts the names of a union's members between them; a name that is missing from its object is
    kept only as the last part, where it says what is missing.
    """
    kept: list[str | int] = []
    for index, part in enumerate(location):
        if isinstance(document, dict) and (part in document or index == len(location) - 1):
            kept.append(part)
            document = document.get(part)
        elif isinstance(document, list | tuple) and isinstance(part, int) and part < len(document):
            kept.append(part)
            document = document[part]
    return tuple(kept)
