"""Runs every visible graph and every hard one in simulator, moto and engine: `make agree`.

With a number only each so manieth graph.
"""

import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.oracle.drawings.corpus import some_trigger, steering, visible_graphs, with_iterations
from tests.oracle.drawings.hard_workflows import HARD, inputs_of
from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json
from tests.oracle.judges.agreement import three_judges, without_pauses
from tests.oracle.judges.comparison import machine_input
from tests.oracle.judges.compiling import compiled_machine
from tests.oracle.judges.moto_machine import InstantEnvironment
from tests.oracle.simulator.machine import Machine

ENVIRONMENTS: Final = {"nothing fails": 0, "some requests fail": 5}
_ITERATIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Run:
    """One graph, compiled, with an input for it."""

    group: str
    graph: str
    machine: Machine
    data: Json


def main() -> int:
    """Run all, or each so manieth graph; fail if any two disagree."""
    threading.excepthook = lambda _: None  # moto's threads complain when another branch's failure ends theirs
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    found = [each for name, failing in ENVIRONMENTS.items() for each in _disagreements(name, failing, every)]
    for each in found:
        print(each)
    print(f"{len(found)} disagreements of simulator, moto and engine")
    return 1 if found else 0


def _disagreements(name: str, failing: int, every: int) -> Iterator[str]:
    """Yield where the three disagree, and print how many graphs and runs there were."""
    counted: dict[str, tuple[set[str], int]] = {}
    started = time.monotonic()
    with three_judges(InstantEnvironment(failing)) as disagreements:
        for run in (*visible_runs(every), *hard_runs(every)):
            graphs, runs = counted.get(run.group, (set(), 0))
            counted[run.group] = ({*graphs, run.graph}, runs + 1)
            for each in disagreements(run.machine, run.data):
                yield f"{name}, {run.group} graph {run.graph}, input {run.data}: {each}"
    for group, (graphs, runs) in counted.items():
        print(f"{name}: {len(graphs):,} {group} graphs in {runs:,} runs", flush=True)
    print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)


def visible_runs(every: int = 1) -> Iterator[Run]:
    """Yield each so manieth visible graph that has a trigger, with one input that steers it."""
    graphs = visible_graphs()
    for number in range(0, len(graphs), every):
        if not triggers(graphs[number]):
            continue
        workflow = without_pauses(with_iterations(graphs[number], _ITERATIONS))
        machine = compiled_machine(workflow)
        if machine:
            data = machine_input(machine, some_trigger(workflow, number), steering(workflow, number))
            yield Run("visible", str(number), machine, data)


def hard_runs(every: int = 1) -> Iterator[Run]:
    """Yield each so manieth graph drawn by hand, by each of its triggers with every input that steers it."""
    for name in [*HARD][::every]:
        workflow = without_pauses(HARD[name])
        machine = compiled_machine(workflow)
        assert machine, name
        for trigger in triggers(workflow):
            for data in inputs_of(workflow):
                yield Run("hard", name, machine, machine_input(machine, trigger, data))


if __name__ == "__main__":
    sys.exit(main())
