"""Where the golden files lie: a folder per workflow, a file per stage."""

from collections.abc import Mapping
from pathlib import Path

_FOLDER = Path(__file__).parent


def read(name: str) -> dict[str, str]:
    """Return what is kept of a workflow, by stage."""
    return {path.stem: path.read_text(encoding="utf-8") for path in (_FOLDER / name).iterdir()}


def write(name: str, stages: Mapping[str, str]) -> None:
    """Keep what the stages make of a workflow."""
    folder = _FOLDER / name
    folder.mkdir(exist_ok=True)
    for stage, text in stages.items():
        suffix = "json" if stage == "emit" else "txt"
        (folder / f"{stage}.{suffix}").write_text(text, encoding="utf-8")
