"""Holds every machine that the compiler makes against the service behind Amazon's own editor: `make judges`.

Machines of the visible graphs, of those drawn by hand and of scientific ones, as they are and folded.
"""

import sys
from collections.abc import Iterator

from tests.oracle.drawings.corpus import visible_graphs
from tests.oracle.drawings.hard_workflows import HARD
from tests.oracle.drawings.scientific import scientific_graphs
from tests.oracle.judges.compiling import compiled_machine
from tests.oracle.judges.npm_judges import language_service_faults
from tests.oracle.simulator.machine import Machine


def main() -> int:
    """Print what is wrong with which machine, and how many there were; fail if anything was."""
    machines = list(_machines())
    found = language_service_faults(machine.definition for _, machine in machines)
    assert len(found) == len(machines)
    faulty = [(name, faults) for (name, _), faults in zip(machines, found, strict=True) if faults]
    for name, faults in faulty:
        print(f"{name}: {faults}")
    print(f"language service: {len(machines):,} machines, {len(faulty)} of them with faults")
    return 1 if faulty else 0


def _machines() -> Iterator[tuple[str, Machine]]:
    workflows = {
        **{f"visible {number}": each for number, each in enumerate(visible_graphs())},
        **{f"hard {name}": each for name, each in HARD.items()},
        **{f"scientific {number}": each for number, each in enumerate(scientific_graphs())},
    }
    for name, workflow in workflows.items():
        for fold in (False, True):
            machine = compiled_machine(workflow, fold=fold)
            if machine:
                yield name + (" folded" if fold else ""), machine


if __name__ == "__main__":
    sys.exit(main())
