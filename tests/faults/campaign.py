"""Every fault at every call of every scenario, once and twice in a row."""

import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from exeoflow import compiler
from exeoflow.compiler import CompiledWorkflow, RejectedWorkflow, compile_workflow
from exeoflow.errors import ExeoflowError
from exeoflow.task_failure import TaskFailure
from local.aws.replacement import replaced
from tests.fakes.crashes import Crash
from tests.fakes.ports import FakePorts, fake_ports
from tests.faults.injection import Fault, FaultKind, Injector, faulty
from tests.faults.scenarios import Repetition, Scenario
from tests.faults.world import settle, violations

_BETWEEN_ATTEMPTS: Final = 1
_CALLS_PAIRED: Final = 16


@dataclass(frozen=True, slots=True)
class Violation:
    """What was wrong after which faults; `is_given_up` if nobody repeated what failed."""

    scenario: str
    faults: tuple[Fault, ...]
    is_given_up: bool
    wrong: str


@dataclass
class Tally:
    """What came of one scenario."""

    scenario: str
    calls: int = 0
    injected: int = 0
    violations: list[Violation] = field(default_factory=list)


def campaign(name: str, scenario: Scenario, every: int = 1) -> Tally:
    """Inject into one scenario; `every` takes each so manieth of the cases."""
    with replaced(compiler, "compile_workflow", _compiled_once):
        trial = _Trial(name, scenario)
        tally = Tally(name, trial.calls)
        for faults, is_given_up in [*_cases(trial)][::every]:
            injected, wrong = trial.run(faults, is_given_up=is_given_up)
            tally.injected += injected
            tally.violations += (Violation(name, faults, is_given_up, each) for each in wrong)
    return tally


def _compiled_once(document: Mapping[str, Any], *, fold: bool) -> CompiledWorkflow | RejectedWorkflow:
    """Compile a few graphs, not the same ones for each case: that was two fifths of the time."""
    return _compiled(json.dumps(document), fold)


@cache
def _compiled(document: str, fold: bool) -> CompiledWorkflow | RejectedWorkflow:  # noqa: FBT001  a key
    return compile_workflow(json.loads(document), fold=fold)


def _cases(trial: "_Trial") -> Iterator[tuple[tuple[Fault, ...], bool]]:
    kinds = list(FaultKind)
    repetition = trial.scenario.repetition
    for kind in kinds:
        for at in range(1, trial.calls + 1):
            if repetition is not Repetition.ALWAYS:
                yield (Fault(kind, at),), True
            if repetition is not Repetition.NEVER:
                yield (Fault(kind, at),), False
    if repetition is Repetition.NEVER:
        return
    # The sweep alone would make 20,000 pairs.
    stride = 1 + trial.calls // _CALLS_PAIRED
    for kind, other in zip(kinds, [*kinds[1:], kinds[0]], strict=True):
        for first in range(1, trial.calls + 1, stride):
            for second in range(1, trial.calls + 1, stride):
                yield (Fault(kind, first), Fault(kind, second)), False
                yield (Fault(kind, first), Fault(other, second)), False


class _Trial:
    """A scenario whose world is prepared once and copied for each case."""

    def __init__(self, name: str, scenario: Scenario) -> None:
        self.name, self.scenario = name, scenario
        ports = fake_ports()
        # Read anew for each case: a third of the time that a copy takes.
        self._prepared = pickle.dumps((ports, scenario.prepare(ports)))
        undisturbed, prepared = self._world()
        counting = Injector()
        scenario.act(faulty(undisturbed, counting), prepared)
        self.calls = counting.calls

    def run(self, faults: Sequence[Fault], *, is_given_up: bool) -> tuple[int, list[str]]:
        """Return how many faults happened, and what is wrong after them."""
        ports, prepared = self._world()
        injected = 0
        wrong: list[str] = []
        for fault in faults:
            injector = Injector(fault)
            wrong += self._attempt(ports, prepared, injector)
            injected += injector.has_happened
            ports.clock.advance(seconds=_BETWEEN_ATTEMPTS)
        if not is_given_up:
            wrong += self._attempt(ports, prepared, Injector(), is_last=True)
        settle(ports)
        wrong += violations(ports)
        if not is_given_up:
            wrong += self.scenario.check(ports, prepared)
        return injected, wrong

    def _world(self) -> tuple[FakePorts, Any]:
        ports, prepared = pickle.loads(self._prepared)  # noqa: S301  we wrote it ourselves
        return ports, prepared

    def _attempt(
        self, ports: FakePorts, prepared: Any, injector: Injector, *, is_last: bool = False
    ) -> Iterator[str]:
        try:
            self.scenario.act(faulty(ports, injector), prepared)
        except Crash:
            pass
        except (ExeoflowError, TaskFailure) as error:
            if is_last and not isinstance(error, self.scenario.said):
                yield f"repeated without a fault, it ends in {type(error).__name__}"
        except Exception as error:  # noqa: BLE001  (nothing else may leave a use case)
            yield f"{type(error).__name__} is none of our errors: {error}"
