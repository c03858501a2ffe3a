"""Prints what the compiler makes of the visible graphs, and how long it takes: `make graphs`.

`make graphs ARGS=scientific` prints one of its parts.
"""

import gc
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final
from unittest import mock

from exeoflow.compiler import compile_workflow
from exeoflow.compiler.schedule import arrangement
from exeoflow.compiler.schedule.placement import place
from tests.oracle.drawings import big_graphs
from tests.oracle.drawings.corpus import some_trigger, steering, visible_graphs
from tests.oracle.drawings.scientific import scientific_graphs
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import Comparison, compare
from tests.oracle.judges.compiling import compiled_machine, errors_of
from tests.oracle.judges.scopes import all_states
from tests.oracle.simulator.machine import Machine

RUNS: Final = 5
FAILING: Final = 0.1
AS_FAST: Final = 1 + 1e-6
SIZES: Final = (1_000, 10_000)
DIAMONDS: Final = 2_000


@dataclass
class Figures:
    """What was measured over all graphs."""

    compiled: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    slowdowns: list[float] = field(default_factory=list)
    states_per_node: list[float] = field(default_factory=list)
    auxiliary: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """States per node that stand for no node, by what they are, summed over the graphs."""
    differing: int = 0
    failures: list[float] = field(default_factory=list)
    """When executions failed, as a multiple of when they should have."""
    delays: list[float] = field(default_factory=list)
    """How many seconds later that was."""
    late_starts: list[int] = field(default_factory=list)
    """How many nodes each failing execution started after it should have failed."""


def main() -> None:
    """Print the parts that are named, or all, each line as soon as it is known."""
    for part in sys.argv[1:] or _PARTS:
        for name, value in _PARTS[part]():
            sys.stdout.write(f"{name:52}{value:>12}\n")
            sys.stdout.flush()


def _of_meaning() -> Iterator[tuple[str, str]]:
    for suffix, figures in (
        ("", _measured(visible_graphs(), fold=False)),
        (", folded", _measured(visible_graphs(), fold=True)),
    ):
        slowdowns = figures.slowdowns
        yield f"visible graphs compiled{suffix}", f"{figures.compiled} of {len(visible_graphs())}"
        yield from ((f"  refused: {rule}", str(count)) for rule, count in figures.refused.most_common())
        yield f"  differing from their meaning{suffix}", str(figures.differing)
        yield f"finishing time equal to the ideal{suffix}", f"{_share(slowdowns):.2%}"
        yield f"  mean of finishing time / ideal{suffix}", f"{fmean(slowdowns):.5f}"
        yield f"  worst of finishing time / ideal{suffix}", f"{max(slowdowns):.3f}"
        yield (
            f"failures as soon as a node fails{suffix}",
            f"{_share(figures.failures):.2%} of {len(figures.failures)}",
        )
        yield f"states entered per executed node{suffix}", f"{fmean(figures.states_per_node):.4f}"
        for kind, states in sorted(figures.auxiliary.items()):
            yield f"  of these {kind}", f"{states / len(figures.states_per_node):.4f}"


def _of_scientific() -> Iterator[tuple[str, str]]:
    graphs = tuple(scientific_graphs())
    start = time.process_time()
    slowest = max(_cpu_seconds(each) for each in graphs)
    total = time.process_time() - start
    figures = _measured(graphs, fold=True)
    yield "scientific graphs compiled", f"{figures.compiled} of {len(graphs)}"
    yield "  CPU seconds for all of them", f"{total:.2f} s"
    yield "  CPU seconds for the slowest", f"{slowest:.2f} s"
    yield "  differing from their meaning", str(figures.differing)
    yield "  mean of finishing time / ideal", f"{fmean(figures.slowdowns):.3f}"
    yield "  worst of finishing time / ideal", f"{max(figures.slowdowns):.3f}"
    yield (
        "  failures as soon as a node fails",
        f"{_share(figures.failures):.2%} of {len(figures.failures)}",
    )
    yield "  seconds that a failure is late, of at most 10 a node", f"{fmean(figures.delays):.2f}"
    yield "  nodes started after that", f"{fmean(figures.late_starts):.2f}"
    yield "  states entered per executed node", f"{fmean(figures.states_per_node):.3f}"
    yield "    at most", f"{max(figures.states_per_node):.3f}"


