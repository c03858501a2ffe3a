from collections import Counter

import pytest

from tests.house.__main__ import lines
from tests.house.rooms import ROOT, House, house_parted, the_house


def test_no_room_of_the_library_stands_on_a_circle() -> None:
    assert the_house().circles() == ()


@pytest.mark.parametrize(
    ("package", "depth"),
    [("adapters", 2), ("api", 2), ("compiler", 2), ("http_request", 2), ("importers", 3), ("service", 2)],
)
def test_the_rooms_of_a_parted_package_stand_on_floors(package: str, depth: int) -> None:
    part = house_parted({package: depth}).inside(package)

    assert len(part.rooms) > 1
    assert part.circles() == ()


def test_a_circle_is_found() -> None:
    house = House({"a": (), "b": (), "c": ()}, {("a", "b"): 1, ("b", "a"): 1, ("a", "c"): 1})

    assert house.circles() == ("a", "b")
    assert house.floors() == {"c": 0}


@pytest.mark.parametrize("top", ["layers/exeoflow", "functions", "local", "tests"])
def test_no_folder_holds_more_than_a_look_takes_in(top: str) -> None:
    sizes = Counter(file.parent for file in (REPOSITORY / top).rglob("*.py"))

    assert {folder: size for folder, size in sizes.items() if size > MOST} == {}


@pytest.mark.slow
def test_the_report_names_every_room() -> None:
    report = "\n".join(lines())

    assert all(name in report for name in the_house().rooms)


MOST = 24
REPOSITORY = ROOT.parents[2]
