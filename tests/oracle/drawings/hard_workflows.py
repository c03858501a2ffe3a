"""All workflows that are drawn by hand because they are hard to compile, and every input that steers one."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from tests.oracle.drawings.left_loops import LEFT_LOOPS
from tests.oracle.drawings.over_files import OVER_FILES
from tests.oracle.drawings.parted_lists import PARTED
from tests.oracle.drawings.rare_graphs import RARE
from tests.oracle.drawings.rare_loops import RARE_LOOPS
from tests.oracle.drawings.regressions import REGRESSIONS
from tests.oracle.drawings.small_workflows import WORKFLOWS
from tests.oracle.json_value import Json

HARD: Final[dict[str, dict[str, Json]]] = (
    WORKFLOWS | REGRESSIONS | RARE | RARE_LOOPS | PARTED | LEFT_LOOPS | OVER_FILES
)


def inputs_of(workflow: dict[str, Json]) -> Iterator[Json]:
    """Yield every combination of the workflow's choices, each with items and without."""
    text = str(workflow)
    names = [name for name in "abcdefgxyz" if f"$trigger.choices.{name}" in text]
    for chosen in product([True, False], repeat=len(names)):
        for items in ([1, 2, 1], []) if "$trigger.items" in text else ([1],):
            yield {"choices": dict(zip(names, chosen, strict=True)), "items": items, "word": "none"}
