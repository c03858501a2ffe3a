"""The picture in `docs/architecture.md` beside the rooms and imports that there are."""

import re
from itertools import pairwise

import pytest

from tests.house.rooms import ROOT, the_house

PICTURE = (ROOT.parents[2] / "docs" / "architecture.md").read_text().split("```mermaid")[1].split("```")[0]
WITHOUT_TITLES = re.sub(r'\["[^"]*"\]', "", PICTURE)


def arrows() -> list[tuple[str, str]]:
    """Return what is drawn as imported within the library; what is only called has a dotted arrow."""
    found = []
    for line in WITHOUT_TITLES.splitlines():
        ends = [re.findall(r"\w+", each) for each in line.split("-->")]
        found += [(a, b) for left, right in pairwise(ends) for a in left for b in right]
    return [(source, target) for source, target in found if source != "functions"]


def lies_in(place: str, room: str) -> bool:
    """Say whether a room is a place of the picture or within it; a package comes before what it holds."""
    package, _, inner = room.partition("/")
    is_package = any(each.partition("/")[0] == place for each in the_house().rooms)
    return place == (package if is_package else inner)


@pytest.mark.parametrize(("source", "target"), arrows())
def test_what_is_drawn_as_known_is_imported(source: str, target: str) -> None:
    assert any(lies_in(source, a) and lies_in(target, b) for a, b in the_house().arrows)


@pytest.mark.parametrize(
    "package", sorted(each.name for each in ROOT.iterdir() if each.is_dir() and any(each.glob("*.py")))
)
def test_each_package_is_in_the_picture(package: str) -> None:
    assert re.search(rf"\b{package}\b", PICTURE)


@pytest.mark.parametrize("adapter", sorted(each.parent.name for each in ROOT.glob("adapters/*/__init__.py")))
def test_each_technology_is_in_the_picture(adapter: str) -> None:
    assert re.search(rf"adapters ·.*\b{adapter}\b", PICTURE)
