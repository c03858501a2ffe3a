"""The examples in docstrings are true."""

import doctest
from importlib import import_module

import pytest

from tests.house.rooms import ROOT

REPOSITORY = ROOT.parents[2]


def with_examples() -> list[str]:
    """Return the names of all modules that have examples, but of those that start a stand-in of AWS first."""
    return [
        ".".join(file.relative_to(place).with_suffix("").parts).removesuffix(".__init__")
        for place, folder in ((ROOT.parent, ROOT), (REPOSITORY, REPOSITORY / "local" / "embedded"))
        for file in sorted(folder.rglob("*.py"))
        if ">>> " in file.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("module", with_examples())
def test_examples_are_true(module: str) -> None:
    results = doctest.testmod(import_module(module))

    assert results.attempted > 0
    assert results.failed == 0
