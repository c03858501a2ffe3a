"""Prints what the compiler makes of the visible graphs, and how long it takes: `make graphs`."""

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final

from exeoflow.compiler import compile_workflow
from tests.oracle import big_graphs
from tests.oracle.asl_machine import Machine
from tests.oracle.comparison import Comparison, compare
from tests.oracle.compiling import compiled_machine, errors_of
from tests.oracle.corpus import some_trigger, steering, visible_graphs
from tests.oracle.environment import SeededEnvironment
from tests.oracle.json_value import Json

RUNS: Final = 5
AS_FAST: Final = 1 + 1e-6
DIAMONDS: Final = 2_000
SHAPES: Final[tuple[tuple[str, Callable[[int], Json]], ...]] = (
    ("chain", big_graphs.chain),
    ("wide fork", big_graphs.wide_fork),
    ("diamond ladder", big_graphs.diamond_ladder),
    ("random series-parallel", big_graphs.random_series_parallel),
    ("random entangled", big_graphs.random_entangled),
)


@dataclass
class Figures:
    """What was measured over all graphs."""

    compiled: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    slowdowns: list[float] = field(default_factory=list)
    states_per_node: list[float] = field(default_factory=list)
    differing: int = 0


def main() -> None:
    """Print the table."""
    plain, folded = _measured(fold=False), _measured(fold=True)
    total = len(visible_graphs())
    print(f"{'visible graphs':44}{total:>10}")
    print(f"{'  compiled':44}{plain.compiled:>10}")
    for rule, count in plain.refused.most_common():
        print(f"{'  refused: ' + rule:44}{count:>10}")
    print(f"{'  differing from their meaning':44}{plain.differing:>10}{folded.differing:>10} folded")
    for name, figures in (("", plain), (", folded", folded)):
        equal = sum(value <= AS_FAST for value in figures.slowdowns) / len(figures.slowdowns)
        print(f"{'finishing time equal to the ideal' + name:44}{equal:>10.2%}")
        print(f"{'  mean of it' + name:44}{fmean(figures.slowdowns):>10.5f}")
        print(f"{'  worst of it' + name:44}{max(figures.slowdowns):>10.3f}")
        print(f"{'states entered per executed node' + name:44}{fmean(figures.states_per_node):>10.4f}")
    print(f"{'compiling all visible graphs':44}{_seconds(_compile_all):>8.2f} s")
    for name, shape in SHAPES:
        for size in (1_000, 10_000):
            print(f"{f'compiling {name}, {size} nodes':44}{_compile_seconds(shape(size)):>8.2f} s")
    ladder = big_graphs.diamond_ladder(4 * DIAMONDS + 3)
    print(f"{f'compiling a ladder of {DIAMONDS} diamonds':44}{_compile_seconds(ladder):>8.2f} s")


def _measured(*, fold: bool) -> Figures:
    figures = Figures()
    for workflow in visible_graphs():
        machine = compiled_machine(workflow, fold=fold)
        if machine is None:
            figures.refused[", ".join(errors_of(workflow))] += 1
            continue
        figures.compiled += 1
        comparisons = list(_runs(workflow, machine))
        figures.differing += any(each.differences for each in comparisons)
        figures.slowdowns.append(max(each.slowdown for each in comparisons))
        nodes = sum(len(each.meant.runs) - 1 for each in comparisons)
        if nodes:
            figures.states_per_node.append(sum(len(each.happened.runs) for each in comparisons) / nodes)
    return figures


def _runs(workflow: Json, machine: Machine) -> Iterator[Comparison]:
    for seed in range(RUNS):
        trigger = some_trigger(workflow, seed)
        yield compare(workflow, machine, trigger, steering(workflow, seed), SeededEnvironment(seed))


def _compile_all() -> None:
    for workflow in visible_graphs():
        compile_workflow(workflow)


def _compile_seconds(workflow: Json) -> float:
    return _seconds(lambda: compile_workflow(workflow))


def _seconds(action: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
