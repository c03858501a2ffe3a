"""How long compiling takes, and that it grows with the size and not faster."""

import json
import time
from collections.abc import Callable, Iterator

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from tests.bench.report import Section, seconds
from tests.bench.workflows import Workflow, batches, chain, forks, ladder, polls
from tests.oracle.drawings import big_graphs

_CLASSES: tuple[tuple[str, Callable[[int], Workflow]], ...] = (
    ("chain", chain),
    ("choices that meet again", lambda size: ladder(size // 4)),
    ("parallel parts that meet again", forks),
    ("loops over items", batches),
    ("loops that poll", polls),
)
_SIZES = (1_000, 10_000)
_DIAMONDS = 2_000


def sections() -> Iterator[Section]:
    """Yield the one table of compile times."""
    yield Section("Compiling", ("graph", "nodes", "CPU seconds", "states", "definition"), list(_rows()))


def _rows() -> Iterator[tuple[str, ...]]:
    compile_workflow(chain(10))  # what is imported and built once is not what grows
    for name, draw in _CLASSES:
        for size in _SIZES:
            yield _row(name, draw(size))
    for name, draw in big_graphs.SHAPES:
        yield _row(name, draw(_SIZES[-1]))
    yield _row(f"ladder of {_DIAMONDS:,} diamonds", ladder(_DIAMONDS))


def _row(name: str, workflow: Workflow) -> tuple[str, ...]:
    outcome: list[object] = []
    # Compiling waits for nothing, so the processor's time is its time, whatever else the machine does.
    elapsed = seconds(lambda: outcome.append(compile_workflow(workflow)), time.process_time)
    (compiled,) = outcome
    size = f"{len(workflow['nodes']):,}"
    if not isinstance(compiled, CompiledWorkflow):
        # A definition over 1 MB is refused, after all the work was done.
        rules = {diagnostic.rule for diagnostic in compiled.diagnostics}  # type: ignore[attr-defined]
        return name, size, f"{elapsed:.3f}", "-", ", ".join(sorted(rules))
    definition = len(json.dumps(compiled.definition, ensure_ascii=False).encode())
    return name, size, f"{elapsed:.3f}", f"{len(compiled.node_of_state):,}", f"{definition / 1024:,.0f} KiB"