def _of_division() -> Iterator[tuple[str, str]]:
    """What dividing buys over placing alone, on the graphs that it changes."""
    for name, graphs in (("visible", visible_graphs()), ("scientific", tuple(scientific_graphs()))):
        with _undivided():
            placed = [compiled_machine(each, fold=True) for each in graphs]
        changed = [
            workflow
            for workflow, machine in zip(graphs, placed, strict=True)
            if machine != compiled_machine(workflow, fold=True)
        ]
        yield f"{name} graphs that division changes", f"{len(changed)} of {len(graphs)}"
        figures = _measured(changed, fold=True)
        with _undivided():
            without = _measured(changed, fold=True)
        for suffix, each in (("", figures), (" without it", without)):
            yield f"  mean of finishing time / ideal{suffix}", f"{fmean(each.slowdowns):.3f}"
            yield f"  worst of finishing time / ideal{suffix}", f"{max(each.slowdowns):.3f}"
            yield f"  mean of failing time / ideal{suffix}", f"{fmean(each.failures):.3f}"


def _undivided() -> AbstractContextManager[object]:
    """Within it, regions are placed only."""
    return mock.patch.object(
        arrangement, "divide", lambda exclusion, _sample, depth, _: place(exclusion, depth)
    )


def _share(ratios: list[float]) -> float:
    return sum(value <= AS_FAST for value in ratios) / len(ratios)


def _cpu_seconds(workflow: Json) -> float:
    start = time.process_time()
    compile_workflow(workflow)
    return time.process_time() - start


def _of_speed() -> Iterator[tuple[str, str]]:
    yield (
        "compiling all visible graphs",
        _seconds(lambda: [compile_workflow(each) for each in visible_graphs()]),
    )
    for name, shape in big_graphs.SHAPES:
        for size in SIZES:
            yield f"compiling {name}, {size} nodes", _compile_seconds(shape(size))
    yield (
        f"compiling a ladder of {DIAMONDS} diamonds",
        _compile_seconds(big_graphs.diamond_ladder(4 * DIAMONDS)),
    )


def _measured(graphs: Iterable[Json], *, fold: bool) -> Figures:
    figures = Figures()
    for workflow in graphs:
        machine = compiled_machine(workflow, fold=fold)
        if machine is None:
            figures.refused[", ".join(errors_of(workflow))] += 1
            continue
        figures.compiled += 1
        comparisons = list(_runs(workflow, machine))
        figures.differing += any(each.differences for each in comparisons)
        figures.slowdowns.append(max(each.slowdown for each in comparisons))
        for each in _runs(workflow, machine, FAILING):
            figures.differing += bool(each.differences)
            if each.meant.outcome.status != "success":
                figures.failures.append(each.slowdown)
                figures.delays.append(each.happened.outcome.seconds - each.meant.outcome.seconds)
                figures.late_starts.append(_late_starts(machine, each))
        nodes = sum(len(each.meant.runs) - 1 for each in comparisons)
        if nodes:
            entered = Counter(run.state for each in comparisons for run in each.happened.runs)
            figures.states_per_node.append(entered.total() / nodes)
            for state, kind in _auxiliary_states(machine):
                figures.auxiliary[kind] += entered[state] / nodes
    return figures


def _late_starts(machine: Machine, failing: Comparison) -> int:
    """How many nodes started after the failure that would have ended the execution."""
    end = failing.meant.outcome.seconds * AS_FAST
    return sum(run.start > end and run.state in machine.node_of_state for run in failing.happened.runs)


def _runs(workflow: Json, machine: Machine, failing: float = 0.0) -> Iterator[Comparison]:
    for seed in range(RUNS):
        trigger = some_trigger(workflow, seed)
        yield compare(workflow, machine, trigger, steering(workflow, seed), SeededEnvironment(seed, failing))


def _auxiliary_states(machine: Machine) -> Iterator[tuple[str, str]]:
    """Yield the states that stand for no node, with what they are there for."""
    for name, state in all_states(machine.definition):
        if name in machine.node_of_state:
            continue
        if machine.wrapped_triggers and name == machine.definition["StartAt"]:
            yield name, "the entry Choice of several triggers"
        elif state["Type"] == "Succeed":
            yield name, "Succeed behind Choice and Catch"
        else:
            yield name, f"{state['Type']} of forks, joins, loops"


def _compile_seconds(workflow: Json) -> str:
    return _seconds(lambda: compile_workflow(workflow))


def _seconds(action: Callable[[], object]) -> str:
    """Return the processor's time, for compiling waits for nothing."""
    gc.collect()
    start = time.process_time()
    action()
    return f"{time.process_time() - start:.2f} s"


_PARTS: Final[dict[str, Callable[[], Iterator[tuple[str, str]]]]] = {
    "visible": _of_meaning,
    "scientific": _of_scientific,
    "division": _of_division,
    "speed": _of_speed,
}


if __name__ == "__main__":
    main()
