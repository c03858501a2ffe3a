"""The rooms of the library and the arrows between them, measured from the imports themselves."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from grimp import build_graph

ROOT: Final = Path(__file__).parents[2] / "layers" / "exeoflow" / "exeoflow"
_PARTED: Final = ("compiler", "service", "adapters")
"""Packages whose folders are rooms of their own."""

Arrow = tuple[str, str]


@dataclass(frozen=True, slots=True)
class House:
    """The files of each room by its name, and how many imports lead from one room to another."""

    rooms: Mapping[str, tuple[Path, ...]]
    arrows: Mapping[Arrow, int]

    def floors(self) -> Mapping[str, int]:
        """Return how far above the ground each room stands; rooms on a circle have none."""
        needs = {room: {to for source, to in self.arrows if source == room} for room in self.rooms}
        found: dict[str, int] = {}
        while ready := [room for room in needs if room not in found and needs[room] <= found.keys()]:
            found |= {room: 1 + max((found[below] for below in needs[room]), default=-1) for room in ready}
        return found

    def circles(self) -> tuple[str, ...]:
        """Return the rooms that lie on a circle or above one."""
        return tuple(sorted(self.rooms.keys() - self.floors().keys()))

    def inside(self, package: str) -> "House":
        """Return the part of the house that lies in one package."""
        rooms = {name: files for name, files in self.rooms.items() if name.startswith(f"{package}/")}
        return House(rooms, {arrow: n for arrow, n in self.arrows.items() if rooms.keys() >= set(arrow)})


@cache
def the_house() -> House:
    """Measure the library as it stands."""
    rooms: dict[str, list[Path]] = {}
    for file in sorted(ROOT.rglob("*.py")):
        rooms.setdefault(_room(file.relative_to(ROOT).with_suffix("").parts), []).append(file)
    return House({name: tuple(files) for name, files in rooms.items()}, _arrows())


def _arrows() -> Mapping[Arrow, int]:
    graph = build_graph("exeoflow", cache_dir=None)
    arrows: Counter[Arrow] = Counter()
    for module in graph.modules:
        source = _room_of(module, graph.modules)
        for imported in graph.find_modules_directly_imported_by(module):
            target = _room_of(imported, graph.modules)
            if source != target:
                arrows[source, target] += 1
    return arrows


def _room_of(module: str, modules: Iterable[str]) -> str:
    parts = module.split(".")[1:]
    is_package = any(other.startswith(f"{module}.") for other in modules)
    return _room((*parts, "__init__") if is_package else tuple(parts))


def _room(parts: tuple[str, ...]) -> str:
    """Name the room of a file: its package; in a parted package its folder, or the file beside these."""
    if len(parts) == 1 or parts[0] not in _PARTED:
        return parts[0]
    return "/".join(parts[:2])
