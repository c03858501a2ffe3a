"""Prints the structure of the code: `make house`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.house.functions import measured
from tests.house.rooms import ROOT, House, the_house

_REPOSITORY: Final = ROOT.parents[2]
_SHOWN: Final = 5
_LONG: Final = 25
"""Lines; longer functions are named."""


def lines() -> Iterator[str]:
    """Give the report line by line."""
    house = the_house()
    floors = house.floors()
    yield "functions: lines of the median and of the ninth in ten; said: lines with a comment"
    yield f"{'room':28}{'floor':>6}{'files':>7}{'lines':>7}{'median':>8}{'90 %':>6}{'said':>8}"
    for name, files in sorted(house.rooms.items(), key=lambda room: (-floors.get(room[0], -1), room[0])):
        found = measured(files)
        why = f"{found.comments / max(found.code, 1):.1%}"
        long = f"{found.median_function:8.0f}{found.long_function:6.0f}"
        yield f"{name:28}{floors.get(name, '-'):>6}{len(files):7}{found.code:7}{long}{why:>8}"
    yield ""
    for part, label in (
        (house, "whole"),
        (house.inside("compiler"), "compiler"),
        (house.inside("service"), "service"),
    ):
        yield _summary(label, part)
    yield ""
    yield from _folders()
    yield from _whole_tree()


def _summary(label: str, part: House) -> str:
    floors = 1 + max(part.floors().values(), default=-1)
    circles = ", ".join(part.circles()) or "none"
    return (
        f"{label}: {len(part.rooms)} rooms, {floors} floors, {len(part.arrows)} arrows, on circles: {circles}"
    )


def _folders() -> Iterator[str]:
    counts = {folder: len(list(folder.glob("*.py"))) for folder in _python_folders()}
    fullest = sorted(counts.items(), key=lambda entry: -entry[1])[:_SHOWN]
    shown = ", ".join(f"{folder.relative_to(_REPOSITORY)} {number}" for folder, number in fullest)
    yield f"files in a folder, the fullest: {shown}"


def _whole_tree() -> Iterator[str]:
    for folder in ("layers/exeoflow/exeoflow", "functions", "local", "tests"):
        found = measured(sorted((_REPOSITORY / folder).rglob("*.py")))
        long = [each for each in found.functions if each.length > _LONG]
        yield (
            f"{folder}: {found.code} lines, {found.comments / found.code:.1%} with a comment; "
            f"{len(found.functions)} functions, median {found.median_function:.0f}, "
            f"90 % {found.long_function:.0f}, over {_LONG} lines {len(long)}"
        )
        for each in long:
            yield f"  {each.length} {each.file.relative_to(_REPOSITORY)} {each.name}"


def _python_folders() -> set[Path]:
    return {
        file.parent
        for top in ("layers/exeoflow", "local", "tests")
        for file in (_REPOSITORY / top).rglob("*.py")
    }


if __name__ == "__main__":
    print("\n".join(lines()))
