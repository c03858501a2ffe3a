"""The order in which workflows are written: what others run comes first."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from exeoflow.command.documents.references import runs
from exeoflow.command.words import words
from exeoflow.remote.trouble import Trouble


def in_order(contents: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Order names so that each comes after those that it runs. Raises `Trouble` where some run each other."""
    sorter = TopologicalSorter(
        {name: [each for each in runs(content) if each in contents] for name, content in contents.items()}
    )
    try:
        return list(sorter.static_order())
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        raise Trouble(words("order_circle", circle=circle)) from error
