"""The rooms of the library and the arrows between them, measured from the imports themselves."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from grimp import ImportGraph, build_graph

ROOT: Final = Path(__file__).parents[2] / "layers" / "exeoflow" / "exeoflow"
Depths = Mapping[str, int]
"""How many names make that of a room, for packages whose folders are rooms of their own."""

_PARTED: Final[Depths] = {"adapters": 2, "compiler": 2, "http_request": 2, "importers": 3, "service": 2}

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
    return house_parted(_PARTED)


def house_parted(depths: Depths) -> House:
    """Measure the library with the rooms of these packages apart."""
    rooms: dict[str, list[Path]] = {}
    for file in sorted(ROOT.rglob("*.py")):
        rooms.setdefault(_room(file.relative_to(ROOT).with_suffix("").parts, depths), []).append(file)
    return House({name: tuple(files) for name, files in rooms.items()}, _arrows(depths))


@cache
def _imports() -> ImportGraph:
    return build_graph("exeoflow", cache_dir=None)


def _arrows(depths: Depths) -> Mapping[Arrow, int]:
    graph = _imports()
    packages = {module.rpartition(".")[0] for module in graph.modules}

    def room_of(module: str) -> str:
        parts = tuple(module.split(".")[1:])
        return _room((*parts, "__init__") if module in packages else parts, depths)

    arrows: Counter[Arrow] = Counter()
    for module in graph.modules:
        source = room_of(module)
        for imported in graph.find_modules_directly_imported_by(module):
            target = room_of(imported)
            if source != target:
                arrows[source, target] += 1
    return arrows


def _room(parts: tuple[str, ...], depths: Depths) -> str:
    """Name the room of a file: its package; in a parted package its folder, or the file beside these."""
    return "/".join(parts[: depths.get(parts[0], 1)])
