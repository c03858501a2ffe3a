"""A type of node is known by its file and its row: whatever else is said of it comes from there."""

from importlib import import_module
from pkgutil import walk_packages

import pytest

import exeoflow.nodes
from exeoflow.nodes.node_type import NodeType
from exeoflow.nodes.table import NODE_TYPES

_PREFIX = f"{exeoflow.nodes.__name__}."
# Each type by where it is made: the modules that only import it, as the table does, have it too.
_MADE = {
    value.name: each.name.removeprefix(_PREFIX)
    for each in walk_packages(exeoflow.nodes.__path__, _PREFIX)
    if each.name != f"{_PREFIX}table"
    for value in vars(import_module(each.name)).values()
    if isinstance(value, NodeType)
}


def test_each_type_that_a_file_makes_has_a_row() -> None:
    assert _MADE.keys() == NODE_TYPES.keys()


@pytest.mark.parametrize("name", NODE_TYPES)
def test_each_type_lies_in_the_room_of_its_kind(name: str) -> None:
    assert _MADE[name].partition(".")[0] == NODE_TYPES[name].kind.value
